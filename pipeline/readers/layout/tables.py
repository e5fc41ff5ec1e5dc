"""Tables: the words of a page dealt to the cells of its grids, and tables that run over a page's end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from pipeline.readers.layout.lines import Line, lines_of
from pipeline.readers.layout.model import Page, Rule, Word
from pipeline.readers.layout.ruled import Grid, find_grids, open_fields

_SHIFT: Final = 6.0
"""Points by which the columns of one table may be printed further right on the next page."""

_COLUMN: Final = 0.5
"""The share of a letter's height from which a blank on all lines of a table parts columns."""
_MOST_CARRIED: Final = 100_000
"""Words of one table beyond which no cell is repeated in the rows that it fills."""
_HEAD: Final = 3
"""A table's head has so many rows at most."""
_STOPS: Final = frozenset(".;:!?")
_NUMBER: Final = re.compile(r"(?:\d+|[IVXLC]+|\w)(?:\.\d+)*[.)]?")

Cell = tuple[Line, ...]
Row = tuple[Cell, ...]


class Table(NamedTuple):
    """The `rows` of a table that begins at `top`; `edges` are those of its columns, from the left.

    `head` are the rows with which its first page begins; `merged` says that the last cell of the first column
    fills several rows.
    """

    top: float
    edges: tuple[float, ...]
    rows: tuple[Row, ...]
    head: tuple[Row, ...]
    merged: bool


def tables_of(page: Page, height: float) -> tuple[list[Table], list[Word]]:
    """Return the ruled tables of `page`, from the top down, and the words that stand in none of them."""
    grids = find_grids([*page.rules, *_walls(page, height)])
    dealt: list[dict[tuple[int, int], list[Word]]] = [{} for _ in grids]
    rest: list[Word] = []
    tops = [grid.down[0] for grid in grids]
    for word in page.words:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        number = bisect_right(tops, y) - 1
        field = grids[number].field(x, y) if number >= 0 else None
        if field is None:
            rest.append(word)
        else:
            dealt[number].setdefault(field, []).append(word)
    tables = [
        _table(grid, {field: tuple(lines_of(words, page.number, height)) for field, words in cells.items()})
        for grid, cells in zip(grids, dealt, strict=True)
        if cells
    ]
    return tables, rest


def _walls(page: Page, height: float) -> Iterator[Rule]:
    """Yield the rules that tables without standing ones would have where no word stands."""
    if any(rule.bottom - rule.top > max(height, rule.right - rule.left) for rule in page.rules):
        return
    words = sorted(page.words, key=itemgetter(2))
    tops = [word.top for word in words]
    for field in open_fields(page.rules):
        below = words[bisect_right(tops, field.top) : bisect_right(tops, field.bottom)]
        inside = [word for word in below if word.bottom < field.bottom]
        edges = [field.left, *_blanks(inside, _COLUMN * height), field.right]
        if len(edges) > 2:  # noqa: PLR2004 (its two sides)
            yield from (Rule(edge, field.top, edge, field.bottom) for edge in edges)


def _blanks(words: Iterable[Word], least: float) -> Iterator[float]:
    """Yield the middle of each blank, `least` wide or wider, that none of `words` reaches into."""
    reached = None
    for word in sorted(words, key=itemgetter(1)):
        if reached is not None and word.left - reached >= least:
            yield (reached + word.left) / 2
        reached = word.right if reached is None else max(reached, word.right)


def _table(grid: Grid, cells: Mapping[tuple[int, int], Cell]) -> Table:
    """Return the table of `grid`, whose filled `cells` are known by their first field."""
    columns = [at for at in range(len(grid.across) - 1) if any(row[at][1] == at for row in grid.cells)]
    rows: list[Row] = []
    merged = False
    carried = 0
    for number, fields in enumerate(grid.cells):
        filled = tuple(cells.get(fields[at], ()) if fields[at][1] == at else () for at in columns)
        carried += sum(len(line.words) for cell in filled for line in cell)
        if carried > _MOST_CARRIED:
            filled = tuple(cells.get((number, at), ()) for at in columns)
        if any(row == number for row, _ in fields) and any(filled):
            rows.append(filled)
            merged = fields[0][0] < number
    edges = tuple(grid.across[at] for at in (*columns, -1))
    return Table(grid.down[0], edges, tuple(rows), tuple(rows[:_HEAD]), merged)


def follow(above: Table, below: Table) -> Table | None:
    """Return `below`, at the top of a page, as what goes on from `above`, at the end of the page before it.

    Its rows begin with the last of `above`, into which a row that runs over the page's end is joined; the
    head is not repeated. None where the two have not the same columns.
    """
    if len(above.edges) != len(below.edges):
        return None
    shift = below.edges[0] - above.edges[0]
    if any(abs(new - old - shift) > _SHIFT for old, new in zip(above.edges, below.edges, strict=True)):
        return None
    last, rows = above.rows[-1], list(below.rows[_repeated(above.head, below.rows) :])
    if rows and _runs_over(last, rows[0], merged=above.merged):
        last = tuple(map(_joined, last, rows.pop(0)))
    elif rows and not rows[0][0]:
        rows[0] = (last[0], *rows[0][1:])
    merged = below.merged if rows else above.merged
    return below._replace(rows=(last, *rows), head=above.head, merged=merged)


def _joined(above: Cell, below: Cell) -> Cell:
    return above + below


def _repeated(head: Sequence[Row], rows: Sequence[Row]) -> int:
    """Return how many of `rows` repeat the `head`."""
    for number, (one, other) in enumerate(zip(head, rows, strict=False)):
        if list(map(_words, one)) != list(map(_words, other)):
            return number
    return min(len(head), len(rows))


def _words(cell: Cell) -> str:
    return " ".join([line.text for line in cell])


def _runs_over(last: Row, first: Row, *, merged: bool) -> bool:
    """Say whether `first`, at the top of a page, is the rest of the `last` row of the page before."""
    texts = [(_words(upper), _words(lower)) for upper, lower in zip(last, first, strict=True) if lower]
    goes_on = any(upper and upper[-1] not in _STOPS and lower[0].islower() for upper, lower in texts)
    if first[0]:
        return goes_on and not _NUMBER.fullmatch(texts[0][1])
    return goes_on or not (merged or 2 * len(texts) >= len(first))
