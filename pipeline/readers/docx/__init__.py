"""Word documents (.docx): their text as it is printed, all changes accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from pipeline.errors import InputError
from pipeline.readers import ole
from pipeline.readers.docx.body import Story
from pipeline.readers.docx.findings import NOTE_KINDS, Findings
from pipeline.readers.docx.names import SECTION, TABLE, W, is_on
from pipeline.readers.docx.numbering import Numbering
from pipeline.readers.docx.package import Package
from pipeline.readers.docx.styles import Styles
from pipeline.readers.encodings import repair
from pipeline.readers.limits import Limits
from pipeline.readers.zips import open_zip
from pipeline.source import Remark, Source

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_REFERENCE_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Return the document in `data`: a letterhead in the header of its first page, the body, its notes.

    Notes stand at the end, each behind its number in brackets, as in the text: "[1] …". Other headers and all
    footers are left out. Raises InputError: `encrypted`, `broken-file`, `unpacks-too-large`,
    `too-many-entries`, `too-complex`, `too-long`.
    """
    if data.startswith(ole.MAGIC) and _LOCKED in data:
        raise InputError("encrypted", file=name)
    with open_zip(data, name, "docx") as archive:
        document = _Document(Package(archive, name, limits), name, limits)
        try:
            text = document.text()
        except RecursionError as error:
            raise InputError("too-complex", file=name, detail="its parts are nested too deeply") from error
    repaired = repair(text)
    return Source(
        text=repaired.text,
        media_type=MEDIA_TYPE,
        encoding=document.findings.encoding or repaired.encoding,
        remarks=(Remark("tracked-changes"),) if document.findings.tracked else (),
    )


class _Document:
    """One document; `findings` are complete once its text has been read."""

    def __init__(self, package: Package, file: str, limits: Limits) -> None:
        self.findings = Findings()
        self._package, self._file, self._most = package, file, limits.text
        self._main = package.main()
        self._relations = package.relations(self._main)
        styles = Styles(self._root("styles"), self._root("theme"))
        numbering = Numbering(self._root("numbering"), styles)
        self._story = Story(styles, numbering, self.findings, file, self._most)
        self._header: str | None = None

    def text(self) -> str:
        """Return the whole text."""
        body = self._joined(self._story.lines(self._watched(self._package.blocks(self._main))))
        return self._letterhead() + body + self._joined(self._notes())

    def _joined(self, lines: Iterable[str]) -> str:
        """Return the lines as text; raises InputError `too-long` as soon as there is too much of it."""
        pieces, length = [], 0
        for line in lines:
            pieces.append(line)
            length += len(line) + 1
            if length > self._most:
                size, limit = f"{length / 1e6:.1f}", f"{self._most / 1e6:g}"
                raise InputError("too-long", file=self._file, size=size, limit=limit)
        return "".join(f"{line}\n" for line in pieces)

    def _root(self, kind: str) -> etree._Element | None:
        """Return the part that the document refers to as its `kind`."""
        found = (relation.part for relation in self._relations.values() if relation.kind == kind)
        return self._package.root(next(found, None))

    def _watched(self, blocks: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """Yield `blocks`, and note down the header of the first page when the first section ends."""
        ended = False
        for block in blocks:
            if not ended:
                section = block if block.tag == SECTION else block.find(f"{W}pPr/{SECTION}")
                if section is not None:
                    ended, self._header = True, _first_header(section)
            yield block

    def _letterhead(self) -> str:
        """Return what the header of the first page holds, if that is more than one line."""
        relation = self._relations.get(self._header or "")
        root = self._package.root(relation.part) if relation else None
        if root is None:
            return ""
        lines = [*self._story.lines(root)]
        printed = [line for line in lines if any(map(str.isalnum, line))]
        is_letterhead = len(printed) > 1 or (printed and root.find(f".//{TABLE}") is not None)
        return self._joined(lines) if is_letterhead else ""

    def _notes(self) -> Iterator[str]:
        """Yield the notes that the text refers to, and those that they refer to."""
        notes = {}
        for kind in NOTE_KINDS if self.findings.notes else ():
            root = self._root(kind)
            for note in () if root is None else root:
                notes[kind, note.get(W + "id", "")] = note
        for number, key in enumerate(self.findings.notes, 1):
            if key in notes:
                lines = map(str.strip, self._story.lines(notes[key]))
                yield " ".join((f"[{number}]", *filter(None, lines)))


def _first_header(section: etree._Element) -> str | None:
    """Return the id of the header that stands on the first page alone, None where there is none."""
    if not is_on(section.find(W + "titlePg")):
        return None
    for reference in section.iterchildren(W + "headerReference"):
        if reference.get(W + "type") == "first":
            return reference.get(_REFERENCE_ID)
    return None
