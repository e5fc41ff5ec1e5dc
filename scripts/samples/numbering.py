"""Enumerators as a word processor counts them, so that they need not stand in the text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_ENUMERATOR: Final = re.compile(r"(?:([IVX]+)\.|(\d+)\.|(\d+\.\d+)\.|([a-z])\)|(-)) ")
_LEVELS: Final = (
    ("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "-"),
)  # fmt: skip
_ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_BULLET: Final = len(_LEVELS) - 1
_DEFINITION: Final = (
    '<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
    '<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr>'
    "</w:lvl>"
)
_USE: Final = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'


class Numbered(NamedTuple):
    """A paragraph whose enumerator the word processor writes: the list that it belongs to, its own words."""

    properties: str
    text: str


class Counter:
    """Counts the enumerators of a document: one list of four levels, and one of dashes."""

    def __init__(self) -> None:
        self._counts = [0] * len(_LEVELS)

    def take(self, text: str) -> Numbered | None:
        """Return the paragraph without its enumerator; None where that is not what the list would print."""
        found = _ENUMERATOR.match(text)
        if found is None or found.lastindex is None:
            return None
        level = found.lastindex - 1
        text = text[found.end() :]
        if level == _BULLET:
            return Numbered(_USE.format(level=0, list=2), text)
        counts = [*self._counts[:level], self._counts[level] + 1] + [0] * (len(_LEVELS) - level - 1)
        if _written(level, counts) != found[0].rstrip():
            return None
        self._counts = counts
        return Numbered(_USE.format(level=level, list=1), text)


def definitions() -> str:
    """Return the body of numbering.xml: the enumerators as list 1, the dashes as list 2."""
    levels = [
        _DEFINITION.format(level=level % _BULLET, form=form, text=text)
        for level, (form, text) in enumerate(_LEVELS)
    ]
    lists = enumerate(("".join(levels[:_BULLET]), levels[_BULLET]), 1)
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return (
        "".join(f'<w:abstractNum w:abstractNumId="{n}">{made}</w:abstractNum>' for n, made in lists) + numbers
    )


def _written(level: int, counts: list[int]) -> str:
    """Return the enumerator of a level at these counts."""
    text = _LEVELS[level][1]
    for place, ((form, _), count) in enumerate(zip(_LEVELS, counts, strict=True), 1):
        shown = _ROMAN[count] if form == "upperRoman" else chr(96 + count) if form == "lowerLetter" else count
        text = text.replace(f"%{place}", str(shown))
    return text
