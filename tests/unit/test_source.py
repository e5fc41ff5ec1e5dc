"""Words with their places, and what is made of them: boxes, doubt, furniture."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.document import read_document
from pipeline.extraction import extract
from pipeline.records import check_boxes
from pipeline.report import box_fields
from pipeline.source import UNKNOWN, Box, PlacedWords, Remark, Source
from pipeline.spans import Span


def placed(text: str, confidence: int = UNKNOWN, wide: int = 40) -> PlacedWords:
    """Place the words of `text` on lines of `wide` characters, 40 lines a page, one point a character."""
    words = PlacedWords()
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        row, column = divmod(start, wide)
        page, line = divmod(row, 40)
        box = Box(page + 1, column, 10 * line, column + len(word), 10 * line + 9)
        words.add(Span(start, at), box, confidence)
    words.sizes.extend([(wide, 400.0)] * (len(text) // (40 * wide) + 1))
    return words


DIRECTIVE = """ỦY BAN NHÂN DÂN TỈNH LAI CHÂU
Số: 12/CT-UBND
Lai Châu, ngày 05 tháng 3 năm 2024
CHỈ THỊ
Về việc tăng cường quản lý
1. Giao Sở Nội vụ chủ trì rà soát các quy định, báo cáo trước ngày 30/6/2024.
2. Giao Sở Y tế kiểm tra việc thực hiện.
Nơi nhận:
- Như trên.
"""


def test_a_span_has_a_box_for_each_printed_line() -> None:
    """Words beside each other on a line share a rectangle; the next line and the next page get their own."""
    text = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai"
    words = placed(text)
    boxes = words.boxes(Span(0, len(text)))
    assert [(box.page, box.top) for box in boxes] == [(1, 0), (1, 10)]
    assert boxes[0].left == 0
    assert words.boxes(Span(4, 7)) == (Box(1, 4, 0, 7, 9),)


def test_a_span_between_words_has_no_box() -> None:
    """An empty span and a blank touch no word."""
    words = placed("một hai")
    assert words.boxes(Span(3, 4)) == ()
    assert words.boxes(Span(2, 2)) == ()
    assert PlacedWords().boxes(Span(0, 9)) == ()


def test_words_that_needed_no_recognition_have_no_confidence() -> None:
    """Only what a machine read from a picture is more or less certain."""
    assert placed("một hai").recognised(Span(0, 7)) == ()
    assert placed("một hai", 71).recognised(Span(0, 3)) == (71,)


def test_every_task_of_a_paged_source_has_its_boxes() -> None:
    """The record of the boxes names each task, each word with its span, and the sizes of the pages."""
    words = placed(DIRECTIVE, 90)
    extraction = extract(Source(DIRECTIVE, words=words))
    record = check_boxes(box_fields(words, "d", extraction.task_fields))
    assert [task["task_id"] for task in record["tasks"]] == [task.task_id for task in extraction.tasks]
    assert all(task["boxes"] for task in record["tasks"])
    assert [DIRECTIVE[slice(*word["span"])] for word in record["words"]] == DIRECTIVE.split()
    assert all(low["span"][1] <= high["span"][0] for low, high in pairwise(record["words"]))
    assert {word["confidence"] for word in record["words"]} == {90}
    assert record["pages"] == ({"width": 40.0, "height": 400.0},)


@pytest.mark.parametrize(("sure", "doubtful"), [(UNKNOWN, False), (96, False), (31, True)])
def test_doubtful_words_lower_a_task(sure: int, doubtful: bool) -> None:  # noqa: FBT001 - a case
    """A task with words that recognition was not sure of is less certain and says why."""
    plain = extract(Source(DIRECTIVE)).tasks
    tasks = extract(Source(DIRECTIVE, words=placed(DIRECTIVE, sure))).tasks
    assert len(tasks) == len(plain) == 2
    for task, clean in zip(tasks, plain, strict=True):
        assert ("low-ocr-quality" in task.review) is doubtful
        assert (task.confidence < clean.confidence) is doubtful


def test_what_the_reader_remarks_is_a_warning_of_the_record() -> None:
    """Code, words and place of a remark reach the clerk."""
    source = Source(DIRECTIVE, remarks=(Remark("doubtful-number", Span(31, 45)),))
    (warning,) = [one for one in extract(source).document.warnings if one.code == "doubtful-number"]
    assert warning.span == (31, 45)
    assert "viết tay" in warning.message


def test_what_the_reader_knows_to_be_furniture_is_no_text() -> None:
    """A running head inside a sentence goes, though nothing in its words tells what it is."""
    text = "1. Giao Sở Nội vụ chủ trì rà soát\nBản dự thảo lần hai\ncác quy định về cán bộ.\n"
    start = text.index("Bản")
    document = read_document(Source(text, furniture=(Span(start, start + 19),)))
    assert document.text == "1. Giao Sở Nội vụ chủ trì rà soát các quy định về cán bộ."
    assert [(one.rule, text[slice(*one.span)]) for one in document.furniture] == [
        ("told", "Bản dự thảo lần hai")
    ]
    assert document.verbatim(Span(0, len(document.text))) == text.replace("Bản dự thảo lần hai", "").strip()


def test_the_pages_of_a_task_are_those_of_its_words() -> None:
    """A paragraph that a reader has put together from two pages stands on both."""
    words = placed(DIRECTIVE)
    last = next(word for word in range(len(words.starts)) if words.starts[word] > DIRECTIVE.index("báo cáo"))
    words.pages[last] = 2
    source = Source(DIRECTIVE, pages=(Span(0, len(DIRECTIVE)),), words=words)
    assert [task.pages for task in extract(source).tasks] == [(1, 2), (1,)]
