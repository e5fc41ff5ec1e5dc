"""Pages as lines and tables, what is no running text told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.readers.layout.furniture import EDGE, is_page_number, repeats, stamps
from pipeline.readers.layout.lines import Line, letter_height, lines_of
from pipeline.readers.layout.model import Page
from pipeline.readers.layout.tables import Table, tables_of

_REACH: Final = 3
"""So many pages before and behind a page tell its running heads."""

_LINES: Final = 6
"""Running heads and feet have no more lines."""


class Sheet(NamedTuple):
    """One page: its running `lines` and `tables` from the top down, the furniture above and below them."""

    page: Page
    height: float
    lines: Sequence[Line]
    tables: Sequence[Table]
    head: Sequence[Line] = ()
    foot: Sequence[Line] = ()


def sheets_of(pages: Iterable[Page]) -> Iterator[Sheet]:
    """Yield each of `pages` as a sheet; only a few of them are held at a time."""
    near: list[Sheet] = []
    at = 0
    for page in pages:
        near.append(_raw(page))
        if len(near) > _REACH:
            yield _clean(near, len(near) - 1 - _REACH)
            at = len(near) - _REACH
        if len(near) > 2 * _REACH:
            del near[0]
            at -= 1
    for rest in range(at, len(near)):
        yield _clean(near, rest)


def _raw(page: Page) -> Sheet:
    page = page._replace(words=tuple([word for word in page.words if word.text]))
    height = letter_height(page.words)
    tables, words = tables_of(page, height)
    return Sheet(page, height, lines_of(words, page.number, height), tables)


def _clean(near: Sequence[Sheet], at: int) -> Sheet:
    """Return sheet number `at` with its furniture parted from the running text."""
    page, lines = near[at].page, near[at].lines
    others = [other for number, other in enumerate(near) if number != at and abs(number - at) <= _REACH]
    edges = [[other.lines[number] for number in _edges(other)] for other in others]
    odd = set(stamps(lines))
    odd.update(number for number in _edges(near[at]) if repeats(lines[number], edges))
    kept = [number for number in range(len(lines)) if number not in odd]
    for end in (0, -1):
        if kept and _at_edge(lines[kept[end]], page) and is_page_number(lines[kept[end]], page.width):
            odd.add(kept.pop(end))
    furniture = [lines[number] for number in sorted(odd)]
    head = [line for line in furniture if line.middle * 2 < page.height]
    foot = furniture[len(head) :]
    stamp = [line for words in page.stamps for line in lines_of(words, page.number, letter_height(words))]
    return near[at]._replace(lines=[lines[number] for number in kept], head=head, foot=[*foot, *stamp])


def _edges(sheet: Sheet) -> list[int]:
    """Return the numbers of the first and the last few lines of a page that stand at its edges."""
    size = len(sheet.lines)
    numbers = sorted({*range(min(_LINES, size)), *range(max(0, size - _LINES), size)})
    return [number for number in numbers if _at_edge(sheet.lines[number], sheet.page)]


def _at_edge(line: Line, page: Page) -> bool:
    return not EDGE * page.height < line.middle < (1 - EDGE) * page.height
