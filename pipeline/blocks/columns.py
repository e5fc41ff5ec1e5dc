"""Tables of tasks printed in columns: no bars, cells wrapped over lines, wide gaps between them.

Where the words stood in the source tells which cell they belong to. Each page is laid out for itself, so the white
rivers between the columns are looked for page by page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from pipeline.blocks.column_heads import REACH, ColumnHead, may_be_head, read_column_head
from pipeline.blocks.column_rows import Placed, Shape, make_rows
from pipeline.blocks.paragraphs import Paragraph
from pipeline.blocks.printed import print_lines
from pipeline.blocks.rivers import column_of, find_rivers, runs_over
from pipeline.blocks.tables import BAR, NUMBER, Table
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.attribute_data import AttributeLabels
    from pipeline.blocks.printed import Line, Word
    from pipeline.document import Document

_WIDE = "   "
_GAP = re.compile(r"\s{2,}|\t")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_FEW = 2
_PROSE = 6
"""So many lines of running text, without a row between them, end a table."""


class _Sheet(NamedTuple):
    """The printed lines of one part, with the text, and the heads found in them."""

    text: str
    lines: tuple[Line, ...]
    heads: tuple[ColumnHead, ...]


def find_anchors(source: str, labels: AttributeLabels) -> tuple[int, ...]:
    """Where in the source a line begins that may be the head of a table in columns; cheap, and usually nowhere."""
    if _WIDE not in source and "\t" not in source:
        return ()
    anchors, at = [], 0
    for line in source.split("\n"):
        bare = line.strip()
        if (_WIDE in bare or "\t" in bare) and BAR not in bare and may_be_head(_GAP.split(normalize("NFC", bare)), labels):
            anchors.append(at)
        at += len(line) + 1
    return tuple(anchors)


def find_columns(
    document: Document, paragraphs: Sequence[Paragraph], anchors: Sequence[int], labels: AttributeLabels
) -> tuple[Table, ...]:
    """The tables of tasks printed in columns among `paragraphs` (those of one part), in order.

    `anchors` as from find_anchors. Tables with the same columns on following pages are one. None where the columns
    can't be told apart.
    """
    if not paragraphs:
        return ()
    begins, ends = _begin(document, paragraphs[0]), _begin(document, paragraphs[-1])
    inside = [anchor for anchor in anchors if begins <= anchor + 1 and anchor <= ends]
    if not inside:
        return ()
    first = bisect_right(paragraphs, inside[0], key=lambda paragraph: _begin(document, paragraph)) - 1
    lines = print_lines(document, paragraphs, max(0, first - REACH))
    sheet = _Sheet(document.text, lines, _heads(document.text, lines, labels))
    tables: list[Table] = []
    past = 0
    for head in sheet.heads:
        if head.first >= past and (found := _read(sheet, head)) is not None:
            table, past = found
            tables.append(table)
    return tuple(tables)


def _begin(document: Document, paragraph: Paragraph) -> int:
    return document.source_spans(Span(*paragraph))[0].start


def _heads(text: str, lines: Sequence[Line], labels: AttributeLabels) -> tuple[ColumnHead, ...]:
    heads: list[ColumnHead] = []
    for at in range(len(lines)):
        if not (heads and at < heads[-1].last) and (head := read_column_head(text, lines, at, labels)) is not None:
            heads.append(head)
    return tuple(heads)


def _read(sheet: _Sheet, head: ColumnHead) -> tuple[Table, int] | None:
    """The table under `head`, and the first line behind it."""
    number = head.roles.index("number") if "number" in head.roles else -1
    shape = Shape(number, _last(head.roles, "content"))
    placed, origins = _place(sheet, head, shape)
    count = _length(sheet.text, placed, shape)
    if not count:
        return None
    last = origins[count - 1]
    first_line, last_line = sheet.lines[head.first], sheet.lines[last]
    rows = make_rows(sheet.text, placed[:count], shape)
    rest = _left_over(sheet.lines, head.first, last)
    return Table(first_line.paragraph, last_line.paragraph + 1, head.roles, rows, rest, printed=True), last + 1


def _last(roles: Sequence[str], role: str) -> int:
    return len(roles) - 1 - roles[::-1].index(role)


def _left_over(lines: Sequence[Line], first: int, last: int) -> tuple[Paragraph, ...]:
    """What the paragraphs at either end of the table hold outside it."""
    before = [line for line in lines[:first] if line.paragraph == lines[first].paragraph]
    after = [line for line in lines[last + 1 :] if line.paragraph == lines[last].paragraph]
    return tuple(Paragraph(part[0].words[0].start, part[-1].words[-1].end) for part in (before, after) if part)


# ---- pages and columns -------------------------------------------------------------------------------------


def _place(sheet: _Sheet, head: ColumnHead, shape: Shape) -> tuple[list[Placed], list[int]]:
    """The lines below `head` dealt out to its columns, up to where no column can be seen; and which lines they are."""
    lines, heads = sheet.lines, {other.first: other for other in sheet.heads}
    usual = _usual_room(lines[head.last :])
    placed: list[Placed] = []
    origins: list[int] = []
    centers, rivers, at = head.centers, None, head.last
    while at < len(lines):
        end = next((n for n in range(at + 1, len(lines)) if lines[n].page != lines[at].page or n in heads), len(lines))
        stop = _prose_at(lines, at, end, centers)
        rivers = _rivers(lines[at:stop], centers, rivers)
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
            centers, rivers, at = following.centers, None, following.last
        else:
            centers, at = _middles(rivers, lines[at:stop]), end
    return placed, origins


def _numbers_columns(text: str, line: Line) -> bool:
    """Whether the line under the heads only numbers them: "(1)  (2)  (3)"."""
    words = line.words
    return len(words) > _FEW and not _LETTERS.search(text, words[0].start, words[-1].end)


def _usual_room(lines: Sequence[Line]) -> int:
    """How many blank lines usually stand between two lines."""
    return Counter(line.blank for line in lines[:40]).most_common(1)[0][0] if lines else 0


def _prose_at(lines: Sequence[Line], at: int, end: int, centers: Sequence[float]) -> int:
    """Where running text begins that ends the table, at most `end`."""
    last, prose = at, 0
    for index in range(at, end):
        chunks = lines[index].chunks()
        if len(chunks) > 1:
            last, prose = index, 0
        else:
            prose += _is_prose(chunks[0], centers)
        if prose > _PROSE:
            return last + 1
    return end


def _is_prose(chunk: Sequence[Word], centers: Sequence[float]) -> bool:
    return sum(1 for center in centers if chunk[0].left < center < chunk[-1].right) > 1


def _rivers(
    lines: Sequence[Line], centers: Sequence[float], known: tuple[int, ...] | None
) -> tuple[int, ...] | None:
    """The rivers of one page's lines: those `known` from the page above where they fit."""
    rows = [line for line in lines if len(line.chunks()) > 1 or not _is_prose(line.words, centers)]
    while rows and len(rows[-1].chunks()) == 1:
        rows.pop()
    if known is not None and not any(runs_over(line, known) for line in rows):
        return known
    return find_rivers(rows, centers)


