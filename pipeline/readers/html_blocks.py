"""From the elements of a web page to its lines: paragraphs, list items with their numbers, rows of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from pipeline.readers.grid import Cell, row_lines
from pipeline.readers.numerals import numeral, whole

_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_NOT_SHOWN: Final = frozenset(
    (
        "head", "script", "style", "noscript", "template", "nav", "footer", "aside", "iframe", "object",
        "embed", "svg", "canvas", "audio", "video", "map", "select", "button", "textarea", "input",
        "datalist", "dialog", "del", "rt", "rp",
    )
)  # fmt: skip
_BLOCKS: Final = frozenset(
    (
        "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt",
        "dd", "blockquote", "pre", "center", "address", "article", "section", "main", "header", "form",
        "fieldset", "legend", "figure", "figcaption", "details", "summary", "hr", "table", "caption",
        "tr", "td", "th", "thead", "tbody", "tfoot",
    )
)  # fmt: skip
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:header|footer|comment)",
    re.IGNORECASE,
)
_LIST_STYLE: Final = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|decimal|(?:lower|upper)-(?:alpha|latin|roman))", re.IGNORECASE
)
_STYLES: Final = {
    "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "none": "",
}  # fmt: skip
_BULLET: Final = "-"
_RUNNING: Final = frozenset(("header", "footer"))
"""What LibreOffice calls the divisions of a page's running head and foot."""
_TO_THE_END: Final = 65_534
_LONG_CELL: Final = 2_000
_FEW_COLUMNS: Final = 3


@dataclass(slots=True)
class _Flow:
    """Lines, and the one being written: of the page, or of a cell."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    label: str = ""


class _TableCell(NamedTuple):
    lines: list[str]
    columns: int
    rows: int


@dataclass(slots=True)
class _Table:
    first: bool
    rows: list[list[_TableCell]] = field(default_factory=list)
    nests: bool = False


@dataclass(slots=True)
class _List:
    style: str
    number: int


class HtmlBlocks:
    """Reads one page, once; a table that makes more than `most` letters is an error about `file`."""

    def __init__(self, file: str, most: int) -> None:
        self._file, self._most = file, most
        self._flows = [_Flow()]
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._preformatted = 0
        self._begun = False

    def read(self, root: etree._Element) -> list[str]:
        """Return the lines of `root`; raises InputError `too-complex`."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            shown = _is_shown(element)
            if event == "start" and not shown:
                walk.skip_subtree()
            elif event == "start":
                self._start(element)
                self._put(element.text)
            else:
                if shown:
                    self._end(element)
                if element is not root:
                    self._put(element.tail)
        self._end_line()
        return self._flows[0].lines

    def _put(self, text: str | None) -> None:
        """Add words to the line; blanks run together, as a browser shows them."""
        line = self._flows[-1].line
        if text and not self._preformatted:
            text = _BLANKS.sub(" ", text)
            text = text[1:] if text[0] == " " and (not line or line[-1][-1] in " \n") else text
        if text:
            line.append(text)

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._end_line()
        if tag == "br":
            self._flows[-1].line.append("\n")
        elif tag == "pre":
            self._preformatted += 1
        elif tag in ("ol", "ul"):
            self._lists.append(_list(element))
        elif tag == "li":
            self._flows[-1].label = self._next_label(element)
        elif tag == "table":
            for table in self._tables[-1:]:
                table.nests = True
            self._tables.append(_Table(first=not self._begun))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._flows.append(_Flow())

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._end_line()
        if tag == "pre":
            self._preformatted -= 1
        elif tag in ("ol", "ul"):
            self._lists.pop()
        elif tag == "li":
            self._flows[-1].label = ""
        elif tag == "table":
            self._flows[-1].lines += self._table_lines(self._tables.pop())
        elif tag in ("td", "th") and self._tables:
            lines = self._flows.pop().lines
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            columns, rows = whole(element.get("colspan"), 1), whole(element.get("rowspan"), 1)
            table.rows[-1].append(_TableCell(lines, columns, rows or _TO_THE_END))

    def _end_line(self) -> None:
        """End the paragraph; one that shows no word is an empty line, one that has nothing at all is none."""
        flow = self._flows[-1]
        text = "".join(flow.line)
        flow.line.clear()
        if not text.strip(" "):
            return
        text = "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n") if text.strip() else ""
        flow.lines.append(f"{flow.label} {text}" if flow.label and text else text)
        flow.label = "" if text else flow.label
        self._begun = self._begun or bool(text)

    def _next_label(self, item: etree._Element) -> str:
        """Return what a browser prints before a list item."""
        if not self._lists:
            return ""
        here = self._lists[-1]
        here.number = whole(item.get("value"), here.number + 1)
        return f"{numeral(here.number, here.style)}." if here.style.isalnum() else here.style

    def _table_lines(self, table: _Table) -> list[str]:
        rows = [row for row in table.rows if row]
        widest = max(map(len, rows), default=0)
        lines = [line for row in rows for cell in row for line in cell.lines]
        long = len(rows) == 1 and any(sum(map(len, cell.lines)) > _LONG_CELL for cell in rows[0])
        # A table that holds tables, a single cell or the whole page only lays the page out.
        if widest == 1 or long or (table.nests and widest <= _FEW_COLUMNS):
            return lines
        cells = [[Cell("\n".join(cell.lines), cell.columns, cell.rows) for cell in row] for row in rows]
        letterhead = table.first and widest <= _FEW_COLUMNS
        return row_lines(cells, file=self._file, most=self._most, carry=not letterhead)


def _is_shown(element: etree._Element) -> bool:
    return (
        element.tag not in _NOT_SHOWN
        and element.get("hidden") is None
        and not _HIDDEN.search(element.get("style", ""))
        and not (element.tag == "div" and element.get("title") in _RUNNING)
    )


def _list(element: etree._Element) -> _List:
    """Return a list before its first item, with the style of its numbers or its bullet."""
    if declared := _LIST_STYLE.search(element.get("style", "")):
        style = _STYLES[declared[1].lower()]
    elif element.tag == "ol":
        style = element.get("type", "1")
    else:
        style = _BULLET
    return _List(style, whole(element.get("start"), 1) - 1)
