"""The numbers of lists: as attributes hold them and as office programs and browsers print them."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS: Final = 26
_MOST_DIGITS: Final = 6
_MOST_ROMAN: Final = 3999


def numeral(number: int, style: str) -> str:
    """Return `number` in `style`: "1", "a", "A", "i", "I"; in figures where the style has none for it."""
    low = style.lower()
    if low == "a" and number > 0:
        text = _letters(number)
    elif low == "i" and 0 < number <= _MOST_ROMAN:
        text = _roman(number)
    else:
        return str(number)
    return text if style == low else text.upper()


def whole(value: str | None, default: int) -> int:
    """Return the number that an attribute holds; `default` where it holds none, or one beyond all sense."""
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else default


def _letters(number: int) -> str:
    text = ""
    while number:
        number, place = divmod(number - 1, _LETTERS)
        text = chr(ord("a") + place) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
