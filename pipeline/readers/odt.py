"""OpenDocument text (.odt): its paragraphs, lists as numbered in print, tables and notes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

from pipeline.errors import InputError
from pipeline.readers.encodings import repair
from pipeline.readers.grid import Cell, row_lines
from pipeline.readers.limits import Limits
from pipeline.readers.markup import parse_xml
from pipeline.readers.numerals import whole
from pipeline.readers.odt_lists import STYLE, TEXT, Level, Levels, list_styles, mark
from pipeline.readers.zips import open_zip, unpack
from pipeline.source import Remark, Source

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_PARAGRAPHS: Final = (f"{TEXT}p", f"{TEXT}h")
_ROW_GROUPS: Final = frozenset(
    _TABLE + part for part in ("table-header-rows", "table-rows", "table-row-group")
)
_NOT_PRINTED: Final = frozenset(
    (
        f"{TEXT}tracked-changes", f"{TEXT}note", f"{TEXT}ruby-text", f"{TEXT}number", f"{TEXT}hidden-text",
        f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_DRAW}object", f"{_DRAW}image",
    )
)  # fmt: skip
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS: Final = 1_000
_LETTERHEAD_COLUMNS: Final = 3
_LOCKED: Final = b"encryption-data"


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Return the document in `data`; notes stand at the end, behind their signs in brackets: "[1] …".

    Raises InputError: `encrypted`, `broken-file`, `too-complex`, `unpacks-too-large`, `too-many-entries`.
    """
    with open_zip(data, name, "odt") as archive:
        manifest = _part(archive, "META-INF/manifest.xml", name, limits)
        if manifest is not None and _LOCKED in manifest:
            raise InputError("encrypted", file=name)
        content = _part(archive, "content.xml", name, limits) or b""
        styles = _part(archive, "styles.xml", name, limits) or b"<none/>"
    root = parse_xml(content, file=name, kind="odt")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise InputError("broken-file", file=name, format="odt", detail="it has no text")
    writer = _Writer(root, parse_xml(styles, file=name, kind="odt"), name, limits)
    try:
        lines = [*writer.blocks(body), *writer.notes]
    except RecursionError as error:
        raise InputError("too-complex", file=name, detail="its parts are nested too deeply") from error
    changed = root.find(f".//{TEXT}changed-region") is not None
    repaired = repair("".join(f"{line}\n" for line in lines))
    remarks = (Remark("tracked-changes"),) if changed else ()
    return Source(repaired.text, media_type=MEDIA_TYPE, encoding=repaired.encoding, remarks=remarks)


def _part(archive: zipfile.ZipFile, part: str, name: str, limits: Limits) -> bytes | None:
    try:
        entry = archive.getinfo(part)
    except KeyError:
        return None
    return unpack(archive, entry, most=min(limits.size, limits.unpacked), file=name, kind="odt")


class _List(NamedTuple):
    """Where a list stands: its style, its depth from 1, and the numbers that its levels have come to."""

    style: str
    depth: int
    counts: list[int]


