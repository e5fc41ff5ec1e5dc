"""The blocks of a document in order: paragraphs with their numbers, tables, text boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from lxml import etree

from pipeline.readers.docx.findings import Findings
from pipeline.readers.docx.names import DELETED, INSERTED, PARAGRAPH, TABLE, W, flat, value
from pipeline.readers.docx.numbering import Numbering
from pipeline.readers.docx.runs import Runs
from pipeline.readers.docx.styles import Listed, Styles, listed
from pipeline.readers.docx.tables import even_rows, read_grid
from pipeline.readers.grid import row_lines

_BLOCKS: Final = frozenset((PARAGRAPH, TABLE))
_PROPERTIES: Final = W + "pPr"
_STYLE: Final = W + "pStyle"
_MARK: Final = W + "rPr"
_LETTERHEAD_COLUMNS: Final = 3
_PAIR: Final = 2
"""Columns of a table that puts two blocks side by side, as at the end of a letter."""


class _Paragraph(NamedTuple):
    """The number of a paragraph, its words, the text boxes at it, and whether it ends before the next one."""

    label: str
    text: str
    boxes: tuple[etree._Element, ...]
    ends: bool


class Story:
    """Writes the lines of blocks; numbers go on from one call to the next."""

    def __init__(
        self, styles: Styles, numbering: Numbering, findings: Findings, file: str, most: int
    ) -> None:
        self._styles, self._numbering, self._findings = styles, numbering, findings
        self._runs = Runs(styles, findings)
        self._file, self._most = file, most
        self._begun = False

    def lines(self, blocks: Iterable[etree._Element]) -> Iterator[str]:
        """Yield a line, without its end, for each paragraph and each row of a table in `blocks`."""
        left: list[str] = []  # by paragraphs whose end is deleted or hidden: they go on in the next one
        for block in flat(blocks, _BLOCKS):
            if block.tag == TABLE:
                if left:
                    yield "".join(left)
                    left = []
                yield from self._table(block)
                continue
            label, text, boxes, ends = self._paragraph(block)
            if ends:
                words = "".join((*left, text))
                yield label + words if words else label.rstrip()
                left = []
            else:
                left += (label, text)
            for box in boxes:
                yield from self.lines(box)
        if left:
            yield "".join(left)

    def _paragraph(self, paragraph: etree._Element) -> _Paragraph:
        properties = paragraph.find(_PROPERTIES)
        style = None if properties is None else value(properties.find(_STYLE))
        text, boxes = self._runs.read(paragraph, style)
        self._begun = self._begun or bool(text.strip())
        if properties is None:
            return _Paragraph("", text, boxes, ends=True)
        mark = properties.find(_MARK)
        if mark is not None and self._is_deleted(mark):
            return _Paragraph("", text, boxes, ends=False)
        look = self._styles.look_of(mark).over(self._styles.look(style))
        if look.hidden and not text:
            return _Paragraph("", "", boxes, ends=False)
        label = self._numbering.label(self._item(properties, style))
        printed = (
            "" if label is None else self._findings.printed(label.text, label.look.over(look)) + label.gap
        )
        return _Paragraph(printed, text, boxes, ends=not look.hidden)

    def _is_deleted(self, mark: etree._Element) -> bool:
        """Say whether the end of a paragraph is gone once all changes are accepted, by its properties."""
        tags = {change.tag for change in mark}
        self._findings.tracked |= not tags.isdisjoint(DELETED | INSERTED)
        return not tags.isdisjoint(DELETED)

    def _item(self, properties: etree._Element, style: str | None) -> Listed:
        """Return the list that a paragraph is an item of, by itself or by its style."""
        own = listed(properties)
        if own.num is not None:
            return own
        known = self._styles.listed(style)
        return known if own.level is None else Listed(known.num, own.level)

    def _table(self, table: etree._Element) -> Iterator[str]:
        begun = self._begun
        grid = read_grid(table, self._cell)
        self._findings.tracked |= grid.tracked
        if grid.width <= 1:  # a frame around text: the tables inside it are tables of their own
            yield from (cell.text for row in grid.rows for cell in row)
            return
        carry = grid.width > (_PAIR if begun else _LETTERHEAD_COLUMNS)
        yield from row_lines(even_rows(grid, carry=carry), file=self._file, most=self._most)

    def _cell(self, cell: etree._Element) -> str:
        return "\n".join(self.lines(cell)).strip()
