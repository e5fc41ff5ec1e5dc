"""The words of a paragraph: its runs in order, with what fields, changes, notes and shapes make of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

from lxml import etree

from pipeline.readers.docx.findings import ENDNOTES, FOOTNOTES, Findings
from pipeline.readers.docx.names import (
    ALTERNATE,
    BOX,
    DELETED,
    INSERTED,
    THROUGH,
    W,
    alternative,
    value,
)
from pipeline.readers.docx.styles import Look, Styles
from pipeline.readers.docx.symbols import sign

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATHS: Final = frozenset((_MATH + "oMath", _MATH + "oMathPara"))
_RUN: Final = W + "r"
_SIMPLE_FIELD: Final = W + "fldSimple"
_FIELD: Final = W + "fldChar"
_CODE: Final = W + "instrText"
_WORDS: Final = W + "t"
_SYMBOL: Final = W + "sym"
_SIGNS: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "br": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",  # a letter in the old encodings, and invisible in all others
}
_NOTES: Final = {W + "footnoteReference": FOOTNOTES, W + "endnoteReference": ENDNOTES}
_SHAPES: Final = frozenset((W + "drawing", W + "pict", W + "object"))
_PAGE_FIELDS: Final = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
_LONGEST_CODE: Final = 1_000
_PRIVATE_FROM: Final = 0xF000
_HEXADECIMAL: Final = 16


class Words(NamedTuple):
    """The words of a paragraph and the text boxes that hang at it."""

    text: str
    boxes: tuple[etree._Element, ...]


class _Field:
    """A field that is open: its code, and whether its result has begun."""

    def __init__(self) -> None:
        self.code = ""
        self.begun = False

    def is_shown(self) -> bool:
        """Say whether what stands here is printed, as results are but for the numbers of pages."""
        return self.begun and not _is_page_field(self.code)


class Runs:
    """Reads the words of paragraphs, one after the other, and notes down what it meets in `findings`."""

    def __init__(self, styles: Styles, findings: Findings) -> None:
        self._styles = styles
        self._findings = findings
        self._begin(None)

    def read(self, paragraph: etree._Element, style: str | None) -> Words:
        """Return the words of a paragraph of `style`."""
        self._begin(style)
        self._walk(paragraph)
        alike = groupby(self._pieces, key=lambda piece: piece[1])
        text = "".join(
            self._findings.printed("".join(words for words, _ in pieces), look) for look, pieces in alike
        )
        return Words(text, tuple(self._boxes))

    def _begin(self, style: str | None) -> None:
        # A field that goes on in the next paragraph has nothing but results there.
        self._style, self._look = style, self._styles.look(style)
        self._pieces: list[tuple[str, Look]] = []
        self._boxes: list[etree._Element] = []
        self._fields: list[_Field] = []

    def _walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in THROUGH:
                self._findings.tracked |= tag in INSERTED
                self._walk(child)
            elif tag in DELETED:
                self._findings.tracked = True
            elif tag == _SIMPLE_FIELD and not _is_page_field(child.get(W + "instr", "")):
                self._walk(child)
            elif tag == ALTERNATE and (branch := alternative(child)) is not None:
                self._walk(branch)
            elif tag in _MATHS:
                self._add("".join(part.text or "" for part in child.iter(_MATH + "t")), self._look)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(W + "rPr")
        look = self._look
        if properties is not None:
            if (character := value(properties.find(W + "rStyle"))) is not None:
                look = self._styles.look(self._style, character)
            look = self._styles.look_of(properties).over(look)
        self._parts(run, look)

    def _parts(self, run: etree._Element, look: Look) -> None:
        """Read what stands in a run, or in one branch of it."""
        for child in run:
            tag = child.tag
            if tag == _WORDS:
                self._add((child.text or "").replace("\n", " "), look)
            elif tag in _SIGNS:
                self._add(_SIGNS[tag], look)
            elif tag in {_FIELD, _CODE}:
                self._field(child)
            elif tag == _SYMBOL:
                self._add(_symbol(child), look)
            elif tag in _NOTES:
                self._note(child, look)
            elif tag in _SHAPES:
                self._boxes += [] if look.hidden else _boxes(child)
            elif tag == ALTERNATE and (branch := alternative(child)) is not None:
                self._parts(branch, look)

    def _add(self, words: str, look: Look) -> None:
        if words and not look.hidden and all(field.is_shown() for field in self._fields):
            self._pieces.append((words, look))

    def _field(self, element: etree._Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif not self._fields:
            return
        elif kind == "separate":
            self._fields[-1].begun = True
        elif kind == "end":
            self._fields.pop()
        elif element.tag == _CODE and not self._fields[-1].begun:
            self._fields[-1].code += (element.text or "")[:_LONGEST_CODE]

    def _note(self, reference: etree._Element, look: Look) -> None:
        """Print the mark of a note, and have the note printed once."""
        if not look.hidden:
            number = self._findings.note(_NOTES[reference.tag], reference.get(W + "id", ""))
            self._add(f"[{number}]", Look())


def _is_page_field(code: str) -> bool:
    """Say whether the field with this code prints the number of a page."""
    return code.strip().partition(" ")[0].upper() in _PAGE_FIELDS


def _symbol(element: etree._Element) -> str:
    """Return the sign that w:sym names by its font and code."""
    try:
        code = int(element.get(W + "char", ""), _HEXADECIMAL)
    except ValueError:
        return ""
    private = chr(_PRIVATE_FROM | code & 0xFF)
    return sign(code, element.get(W + "font")) or private


def _boxes(shape: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes in a shape or a group of them, each in one of its forms."""
    for child in shape:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATE:
            branch = alternative(child)
            if branch is not None:
                yield from _boxes(branch)
        else:
            yield from _boxes(child)
