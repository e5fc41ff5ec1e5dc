"""Laws of the finders of times and targets, on drawn dates and on random and hostile text."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.target_data import load_target_lexicon
from gazetteer.time_data import load_time_lexicon
from pipeline.mentions.targets import find_targets
from pipeline.mentions.times import find_deadlines, read_time_attribute
from pipeline.spans import Span

TIMES = load_time_lexicon()
TARGETS = load_target_lexicon()
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
FORMS = [
    "{0.day}/{0.month}/{0.year}",
    "{0:%d/%m/%Y}",
    "{0:%d} tháng {0:%m} năm {0.year}",
    "{0.day}-{0.month}-{0.year}",
    "{0:%d.%m.%Y}",
]
LEADS = [
    "trước ngày",
    "trước",
    "chậm nhất ngày",
    "chậm nhất là ngày",
    "muộn nhất đến ngày",
    "trước 17 giờ 00 ngày",
    "trước 16h30, ngày",
]
VOCABULARY = (
    "trước ngày 15/9/2025 15 tháng 9 năm 2026 hằng hàng quý III thường xuyên định kỳ chậm nhất trong hoàn "
    "thành xong đến hết kể từ rà soát báo cáo kế hoạch chi , ; . ( ) 30% đạt trên 6 lần/năm Hằng"
)
WORDS = st.lists(st.sampled_from([*VOCABULARY.split(), "\n"]), max_size=40).map(" ".join)


@given(DAYS, st.sampled_from(FORMS), st.sampled_from(LEADS))
def test_every_form_of_a_date_gives_its_day(day: date, form: str, lead: str) -> None:
    """A date before which something is due is read the same in every writing."""
    text = f"gửi báo cáo {lead} {form.format(day)}."
    (found,) = find_deadlines(text, TIMES, None)
    assert (found.kind, found.value) == ("date", day.isoformat())
    assert text[found.start : found.end] == f"{lead} {form.format(day)}"


@given(DAYS, st.sampled_from(FORMS))
def test_attribute_gives_the_same_day(day: date, form: str) -> None:
    """A date alone on an attribute line is that date."""
    text = form.format(day)
    (found,) = read_time_attribute(text, Span(0, len(text)), TIMES, None)
    assert (found.start, found.end, found.value) == (0, len(text), day.isoformat())


@given(WORDS | st.text(max_size=200), st.sampled_from([None, "2025", "2025-11", "2025-11-20"]))
def test_spans_hold_and_nothing_depends_on_chance(text: str, issued: str | None) -> None:
    """Finds are sorted, apart, not empty, within one line, and the same each time."""
    deadlines = [Span(item.start, item.end) for item in find_deadlines(text, TIMES, issued)]
    targets = [Span(item.start, item.end) for item in find_targets(text, TARGETS)]
    for spans in (deadlines, targets):
        ends = [0, *(span.end for span in spans)]
        assert all(end <= span.start < span.end <= len(text) for end, span in zip(ends, spans, strict=False))
        assert all("\n" not in text[span.start : span.end] for span in spans)
    assert find_deadlines(text, TIMES, issued) == find_deadlines(text, TIMES, issued)


@given(WORDS, st.sampled_from([None, "2025", "2025-11-20"]))
def test_attribute_stays_within_its_span(text: str, issued: str | None) -> None:
    """What an attribute's value gives lies within it, and moves with it."""
    found = read_time_attribute(text, Span(0, len(text)), TIMES, issued)
    moved = read_time_attribute("ab " + text, Span(3, len(text) + 3), TIMES, issued)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert [(item.start + 3, item.end + 3, item.value) for item in found] == [
        (m.start, m.end, m.value) for m in moved
    ]


HOSTILE = [
    "trước ngày ",
    "trước ngày 15/11 ",
    "hằng năm (",
    "định kỳ hàng năm, ",
    "trong tháng 1, 2, ",
    "thường xuyên rà soát ",
    "ngay sau khi a",
    "1",
    "%",
    "1.111",
    "trên 1.111",
    "đạt đạt được ",
    "chậm nhất là đến ",
    "ngày 1 tháng ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """A hundred thousand code points of any one piece are read soon: quadratic time would be minutes."""
    text = piece * (100_000 // len(piece))
    begin = time.process_time()
    find_deadlines(text, TIMES, "2025-11-20")
    find_targets(text, TARGETS)
    assert time.process_time() - begin < 8
