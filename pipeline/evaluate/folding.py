"""When two spellings count as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from rapidfuzz import fuzz

from gazetteer.fold import tidy
from gazetteer.scoring_data import load_scoring_abbreviations

SAME_NAME: Final = 93
_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=10_000)
def fold(text: str | None) -> str:
    """Return the words of `text` in lower case, one tone placement, known abbreviations written out."""
    plain = unicodedata.normalize("NFC", text or "").replace("\u00d0", "Đ").lower()
    abbreviations = load_scoring_abbreviations()
    return " ".join(abbreviations.get(word, word) for word in _WORD.findall(tidy(plain)))


def number_key(ref: Mapping[str, Any]) -> str:
    """Return what makes a citation the same as another: its number without spaces, else its title."""
    if ref.get("number"):
        return bare(unicodedata.normalize("NFC", ref["number"]).replace("\u00d0", "Đ"))
    return fold(ref.get("title") or ref.get("citation") or ref.get("quote"))


def bare(text: str) -> str:
    """Return `text` in lower case without white space."""
    return re.sub(r"\s+", "", text).lower()


def same_name(one: str, other: str) -> bool:
    """Say whether two folded names count as one."""
    return one == other or fuzz.ratio(one, other) >= SAME_NAME


def overlap(predicted: Sequence[str], wanted: Sequence[str]) -> int:
    """Return how many of `wanted` are met, each by a different one of `predicted`; the first that fits."""
    left, hits = list(predicted), 0
    for name in wanted:
        best = next((candidate for candidate in left if same_name(candidate, name)), None)
        if best is not None:
            left.remove(best)
            hits += 1
    return hits
