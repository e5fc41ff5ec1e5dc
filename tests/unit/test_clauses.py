"""The clause tree: numbering as it is found."""

from __future__ import annotations

import pytest

from gazetteer.clause_data import load_clause_words
from pipeline.blocks.clauses import Clause, ancestors, build_clauses
from pipeline.blocks.markers import marker_pattern
from pipeline.blocks.paragraphs import paragraphs

PATTERN = marker_pattern(load_clause_words()["units"])
HEADINGS = "Công tác văn thư"


def clauses(*lines: str) -> tuple[Clause, ...]:
    """The clauses of these lines."""
    text = "\n".join(lines)
    return build_clauses(text, paragraphs(text), PATTERN)


def tree(*marks: str) -> list[str]:
    """The path of each line of the form "mark words", by the marks above it."""
    lines = [mark if " " in mark else f"{mark} Rà soát hồ sơ." for mark in marks]
    built = clauses(*lines)
    names = [clause.label or "p" for clause in built]
    return [
        "/".join([*(names[above] for above in [*ancestors(built, index)][::-1]), names[index]])
        for index in range(len(built))
    ]


SHAPES = [
    ("one list", ["1.", "2.", "3."], ["1", "2", "3"]),
    ("gaps and repeats", ["1.", "3.", "3.", "7."], ["1", "3", "3", "7"]),
    ("skipped letters", ["1.", "a)", "c)", "đ)", "2.", "a)"], ["1", "1/a", "1/c", "1/đ", "2", "2/a"]),
    (
        "a part closes articles",
        ["Điều 1.", "1.", "Phần I", "Mục 1."],
        ["Điều 1", "Điều 1/1", "Phần I", "Phần I/Mục 1"],
    ),
    ("the first article closes numbers", ["1.", "2.", "Điều 1.", "1."], ["1", "2", "Điều 1", "Điều 1/1"]),
    (
        "articles under Roman numbers",
        ["I.", "Điều 1.", "II.", "Điều 2."],
        ["I", "I/Điều 1", "II", "II/Điều 2"],
    ),
    ("letters with points", ["1.", "a.", "b.", "2."], ["1", "1/a", "1/b", "2"]),
    (
        "all levels",
        ["I.", "1.", "a)", "-", "+", "+", "-", "b)", "2.", "II.", "1."],
        ["I", "I/1", "I/1/a", "I/1/a/-", "I/1/a/-/+", "I/1/a/-/+", "I/1/a/-", "I/1/b", "I/2", "II", "II/1"],
    ),
    ("upper over roman", ["A.", "I.", "1.", "B.", "I."], ["A", "A/I", "A/I/1", "B", "B/I"]),
    ("multi under its number", ["1.", "1.1.", "1.2.", "2.", "2.1."], ["1", "1/1.1", "1/1.2", "2", "2/2.1"]),
    (
        "multi of two levels",
        ["1.", "1.1.", "1.1.1.", "1.1.2.", "1.2.", "a)"],
        ["1", "1/1.1", "1/1.1/1.1.1", "1/1.1/1.1.2", "1/1.2", "1/1.2/a"],
    ),
    ("plus before dash", ["1.", "+", "-", "-", "2."], ["1", "1/+", "1/+/-", "1/+/-", "2"]),
    ("brackets", ["1.", "(1)", "(2)", "2.", "(1)"], ["1", "1/1", "1/2", "2", "2/1"]),
    (
        "articles",
        ["Điều 1.", "1.", "a)", "2.", "Điều 2."],
        ["Điều 1", "Điều 1/1", "Điều 1/1/a", "Điều 1/2", "Điều 2"],
    ),
    (
        "chapters",
        ["Chương I.", "Điều 1.", "Chương II.", "Điều 2.", "1."],
        ["Chương I", "Chương I/Điều 1", "Chương II", "Chương II/Điều 2", "Chương II/Điều 2/1"],
    ),
    ("star heads dashes", ["1.", "*", "-", "-", "*", "-"], ["1", "1/*", "1/*/-", "1/*/-", "1/*", "1/*/-"]),
    ("list begun unseen", ["a)", "b)", "2.", "a)"], ["a", "b", "2", "2/a"]),
    ("numbers after dashes", ["-", "-", "1.", "-"], ["-", "-", "1", "1/-"]),
    (
        "counting words",
        ["1.", "Thứ nhất, rà soát.", "Thứ hai, báo cáo.", "2."],
        ["1", "1/Thứ nhất", "1/Thứ hai", "2"],
    ),
]


@pytest.mark.parametrize(
    ("marks", "expected"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES]
)
def test_numbering_is_taken_as_found(marks: list[str], expected: list[str]) -> None:
    """Each clause stands under the one that its mark and those before it say."""
    assert tree(*marks) == expected


def test_paragraph_after_an_item_stands_under_it() -> None:
    """An unnumbered paragraph belongs to the item above it and closes nothing."""
    assert tree("1.", "Văn bản nêu trên còn hiệu lực.", "2.", "a)", "Một đoạn văn khác.", "b)") == [
        "1", "1/p", "2", "2/a", "2/a/p", "2/b",
    ]  # fmt: skip


def test_announcement_opens_a_list() -> None:
    """A paragraph that ends with a colon stands above the list that it announces."""
    assert tree("Yêu cầu các đơn vị:", "1.", "2.", "a)") == ["p", "p/1", "p/2", "p/2/a"]


def test_announcement_below_an_item_opens_a_list_there() -> None:
    """Inside an item an announcement stands above its dashes, and the next number ends it."""
    assert tree("1.", "Các nội dung gồm:", "-", "-", "2.") == ["1", "1/p", "1/p/-", "1/p/-", "2"]


def test_short_heading_without_mark_opens_a_list() -> None:
    """A short line without an end stands above the numbers that begin anew below it."""
    assert tree("Công tác văn thư", "1.", "2.", "Công tác lưu trữ", "1.") == ["p", "p/1", "p/2", "p", "p/1"]


def test_list_that_goes_on_is_not_opened_again() -> None:
    """A short line between 1 and 2 does not take over the list."""
    assert tree("1.", "Công tác văn thư", "2.")[2] == "2"


def test_colon_at_the_end_of_a_body_opens_for_plain_paragraphs() -> None:
    """After an announcement, another one takes its place where no marks follow."""
    built = clauses("Sở Nội vụ:", "Rà soát hồ sơ.", "Sở Tài chính:", "Bố trí kinh phí.")
    assert [clause.parent for clause in built] == [-1, 0, -1, 2]


def test_dash_that_announces_keeps_letters_below_it() -> None:
    """Letters below a dash that ends with a colon stand under the dash."""
    assert tree("1.", "- Các nội dung:", "a)", "b)", "2.") == ["1", "1/-", "1/-/a", "1/-/b", "2"]


def test_spans_and_body() -> None:
    """A clause covers its line, its words begin behind the mark."""
    [clause] = clauses("1. Rà soát.")
    assert (clause.start, clause.end, clause.body, clause.value) == (0, 11, 3, 1)


def test_nothing_gives_nothing() -> None:
    """No paragraphs, no clauses."""
    assert build_clauses("", (), PATTERN) == ()
