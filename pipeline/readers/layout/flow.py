"""Sheets to text: what runs over the end of a page stands whole."""

from __future__ import annotations

from typing import Final

from pipeline.readers.layout.blocks import Block, blocks_of
from pipeline.readers.layout.lines import Line
from pipeline.readers.layout.model import Laid
from pipeline.readers.layout.paragraphs import Measure, Paragraph, goes_on, measure
from pipeline.readers.layout.sheets import Sheet
from pipeline.readers.layout.tables import Table, follow
from pipeline.readers.layout.writer import Writer

_COLUMN: Final = 0.75
"""The share of a page's width that running text reaches at least."""


class Flow:
    """Takes sheets in order. The last block of a page is held back until the next page tells its rest."""

    def __init__(self) -> None:
        self._writer = Writer()
        self._held: Block | None = None
        self._behind: list[Line | Sheet] = []
        self._known: Measure | None = None
        self._width = 0.0

    def page(self, sheet: Sheet) -> None:
        """Add a page."""
        width = sheet.page.width
        self._behind += sheet.head
        known = measure(sheet.lines, sheet.height, self._known if width == self._width else None)
        known = known._replace(right=max(known.right, _COLUMN * width))
        blocks = blocks_of(sheet.lines, sheet.tables, width, known)
        for number, block in enumerate(blocks):
            joined = number == 0 and self._join(block)
            if not joined:
                self._release()
                self._held = block
        self._behind += [*sheet.foot, sheet]
        self._known, self._width = known, width

    def laid(self) -> Laid:
        """Return all pages as text."""
        self._release()
        return self._writer.laid()

    def _join(self, block: Block) -> bool:
        """Say whether `block`, the first of a page, goes on from what is held, and join it if so."""
        held = self._held
        if isinstance(held, Paragraph) and isinstance(block, Paragraph):
            if goes_on(held, block.lines[0], block.measure):
                self._held = held._replace(lines=[*held.lines, *block.lines])
                return True
        elif isinstance(held, Table) and isinstance(block, Table) and (whole := follow(held, block)):
            self._write(held._replace(rows=held.rows[:-1]))
            self._held = whole
            if len(whole.rows) > 1:
                self._held = whole._replace(rows=whole.rows[:1])
                self._release()
                self._held = whole._replace(rows=whole.rows[1:])
            return True
        return False

    def _release(self) -> None:
        """Write what is held, and what stands behind it."""
        if self._held:
            self._write(self._held)
        for item in self._behind:
            if isinstance(item, Sheet):
                self._writer.end_page(item.page.width, item.page.height)
            else:
                self._writer.furniture(item)
        self._held = None
        self._behind.clear()

    def _write(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._writer.paragraph(block.lines, gap=block.gap)
        else:
            for row in block.rows:
                self._writer.row(row)
