"""Laws of the whole way, on the sample directives and on directives put together from their paragraphs."""

from __future__ import annotations

import re
import sys
import textwrap
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extraction import Extraction, extract
from pipeline.source import Source
from tests import papers

CORPUS = sorted((Path(__file__).resolve().parent.parent.parent / "corpus").glob("*.txt"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in CORPUS}
NAMES = sorted(TEXTS)
PLACES = frozenset({"spans", "span", "verbatim", "edits", "proposals"})
"""Fields that say where something stands, or how it is written there."""


def lines() -> list[str]:
    """Paragraphs of the sample directives that fill a line of their own, each once."""
    whole = re.compile(r"(?:[-+]|\d{1,2}[.]|[a-zđ]\)|Điều \d+[.]|[IVX]+[.]|\w)[^|\t]{20,400}[.:;]")
    found = {line.strip() for text in TEXTS.values() for line in text.split("\n")}
    return sorted(line for line in found if whole.fullmatch(line))


PARAGRAPHS = st.sampled_from(lines())
OWN = st.sampled_from([
    "1. Sở Nội vụ", "2. Giao Sở Tài chính:", "a) Rà soát hồ sơ trước ngày 30/9/2024.", "- Báo cáo UBND tỉnh.",
    "I. MỤC ĐÍCH, YÊU CẦU", "II. NHIỆM VỤ", "Cơ quan chủ trì: Sở Nội vụ.", "Thời gian: Quý IV/2024.",
    "Điều 2.", "| Nội dung | Cơ quan chủ trì | Thời gian |", "| Rà soát | Sở Nội vụ | 2024 |",
    "|", "Sở Y tế:", "./.", "Nơi nhận:", "Kính gửi: Sở Y tế.", "(1) Tập huấn nghiệp vụ.",
    '+ Lập danh mục "A".', "*", "Phụ lục", "Trang 2",
])  # fmt: skip
BODIES = st.lists(PARAGRAPHS | OWN, min_size=1, max_size=14).map("\n".join)
PIECES = st.lists(PARAGRAPHS | OWN | st.text(max_size=12), max_size=10).map("\n".join)
DOCUMENTS = BODIES.map(papers.directive) | PIECES
FEW = settings(max_examples=60)


@cache
def read(text: str) -> Extraction:
    """What is read out of a text."""
    return extract(Source(text=text))


def dumped(extraction: Extraction) -> dict[str, Any]:
    """All fields of all records."""
    return {
        "document": extraction.document.model_dump(),
        "tasks": [task.model_dump() for task in extraction.tasks],
    }


def placeless(value: object) -> Any:  # noqa: ANN401 - nested as records are
    """The fields of records without those that say where something stands."""
    if isinstance(value, dict):
        return {key: placeless(inner) for key, inner in value.items() if key not in PLACES}
    return [placeless(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def meaning(text: str) -> object:
    """What the records of a text say, places left out."""
    return placeless(dumped(read(text)))


def places(value: object) -> list[tuple[int, int]]:
    """All spans in a record, in order of its fields."""
    if isinstance(value, dict):
        own = (
            [tuple(value["span"])] if value.get("span") else [tuple(span) for span in value.get("spans", ())]
        )
        return own + [place for key, inner in value.items() if key not in PLACES for place in places(inner)]
    return [place for inner in value for place in places(inner)] if isinstance(value, (list, tuple)) else []


# ---- what every record promises ----------------------------------------------------------------------------


def check_places(text: str) -> None:
    """Raise AssertionError unless every place is in the text and verbatim is what stands there."""
    extraction = read(text)
    found = dumped(extraction)
    assert all(
        0 <= start < end <= len(text) for start, end in places([found["document"]["clauses"], found["tasks"]])
    )
    assert all(0 <= start <= end <= len(text) for start, end in places(found))
    for task in extraction.tasks:
        assert "".join(text[start:end] for start, end in task.spans) == task.verbatim
        assert all(one[1] <= other[0] for one, other in zip(task.spans, task.spans[1:], strict=False))
        assert "\n" not in task.text
    assert [task.order for task in extraction.tasks] == list(range(len(extraction.tasks)))
    assert len({task.task_id for task in extraction.tasks}) == len(extraction.tasks)


def check_clauses(text: str) -> None:
    """Raise AssertionError unless every paragraph is a clause, once, and has a reason or holds a task."""
    extraction = read(text)
    clauses = extraction.document.clauses
    starts = [clause.spans[0][0] for clause in clauses]
    assert starts == sorted(set(starts))
    tasks = [(task.spans[0][0], task.spans[-1][1]) for task in extraction.tasks]
    for clause in clauses:
        begin, end = clause.spans[0][0], clause.spans[-1][1]
        within = any(start < end and begin < stop for start, stop in tasks)
        assert clause.reason is not None or within


@pytest.mark.parametrize("name", NAMES)
def test_records_of_a_sample_keep_their_promises(name: str) -> None:
    """In every sample directive verbatim stands at its spans, and paragraphs are clauses."""
    check_places(TEXTS[name])
    check_clauses(TEXTS[name])


@given(DOCUMENTS)
def test_records_keep_their_promises(text: str) -> None:
    """The same in any text put together from paragraphs and pieces."""
    check_places(text)
    check_clauses(text)


@pytest.mark.parametrize("name", NAMES)
def test_no_words_are_lost(name: str) -> None:
    """All but furniture, at least nine in ten of the visible characters, is in the clauses."""
    text = TEXTS[name]
    document = read(text).document
    told = sum(end - start for clause in document.clauses for start, end in clause.spans)
    assert told > 0.9 * len("".join(text.split()))


# ---- invariance --------------------------------------------------------------------------------------------

_OLD = {"óa": "oá", "òa": "oà", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
        "óe": "oé", "òe": "oè", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
        "úy": "uý", "ùy": "uỳ", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ", "Ủy": "Uỷ", "ỦY": "UỶ"}  # fmt: skip
_TONE = re.compile("(?<![qQ])(" + "|".join(_OLD) + r")(?!\w)")
_GAP = re.compile(r"(?<=[^\W\d]{2}) (?=[^\W\d]{2})")
_INSIDE = re.compile(r"(?<=[^\W\d_])(?=[a-zđà-ỹ])")


def old_tones(text: str) -> str:
    """The other placement of tone marks: hoà, uỷ."""
    return _TONE.sub(lambda match: _OLD[match[1]], text)


def curly(text: str) -> str:
    """Typographic quotation marks."""
    return re.sub(r'"([^"\n]*)"', "“\\1”", text).replace("'", "’")


CHANGES: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "old tones": old_tones,
    "eth": lambda text: text.replace("Đ", "Ð"),
    "no-break spaces": lambda text: _GAP.sub("\u00a0", text),
    "zero-width spaces": lambda text: _INSIDE.sub("\u200b", text),
    "soft hyphens": lambda text: _INSIDE.sub("\u00ad", text),
    "curly quotes": curly,
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "blank lines at the end": lambda text: text + "\n\n \n",
}


@pytest.mark.parametrize(("name", "change"), [(name, change) for name in NAMES for change in sorted(CHANGES)])
def test_writing_changes_places_alone(name: str, change: str) -> None:
    """How a sample directive is encoded changes nothing but where things stand."""
    text = unicodedata.normalize("NFC", TEXTS[name])
    assert meaning(CHANGES[change](text)) == meaning(text)


@given(BODIES, st.sampled_from(sorted(CHANGES)))
def test_writing_of_any_directive_changes_places_alone(body: str, change: str) -> None:
    """The same for directives put together, ids and all."""
    text = papers.directive(body)
    assert meaning(CHANGES[change](text)) == meaning(text)


LONG = [line for line in lines() if len(line) > 200 and "-" not in line[1:]]
SENTENCES = st.lists(st.sampled_from(LONG), min_size=3, max_size=8)


@given(SENTENCES, st.integers(60, 100), st.integers(60, 100))
@FEW
def test_where_lines_break_changes_places_alone(paragraphs: list[str], one: int, other: int) -> None:
    """A wrapped directive says the same at any width of its lines."""

    def wrapped(width: int) -> str:
        filled = [
            textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in paragraphs
        ]
        return papers.directive("\n\n".join(filled))

    assert meaning(wrapped(one)) == meaning(wrapped(other))


@given(BODIES)
def test_blank_paragraph_in_front_moves_every_place(body: str) -> None:
    """Two line feeds in front move all spans by two and change nothing else."""
    text = papers.directive(body)
    plain, moved = dumped(read(text)), dumped(read("\n\n" + text))
    assert placeless(moved) == placeless(plain)
    for part in ("tasks",):
        assert places(moved[part]) == [(start + 2, end + 2) for start, end in places(plain[part])]
    clauses = [found["document"]["clauses"] for found in (plain, moved)]
    assert places(clauses[1]) == [(start + 2, end + 2) for start, end in places(clauses[0])]


# ---- determinism -------------------------------------------------------------------------------------------


@given(DOCUMENTS)
@FEW
def test_same_text_gives_the_same_records(text: str) -> None:
    """Reading twice gives equal records."""
    assert dumped(extract(Source(text=text))) == dumped(extract(Source(text=text)))


def test_order_of_documents_does_not_matter() -> None:
    """What was read before leaves no trace in what is read after."""
    there = [dumped(extract(Source(text=TEXTS[name]))) for name in NAMES]
    back = [dumped(extract(Source(text=TEXTS[name]))) for name in reversed(NAMES)]
    assert there == back[::-1]


# ---- hostile input -----------------------------------------------------------------------------------------

HOSTILE = {
    "brackets": "(",
    "closing brackets": ")]}",
    "spaces": " ",
    "pipes": "|",
    "pipe lines": "|\n",
    "table heads": "| Nội dung | Thời gian |\n",
    "one line": "Giao Sở Nội vụ rà soát hồ sơ, ",
    "sentences": "Sở Nội vụ rà soát hồ sơ. ",
    "commas": "Sở Nội vụ, ",
    "control characters": "\x00\x01\x1b\x7f",
    "form feeds": "\f",
    "dashes": "- ",
    "dash lines": "- a\n",
    "numbers": "1. a\n",
    "multi": "1.1.1. a\n",
    "digits": "1",
    "labels": "Cơ quan chủ trì: ",
    "label lines": "Cơ quan chủ trì: Sở Nội vụ.\n",
    "announcements": "Các nội dung sau:\n",
    "colons": ":",
    "tabs": "a\tb\n",
    "circumstances": "Trong năm 2024, ",
    "demands": "; giao ",
    "closing": "Trong quá trình thực hiện ",
    "partners": "phối hợp với ",
    "paragraphs": "Sở Nội vụ rà soát hồ sơ.\n",
    "plain paragraphs": "Hồ sơ còn ít.\n",
    "headings": "Công tác văn thư\n",
    "marks": "\u0301",
    "stars": "**",
}
SIZE = 4_000


def calls(text: str) -> int:
    """How many calls it takes to read a text: a measure of work that is the same on every machine."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        extract(Source(text=text))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", sorted(HOSTILE))
def test_work_grows_with_the_text_alone(piece: str) -> None:
    """Four times the text takes at most about four times the calls."""
    repeated = HOSTILE[piece]
    short, long = (calls(repeated * (size // len(repeated))) for size in (SIZE, 4 * SIZE))
    assert long < 5 * short + 2_000


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "(" * 10_000, " " * 50_000, "a" * 1_000_000, "\x00" * 1_000, "|" * 10_000, "|\n" * 10_000],
    ids=["square", "round", "spaces", "one line", "control", "pipes", "pipe lines"],
)
def test_hostile_text_gives_records(text: str) -> None:
    """Whatever the text, there is a record of it and no task."""
    extraction = extract(Source(text=text))
    assert extraction.tasks == ()
