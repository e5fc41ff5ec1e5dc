"""The parts of a Word file: unpacked within the limits, parsed without entities and without a network."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from lxml import etree

from pipeline.errors import InputError
from pipeline.readers.docx.names import BODY
from pipeline.readers.limits import Limits
from pipeline.readers.zips import unpack

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
# The same vocabulary under the names of ISO's strict variant, and under those that Word itself writes.
_STRICT_NAMES: Final = tuple(
    (_STRICT + name, b"http://schemas.openxmlformats.org/" + name + b"/2006")
    for name in (b"wordprocessingml", b"officeDocument", b"drawingml")
)
_USUAL: Final = "word/document.xml"
_CHUNK: Final = 1 << 16
_MOST_NODES: Final = 20_000_000
"""Tags and attributes of a part, a hundred times those of a document of 200 pages."""
_MOST_OPEN_NODES: Final = 4_000_000
"""Tags and attributes of one paragraph or table, which is held in memory as a whole."""
_RESOURCE_LIMIT: Final = 114
"""The parser's code for XML that is nested too deeply or has words too long."""


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, and the name of the other part."""

    kind: str
    part: str


class Package:
    """The parts of one file, by name; what they unpack to is counted together."""

    def __init__(self, archive: zipfile.ZipFile, file: str, limits: Limits) -> None:
        """Take an open zip; raises InputError `too-many-entries`."""
        self._archive, self._file = archive, file
        self._left = limits.unpacked
        entries = archive.infolist()
        if len(entries) > limits.entries:
            raise InputError("too-many-entries", file=file, limit=limits.entries)
        self._entries = {_part_name(entry.filename): entry for entry in entries}

    def main(self) -> str:
        """Return the name of the part that holds the document; raises InputError `broken-file`."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.part in self._entries:
                return relation.part
        if _USUAL in self._entries:
            return _USUAL
        raise self._broken("it has no document")

    def relations(self, part: str) -> dict[str, Relation]:
        """Return by id what `part` refers to inside the file; "" is the file as a whole."""
        folder, base = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for relation in () if root is None else root.iter(_RELATION):
            if relation.get("TargetMode") != "External":
                target = _part_name(posixpath.join("/", folder, relation.get("Target", "")))
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = Relation(kind, target)
        return found

    def root(self, part: str | None) -> etree._Element | None:
        """Return the root of a small part, None where the part is missing."""
        data = None if part is None else self._bytes(part)
        if data is None:
            return None
        if (nodes := _nodes(data)) > _MOST_OPEN_NODES:
            raise self._too_complex(nodes)
        try:
            root = etree.fromstring(data, _parser())
        except etree.LxmlError as error:
            raise self._bad_xml(error) from error
        self._refuse_doctype(root)
        return root

    def blocks(self, part: str) -> Iterator[etree._Element]:
        """Yield the children of the body of `part`; each is freed when the next one is asked for."""
        data = self._bytes(part) or b""
        parser = _parser("start")
        body: etree._Element | None = None
        nodes = open_nodes = 0
        try:
            for at in range(0, len(data), _CHUNK):
                chunk = data[at : at + _CHUNK]
                more = _nodes(chunk)
                nodes, open_nodes = nodes + more, open_nodes + more
                if nodes > _MOST_NODES or open_nodes > _MOST_OPEN_NODES:
                    raise self._too_complex(nodes)
                parser.feed(chunk)
                body = self._body(parser) if body is None else body
                for block in () if body is None else _complete(body):
                    yield block
                    open_nodes = 0
            parser.close()
        except etree.LxmlError as error:
            raise self._bad_xml(error) from error
        yield from () if body is None else body

    def _body(self, parser: etree.XMLPullParser) -> etree._Element | None:
        """Return the body as far as it has been parsed, None where it has not begun."""
        for _, element in parser.read_events():
            if etree.iselement(element):
                self._refuse_doctype(element)
                return element
        return None

    def _broken(self, detail: str) -> InputError:
        """Return the error that says that the file is damaged."""
        return InputError("broken-file", file=self._file, format="docx", detail=detail)

    def _bytes(self, part: str) -> bytes | None:
        entry = self._entries.get(part)
        if entry is None:
            return None
        data = unpack(self._archive, entry, most=self._left, file=self._file, kind="docx")
        self._left -= len(data)
        if _STRICT in data[:_CHUNK]:
            for strict, usual in _STRICT_NAMES:
                data = data.replace(strict, usual)
        return data

    def _refuse_doctype(self, element: etree._Element) -> None:
        # Word's files have none; entities are all that one could bring.
        if element.getroottree().docinfo.internalDTD is not None:
            raise self._broken("it declares entities")

    def _bad_xml(self, error: etree.LxmlError) -> InputError:
        if getattr(error, "code", None) == _RESOURCE_LIMIT:
            return InputError("too-complex", file=self._file, detail=str(error))
        return self._broken(str(error))

    def _too_complex(self, nodes: int) -> InputError:
        return InputError("too-complex", file=self._file, detail=f"{nodes / 1e6:.1f} million elements")


def _parser(*events: Literal["start"]) -> etree.XMLPullParser:
    """Return a parser that tells of `events` at the body, and asks for nothing from outside its input."""
    return etree.XMLPullParser(
        events,
        tag=BODY,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _part_name(name: str) -> str:
    """Return the name of a part as it is looked up: without its first slash, in small letters."""
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def _nodes(data: bytes) -> int:
    """Return how many tags and attributes there are at most, without parsing."""
    return data.count(b"<") + data.count(b"=")


def _complete(body: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of `body` that are parsed to their end, all but the last, and drop them."""
    for child in body.iterchildren():
        if child.getnext() is None:
            return
        yield child
        body.remove(child)