class _Writer:
    """Writes the lines of one document; `notes` fills up meanwhile."""

    def __init__(self, content: etree._Element, styles: etree._Element, file: str, limits: Limits) -> None:
        self.notes: list[str] = []
        self._file, self._most = file, limits.text
        self._lists = list_styles(styles, content)
        self._hidden = frozenset(name for part in (styles, content) for name in _hidden_styles(part))
        self._outline: list[int] = []
        self._by_id: dict[str | None, list[int]] = {}
        self._by_style: dict[str, list[int]] = {}
        self._begun = False

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of the paragraphs, lists and tables inside `parent`."""
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, self._heading_mark(child))
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, None)
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child)
            elif child.tag not in _NOT_PRINTED and child.get(f"{TEXT}display") != "none":
                yield from self.blocks(child)

    def _paragraph(self, element: etree._Element, label: str) -> Iterator[str]:
        """Yield the text boxes that hang at a paragraph, then its own line."""
        if element.get(f"{TEXT}style-name") in self._hidden:
            return
        for shape in element.iter(f"{_DRAW}*"):
            if not any(above.tag.startswith(_DRAW) for above in _between(shape, element)):
                box = [*self.blocks(shape)]
                if any(map(str.strip, box)):
                    yield from box
        text = self._words(element)
        self._begun = self._begun or bool(text.strip())
        yield f"{label} {text}" if label else text

    def _words(self, element: etree._Element) -> str:
        """Return the words inside a paragraph or a stretch of one; notes go where notes stand."""
        pieces = [_BLANKS.sub(" ", element.text or "")]
        for child in element:
            if child.tag == f"{TEXT}s":
                pieces.append(" " * min(whole(child.get(f"{TEXT}c"), 1), _MOST_BLANKS))
            elif child.tag == f"{TEXT}tab":
                pieces.append("\t")
            elif child.tag == f"{TEXT}line-break":
                pieces.append("\n")
            elif child.tag == f"{TEXT}note":
                pieces.append(self._note(child))
            elif self._is_printed(child):
                pieces.append(self._words(child))
            pieces.append(_BLANKS.sub(" ", child.tail or ""))
        return "".join(pieces)

    def _is_printed(self, element: etree._Element) -> bool:
        return (
            not element.tag.startswith(_DRAW)
            and element.tag not in _NOT_PRINTED
            and element.get(f"{TEXT}style-name") not in self._hidden
        )

    def _note(self, note: etree._Element) -> str:
        """Return the sign of a note in brackets; the note itself goes behind it at the end of the text."""
        sign = f"[{note.findtext(f'{TEXT}note-citation', '')}]"
        for body in note.iterchildren(f"{TEXT}note-body"):
            self.notes.append(f"{sign} " + "\n".join(self.blocks(body)))
        return sign

    def _heading_mark(self, element: etree._Element) -> str:
        """Return the number of a heading that stands in no list."""
        levels = self._lists.get("", {})
        depth = whole(element.get(f"{TEXT}outline-level"), 0)
        if element.tag != f"{TEXT}h" or depth not in levels or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        _advance(self._outline, depth, levels, element.get(f"{TEXT}start-value"))
        return mark(levels, depth, self._outline)

    def _list(self, element: etree._Element, outer: _List | None) -> Iterator[str]:
        style = element.get(f"{TEXT}style-name") or (outer.style if outer else "")
        counts = outer.counts if outer else self._counts(element, style)
        here = _List(style, outer.depth + 1 if outer else 1, counts)
        levels = self._lists.get(style, {})
        for item in element:
            label, fresh = "", item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, here)
                    continue
                if child.tag not in _PARAGRAPHS:
                    yield from self.blocks(child)
                    continue
                if fresh:
                    _advance(counts, here.depth, levels, item.get(f"{TEXT}start-value"))
                    label = mark(levels, here.depth, counts)
                yield from self._paragraph(child, label)
                label, fresh = "", False

    def _counts(self, element: etree._Element, style: str) -> list[int]:
        """Return the numbers that a list goes on from: those of the list that it continues, else none."""
        counts = self._by_id.get(element.get(f"{TEXT}continue-list"))
        if counts is None and element.get(f"{TEXT}continue-numbering") == "true":
            counts = self._by_style.get(style)
        if counts is None:
            counts = []
        self._by_style[style] = counts
        if name := element.get(_ID):
            self._by_id[name] = counts
        return counts

    def _table(self, table: etree._Element) -> Iterator[str]:
        begun = self._begun
        rows = [[*self._cells(row)] for row in _rows(table)]
        letterhead = not begun and all(len(row) <= _LETTERHEAD_COLUMNS for row in rows)
        yield from row_lines(rows, file=self._file, most=self._most, carry=not letterhead)

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        for cell in row.iterchildren(f"{_TABLE}table-cell"):
            columns = whole(cell.get(f"{_TABLE}number-columns-spanned"), 1)
            down = whole(cell.get(f"{_TABLE}number-rows-spanned"), 1)
            yield Cell("\n".join(self.blocks(cell)), columns, down)


def _between(inner: etree._Element, outer: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements around `inner` that lie inside `outer`."""
    for above in inner.iterancestors():
        if above is outer:
            return
        yield above


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _advance(counts: list[int], depth: int, levels: Levels, start: str | None) -> None:
    """Count one item at `depth`: the levels below begin anew, those above that had none begin."""
    missing = range(len(counts) + 1, depth + 1)
    counts += [levels.get(level, Level()).start - (level == depth) for level in missing]
    del counts[depth:]
    counts[-1] = whole(start, counts[-1] + 1)


def _hidden_styles(part: etree._Element) -> Iterator[str]:
    for properties in part.iter(f"{STYLE}text-properties"):
        style = properties.getparent()
        if style is not None and properties.get(f"{TEXT}display") == "none":
            yield style.get(f"{STYLE}name", "")
