"""The names of Word's XML, and its attributes read without trusting them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

VAL: Final = W + "val"
BODY: Final = W + "body"
PARAGRAPH: Final = W + "p"
TABLE: Final = W + "tbl"
SECTION: Final = W + "sectPr"
BOX: Final = W + "txbxContent"
ALTERNATE: Final = _MC + "AlternateContent"
THROUGH: Final = frozenset(
    W + name
    for name in (
        "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "ins", "moveTo", "dir", "bdo", "ruby",
        "rubyBase",
    )
)  # fmt: skip
"""What stands around other elements and prints nothing of its own."""
DELETED: Final = frozenset((W + "del", W + "moveFrom"))
INSERTED: Final = frozenset((W + "ins", W + "moveTo"))

_CHOICE: Final = _MC + "Choice"
_FALLBACK: Final = _MC + "Fallback"
_OFF: Final = frozenset(("0", "false", "off"))
_LONGEST: Final = 10


def number(element: etree._Element | None, default: int, name: str = VAL) -> int:
    """Return the number in attribute `name`; `default` where there is none."""
    text = "" if element is None else (element.get(name) or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST else default


def value(element: etree._Element | None) -> str | None:
    """Return what `element` says, None where it is missing or says nothing."""
    return None if element is None else element.get(VAL)


def is_on(element: etree._Element | None) -> bool:
    """Say whether a switch is there and not off."""
    return element is not None and element.get(VAL) not in _OFF


def alternative(element: etree._Element) -> etree._Element | None:
    """Return the one branch of an AlternateContent to read: the one with a text box, else the plainest."""
    for choice in element.iterchildren(_CHOICE):
        if next(choice.iter(BOX), None) is not None:
            return choice
    fallback = element.find(_FALLBACK)
    return element.find(_CHOICE) if fallback is None else fallback


def flat(elements: Iterable[etree._Element], wanted: frozenset[str]) -> Iterator[etree._Element]:
    """Yield in order the elements of the `wanted` tags among `elements` and in what stands around others."""
    for element in elements:
        if element.tag in wanted:
            yield element
        elif element.tag in THROUGH:
            yield from flat(element, wanted)
        elif element.tag == ALTERNATE and (branch := alternative(element)) is not None:
            yield from flat(branch, wanted)
