"""The language model: how often syllables of official documents follow each other, packed into one file.

`scripts/build_language_model.py` counts and writes it. Counts are kept as levels, steps of a twelfth of a
doubling, so that a byte holds one; what is asked for is always a ratio of two of them, in bits.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import log2
from pathlib import Path
from typing import Final

FILE: Final = "language.bin"
SIZE: Final = 4096
"""How many different tokens there may be: a pair of them is one number, `first * SIZE + second`."""
BREAK, NUMBER, UNKNOWN, COMMA = range(4)
"""The tokens that are no syllable: any other sign or the end of a line, a number or code, any other word."""
SYLLABLES: Final = 4
"""The number of the first syllable."""

_MAGIC: Final = b"giaoviec-lm-2\n"
_HEAD: Final = struct.Struct("<5I")
_STEP: Final = 12
_BACK_OFF: Final = 16
"""What it costs to go back from a pair to a single syllable: a factor of 0.4, in twelfths of a bit."""


def level_of(count: int) -> int:
    """The level of a count of 1 or more."""
    return min(255, round(_STEP * log2(count)))


@dataclass(frozen=True, slots=True, eq=False)
class LanguageModel:
    """Levels of single tokens, of pairs and of triples that were seen more than once.

    `singles` has one level a token, and that of all together at its end; `pairs` maps a pair to its level.
    `pair_keys` are the pairs in order; a triple is the place of its first two there, times SIZE, plus its
    third, and `triple_levels` runs beside `triple_keys`. `gap_keys` are pairs that were hardly ever seen so,
    between which often one or two tokens stood; the most frequent ones are in `gap_tokens`, two as a pair.
    """

    syllables: tuple[str, ...]
    ids: Mapping[str, int]
    singles: bytes
    pairs: Mapping[int, int]
    pair_keys: array[int]
    triple_keys: array[int]
    triple_levels: bytes
    gap_keys: array[int]
    gap_tokens: array[int]

    def gap(self, first: int, second: int) -> tuple[int, ...]:
        """The tokens that often stand between two that hardly ever stand side by side; none where none do."""
        at = bisect_left(self.gap_keys, first * SIZE + second)
        if at == len(self.gap_keys) or self.gap_keys[at] != first * SIZE + second:
            return ()
        one, two = divmod(self.gap_tokens[at], SIZE)
        return (one, two) if one else (two,)

    def word(self, token: int) -> str:
        """The syllable with that number."""
        return self.syllables[token - SYLLABLES]

    @property
    def unknown(self) -> int:
        """The level that a token behind a strange one is charged, less its own: in twelfths of a bit."""
        return self.singles[-1] + _BACK_OFF

    def triple(self, first: int, second: int, third: int) -> int:
        """The level of three tokens in a row, -1 where they were never seen so."""
        key = first * SIZE + second
        if key not in self.pairs:
            return -1
        wanted = bisect_left(self.pair_keys, key) * SIZE + third
        at = bisect_left(self.triple_keys, wanted)
        if at < len(self.triple_keys) and self.triple_keys[at] == wanted:
            return self.triple_levels[at]
        return -1

    def bits(self, first: int, second: int, third: int) -> float:
        """How unlikely `third` is behind `first` and `second`, in bits: what a reader would not expect."""
        pair = self.pairs.get(second * SIZE + third)
        if pair is None:  # then no triple ends with it either
            return (2 * _BACK_OFF + self.singles[-1] - self.singles[third]) / _STEP
        before = self.pairs.get(first * SIZE + second)
        seen = -1 if before is None else self.triple(first, second, third)
        if before is None or seen < 0:
            return (_BACK_OFF + self.singles[second] - pair) / _STEP
        return (before - seen) / _STEP


@dataclass(frozen=True, slots=True)
class Counts:
    """What the packed model is made of: every count of 1 or more, `singles` one a token and that of all last.

    `gaps` maps a pair to the token, or the pair of tokens, that it lacks.
    """

    syllables: Sequence[str]
    singles: Sequence[int]
    pairs: Mapping[int, int]
    triples: Mapping[int, int]
    gaps: Mapping[int, int]


def pack(counts: Counts) -> bytes:
    """The file that holds `counts`: keys in order, each with its level; ready to use, so read fast."""
    pairs = sorted(counts.pairs)
    place = {key: at for at, key in enumerate(pairs)}
    triples = sorted((place[key // SIZE] * SIZE + key % SIZE, count) for key, count in counts.triples.items())
    gaps = sorted(counts.gaps.items())
    names = "\n".join(counts.syllables).encode()
    parts = (
        names,
        bytes(level_of(count) if count else 0 for count in counts.singles),
        _raw(pairs),
        bytes(level_of(counts.pairs[key]) for key in pairs),
        _raw(key for key, _ in triples),
        bytes(level_of(count) for _, count in triples),
        _raw(key for key, _ in gaps),
        _raw(tokens for _, tokens in gaps),
    )
    head = _HEAD.pack(len(names), len(counts.singles), len(pairs), len(triples), len(gaps))
    return b"".join((_MAGIC, head, *parts))


def unpack(data: bytes) -> LanguageModel:
    """The model in `data`, as `pack` made it. Raises ValueError for anything else."""
    if not data.startswith(_MAGIC):
        raise ValueError(f"{FILE}: no language model, or one of another version; build it anew")
    text, singles, pairs, triples, gaps = _HEAD.unpack_from(data, len(_MAGIC))
    sizes = (text, singles, 4 * pairs, pairs, 4 * triples, triples, 4 * gaps, 4 * gaps)
    cuts = accumulate(sizes, initial=len(_MAGIC) + _HEAD.size)
    parts = [data[low:high] for low, high in pairwise(cuts)]
    names, single, keys, levels, triple_keys, triple_levels, gap_keys, gap_tokens = parts
    syllables = tuple(names.decode().split("\n"))
    pair_keys = _numbers(keys)
    return LanguageModel(
        syllables,
        {word: at for at, word in enumerate(syllables, SYLLABLES)},
        single,
        dict(zip(pair_keys, levels, strict=True)),
        pair_keys,
        _numbers(triple_keys),
        triple_levels,
        _numbers(gap_keys),
        _numbers(gap_tokens),
    )


def _raw(values: Iterable[int]) -> bytes:
    """Each number in four bytes, the lowest first."""
    numbers = array("I", values)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _numbers(raw: bytes) -> array[int]:
    numbers = array("I", raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


@cache
def load_language() -> LanguageModel:
    """The model of the package, read once."""
    return unpack(Path(__file__).with_name(FILE).read_bytes())
