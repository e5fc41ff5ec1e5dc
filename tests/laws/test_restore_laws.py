"""Laws of the restore stage, on made-up pages with slips put in."""

from __future__ import annotations

import re
import textwrap
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document, read_document
from pipeline.restore import Proposal, find_edits, load_knowledge, restore
from pipeline.restore.scan import Look
from pipeline.restore.shifts import Shifts, taken_back
from pipeline.source import Source
from pipeline.spans import Span
from scripts.bench.noise import damage

_CLAUSES = st.sampled_from([
    "chủ trì, phối hợp với các cơ quan, đơn vị liên quan rà soát, bổ sung văn bản quy phạm pháp luật",
    "tiếp nhận và trả kết quả giải quyết thủ tục hành chính theo cơ chế một cửa, một cửa liên thông",
    "tăng cường công tác thanh tra, kiểm tra, xử lý nghiêm các hành vi vi phạm pháp luật về đất đai",
    "báo cáo kết quả thực hiện về Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 hằng năm",
    "thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2023 của Ủy ban nhân dân tỉnh về cải cách; cán bộ",
    'phong trào thi đua "cán bộ, công chức tận tụy phục vụ nhân dân" và các nhiệm vụ khác được giao',
    "trực tiếp tiếp nhận hồ sơ của tổ chức, cá nhân; thi hành văn bản văn bản quy phạm pháp luật",
    "Đ/c: Giámđốc Sở, các phòng ,ban ( b/c) và công chức,viên chức",
])  # fmt: skip
_ENDS = st.sampled_from([".\n", ";\n", ".\n\n- ", ".\nNơi nhận:\n- ", ", "])
_PAGES = st.lists(st.tuples(_CLAUSES, _ENDS), min_size=1, max_size=8).map(
    lambda rows: "".join(map("".join, rows))
)
_RATES = st.sampled_from([0.0, 0.02, 0.1, 0.3])
_WILD = st.text(
    st.sampled_from('aăâeêioôơuưyđbcghklmnpqrstvx ạảáàãệộ,.;:()/"12\nAĐ\u0301\u0323'), max_size=120
)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """A page with slips."""
    return damage(draw(_PAGES), draw(_RATES), draw(st.integers(0, 10_000)))[0]


_ANY = st.one_of(_texts(), _WILD)


def _read(text: str) -> Document:
    return read_document(Source(text))


def _applied(document: Document) -> list[Proposal]:
    return [edit for edit in find_edits(document) if edit.policy == "apply"]


@settings(max_examples=250, deadline=None)
@given(_ANY)
def test_twice_is_once(text: str) -> None:
    """A restored document has nothing left to apply."""
    document = _read(text)
    assert _applied(restore(document, find_edits(document))) == []


@settings(max_examples=250, deadline=None)
@given(_ANY)
def test_edits_make_the_text_and_undo(text: str) -> None:
    """The applied edits make the restored text, and taken back they make the text as it was."""
    document = _read(text)
    edits = _applied(document)
    mended = restore(document, edits).text
    changes = [(*edit.span, edit.after, edit.rule) for edit in edits]
    assert _laid(document.text, changes) == mended
    assert _laid(mended, taken_back(changes, document.text)) == document.text


def _laid(text: str, changes: list[tuple[int, int, str, str]]) -> str:
    pieces, at = [], 0
    for start, end, after, _ in changes:
        assert at <= start <= end
        pieces += [text[at:start], after]
        at = end
    return "".join([*pieces, text[at:]])


@settings(max_examples=250, deadline=None)
@given(_ANY, st.data())
def test_every_span_goes_back_to_the_source(text: str, data: st.DataObject) -> None:
    """The map makes the restored text out of the source; the pieces of a span, joined, are its verbatim."""
    document = _read(text)
    mended = restore(document, find_edits(document))
    assert _laid(text, list(mended.changes)) == mended.text
    assert mended.source is document.source
    size = len(mended.text)
    start = data.draw(st.integers(0, size))
    span = Span(start, data.draw(st.integers(start, size)))
    assert "".join(text[low:high] for low, high in mended.source_spans(span)) == mended.verbatim(span)
    assert all(0 <= low < high <= size for low, high in mended.emphasis)


