"""Tables as a page prints them: columns of blanks, cells wrapped inside them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap


@dataclass(frozen=True)
class Layout:
    """Widths of the columns, the gap between them, the page's indent.

    `middle` centres the cells of a row upright, `centred` the heads sideways; `room` counts the blank lines
    behind each row.
    """

    widths: tuple[int, ...]
    gap: int = 3
    indent: int = 1
    middle: bool = False
    centred: bool = False
    room: int = 0


def print_table(heads: list[str], rows: list[list[str]], layout: Layout) -> str:
    """The lines of a table, without blanks at their ends."""
    lines = [*_print_row(heads, layout, centred=layout.centred), *[""] * layout.room]
    for row in rows:
        lines += [*_print_row(row, layout), *[""] * layout.room]
    return "\n".join(lines)


def _print_row(row: list[str], layout: Layout, *, centred: bool = False) -> list[str]:
    cells = [
        wrap(words, width, break_long_words=False) for words, width in zip(row, layout.widths, strict=True)
    ]
    height = max(map(len, cells))
    if layout.middle:
        cells = [[""] * ((height - len(cell)) // 2) + cell for cell in cells]
    lines = []
    for parts in zip_longest(*cells, fillvalue=""):
        padded = [
            part.center(width) if centred else part.ljust(width)
            for part, width in zip(parts, layout.widths, strict=True)
        ]
        lines.append((" " * layout.indent + (" " * layout.gap).join(padded)).rstrip())
    return lines
