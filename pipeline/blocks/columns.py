"""Tables of tasks printed in columns: no bars, cells wrapped over lines, wide gaps between them.

Where the words stood in the source tells which cell they belong to. Each page is laid out for itself, so the
white rivers between the columns are looked for page by page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.blocks.column_heads import REACH, ColumnHead, read_column_head
from pipeline.blocks.column_rows import Placed, Shape, make_rows
from pipeline.blocks.paragraphs import Paragraph
from pipeline.blocks.printed import print_lines
from pipeline.blocks.rivers import column_of, find_rivers, runs_over
from pipeline.blocks.tables import NUMBER, Table
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.attribute_data import AttributeLabels
    from pipeline.blocks.printed import Line, Word
    from pipeline.document import Document

_LETTERS = re.compile(r"[^\W\d_]{2}")
_FEW = 2
_MANY = 200
_PROSE = 6
"""So many lines of running text, without a row between them, end a table."""


class _Sheet(NamedTuple):
    """The printed lines of one part, with the text, and the heads found in them, by their first line."""

    text: str
    lines: tuple[Line, ...]
    heads: Mapping[int, ColumnHead]


def find_columns(
    document: Document, paragraphs: Sequence[Paragraph], anchors: Sequence[int], labels: AttributeLabels
) -> tuple[Table, ...]:
    """The tables of tasks printed in columns among `paragraphs` (those of one part), in order.

    `anchors` as from find_anchors. Tables with the same columns on following pages are one. A table whose
    columns can't be told apart is none.
    """
    if not paragraphs:
        return ()
    begins, ends = _begin(document, paragraphs[0]), document.source_spans(Span(*paragraphs[-1]))[-1].end
    inside = [anchor for anchor in anchors if begins <= anchor <= ends]
    if not inside:
        return ()
    first = bisect_right(paragraphs, inside[0], key=lambda paragraph: _begin(document, paragraph)) - 1
    lines = print_lines(document, paragraphs, max(0, first - REACH))
    sheet = _Sheet(document.text, lines, _heads(document.text, lines, labels))
    tables: list[Table] = []
    past = 0
    for head in sheet.heads.values():
        if head.first >= past:
            table, past = _read(sheet, head)
            tables += [table] if table else []
    return tuple(tables)


def _begin(document: Document, paragraph: Paragraph) -> int:
    return document.source_spans(Span(*paragraph))[0].start


def _heads(text: str, lines: Sequence[Line], labels: AttributeLabels) -> dict[int, ColumnHead]:
    heads: dict[int, ColumnHead] = {}
    past = 0
    for at in range(len(lines)):
        if at >= past and (head := read_column_head(text, lines, at, labels)) is not None:
            heads[head.first] = head
            past = head.last
    return heads


def _read(sheet: _Sheet, head: ColumnHead) -> tuple[Table | None, int]:
    """The table under `head` if it has rows, and the first line behind what was read."""
    number = head.roles.index("number") if "number" in head.roles else -1
    shape = Shape(number, _last(head.roles, "content"))
    placed, origins, past = _place(sheet, head, shape)
    count = _length(sheet.text, placed, shape)
    if not count:
        return None, past
    last = origins[count - 1]
    begin, end = sheet.lines[head.first].paragraph, sheet.lines[last].paragraph + 1
    rows = make_rows(sheet.text, placed[:count], shape)
    rest = _left_over(sheet.lines, head.first, last)
    return Table(begin, end, head.roles, rows, rest, printed=True), last + 1


def _last(roles: Sequence[str], role: str) -> int:
    return len(roles) - 1 - roles[::-1].index(role)


def _left_over(lines: Sequence[Line], first: int, last: int) -> tuple[Paragraph, ...]:
    """What the paragraphs at either end of the table hold outside it."""
    before = lines[bisect_left(lines, lines[first].paragraph, key=lambda line: line.paragraph) : first]
    after = lines[last + 1 : bisect_right(lines, lines[last].paragraph, key=lambda line: line.paragraph)]
    parts = [part for part in (before, after) if part]
    return tuple(Paragraph(part[0].words[0].start, part[-1].words[-1].end) for part in parts)


# ---- pages and columns -------------------------------------------------------------------------------------


def _place(sheet: _Sheet, head: ColumnHead, shape: Shape) -> tuple[list[Placed], list[int], int]:
    """The lines below `head` dealt out to its columns, up to where no column can be seen.

    Also which lines they are, and where the looking stopped.
    """
    lines, heads = sheet.lines, sheet.heads
    usual = _usual_room(lines[head.last : head.last + _MANY])
    placed: list[Placed] = []
    origins: list[int] = []
    centers, at = head.centers, head.last
    while at < len(lines):
        end = _end(sheet, at)
        stop = _prose_at(lines, at, end, centers)
        rivers = _rivers(lines[at:stop], centers)
        if rivers is None:
            break
        for index in range(at, stop):
            if not placed and _numbers_columns(sheet.text, lines[index]):
                continue
            fresh = lines[index].blank > usual or lines[index].page != lines[index - 1].page
            placed.append(_deal(sheet.text, lines[index], rivers, shape, fresh=fresh))
            origins.append(index)
        following = heads.get(end)
        if stop < end or (following is not None and following.roles != head.roles):
            break
        if following is not None:
            centers, at = following.centers, following.last
        else:
            middles = _middles(rivers, lines[at:end])
            shift = _shift(sheet, lines[at:end], end, shape) if end < len(lines) else 0
            centers, at = tuple(middle + shift for middle in middles), end
    return placed, origins, at


def _end(sheet: _Sheet, at: int) -> int:
    """The first line behind `at` that is another page's or a head's."""
    page = sheet.lines[at].page
    others = (n for n in range(at, len(sheet.lines)) if n in sheet.heads or sheet.lines[n].page != page)
    return next(others, len(sheet.lines))


def _numbers_columns(text: str, line: Line) -> bool:
    """Whether the line under the heads only numbers them: "(1)  (2)  (3)"."""
    words = line.words
    return len(words) > _FEW and not _LETTERS.search(text, words[0].start, words[-1].end)


def _usual_room(lines: Sequence[Line]) -> int:
    """How many blank lines stand between two lines of one cell: as many as the tightest fifth has."""
    blanks = sorted(line.blank for line in lines)
    return blanks[len(blanks) // 5] if blanks else 0


def _prose_at(lines: Sequence[Line], at: int, end: int, centers: Sequence[float]) -> int:
    """Where running text begins that ends the table, at most `end`."""
    last, prose = at, 0
    for index in range(at, end):
        if _is_prose(lines[index], centers):
            prose += 1
        elif len(lines[index].chunks) > 1:
            last, prose = index, 0
        if prose > _PROSE:
            return last + 1
    return end


def _is_prose(line: Line, centers: Sequence[float]) -> bool:
    """Whether a chunk of the line runs through the middles of two columns."""
    return any(sum(1 for c in centers if run[0].left < c < run[-1].right) > 1 for run in line.chunks)


def _rivers(lines: Sequence[Line], centers: Sequence[float]) -> tuple[int, ...] | None:
    """The rivers of one page's lines, running text left out."""
    rows = [line for line in lines if not _is_prose(line, centers)]
    while rows and len(rows[-1].chunks) == 1:
        rows.pop()
    return find_rivers(rows or lines, centers)


