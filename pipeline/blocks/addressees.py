"""Whom a document is sent to, one agency or group each, and what they are called from there on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gazetteer import Gazetteer, Place
from gazetteer.letterhead import LetterheadWords
from gazetteer.tolerant import skeleton
from pipeline.blocks.paragraphs import Paragraph
from pipeline.spans import Span

CELL = re.compile(r"[|\t]")
INLINE = re.compile(r"[;.]\s*[-+•·~]\s*(?=[^\W\d_])|;\s*(?=[^\W\d_])")
BULLET = re.compile(r"\s*[-+•·~]\s*(?=[^\W\d_])")
COMMA = re.compile(r"[,;]\s*")
UNIT_GAP = re.compile(r"[,;]? ?(?:[^\W\d_]{2} )?")  # ", ", " và ", ", và "
LISTED = 4  # no field of a department has more commas than this
EDGES = " \t|-+•·~.,;:_*'\""
NO_STOPS = EDGES.replace(".", "").replace(";", "")  # the end of an item tells whether the next line goes on
GLUED = 120  # a line this long holds the beginning of the body too


class Addressee(NamedTuple):
    """`text` as written, a shared head dealt out ("Trung tâm y tế huyện Kiên Hải"); `span`: where it is."""

    text: str
    span: Span


class Addressed(NamedTuple):
    """The addressees in order, and common names given to them with the indexes of those meant."""

    addressees: tuple[Addressee, ...]
    aliases: tuple[tuple[str, tuple[int, ...]], ...]


class Known(NamedTuple):
    """What tells whether words name one body: the gazetteer and the document's place."""

    gazetteer: Gazetteer
    place: Place | None


def read_addressees(text: str, lines: Sequence[Paragraph], known: Known, words: LetterheadWords) -> Addressed:
    """Read the addressee zone `lines` of `text`: "Kính gửi: …", "… điện:", one item a line or parted by ";".

    "Sở A, Sở B" are two, "các sở, ban, ngành" one; "Các sở: A, B" and "Trung tâm huyện A, huyện B" are
    dealt out.
    """
    out: list[Addressee] = []
    aliases: list[tuple[str, tuple[int, ...]]] = []
    for item in _items(text, lines, words):
        common = words.patterns["so_called"].search(text, *item)
        end = item.end
        if common:
            open_at = text.rfind("(", item.start, common.start())
            end = open_at if open_at >= 0 else common.start()
        if span := _trimmed(text, Span(item.start, end)):
            out.extend(_dealt(text, span, known, words))
        if common and out:
            name = text[common.end() : item.end].partition(")")[0].strip(EDGES)
            aliases.append((name, tuple(range(len(out)))))
    return Addressed(tuple(out), tuple(aliases))


def _items(text: str, lines: Sequence[Paragraph], words: LetterheadWords) -> list[Span]:
    items: list[Span] = []
    for line in lines:
        start = _behind_opening(text, line, words)
        end = line.end
        if end - start > GLUED and (glued := words.patterns["glued"].search(text, start + 1, end)):
            end = glued.start()
        bulleted = bool(BULLET.match(text, start, end))
        for cell in _cells(text, start, end):
            goes_on = (
                items and not bulleted and text[cell.start].islower() and text[items[-1].end - 1] not in ";."
            )
            if goes_on:
                items[-1] = Span(items[-1].start, cell.end)
            else:
                items.extend(_split(text, cell))
    return items


def _behind_opening(text: str, line: Paragraph, words: LetterheadWords) -> int:
    if match := words.bare["addressed_line"].match(skeleton(text[line.start : line.end])):
        return line.start + match.end()
    wired = words.patterns["wired_line"].match(text, *line)
    return wired.end() if wired else line.start


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for match in CELL.finditer(text, start, end):
        if span := _trimmed(text, Span(at, match.start()), NO_STOPS):
            yield span
        at = match.end()
    if span := _trimmed(text, Span(at, end), NO_STOPS):
        yield span


def _split(text: str, cell: Span) -> Iterator[Span]:
    """Part the items of one cell at ";"; not inside a list that one head opens ("Các sở: A, B; C")."""
    if ":" in text[cell.start : cell.end].partition(";")[0] and not BULLET.search(
        text, cell.start + 1, cell.end
    ):
        yield cell
        return
    at = cell.start
    for match in INLINE.finditer(text, *cell):
        yield Span(at, match.start() + 1)
        at = match.end()
    yield Span(at, cell.end)


def _trimmed(text: str, span: Span, edges: str = EDGES) -> Span | None:
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip(EDGES))
    end = span.start + len(piece.rstrip(edges))
    return Span(start, end) if start < end and any(map(str.isalpha, text[start:end])) else None


def _dealt(text: str, span: Span, known: Known, words: LetterheadWords) -> Iterator[Addressee]:
    """Deal one item out to its agencies."""
    piece = text[span.start : span.end]
    listed = words.patterns["shared_head"].match(piece)
    if listed:
        head, body = words.data["addressees"]["shared"][listed["head"]]
        for part in _list(piece, listed.end(), body, known):
            yield Addressee(
                f"{head} {piece[part.start : part.end]}", Span(span.start + part.start, span.start + part.end)
            )
        return
    at = 0
    for gap in [*words.patterns["agency_gap"].finditer(piece), None]:
        grouped = gap and gap["member"] and words.patterns["group"].search(piece, at, gap.start())
        if grouped:  # "các Tập đoàn, Tổng công ty nhà nước" is one group
            continue
        if agency := _trimmed(piece, Span(at, gap.start() if gap else len(piece))):
            yield from _units(piece, agency, span.start, words)
        at = gap.end() if gap else at


def _list(piece: str, start: int, head: str, known: Known) -> Iterator[Span]:
    """Part "Văn hóa, Thể thao và Du lịch, Xây dựng" into fields, each the longest that is a known body."""
    cuts = [start, *(match.end() for match in COMMA.finditer(piece, start)), len(piece) + 1]
    at = 0
    while at < len(cuts) - 1:
        ends = range(min(at + LISTED, len(cuts) - 1), at, -1)
        best = next((end for end in ends if _is_body(piece, cuts[at], cuts[end], head, known)), at + 1)
        if part := _trimmed(piece, Span(cuts[at], min(cuts[best], len(piece)))):
            yield part
        at = best


def _is_body(piece: str, start: int, end: int, head: str, known: Known) -> bool:
    named = known.gazetteer.identify(f"{head} {piece[start:end].strip(EDGES)}", known.place)
    return named is not None and named[0] is not None


def _units(piece: str, part: Span, shift: int, words: LetterheadWords) -> Iterator[Addressee]:
    """Deal "Trung tâm y tế huyện A, huyện B và huyện C" out; anything else stays whole."""
    units = list(words.patterns["unit"].finditer(piece, *part))
    whole = len(units) > 1 and all(
        UNIT_GAP.fullmatch(piece, one.end(), other.start()) for one, other in pairwise(units)
    )
    if not whole or units[0].start() == part.start or units[-1].end() != part.end:
        yield Addressee(piece[part.start : part.end], Span(shift + part.start, shift + part.end))
        return
    head = piece[part.start : units[0].start()].strip()
    for unit in units:
        yield Addressee(f"{head} {unit.group()}", Span(shift + unit.start(), shift + unit.end()))