@settings(max_examples=250, deadline=None)
@given(_ANY)
def test_edits_say_what_stands_there(text: str) -> None:
    """Each edit reads what it says, is sorted in, has a confidence and a reason; a flag changes nothing."""
    document = _read(text)
    edits = find_edits(document)
    assert list(edits) == sorted(edits)
    for edit in edits:
        assert document.text[edit.span.start : edit.span.end] == edit.before
        assert 0 < edit.confidence <= 1
        assert edit.evidence
        assert (edit.before == edit.after) == (edit.policy == "flag")


@settings(max_examples=250, deadline=None)
@given(_ANY)
def test_numbers_capitals_and_lines_stay(text: str) -> None:
    """No digit, no capital and no line end is ever changed, nor a letter in quotes or below Nơi nhận."""
    document = _read(text)
    before, after = document.text, restore(document, find_edits(document)).text
    for edit in _applied(document):
        assert _kept(edit.before) == _kept(edit.after)
    if "\n" not in before and before.count('"') == 2:
        assert before[before.index('"') : before.rindex('"')] in after
    low = before.find("\nNơi nhận:")
    if low >= 0:
        assert after.replace(" ", "").endswith(before[low:].replace(" ", ""))


def _kept(words: str) -> list[str]:
    return [sign for sign in words if sign.isdigit() or sign.isupper() or sign == "\n"]


@settings(max_examples=250, deadline=None)
@given(st.lists(_ANY, max_size=4).map("\n".join))
def test_no_look_reaches_over_a_line_end(text: str) -> None:
    """What a quick look at a text shows of each line is what it shows of that line alone."""
    knowledge = load_knowledge()
    alone = [
        scan._replace(line=number)
        for number, line in enumerate(text.split("\n"))
        for scan in Look(line, knowledge).scans()
    ]
    assert list(Look(text, knowledge).scans()) == alone


@settings(max_examples=150, deadline=None)
@given(_texts())
def test_spelling_of_characters_changes_nothing(text: str) -> None:
    """NFD and the other tone placement are mended alike."""
    document = _read(text)
    want = restore(document, find_edits(document)).text
    for same in (unicodedata.normalize("NFD", text), re.sub(r"ủy\b", "uỷ", text)):
        other = _read(same)
        assert restore(other, find_edits(other)).text == want


@settings(max_examples=100, deadline=None)
@given(st.lists(_CLAUSES, min_size=3, max_size=5), _RATES, st.integers(0, 10_000), st.integers(70, 100))
def test_wrapping_changes_nothing(clauses: list[str], rate: float, seed: int, width: int) -> None:
    """Where the wrapped lines are read as the same text, the same is mended."""
    lines = [damage(f"- Giao Sở {words} theo quy định.", rate, seed)[0] for words in clauses]
    plain = _read("\n".join(lines))
    wrapped = _read(
        "\n".join(
            textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in lines
        )
    )
    if plain.text == wrapped.text:
        assert [tuple(edit) for edit in find_edits(plain)] == [tuple(edit) for edit in find_edits(wrapped)]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), st.text("ab", max_size=3)), max_size=6),
    st.data(),
)
def test_shifts_go_and_come_back(steps: list[tuple[int, int, str]], data: st.DataObject) -> None:
    """A span that no change touches keeps its words on the way, and its place on the way back."""
    text = "".join(chr(0x100 + at) for at in range(60))
    changes, at = [], 0
    for gap, size, after in steps:
        changes.append((at + gap, at + gap + size, after, ""))
        at += gap + size + 1
    made = _laid(text, changes)
    there, back = Shifts(changes), Shifts(taken_back(changes, text))
    start = data.draw(st.integers(0, 59))
    span = Span(start, data.draw(st.integers(start + 1, 60)))
    if all(end < span.start or span.end < low for low, end, _, _ in changes):
        moved = there.span(span)
        assert made[moved.start : moved.end] == text[span.start : span.end]
        assert back.span(moved) == span
