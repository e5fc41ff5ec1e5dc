"""Lines as they were printed: the words of the matched text with their places across the page.

The matched text joins lines and narrows gaps; a table printed in columns can only be read from where its
words stood. Each word of a paragraph is a word of the source, so the places are looked up, never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import is_normalized, normalize

from pipeline.document.characters import without_invisible
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.blocks.paragraphs import Paragraph
    from pipeline.document import Document

_WORD = re.compile(r"\S+")
_BREAKS = frozenset({"form-feed", "page-number"})
GAP = 2
"""So many blanks or more part two chunks of a line."""
_STOP = 64


class Word(NamedTuple):
    """A word [`start`, `end`) of the matched text, printed in the places [`left`, `right`) of its line."""

    start: int
    end: int
    left: int
    right: int


class Line(NamedTuple):
    """One printed line: its words, the index of its paragraph, its page from 0, the blank lines above it.

    `chunks` are its words in runs that only gaps of less than GAP blanks part.
    """

    words: tuple[Word, ...]
    chunks: tuple[tuple[Word, ...], ...]
    paragraph: int
    page: int
    blank: int


def print_lines(document: Document, paragraphs: Sequence[Paragraph], first: int) -> tuple[Line, ...]:
    """The printed lines of `paragraphs` from index `first` on, in order."""
    pages = [item.span.start for item in document.furniture if item.rule in _BREAKS]
    source = document.source.text
    lines: list[Line] = []
    above = None
    for index in range(first, len(paragraphs)):
        placed = _placed(document, paragraphs[index])
        for start, found in groupby(placed, lambda item: _line_start(source, item[1])):
            words = _words(source, start, list(found))
            blank = max(0, source.count("\n", above, start) - 1) if above is not None else 0
            lines.append(Line(words, _chunks(words), index, bisect_right(pages, start), blank))
            above = start
    return tuple(lines)


def _line_start(source: str, offset: int) -> int:
    start = source.rfind("\n", 0, offset) + 1
    return max(start, source.rfind("\f", start, offset) + 1)


def _placed(document: Document, paragraph: Paragraph) -> Iterator[tuple[Span, int, int]]:
    """Each word of `paragraph` with its range in the source."""
    text, source = document.text, document.source.text
    words = [Span(*match.span()) for match in _WORD.finditer(text, *paragraph)]
    written = [
        match.span()
        for piece in document.source_spans(Span(*paragraph))
        for match in _WORD.finditer(source, *piece)
    ]
    if len(words) == len(written):
        for word, (start, end) in zip(words, written, strict=True):
            yield word, start, end
        return
    for word in words:
        for part in _printed_parts(document, word):
            pieces = document.source_spans(part)
            yield part, pieces[0].start, pieces[-1].end


def _printed_parts(document: Document, word: Span) -> tuple[Span, ...]:
    """`word` in two where a line end behind its hyphen was closed ("2021-⏎2025")."""
    hyphen = document.text.find("-", word.start, word.end - 1) + 1
    if hyphen and "\n" in document.verbatim(word):
        return Span(word.start, hyphen), Span(hyphen, word.end)
    return (word,)


def _words(source: str, line: int, found: Sequence[tuple[Span, int, int]]) -> tuple[Word, ...]:
    plain = source[line : found[-1][2]]
    if "\t" not in plain and is_normalized("NFC", plain) and without_invisible(plain) == plain:
        return tuple(Word(*word, start - line, end - line) for word, start, end in found)
    return tuple(Word(*word, *_places(source[line:start], source[start:end])) for word, start, end in found)


def _chunks(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    gaps = [at for at in range(1, len(words)) if words[at].left - words[at - 1].right >= GAP]
    return tuple([words[low:high] for low, high in pairwise([0, *gaps, len(words)])])


def _places(before: str, word: str) -> tuple[int, int]:
    """The places of `word`; a tab begins the next column, however long the words before it."""
    tabs = before.count("\t")
    left = _room(before[before.rfind("\t") + 1 :])
    right = left + _room(word.rstrip())
    if not tabs:
        return left, right
    return tabs * _STOP + min(left, _STOP - 2 * GAP), tabs * _STOP + min(right, _STOP - GAP)


def _room(written: str) -> int:
    """How many places `written` takes."""
    return len(normalize("NFC", without_invisible(written)))
