"""A sample document as its printed parts: paragraphs and tables, read out of its text and written back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

BAR = " | "
_MARKDOWN_ROW = re.compile(r"\| (.*) \|")
_MARKDOWN_RULE = re.compile(r"[\s|-]+")
_DASHES = re.compile(r" -{3,}$")
_CHUNKS = re.compile(r"(?<!\n)\n\n(?!\n)")


class Table(NamedTuple):
    """Rows of cells, a cell's paragraphs parted by line ends; not `ruled` where it only sets columns."""

    rows: tuple[tuple[str, ...], ...]
    ruled: bool


Block = str | Table
"""A paragraph, perhaps empty, or a table."""


def read_paper(text: str) -> tuple[Block, ...]:
    """Return the parts of a text of corpus/ in which a line is a paragraph or belongs to the row of a table.

    Rows are cells joined by " | ", as readers of office files write them, or those of Markdown, with <br>
    between the paragraphs of a cell; Markdown's empty lines are no paragraphs. Two empty lines part nothing:
    they are the room for a signature.
    """
    chunks = _CHUNKS.split(text.rstrip("\n"))
    blocks = [block for chunk in chunks for block in ("", *_blocks(chunk.split("\n")))][1:]
    markdown = text.startswith("| ")
    return tuple(block for block in blocks if block or not markdown)


def printed(paper: Iterable[Block]) -> str:
    """Return what a reader of office files gives for the document, without blanks at the ends of lines."""
    lines = [line for block in paper for line in _lines(block)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(block: Block) -> list[str]:
    return [block] if isinstance(block, str) else "\n".join(map(BAR.join, block.rows)).split("\n")


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of lines that no single empty line parts."""
    if lines[0].startswith("| "):
        rows = [found[1] for line in lines if (found := _MARKDOWN_ROW.fullmatch(line))]
        yield _table(_cells(row) for row in rows if not _MARKDOWN_RULE.fullmatch(row))
    elif any(line.count(BAR) > 1 for line in lines):
        yield _table(f"{line} ".split(BAR) for line in lines)
    elif any(map(_is_row, lines)):
        yield Table(tuple(_spread(lines)), ruled=False)
    else:
        yield from lines


def _table(rows: Iterable[Iterable[str]]) -> Table:
    made = tuple(tuple(cell.strip() for cell in row) for row in rows)
    return Table(made, ruled=len(made[0]) > 2)  # noqa: PLR2004 - two columns part a letterhead or a signature


def _cells(row: str) -> Iterator[str]:
    for cell in row.split("|"):
        yield _DASHES.sub("", cell.strip().replace("*", "")).replace("<br>", "\n")


def _is_row(line: str) -> bool:
    return BAR in f"{line} "


def _spread(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield rows of two cells whose paragraphs stand in lines of their own.

    The lines above the first row belong to its left cell; those below a row to that row's right cell.
    """
    at = [number for number, line in enumerate(lines) if _is_row(line)]
    for row, end in zip(at, [*at[1:], len(lines)], strict=True):
        left, _, right = f"{lines[row]} ".partition(BAR)
        above = lines[:row] if row == at[0] else ()
        yield "\n".join((*above, left)), "\n".join((right.rstrip(), *lines[row + 1 : end])).rstrip("\n")
