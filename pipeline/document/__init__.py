"""From a source to the document that the finders read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from pipeline.document.changes import Change, apply, compose
from pipeline.document.characters import character_changes
from pipeline.document.markup import markup_changes
from pipeline.document.model import Document, Edit, Furniture
from pipeline.document.rules import load_rules
from pipeline.document.structure import structure_changes
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.source import Source

__all__ = ["Document", "Edit", "Furniture", "read_document"]


def read_document(source: Source) -> Document:
    """Return the matched text of `source` and the map between the two.

    Three layers, each a list of changes to the text that the one before has made: characters, Markdown,
    lines. The map is those lists joined into one; nothing is found again by comparing texts. Never fails.
    """
    text = source.text
    characters = character_changes(text)
    plain = apply(text, characters)
    marked = markup_changes(plain)
    bare = apply(plain, marked.changes)
    cleaned = compose(characters, marked.changes)
    furniture = _moved(source.furniture, cleaned, bare)
    lines, final = structure_changes(bare, marked.emphasis, load_rules(), furniture)
    changes = compose(cleaned, lines)
    return Document(source, final, _moved(marked.emphasis, lines, final), tuple(changes))


def _moved(spans: Sequence[tuple[int, int]], changes: list[Change], final: str) -> tuple[Span, ...]:
    """Return `spans` as they stand after `changes`, blanks at their ends and empty ones left out."""
    if not spans:
        return ()
    starts: list[int] = []
    shifts = [0]
    shift = 0
    for start, end, after, _ in changes:
        starts.append(start)
        shift += start - end + len(after)
        shifts.append(shift)
    moved: list[Span] = []
    for low, high in spans:
        first = _forward(low, changes, shifts, bisect_right(starts, low))
        last = _forward(high, changes, shifts, bisect_left(starts, high))
        words = final[first:last]
        first += len(words) - len(words.lstrip())
        last -= len(words) - len(words.rstrip())
        if first < last:
            moved.append(Span(first, last))
    return tuple(moved)


def _forward(offset: int, changes: list[Change], shifts: list[int], index: int) -> int:
    """Return where `offset` stands after the first `index` changes, the last of which may hold it."""
    if index and offset < changes[index - 1][1]:
        return changes[index - 1][0] + shifts[index - 1]
    return offset + shifts[index]
