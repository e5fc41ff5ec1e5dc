"""Texts as the cells of a spreadsheet can hold them, and without harm to whoever opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 32_767
"""UTF-16 units in a cell of Excel."""

# What XML cannot hold, and what drives a terminal or a screen; line feeds stay.
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Wide forms start a formula where the keyboard is Chinese or Japanese.
_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def clean(text: str) -> str:
    """Return `text` with control characters as spaces, and none around it."""
    return _CONTROL.sub(" ", text).strip()


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet that reads the clean `text` from a file or a keyboard would calculate it."""
    return text.startswith(_STARTS)


def pieces(text: str, longest: int = LONGEST) -> Iterator[str]:
    """Yield `text` in pieces that each fit a cell, cut at a space where there is one; at least one piece."""
    rest = text
    while len(rest.encode("utf-16-le")) // 2 > longest:
        units = rest.encode("utf-16-le")[: 2 * longest]
        head = units.decode("utf-16-le", errors="ignore")
        end = head.rfind(" ") + 1 or len(head)
        yield rest[:end]
        rest = rest[end:]
    yield rest
