"""Misread letters: where they are looked for, what speaks for them, what is left alone."""

from __future__ import annotations

import pytest

from gazetteer.restore.slips import load_slips
from pipeline.document import Document
from pipeline.restore import Proposal, Settings, find_edits, load_knowledge, restore
from pipeline.restore.priors import prior_of
from pipeline.restore.register import Register, register_of
from pipeline.restore.scan import Look
from pipeline.source import Box, PlacedWords, Source
from pipeline.spans import Span

POOR = "Sở Nội vụ phôi hợp với các cơ quan liên quan kiêm tra, tông hợp, báo cáo Ủy ban nhân dân tỉnh."
GOOD = "Sở Nội vụ phối hợp với các cơ quan liên quan kiểm tra, tổng hợp, báo cáo Ủy ban nhân dân tỉnh."


def _document(text: str, *, ocr: bool = False, sure: int | None = None) -> Document:
    words = None
    if sure is not None:
        words, at = PlacedWords(), 0
        for word in text.split(" "):
            words.add(Span(at, at + len(word)), Box(1, 0, 0, 1, 1), sure)
            at += len(word) + 1
    return Document(Source(text, ocr=ocr, words=words), text)


def _mended(text: str, *, ocr: bool = True, sure: int | None = None) -> str:
    document = _document(text, ocr=ocr, sure=sure)
    return restore(document, find_edits(document)).text


def _edits(text: str) -> list[Proposal]:
    return [edit for edit in find_edits(_document(text, ocr=True)) if edit.policy == "apply"]


def _register(text: str) -> Register:
    return register_of(Look(text, load_knowledge()), load_knowledge())


def test_several_in_a_row_are_mended() -> None:
    """Words whose neighbours are misread, too, are mended; each edit says that it is such."""
    assert _mended(POOR) == GOOD
    assert _mended("Quyết định theo thâm quyên được giao.") == "Quyết định theo thẩm quyền được giao."
    assert all(edit.rule == "spelling" and edit.evidence.startswith("misread") for edit in _edits(POOR))


def test_a_text_shows_that_a_machine_has_read_it() -> None:
    """A file of letters with so many misread ones counts as read by a machine; one of them does not."""
    assert _mended(POOR, ocr=False) == GOOD
    assert prior_of(_document(GOOD), _register(GOOD)) is None
    assert prior_of(_document(POOR), _register(POOR)) is not None
    assert prior_of(_document(POOR), Register(strange=0.3, misread=0.02, unknown=0.0)) is None


def test_misread_pairs_are_not_strange() -> None:
    """A text is no stranger for its misread letters, and one pair counts once however often it comes."""
    good, poor = _register(GOOD), _register(POOR)
    assert (good.misread, poor.strange) == (0, good.strange)
    assert poor.misread > 0.01
    assert _register("\n".join([POOR] * 9)).misread < poor.misread


@pytest.mark.parametrize(("sure", "mended"), [(40, True), (96, False)])
def test_confidence_counts(sure: int, mended: bool) -> None:  # noqa: FBT001
    """What the machine was unsure of is mended sooner than what it was sure of."""
    text = f"{GOOD} được sửa đối, bố sung."
    assert ("sửa đổi" in _mended(text, sure=sure)) is mended


def test_the_more_are_misread_the_bolder() -> None:
    """The bits for a letter grow with the part of misread pairs, from none to a bound."""
    document = _document(GOOD, ocr=True)
    shares = (0.0, 0.002, 0.01, 0.03, 0.5)
    priors = [prior_of(document, Register(0.05, share, 0.0)) for share in shares]
    bits = [prior.letter for prior in priors if prior]
    assert bits == sorted(bits)
    assert (bits[0], bits[1], bits[-1]) == (0.0, 0.0, 6.0)


@pytest.mark.parametrize(
    "text",
    [
        "giao đồng chí Thế thực hiện nhiệm vụ",
        "ông Tố chức vụ trưởng phòng",
        "tại Hà Đông thí điểm mô hình",
        "TỐ CHỨC THỰC HIỆN",
        "tại 12/KH-tố chức",
        '"Tố chức thực hiện"',
    ],
)
def test_names_and_what_is_guarded_stay(text: str) -> None:
    """A name behind a title or another name, capitals, codes and quotations stay as they were read."""
    assert _mended(text) == text


def test_capitals_are_kept() -> None:
    """A word with a capital between small letters is mended, and keeps it."""
    assert _mended("a) Tố chức thực hiện Chí thị này.") == "a) Tổ chức thực hiện Chỉ thị này."


def test_a_title_is_only_asked_about() -> None:
    """In the title of a law a misread letter is suggested, once."""
    text = "theo Luật Tổ chức chính quyên địa phương năm 2015"
    found = [edit for edit in find_edits(_document(text, ocr=True)) if edit.rule == "spelling"]
    assert [(edit.before, edit.policy) for edit in found] == [("quyên", "suggest")]


def test_it_is_switched_off_with_spelling() -> None:
    """Misread letters are errors of spelling: without that rule they stay."""
    document = _document(POOR, ocr=True)
    assert find_edits(document, settings=Settings(off=frozenset({"spelling"}))) == ()


def test_numbers_in_words_are_none() -> None:
    """A number in words is never taken for misread; a word may have been several others."""
    slips = load_slips()
    assert slips.misread("bốn") == slips.misread("bảy") == ()
    assert [slip.word for slip in slips.misread("tê")] == ["tế"]
    assert [slip.word for slip in slips.misread("đê")] == ["dê", "đế", "đề", "để"]
    assert {slip.kind for slip in slips.misread("tê")} == {"misread"}


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("rà soát câu Tô chức triển khai nhiệm vụ", ("câu Tô", "cấu Tổ")),
        ("Giao các phòng theo thâm Quyên giải quyết", ("thâm Quyên", "thẩm Quyền")),
    ],
)
def test_each_word_keeps_its_own_capital(text: str, edit: tuple[str, str]) -> None:
    """Of two words that are mended at once the second one may have the capital."""
    assert [(one.before, one.after) for one in _edits(text)] == [edit]
