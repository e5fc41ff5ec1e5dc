"""The number and the date of a scanned document: printed figures are kept, written and stamped ones are not.

They are the figures most often filled in by hand, and those that a misreading harms most. "…" stands for each
that is not surely printed: what reads the text then finds no number or day, which beats a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from gazetteer.layout_data import load_layout_words
from gazetteer.tolerant import skeleton
from pipeline.readers.layout.lines import gaps, letter_height, lines_of, split
from pipeline.readers.layout.model import Laid, Page, Word
from pipeline.source import Remark
from pipeline.spans import Span

WITHHELD: Final = "…"
_HEAD: Final = 0.45
"""The share of a first page, from the top, in which number and date stand."""
_COLUMN: Final = 3.0
"""Blanks so many times as wide as letters are high part the columns of a letterhead."""
_SURE: Final = 90
"""On real scans printed figures have 92 to 97, or are blurred; figures written by hand 88 at most."""
_GLUED: Final = 60
"""Figures in a word with their symbol ("60/KH-UBND") had 62 to 92 where printed, 41 at most where written."""
_TALLEST: Final = 1.15
"""Printed figures are lower than most words, whose letters bear marks and tails; written ones are higher."""
_LOOKS: Final = {
    "number": re.compile(r"\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?"),
    "day": re.compile(r"0?[1-9]|[12]\d|3[01]"),
    "month": re.compile(r"0?[1-9]|1[0-2]"),
    "year": re.compile(r"(?:19|20)\d\d"),
}
_EDGES: Final = " .,;:"


class _Figures(NamedTuple):
    """Where figures should stand in the text of a stretch of `words`, and how they look if they do."""

    words: Sequence[Word]
    text: str
    span: Span
    look: re.Pattern[str]

    @property
    def written(self) -> str:
        """What stands there."""
        return self.text[self.span.start : self.span.end]


class _Cut(NamedTuple):
    """What goes from a word, by place in it, and what comes instead."""

    start: int
    end: int
    mark: str


def entries(page: Page) -> tuple[float, float] | None:
    """Return how far down the first page of a document its number and date begin and end, if they are."""
    words = [word for figures in _figures(page, letter_height(page.words)).values() for word in figures.words]
    if not words:
        return None
    return min(word.top for word in words), max(word.bottom for word in words)


def withhold_doubtful(page: Page, again: Sequence[Word]) -> Page:
    """Return `page`, the first of a document, with "…" for each doubtful figure of its number and date.

    It is the same page where none is. `again` are the words of its entries as another reading has them.
    Doubtful is what the two readings do not agree on, what both have with low confidence, what is higher
    than print, can't be a number, day, month or year, or is missing between the words that enclose it.
    """
    height = letter_height(page.words)
    others = _figures(page._replace(words=tuple(again)), height)
    cuts: dict[Word, list[_Cut]] = {}
    for kind, figures in _figures(page, height).items():
        if not _is_printed(figures, others.get(kind), height):
            for word, cut in _cuts(figures):
                cuts.setdefault(word, []).append(cut)
    if not cuts:
        return page
    words = (_without(word, cuts[word]) if word in cuts else word for word in page.words)
    return page._replace(words=tuple(word for word in words if word.text))


def remarks_on(laid: Laid) -> tuple[Remark, ...]:
    """Return a remark on what was withheld, at the first of it; none where nothing was."""
    words = laid.words
    for start, end, sure in zip(words.starts, words.ends, words.confidence, strict=True):
        if sure == 0 and WITHHELD in laid.text[start:end]:
            return (Remark("doubtful-number", Span(start, end)),)
    return ()


def _figures(page: Page, height: float) -> dict[str, _Figures]:
    """Return the figures of the first number and of the first date from the top, by what they are."""
    found: dict[str, _Figures] = {}
    sought = list(_patterns())
    for words in _stretches(page, height):
        text = skeleton(" ".join(word.text for word in words)).lower()
        for pattern in tuple(sought):
            if match := pattern.search(text):
                sought.remove(pattern)
                for kind in pattern.groupindex:
                    found[kind] = _Figures(words, text, _trimmed(text, Span(*match.span(kind))), _LOOKS[kind])
    return found


def _stretches(page: Page, height: float) -> Iterator[Sequence[Word]]:
    """Yield the words of each column of each line of the letterhead, from the top."""
    head = [word for word in page.words if word.top + word.bottom < 2 * _HEAD * page.height]
    for line in lines_of(head, page.number, height):
        places = [(left + right) / 2 for left, right in gaps(line, _COLUMN * height)]
        yield from (part.words for part in split(line, places) if part)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the figures of a number and of a date in the skeleton of a line, in small letters."""
    opens = load_layout_words()["opens"]
    label = skeleton(opens["numbered"])
    day, month, year = map(skeleton, opens["date"])
    symbol = r"\s*[-/]\s*[a-z]{2}"
    return (
        re.compile(
            rf"^\W{{0,3}}{label}(?![a-z])(?=\s*[.:;,]|.*{symbol})[\s.:;,]*(?P<number>.*?)(?={symbol}|$)"
        ),
        re.compile(rf"{day}(?P<day>.{{0,12}}?){month}(?P<month>.{{0,12}}?){year}(?P<year>.{{0,7}})"),
    )


def _trimmed(text: str, span: Span) -> Span:
    """Return `span` of `text` without blanks and stops at its ends."""
    part = text[span.start : span.end]
    start = span.end - len(part.lstrip(_EDGES))
    return Span(start, max(start, span.start + len(part.rstrip(_EDGES))))


def _is_printed(figures: _Figures, other: _Figures | None, height: float) -> bool:
    """Say whether `figures` can be what they should be, are surely printed, and the `other` reading's too."""
    if not figures.look.fullmatch(figures.written) or (other and figures.written != other.written):
        return False
    words = _holding(figures)
    sure = max(min(word.confidence for word in _holding(one)) for one in (figures, other) if one)
    if all(word.text.strip(_EDGES).isdigit() for word in words):
        return sure >= _SURE and all(word.bottom - word.top <= _TALLEST * height for word in words)
    return other is not None and sure >= _GLUED


def _holding(figures: _Figures) -> list[Word]:
    """Return the words that hold `figures`."""
    span = figures.span
    return [
        word for word, place in _places(figures.words) if place.start < span.end and span.start < place.end
    ]


def _places(words: Sequence[Word]) -> Iterator[tuple[Word, Span]]:
    """Yield `words`, each with its place in the text that they make with single blanks between them."""
    end = -1
    for word in words:
        start, end = end + 1, end + 1 + len(word.text)
        yield word, Span(start, end)


def _cuts(figures: _Figures) -> Iterator[tuple[Word, _Cut]]:
    """Yield the words that hold `figures`, or end where they are missing, and what is to go from each."""
    start, end = figures.span
    mark = WITHHELD
    for word, place in _places(figures.words):
        holds = place.start < end and start < place.end
        if holds or (start == end and place.start <= start <= place.end and mark):
            low, high = max(start, place.start) - place.start, min(end, place.end) - place.start
            yield word, _Cut(low, high, mark)
            mark = ""


def _without(word: Word, cuts: Iterable[_Cut]) -> Word:
    """Return `word` after its `cuts`, as one that nobody is sure of."""
    text = word.text
    for start, end, mark in sorted(cuts, reverse=True):
        text = text[:start] + mark + text[end:]
    return word._replace(text=text, confidence=0)
