"""Automatic numbering: the numbers and bullets that Word prints before paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree

from pipeline.readers.docx.names import ALTERNATE, W, alternative, is_on, number, value
from pipeline.readers.docx.styles import Listed, Look, Styles
from pipeline.readers.docx.symbols import BULLET, is_private, sign
from pipeline.readers.numerals import numeral

_LEVELS: Final = 9
_PLACE: Final = re.compile("%([1-9])")
_LONGEST: Final = 64
"""Letters of a label; Word's own have a dozen."""
_LETTERS: Final = 26
_MOST_LETTERS: Final = 780
_STYLES: Final = {"upperRoman": "I", "lowerRoman": "i"}
_FIRST_LETTERS: Final = {"upperLetter": "A", "lowerLetter": "a"}
_HOLLOW_BULLET: Final = "o"
"""Word's hollow bullet is this letter of Courier New."""


class Label(NamedTuple):
    """What is printed before a paragraph's own words, the gap with it, and how it is set."""

    text: str
    gap: str
    look: Look


class _Level(NamedTuple):
    """One level of a list.

    `restart`: the level, from 1, that makes it begin anew with those above (0: none does; -1: all above do).
    `linked`: the style whose paragraphs stand on this level.
    """

    start: int = 1
    style: str = "decimal"
    form: str = ""
    gap: str = " "
    restart: int = -1
    legal: bool = False
    look: Look = Look()
    linked: str | None = None


class _List(NamedTuple):
    """A list as paragraphs name it: whose counts it shares, its levels, and the numbers it sets them to."""

    shared: int
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of a document and how far each of them has come."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[int, dict[int, _Level]] = {}
        self._links: dict[int, str] = {}
        self._nums: dict[int, etree._Element] = {}
        self._lists: dict[int, _List] = {}
        self._counts: dict[int, dict[int, int]] = {}
        self._set: set[tuple[int, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for abstract in root.iterchildren(W + "abstractNum"):
            which = number(abstract, -1, W + "abstractNumId")
            self._abstract[which] = self._levels(abstract)
            if link := value(abstract.find(W + "numStyleLink")):
                self._links[which] = link
        self._nums = {number(num, -1, W + "numId"): num for num in root.iterchildren(W + "num")}

    def label(self, item: Listed) -> Label | None:
        """Count one paragraph of a list, and return what is printed before it; None where nothing is."""
        if not item.num or item.num not in self._nums:
            return None
        if item.num not in self._lists:
            self._lists[item.num] = self._list(item.num)
        found = self._lists[item.num]
        at = _level_of(item, found)
        level = found.levels.get(at)
        if level is None:
            return None
        self._count(item.num, found, at)
        if level.look.hidden or (level.style == "none" and not level.form):
            return None
        return Label(self._print(found, level), level.gap, level.look)

    def _count(self, num: int, found: _List, at: int) -> None:
        """Count one paragraph at level `at`; what stands below begins anew."""
        counts = self._counts.setdefault(found.shared, {})
        if at in found.starts and (num, at) not in self._set:
            self._set.add((num, at))
            counts[at] = found.starts[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else found.levels[at].start
        for below in [other for other in counts if other > at]:
            restart = found.levels.get(below, _Level()).restart
            if restart < 0 or at < restart:
                del counts[below]

    def _print(self, found: _List, level: _Level) -> str:
        """Return the label at a level: its form with the numbers that the levels have come to."""
        counts = self._counts[found.shared]

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = found.levels.get(at, _Level())
            return _figure(counts.get(at, other.start), other, legal=level.legal)

        return level.form if level.style == "bullet" else _PLACE.sub(place, level.form)[:_LONGEST]

    def _list(self, num: int) -> _List:
        """Return the list `num`, its own levels before those of the definition that it uses."""
        element = self._nums[num]
        shared = self._defined(number(element.find(W + "abstractNumId"), -1))
        levels = dict(self._abstract.get(shared, {}))
        starts = {}
        for override in element.iterchildren(W + "lvlOverride"):
            at = number(override, 0, W + "ilvl")
            levels.update(self._levels(override))
            start = override.find(W + "startOverride")
            if start is not None:
                starts[at] = number(start, 1)
        return _List(shared, levels, starts)

    def _defined(self, which: int) -> int:
        """Return the definition that has the levels: `which`, or the one that its list style uses."""
        for _ in range(_LEVELS):
            link = self._links.get(which)
            num = None if link is None else self._styles.listed(link).num
            if num not in self._nums:
                break
            which = number(self._nums[num].find(W + "abstractNumId"), -1)
        return which

    def _levels(self, parent: etree._Element) -> dict[int, _Level]:
        return {number(level, 0, W + "ilvl"): self._level(level) for level in parent.iterchildren(W + "lvl")}

    def _level(self, element: etree._Element) -> _Level:
        parts = {part.tag: part for part in element}
        style = _style_of(element)
        look = self._styles.look_of(parts.get(W + "rPr"))
        form = value(parts.get(W + "lvlText")) or ""
        return _Level(
            start=number(parts.get(W + "start"), 0),
            style=style,
            form=_bullet(form, look.font) if style == "bullet" else form[:_LONGEST],
            gap="" if value(parts.get(W + "suff")) == "nothing" else " ",
            restart=number(parts.get(W + "lvlRestart"), -1),
            legal=is_on(parts.get(W + "isLgl")),
            look=look,
            linked=value(parts.get(W + "pStyle")),
        )


def _level_of(item: Listed, found: _List) -> int:
    """Return the level of a paragraph: where its style is linked to one, that one."""
    if item.style is not None:
        for at, level in found.levels.items():
            if level.linked == item.style:
                return at
    return min(max(item.level or 0, 0), _LEVELS - 1)


def _style_of(level: etree._Element) -> str:
    """Return the style of a level's numbers."""
    element = level.find(W + "numFmt")
    if element is None and (either := level.find(ALTERNATE)) is not None:
        branch = alternative(either)
        element = None if branch is None else branch.find(W + "numFmt")
    return value(element) or "decimal"


def _bullet(form: str, font: str | None) -> str:
    """Return the sign of a bullet."""
    if form == _HOLLOW_BULLET:
        return "○"
    shown = form[:1] and (sign(ord(form[0]), font) or form)
    return BULLET if is_private(shown) else shown[:_LONGEST]


def _figure(count: int, level: _Level, *, legal: bool) -> str:
    """Return a number in the style of its level; `legal` numbering has figures alone."""
    if level.style in {"none", "bullet"}:
        return ""
    if not legal and level.style in _STYLES:
        return numeral(count, _STYLES[level.style])
    if not legal and level.style in _FIRST_LETTERS and 0 < count <= _MOST_LETTERS:
        # After z come aa, bb, cc.
        times, place = divmod(count - 1, _LETTERS)
        return chr(ord(_FIRST_LETTERS[level.style]) + place) * (times + 1)
    return str(count).zfill(2 if level.style == "decimalZero" else 1)
