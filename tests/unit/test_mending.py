"""Typing errors on the way from text to records: what is read, what is said about it, what stays as typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extraction import extract, read_mended
from pipeline.restore import DEFAULT_SETTINGS, RULES
from pipeline.source import Source
from pipeline.spans import Span

TYPED = (
    "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU\nSố: 12/CT-UBND\nLai Châu, ngày 10 tháng 3 năm 2023\nCHỈ THỊ\n"
    "Về việc thực hiện nhiệm vụ\n\nĐể hoàn thành kế hoạch năm 2023, Ủy ban nhân dân tỉnh yêu cầu:\n"
    "1. Sở Nội vụ thực hiện nghiêm mốt số nhiệm\nvụ về văn bản văn bản quy phạm pháp luật.\n"
    "2. Sở Tài chính báo cáo trong quá triển khai thực hiện.\n"
)


def test_text_is_mended_and_verbatim_is_not() -> None:
    """A task says what was meant, and beside it what was typed; its edits are among those of the document."""
    made = extract(Source(TYPED))
    first = made.tasks[0]
    assert "một số nhiệm vụ về văn bản quy phạm pháp luật" in first.text
    assert "mốt số nhiệm\nvụ về văn bản văn bản quy phạm" in first.verbatim
    assert ("mốt", "một", "spelling") in [(e.before, e.after, e.rule) for e in made.document.edits]


def test_proposals_say_what_was_done_and_why() -> None:
    """Each is quoted from the source, with rule, policy and evidence; a suggestion is not read in."""
    made = extract(Source(TYPED))
    found = {one.rule: one for one in made.document.proposals}
    assert {rule: one.policy for rule, one in found.items()} == {
        "spelling": "apply",
        "doubled": "apply",
        "gap": "suggest",
    }
    for one in found.values():
        assert TYPED[slice(*one.span)] == one.before
        assert 0 < one.confidence <= 1
        assert one.evidence
    assert found["gap"].after == " trình"
    assert "trong quá triển khai" in made.tasks[1].text


def test_a_task_with_a_suggestion_is_to_be_looked_at() -> None:
    """What is only suggested in a task is a reason to review it; what was mended is none."""
    first, second = extract(Source(TYPED)).tasks
    assert "possible-error" not in first.review
    assert "possible-error" in second.review


def test_switched_off() -> None:
    """Without restoring the text stays as typed; without one rule only that rule's edits are missing."""
    made = extract(Source(TYPED), restoring=None)
    assert not made.document.proposals
    assert "mốt số nhiệm vụ về văn bản văn bản" in made.tasks[0].text
    some = extract(Source(TYPED), restoring=replace(DEFAULT_SETTINGS, off=frozenset({"doubled"})))
    assert "một số nhiệm vụ về văn bản văn bản" in some.tasks[0].text
    none = extract(Source(TYPED), restoring=replace(DEFAULT_SETTINGS, off=RULES))
    assert none.task_fields == made.task_fields


def test_ids_are_those_of_the_text_as_typed() -> None:
    """Mending, and what is learnt about it later, changes no id."""
    mended, typed = extract(Source(TYPED)), extract(Source(TYPED), restoring=None)
    assert mended.fields["document_id"] == typed.fields["document_id"]
    assert [task.task_id for task in mended.tasks] == [task.task_id for task in typed.tasks]
    assert [task.text for task in mended.tasks] != [task.text for task in typed.tasks]


def test_mended_source_keeps_the_layout() -> None:
    """Only the words mended differ: line ends, blank lines and blanks stay where they were."""
    mending = read_mended(Source(TYPED))
    expected = TYPED.replace("mốt số", "một số").replace("văn bản văn bản", "văn bản")
    assert mending.mended_source == expected


@pytest.mark.parametrize("text", ["", "\n", "Không có gì sai."])
def test_nothing_to_mend(text: str) -> None:
    """Where nothing is found the document is the one that was typed."""
    mending = read_mended(Source(text))
    assert mending.mended is mending.typed
    assert mending.mended_source == text
    assert mending.doubts == ()


def test_typed_words() -> None:
    """Pieces of the mended text lead back to the words as they were typed."""
    mending = read_mended(Source(TYPED))
    start = mending.mended.text.index("nghiêm")
    end = mending.mended.text.index("pháp luật")
    words = mending.typed_words([Span(start, end), Span(start, start + 6)])
    assert words == "nghiêm mốt số nhiệm vụ về văn bản văn bản quy phạm nghiêm"


def test_a_scan_lacks_no_words() -> None:
    """What people leave out is suggested in a typed text, and never in one that a machine has read."""
    assert "gap" in {one.rule for one in read_mended(Source(TYPED)).proposals}
    assert "gap" not in {one.rule for one in read_mended(Source(TYPED, ocr=True)).proposals}


@pytest.mark.parametrize("ocr", [False, True])
def test_no_guess_turns_an_instruction_round(ocr: bool) -> None:  # noqa: FBT001
    """A word that begins otherwise is never read as "not", however well that would fit between the others."""
    text = "- Hướng dẫn nông dân sử dụng giông xác nhận; quản lý rầy nâu theo phương pháp tổng hợp.\n"
    mending = read_mended(Source(text, ocr=ocr))
    assert "không xác nhận" not in mending.mended.text
    assert any(one.after == "không" and one.policy == "suggest" for one in mending.proposals)


def test_the_form_keeps_its_letters() -> None:
    """In the closing of a document no letter is mended, wherever on the page it stands: blanks alone."""
    left = "Nơi nhận:\n- Giámđốc Sở;\n- Lưu: VT, mốt số phòng."
    closing = f"| {left} | TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A |\n"
    found = read_mended(Source(TYPED + closing))
    assert "mốt số phòng" in found.mended.text
    assert "Giám đốc Sở" in found.mended.text
