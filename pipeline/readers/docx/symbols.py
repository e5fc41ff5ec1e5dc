"""Signs of fonts that have pictures in the place of letters, as Unicode."""

from __future__ import annotations

import re
from typing import Final

BULLET: Final = "•"
"""Stands for a bullet that no table here knows."""

_GREEK_FROM: Final = 0x20
_GREEK: Final = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SIGNS_FROM: Final = 0xA0
_SIGNS: Final = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_SYMBOL: Final = {
    **{_GREEK_FROM + at: sign for at, sign in enumerate(_GREEK)},
    **{_SIGNS_FROM + at: sign for at, sign in enumerate(_SIGNS)},
}
_WINGDINGS: Final = {
    0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□",
    0x72: "□", 0x73: "♦", 0x74: "♦", 0x75: "♦", 0x76: "❖", 0x77: "♦", 0x78: "☒", 0x9E: "·", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDC: "➲", 0xE0: "→", 0xE8: "→", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2: Final = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x97: "●", 0xA3: "□"}
_WINGDINGS_3: Final = {0x7D: "►"}
_FONTS: Final = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
}
_PRIVATE: Final = re.compile("[\uf000-\uf0ff]")
_PRIVATE_FROM: Final = 0xF000


def sign(code: int, font: str | None) -> str | None:
    """Return the sign at `code` (with or without 0xF000) of a font of symbols, None where it is not known."""
    return _FONTS.get((font or "").strip().lower(), {}).get(code & 0xFF)


def is_private(text: str) -> bool:
    """Say whether `text` has a letter that only a font of symbols can show."""
    return _PRIVATE.search(text) is not None


def readable(text: str, font: str | None) -> str:
    """Return `text` with its private letters, which only a font of symbols can show, as Unicode.

    Where `font` is no such font they are taken for those of Symbol and Wingdings; unknown ones stay.
    """
    if text.isascii() or not is_private(text):
        return text

    def replace(match: re.Match[str]) -> str:
        code = ord(match[0]) - _PRIVATE_FROM
        known = sign(code, font)
        if known is None and (font or "").strip().lower() not in _FONTS:
            known = BULLET if code == ord("·") else _WINGDINGS.get(code)
        return known or match[0]

    return _PRIVATE.sub(replace, text)
