"""Heads of tables printed in columns: labels wrapped over several lines, or under a head that they share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from pipeline.blocks.tables import BAR, NUMBER, is_table_of_tasks
from pipeline.document.characters import without_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.attribute_data import AttributeLabels
    from pipeline.blocks.printed import Line, Word

ANCHORS = 2
"""A line with so many column labels may be part of a head."""
REACH = 3
"""A head has at most so many lines above or below that line."""
_AROUND = " .:*"
_WIDE = "   "
_HARD = "\u00a0"
_GAP = re.compile(r"\s{2,}|\t")


class ColumnHead(NamedTuple):
    """Lines [`first`, `last`) hold the heads of columns with `roles`; `centers` are their middles."""

    first: int
    last: int
    roles: tuple[str, ...]
    centers: tuple[float, ...]


class _Piece(NamedTuple):
    """A chunk of one head line, or one label of it."""

    left: int
    right: int
    line: int
    words: str


def find_anchors(source: str, labels: AttributeLabels) -> tuple[int, ...]:
    """Where the lines of `source` begin, after blanks, that may head a table in columns; usually nowhere."""
    source = source.replace(_HARD, " ")
    if _WIDE not in source and "\t" not in source:
        return ()
    anchors, at = [], 0
    for line in source.split("\n"):
        bare = line.strip()
        wide = (_WIDE in bare or "\t" in bare) and BAR not in bare
        if wide and may_be_head(_GAP.split(normalize("NFC", without_invisible(bare))), labels):
            anchors.append(at + len(line) - len(line.lstrip()))
        at += len(line) + 1
    return tuple(anchors)


def may_be_head(chunks: Sequence[str], labels: AttributeLabels) -> bool:
    """Whether the chunks of one line hold the labels of ANCHORS columns or more.

    The label of the numbers may lead the first chunk, with a single blank behind it.
    """
    roles = {labels.columns.get(_plain(chunk), "") for chunk in chunks}
    first, _, rest = chunks[0].partition(" ")
    if labels.columns.get(_plain(first)) == "number":
        roles |= {"number", labels.columns.get(_plain(rest), "")}
    return len(roles - {""}) >= ANCHORS


def read_column_head(text: str, lines: Sequence[Line], at: int, labels: AttributeLabels) -> ColumnHead | None:
    """The head of a table of tasks around line `at`, or None where there is none.

    Of several readings the one with most known labels wins, then the one where they hold most of the chunks,
    then the one with fewest lines.
    """
    best: tuple[tuple[int, int], ColumnHead] | None = None
    if not may_be_head([_words(text, run) for run in lines[at].chunks], labels):
        return None
    blocks = _blocks(text, lines, at)
    around = range(min(first for first, _ in blocks), max(last for _, last in blocks))
    by_line = {line: list(_pieces(text, lines, line, labels)) for line in around}
    for first, last in blocks:
        pieces = [piece for line in range(first, last) for piece in by_line[line]]
        columns, shared = _columns(pieces)
        roles = tuple(_role(column, shared, labels) for column in columns)
        known = (len(column) if role else -len(column) for column, role in zip(columns, roles, strict=True))
        worth = sum(map(bool, roles)), sum(known)
        if is_table_of_tasks(roles) and (best is None or worth > best[0]):
            centers = tuple((min(p.left for p in c) + max(p.right for p in c)) / 2 for c in columns)
            best = worth, ColumnHead(first, last, roles, centers)
    return best[1] if best else None


def _blocks(text: str, lines: Sequence[Line], at: int) -> list[tuple[int, int]]:
    """The ranges of lines around line `at` that may be its head, the smallest first."""
    firsts, lasts = [at], [at + 1]
    while at - firsts[-1] < REACH and _may_join(text, lines, firsts[-1] - 1, at):
        firsts.append(firsts[-1] - 1)
    while lasts[-1] - at <= REACH and _may_join(text, lines, lasts[-1], at):
        lasts.append(lasts[-1] + 1)
    ranges = [(first, last) for first in firsts for last in lasts]
    return sorted(ranges, key=lambda block: block[1] - block[0])


def _may_join(text: str, lines: Sequence[Line], index: int, at: int) -> bool:
    """Whether line `index` may belong to the head at line `at`: on its page, and not begun by a number."""
    if not 0 <= index < len(lines) or lines[index].page != lines[at].page:
        return False
    first = lines[index].chunks[0]
    return not NUMBER.fullmatch(text, first[0].start, first[-1].end)


def _pieces(text: str, lines: Sequence[Line], line: int, labels: AttributeLabels) -> Iterator[_Piece]:
    for run in lines[line].chunks:
        rest = run
        if len(run) > 1 and labels.columns.get(_plain(_words(text, run[:1]))) == "number":
            yield _Piece(run[0].left, run[0].right, line, _words(text, run[:1]))
            rest = run[1:]
        yield _Piece(rest[0].left, rest[-1].right, line, _words(text, rest))


def _columns(pieces: Sequence[_Piece]) -> tuple[list[list[_Piece]], list[_Piece]]:
    """The pieces by the column they head, left to right, and those over several pieces of one line."""
    shared = [piece for piece in pieces if _heads_several(piece, pieces)]
    columns: list[list[_Piece]] = []
    reach = -1
    for piece in sorted(piece for piece in pieces if piece not in shared):
        if columns and piece.left < reach:
            columns[-1].append(piece)
        else:
            columns.append([piece])
        reach = max(reach, piece.right)
    return columns, shared


def _heads_several(piece: _Piece, pieces: Sequence[_Piece]) -> bool:
    under = [p.line for p in pieces if p.line != piece.line and p.left < piece.right and p.right > piece.left]
    return len(under) > len(set(under))


def _role(column: Sequence[_Piece], shared: Sequence[_Piece], labels: AttributeLabels) -> str:
    """What the column holds by its own words, else by those with the shared head before them."""
    own = " ".join(piece.words for piece in sorted(column, key=lambda piece: (piece.line, piece.left)))
    above = [p.words for p in shared if p.left < column[0].right and p.right > column[0].left]
    for label in (own, " ".join([*above, own])):
        if role := labels.columns.get(_plain(label)):
            return role
    return ""


def _words(text: str, run: Sequence[Word]) -> str:
    return " ".join(text[word.start : word.end] for word in run)


def _plain(label: str) -> str:
    return label.strip(_AROUND).lower()
