"""How runs are set and paragraphs are numbered, through the styles that they are based on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree

from pipeline.readers.docx.names import W, is_on, number, value

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RUN: Final = W + "rPr"
_PLAIN: Final = (W + "hAnsi", W + "ascii")
_THEMED: Final = (W + "hAnsiTheme", W + "asciiTheme")


class Look(NamedTuple):
    """What of a run's setting changes its words; None where nothing is said."""

    font: str | None = None
    caps: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """Return this look where it says something, else that of `below`."""
        return Look(
            self.font or below.font,
            below.caps if self.caps is None else self.caps,
            below.hidden if self.hidden is None else self.hidden,
        )


class Listed(NamedTuple):
    """The list that a paragraph is an item of: its number, the level, and the style that says so, if any."""

    num: int | None = None
    level: int | None = None
    style: str | None = None


class _Style(NamedTuple):
    look: Look = Look()
    listed: Listed = Listed()


class Styles:
    """The styles of a document by id; the default paragraph style is that of None."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        self._fonts = _theme_fonts(theme)
        self._elements: dict[str | None, etree._Element] = {}
        self._known: dict[str | None, _Style] = {}
        self._looks: dict[tuple[str | None, str | None], Look] = {}
        self._defaults = Look()
        if root is not None:
            self._defaults = self.look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{_RUN}"))
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for style in root.iterchildren(W + "style"):
            self._elements[style.get(W + "styleId")] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}:
                self._elements[None] = style

    def look_of(self, properties: etree._Element | None) -> Look:
        """Return what the properties of a run say themselves."""
        if properties is None or not len(properties):
            return _NOTHING
        caps, hidden = properties.find(W + "caps"), properties.find(W + "vanish")
        return Look(
            self._font(properties.find(W + "rFonts")),
            None if caps is None else is_on(caps),
            None if hidden is None else is_on(hidden),
        )

    def look(self, paragraph: str | None, character: str | None = None) -> Look:
        """Return the look of a run in these two styles; switches that both turn on turn each other off."""
        key = paragraph, character
        if key not in self._looks:
            below = self._style(paragraph if paragraph in self._elements else None).look
            own = _NOTHING if character is None else self._style(character).look
            caps, hidden = bool(own.caps) ^ bool(below.caps), bool(own.hidden) ^ bool(below.hidden)
            look = Look(own.font or below.font, caps or None, hidden or None)
            self._looks[key] = look.over(self._defaults)
        return self._looks[key]

    def listed(self, style: str | None) -> Listed:
        """Return the list that paragraphs of `style` are items of."""
        return self._style(style).listed

    def _style(self, style: str | None) -> _Style:
        """Return a style with all that it takes from those that it is based on, which may go in circles."""
        chain: list[str | None] = []
        below = _Style()
        while style in self._elements:
            if style in self._known:
                below = self._known[style]
                break
            self._known[style] = below  # what a circle comes back to has nothing to give
            chain.append(style)
            style = value(self._elements[style].find(W + "basedOn"))
            if style is None:
                break
        for name in reversed(chain):
            below = self._known[name] = self._own(name, below)
        return below

    def _own(self, name: str | None, below: _Style) -> _Style:
        element = self._elements[name]
        look = self.look_of(element.find(_RUN)).over(below.look)
        own = listed(element.find(W + "pPr"))
        if own.num is None and own.level is None:
            return _Style(look, below.listed)
        if own.num is None:
            return _Style(look, below.listed._replace(level=own.level))
        return _Style(look, own._replace(style=element.get(W + "styleId")))

    def _font(self, fonts: etree._Element | None) -> str | None:
        if fonts is None:
            return None
        for name in _THEMED:
            if themed := self._fonts.get(fonts.get(name, "")[:5]):
                return themed
        return fonts.get(_PLAIN[0]) or fonts.get(_PLAIN[1])


_NOTHING: Final = Look()


def listed(properties: etree._Element | None) -> Listed:
    """Return what the properties of a paragraph themselves say of its list."""
    numbering = None if properties is None else properties.find(W + "numPr")
    if numbering is None:
        return Listed()
    num, level = numbering.find(W + "numId"), numbering.find(W + "ilvl")
    return Listed(
        None if num is None else number(num, 0),
        None if level is None else number(level, 0),
    )


def _theme_fonts(theme: etree._Element | None) -> Mapping[str, str]:
    """Return the theme's fonts by the first five letters of what refers to them: "major", "minor"."""
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for kind in ("major", "minor"):
        latin = theme.find(f".//{_DRAWING}{kind}Font/{_DRAWING}latin")
        if latin is not None:
            fonts[kind] = latin.get("typeface", "")
    return fonts