def _middles(rivers: Sequence[int], lines: Sequence[Line]) -> tuple[float, ...]:
    """The middles of the columns between `rivers` on the page of `lines`."""
    edges = (min(line.words[0].left for line in lines), *rivers, max(line.words[-1].right for line in lines))
    return tuple((left + right) / 2 for left, right in pairwise(edges))


def _shift(sheet: _Sheet, above: Sequence[Line], at: int, shape: Shape) -> int:
    """How much further right the page of line `at` is printed than `above`; 0 where nothing tells."""
    edges = [_left(sheet.text, lines, shape) for lines in (above, sheet.lines[at : _end(sheet, at)])]
    return edges[1] - edges[0] if min(edges) >= 0 else 0


def _left(text: str, lines: Sequence[Line], shape: Shape) -> int:
    """The left edge of a table: of its numbers, where it has a column of them; -1 if there is none."""
    runs = [line.chunks[0] for line in lines]
    if shape.number >= 0:
        runs = [run for run in runs if NUMBER.fullmatch(text, run[0].start, run[-1].end)]
    return min((run[0].left for run in runs), default=-1)


def _deal(text: str, line: Line, rivers: Sequence[int], shape: Shape, *, fresh: bool) -> Placed:
    """The words of `line` by column; one that runs over the rivers is all contents but for its number."""
    cells: list[list[Word]] = [[] for _ in range(len(rivers) + 1)]
    for word in line.words:
        cells[column_of(word, rivers)].append(word)
    number = cells[shape.number] if shape.number >= 0 else []
    odd = bool(number) and not NUMBER.fullmatch(text, number[0].start, number[-1].end)
    over = odd or runs_over(line, rivers)
    if over:
        cells = [[] for _ in cells]
        first = line.words[0]
        leads = shape.number >= 0 and NUMBER.fullmatch(text, first.start, first.end) and line.words[1:]
        split = 1 if leads else 0
        cells[shape.number] = list(line.words[:split])
        cells[shape.content] = list(line.words[split:])
    return Placed(tuple(map(tuple, cells)), over, fresh, line.page)


def _length(text: str, placed: Sequence[Placed], shape: Shape) -> int:
    """How many of the lines are the table's: up to the last with a body or time, and what goes on from it."""
    data = [index for index, line in enumerate(placed) if not line.over and shape.has_data(line)]
    count = data[-1] + 1 if data else 0
    while 0 < count < len(placed):
        line = placed[count]
        content = line.cells[shape.content]
        number = shape.number >= 0 and bool(line.cells[shape.number])
        if line.over or number or not content:
            break
        if line.fresh and not text[content[0].start].islower():
            break
        count += 1
    return count
