"""The numbers and bullets that an OpenDocument text prints before its list items and headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from lxml import etree

from pipeline.readers.numerals import numeral, whole

TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_EXTENDED: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_PLACE: Final = re.compile(r"%(\d+)%")
_BULLET: Final = "•"
"""Printed where a bullet is a sign of a font of symbols, which has no letter of its own."""


class Level(NamedTuple):
    """How one level of a list is marked: by a `bullet`, else by numbers put into `form` ("%1%.%2%.")."""

    bullet: str = ""
    style: str = ""
    form: str = ""
    start: int = 1


Levels = Mapping[int, Level]
"""The levels of a list, from 1."""


def list_styles(*parts: etree._Element) -> dict[str, Levels]:
    """Return the levels of every list style; those of headings under the name ""."""
    found: dict[str, Levels] = {}
    for part in parts:
        for style in part.iter(f"{TEXT}list-style"):
            found[style.get(f"{STYLE}name", "")] = _levels(style)
        for style in part.iter(f"{TEXT}outline-style"):
            found[""] = _levels(style)
    return found


def mark(levels: Levels, depth: int, counts: Sequence[int]) -> str:
    """Return what is printed before an item at `depth`; `counts` are the numbers of all levels down to it."""
    level = levels.get(depth, Level())
    if level.bullet:
        return level.bullet
    if not level.style:
        return ""

    def number(match: re.Match[str]) -> str:
        place = whole(match[1], 1)
        style = levels.get(place, Level()).style
        return numeral(counts[place - 1], style) if style and 0 < place <= len(counts) else ""

    return _PLACE.sub(number, level.form)


def _levels(style: Iterable[etree._Element]) -> dict[int, Level]:
    return {whole(child.get(f"{TEXT}level"), 1): _level(child) for child in style}


def _level(element: etree._Element) -> Level:
    if bullet := element.get(f"{TEXT}bullet-char"):
        return Level(bullet=_BULLET if unicodedata.category(bullet[0]) == "Co" else bullet)
    style = element.get(f"{STYLE}num-format", "")
    start = whole(element.get(f"{TEXT}start-value"), 1)
    form = element.get(f"{_EXTENDED}num-list-format")
    if form is None:
        depth = whole(element.get(f"{TEXT}level"), 1)
        shown = min(whole(element.get(f"{TEXT}display-levels"), 1), depth)
        middle = ".".join(f"%{place}%" for place in range(depth - shown + 1, depth + 1))
        form = element.get(f"{STYLE}num-prefix", "") + middle + element.get(f"{STYLE}num-suffix", "")
    return Level(style=style, form=form, start=start)