def _middles(rivers: Sequence[int], lines: Sequence[Line]) -> tuple[float, ...]:
    edges = (0, *rivers, max(line.words[-1].right for line in lines))
    return tuple((left + right) / 2 for left, right in zip(edges, edges[1:], strict=False))


def _deal(text: str, line: Line, rivers: Sequence[int], shape: Shape, *, fresh: bool) -> Placed:
    """The words of `line` by column; a line that takes no notice of the rivers is all contents but for its number."""
    cells: list[list[Word]] = [[] for _ in range(len(rivers) + 1)]
    for word in line.words:
        cells[column_of(word, rivers)].append(word)
    number = cells[shape.number] if shape.number >= 0 else []
    odd = bool(number) and not NUMBER.fullmatch(text, number[0].start, number[-1].end)
    over = odd or runs_over(line, rivers)
    if over:
        cells = [[] for _ in cells]
        split = 1 if shape.number >= 0 and NUMBER.fullmatch(text, *line.words[0][:2]) and line.words[1:] else 0
        cells[shape.number] = list(line.words[:split])
        cells[shape.content] = list(line.words[split:])
    return Placed(tuple(map(tuple, cells)), over, fresh, line.page)


def _length(text: str, placed: Sequence[Placed], shape: Shape) -> int:
    """How many of the lines are the table's: up to the last with a body or time, and what goes on from there."""
    data = [index for index, line in enumerate(placed) if not line.over and shape.has_data(line)]
    count = data[-1] + 1 if data else 0
    while 0 < count < len(placed):
        line = placed[count]
        content = line.cells[shape.content]
        number = shape.number >= 0 and bool(line.cells[shape.number])
        if line.over or number or not content or (line.fresh and not text[content[0].start].islower()):
            break
        count += 1
    return count
