"""What two lines in a row say by themselves, whatever page they stand on."""

from __future__ import annotations

import re
from typing import Final

from pipeline.document.lines import MARKERS, Lines

BLOCK: Final = "\n"
SPACE: Final = " "
NOTHING: Final = ""

ITEM: Final = re.compile(r"[-+]\s|\d{1,3}[.)]|[a-zđ][.)]|[IVX]{1,6}\.")
"""What a list item begins with."""

LETTER: Final = re.compile(r"[^\W\d_]")
STOPS: Final = frozenset(".:…!?")
CLOSING: Final = "\"')]"
STRONG: Final = frozenset(".:;…!?|")
DOUBTFUL: Final = frozenset("VS|")  # it may be a subject ("V/v …"), a number ("Số: …"), or a table cell

_WORD: Final = re.compile(r"(?<![\w/-])[^\W\d_]{2,}(?![\w/-])")
_HYPHEN: Final = re.compile(r"[\dA-ZĐ]-\Z")
_CODE: Final = re.compile(r"[\dA-ZĐ]")
_SPECKS: Final = " .,:;'`_~‹•|"


def goes_on(last: str, body: str) -> bool:
    """Say whether a line that begins `body` plainly goes on from one that ends with the character `last`."""
    return body[0].islower() and last not in STRONG and body[1:2] not in MARKERS


def goes_on_plainly(upper: str, lower: str) -> bool:
    """Say whether `lower` goes on from `upper` beyond doubt: running text, a small letter, no columns."""
    return (
        lower[0].islower()
        and (upper[-1] == "," or upper[-1].isalnum())
        and lower[1:2] not in MARKERS
        and not (upper[0] in DOUBTFUL or upper.isupper() or "    " in upper or "    " in lower)
        and not ("\t" in upper or "\t" in lower or "|" in upper or "|" in lower)
    )


def speck(upper: str, lower: str) -> bool:
    """Say whether `lower` goes on behind a speck that a scanner took for a sign: ". hành chính"."""
    rest = lower.lstrip(_SPECKS)
    return len(rest) < len(lower) and bool(rest) and goes_on(upper[-1], rest)


def in_capitals(body: str) -> bool:
    """Say whether a line is a heading in capitals: two words or more, and of many words nine in ten.

    So not "8. UBND" or "48/NQ-CP.", but "HẠ TẦNG IoT TRONG CÁC KHU CÔNG NGHIỆP".
    """
    if not (body[-2:].isupper() or body[:4].isupper() or body.isupper()):
        return False
    words = _WORD.findall(body)
    high = sum(map(str.isupper, words))
    return high > 1 and high * 10 >= len(words) * 9


def glue(upper: str, lower: str) -> str:
    """Return what joins two lines: nothing behind a hyphen inside a number or a code, else a blank."""
    return NOTHING if _HYPHEN.match(upper[-2:]) and _CODE.match(lower) else SPACE


def reach(lines: Lines, above: int, below: int) -> int:
    """Return how far line `above` would have come with the first word of line `below`."""
    body = lines.body[below]
    word = body.find(" ")
    width = lines.indent[above] + lines.end[above] - lines.start[above]
    return width + 1 + (word if word > 0 else len(body))
