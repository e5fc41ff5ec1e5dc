"""Number, date, place, issuer's lines and subject out of the lines above the title.

Forms: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.1 to II.5 (state and motto, issuer, number, place and date,
subject). Number and date are often written by hand, so a scan damages them first: what cannot be a
number or a day is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gazetteer.letterhead import LetterheadWords
from gazetteer.tolerant import skeleton
from pipeline.blocks.paragraphs import Paragraph
from pipeline.spans import Span

CLEAN_NUMBER = re.compile(r"\d{1,6}[a-zA-Z]?\Z")
YEAR = re.compile(r"(?:19|20)\d\d\Z")
WORD = re.compile(r"[^\W\d_]{2,}")
CITED = re.compile(r"/[A-ZĐ][\w&-]*,? [^\W\d_]{4} (\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
EDGES = " \t|-_*.,:;~—=^'\"“”/\\"
LONGEST_PLACE = 45
MAX_DAY, MAX_MONTH = 31, 12


@dataclass(slots=True)
class Heading:
    """What stands above the title; spans are into the matched text.

    `number` is None where blank or damaged; `symbol` ("UBND-KT") stays then. `date` is as exact as legible:
    "2019-08-21", "2026-04", "2026", None. `issuers`: the issuer's lines, top down. `subject`: the pieces of
    "V/v …"; `rest`: other words below the number.
    """

    number: str | None = None
    number_span: Span | None = None
    symbol: str | None = None
    date: str | None = None
    date_span: Span | None = None
    place: str | None = None
    issuers: list[str] = field(default_factory=list)
    subject: list[Span] = field(default_factory=list)
    rest: list[Span] = field(default_factory=list)


def read_heading(text: str, lines: Sequence[Paragraph], words: LetterheadWords) -> Heading:
    """Read the letterhead `lines` of `text`; every field is None or empty where nothing stands there."""
    heading = Heading()
    wrong = False
    bare = skeleton(text[: lines[-1].end]) if lines else ""
    for line in lines:
        if words.patterns["running"].match(text, *line):  # a collection's title above the letterhead
            continue
        at = line.start
        in_subject = bool(heading.subject)
        for kind, match in _tokens(text, bare, line, words):
            before = Span(at, match.start())
            at = match.end()
            if kind == "date" and heading.date_span is None:
                kept = _take_place(text, before, heading, words)
                if heading.place or _opens_line(text, Span(line.start, match.start()), before):
                    before, wrong = kept, _read_date(match, heading)
            _keep(text, before, heading, words, in_subject=in_subject)
            if kind == "subject":
                in_subject, at = True, match.start()
                continue
            in_subject = False
            if kind == "number" and heading.number_span is None:
                _read_number(match, heading)
            elif kind == "state" and heading.number_span is None:
                heading.subject.clear()  # that was no subject of this letterhead
        _keep(text, Span(at, line.end), heading, words, in_subject=in_subject)
    if wrong:  # one hand writes number and date: where the day is misread, the number is no better
        heading.number = None
    return heading


def _tokens(
    text: str, bare: str, line: Paragraph, words: LetterheadWords
) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the marks in `line` of `text` with their kinds; `bare` is the skeleton of the text."""
    at = line.start
    while match := words.bare["token"].search(bare, at, line.end):
        kind = match.lastgroup or ""
        exact = words.patterns["number"].match(text, match.start(), line.end) if kind == "number" else match
        if exact is None:  # "Sở …/…" is no "Số …/…"
            at = match.start() + 1
        else:
            yield kind, exact
            at = exact.end()


def _keep(text: str, span: Span, heading: Heading, words: LetterheadWords, *, in_subject: bool) -> None:
    """Put the words between two marks where they belong: subject, issuer, or the rest below the number."""
    piece = text[span.start : span.end]
    bare = piece.strip(EDGES)
    if not WORD.search(bare) or (bare.isupper() and words.bare["urgent"].fullmatch(skeleton(bare))):
        return
    start = span.start + piece.index(bare)
    kept = Span(start, start + len(bare))
    if in_subject:
        heading.subject.append(kept)
    elif heading.number_span is not None:
        heading.rest.append(kept)
    else:
        heading.issuers.append(bare)


def _opens_line(text: str, line: Span, before: Span) -> bool:
    """Tell whether nothing but a damaged place ("T hành phố M inh,") stands before a date."""
    bare = text[before.start : before.end].strip()
    return not WORD.search(text, *line) or (bare.endswith(",") and len(bare) < LONGEST_PLACE)


def _take_place(text: str, before: Span, heading: Heading, words: LetterheadWords) -> Span:
    """Take the place that stands before "ngày" ("Lai Châu, ngày …"); return what is left of `before`."""
    match = words.patterns["place_before"].search(text[before.start : before.end])
    if match is None:
        return before
    heading.place = match["place"]
    return Span(before.start, before.start + match.start())


def _read_number(match: re.Match[str], heading: Heading) -> None:
    symbol = re.sub(r"\s", "", match["symbol"]).rstrip("-/.")
    digits = match["digits"].strip()
    heading.number_span = Span(match.start("digits"), match.end("symbol"))
    heading.symbol = symbol
    if CLEAN_NUMBER.match(digits):
        year = f"{match['lawyear']}/" if match["lawyear"] else ""
        heading.number = f"{digits}{match['sep']}{year}{symbol}"


def _read_date(match: re.Match[str], heading: Heading) -> bool:
    """Take the date as far as it is legible; tell whether its day or month cannot be right."""
    year = re.sub(r"\s", "", match["year"] or "")
    if not YEAR.match(year):
        return False
    day, day_wrong = _figure(match["day"], MAX_DAY)
    month, month_wrong = _figure(match["month"], MAX_MONTH)
    heading.date_span = Span(match.start("day"), match.end("year"))
    heading.date = year
    if month:
        heading.date = f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
    return day_wrong or month_wrong


def _figure(written: str, most: int) -> tuple[int, bool]:
    """Return the figure, 0 where blank or illegible, and whether a clean figure there is too big."""
    digits = re.sub(r"[\s_]", "", written)
    if not digits.isdecimal() or len(digits) > len(str(most)):
        return 0, False
    value = int(digits)
    return (value, False) if 0 < value <= most else (0, True)


def latest_cited(text: str, start: int, end: int) -> str:
    """Return the latest date of documents cited by number in [`start`, `end`) as ISO, "" for none.

    A document is not older than what it cites: a day before that was misread.
    """
    days = [
        f"{year}-{int(month):02}-{int(day):02}"
        for day, month, year in CITED.findall(text, start, end)
        if 0 < int(day) <= MAX_DAY and 0 < int(month) <= MAX_MONTH
    ]
    return max(days, default="")


def plausible(date: str | None, cited: str) -> str | None:
    """Return `date` without what `cited`, the date of a document that it cites, shows to be misread."""
    if not date or date >= cited[: len(date)]:
        return date
    if date[:7] == cited[:7]:
        return date[:7]
    return date[:4] if date[:4] == cited[:4] else None
