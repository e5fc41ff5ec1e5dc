"""What a document says, in a form that survives another OCR or format: to see that two files hold the same.

Two readings hold the same text if half of their pairs of neighbouring words, without accents, are the same
and every year that one names the other names too: a directive that is issued again each year differs from
the last in little else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple
from zlib import crc32

FEWEST: Final = 50
"""Pairs of words below which a text is too short to tell."""
ALIKE: Final = 0.5
BANDS: Final = 12
SHARED_BANDS: Final = 2
"""How many bands the same text in two readings has in common at least; with ALIKE it has three on average."""
_MASK: Final = (1 << 32) - 1
_YEARS: Final = frozenset(map(str, range(1945, 2100)))


class Content(NamedTuple):
    """The pairs of words of a text, hashed, and the years in it."""

    pairs: frozenset[int]
    years: frozenset[str]


def content_of(texts: Iterable[Sequence[str]]) -> Content | None:
    """The content of texts, each given as its folded words; None where there is too little of it."""
    pairs: set[int] = set()
    years: set[str] = set()
    for words in texts:
        hashes = list(map(_hash, words))
        pairs |= {(one * 0x9E3779B1 ^ other) * 0x85EBCA6B & _MASK for one, other in pairwise(hashes)}
        years |= _YEARS.intersection(words)
    return Content(frozenset(pairs), frozenset(years)) if len(pairs) >= FEWEST else None


def alike(one: Content, other: Content) -> float:
    """How much two contents have in common, 0 to 1; 0 where the same document cannot hold both."""
    if one.years != other.years:
        return 0.0
    share = len(one.pairs & other.pairs) / len(one.pairs | other.pairs)
    return share if share >= ALIKE else 0.0


def bands_of(content: Content) -> frozenset[int]:
    """Numbers of 62 bits, of which two contents share the more the more they are alike."""
    least = [_MASK] * (2 * BANDS)
    for pair in content.pairs:
        bucket = (pair >> 8) % (2 * BANDS)
        if pair < least[bucket]:  # noqa: PLR1730 - twice as fast as min()
            least[bucket] = pair
    return frozenset(
        ((least[2 * i] << 32 | least[2 * i + 1]) * BANDS + i) * 0x9E3779B97F4A7C15 >> 6 & (1 << 62) - 1
        for i in range(BANDS)
    )


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return crc32(word.encode())
