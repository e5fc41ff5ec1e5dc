"""Spellings that are compared: lower case of the same length, words without marks, one tone placement."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe",
          "oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
_PAIRS = {old[:1].upper() + old[1:]: new[:1].upper() + new[1:] for old, new in _TONES.items()}
_CAPITALS = {old.upper(): new.upper() for old, new in _TONES.items()}
_TABLE = _TONES | _PAIRS | _CAPITALS
_TONE = re.compile(r"(?<![qQ])(?:" + "|".join(_TABLE) + r")(?!\w)")
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-", "\u00a0": " ", "\u00d0": "Đ"})
_MARKS = {ord(c): None for c in "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"}


def lower(text: str) -> str:
    """`text` in lower case with the same length, so that offsets stay; letters that would grow are kept."""
    folded = text.lower()
    return (
        folded if len(folded) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def tidy(text: str) -> str:
    """NFC, one tone placement, plain dashes, single spaces, trimmed: the form the gazetteer is written in."""
    text = " ".join(unicodedata.normalize("NFC", text).translate(_DASHES).split())
    return _TONE.sub(lambda m: _TABLE[m.group()], text)


def plain(text: str) -> str:
    """Lower case without tone or vowel marks, "đ" as "d": for close comparison, not for display."""
    return unicodedata.normalize("NFD", text.lower().replace("đ", "d")).translate(_MARKS)


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """An ASCII id part: "Lai Châu" gives "lai-chau"."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")
