"""One automaton over every name, alias and title of the whole country, in every place that has the body.

Names and units are compiled once each; a name and a unit that has it, one behind the other, are one match. So
six hundred thousand pairs take no more room than the twelve thousand strings that they are made of.
"""

from __future__ import annotations

from codecs import charmap_build, charmap_encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, BytesAhoCorasick, Implementation

_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
_STOPS = ",."
_GAPS = f" \n\t\r\u00a0()[]{{}}\"“”‘’:;/|+*•·–—…!=<>%«»●▪'{_STOPS}"  # signs that stand before a name
_SIGNS = "0123456789-_&#@$?"
_TABLE = dict.fromkeys("\0" + _LETTERS + _LETTERS.upper() + _GAPS + _SIGNS)
_ORDER = tuple(_TABLE)
_CODES = charmap_build("".join(_ORDER).ljust(256, "\ufffe"))


def _folding() -> tuple[bytes, bytes]:
    """What each sign's byte is compared as, and which bytes no name ends before."""
    folded, inside = bytearray(range(256)), bytearray(256)
    for small, capital in zip(_LETTERS, _LETTERS.upper(), strict=True):
        folded[_ORDER.index(capital)] = _ORDER.index(small)
    for sign in _GAPS:
        folded[_ORDER.index(sign)] = _ORDER.index(" ")
    for index, sign in enumerate(_ORDER):
        inside[folded[index]] = sign.isalnum() or sign in "_?"
    return bytes(folded), bytes(inside)


_FOLDED, _NO_END = _folding()
_GAP = bytes([_ORDER.index(" ")])


def signs(text: str) -> bytes:
    """One byte a sign: letters in one case, every gap a space, what Vietnamese does not write a "?"."""
    return charmap_encode(text, "replace", _CODES)[0].translate(_FOLDED)


class Meaning(NamedTuple):
    """What a match stands for, in lower case: a name or title, the name of a unit, or a name in a unit."""

    name: str
    unit: str


@dataclass(frozen=True)
class Strings:
    """What is known: names and names of units, each once, and which units may follow which names.

    For each name `within` holds the levels of the units that may follow it, `levels` those of the units that
    bear it, a bit for each: what shares a bit is a pair. The last `bound` names stand in pairs alone.
    """

    names: Sequence[str]
    within: bytes
    levels: bytes
    bound: int

    @cached_property
    def alone(self) -> int:
        """How many names mean something without a unit behind them."""
        return len(self.names) - self.bound

    def __len__(self) -> int:
        names, units = Counter(self.within), Counter(self.levels)
        return self.alone + sum(n * u for a, n in names.items() for b, u in units.items() if a & b)

    def __iter__(self) -> Iterator[str]:
        yield from self.names[: self.alone]
        for name, within in zip(self.names, self.within, strict=True):
            if within:
                units = zip(self.names, self.levels, strict=True)
                yield from (f"{name} {unit}" for unit, level in units if within & level)


class Names:
    """The compiled automaton. Immutable; `find` is pure."""

    def __init__(self, strings: Strings) -> None:
        self.strings = strings
        self._automaton = BytesAhoCorasick(
            [_GAP + signs(name) for name in strings.names],
            matchkind=MATCHKIND_LEFTMOST_LONGEST,
            implementation=Implementation.DFA,
        )

    def __len__(self) -> int:
        return len(self.strings)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Every name in `text` as (start, end, key), in order, the longest of those that begin first.

        Any case, NFC, one tone placement (Document.text). Offsets are code points, half-open; a name stands
        between gaps or signs, never inside a word. `meaning` tells what a key stands for.
        """
        coded = b"".join((_GAP, signs(text), _GAP))
        within, levels, alone = self.strings.within, self.strings.levels, self.strings.alone
        found: list[tuple[int, int, int]] = []
        begin = last = name = -1
        for key, start, end in self._matches(coded):
            if start == last and within[name] & levels[key] and text[start - 1] not in _STOPS:
                if name < alone:
                    found.pop()
                found.append((begin, end - 1, (name + 1) * len(levels) + key))
                last = -1
                continue
            if key < alone:
                found.append((start, end - 1, key))
            begin, last, name = start, end, key
        return found

    def _matches(self, coded: bytes) -> Iterator[tuple[int, int, int]]:
        """The matches that end with a word; of one that does not, the longest that it begins with."""
        for match in self._automaton.find_matches_as_indexes(coded):
            if not _NO_END[coded[match[2]]]:
                yield match
                continue
            start, cut = match[1], match[2]
            while (cut := coded.rfind(_GAP, start + 1, cut)) > 0:
                shorter = self._automaton.find_matches_as_indexes(coded[start:cut])
                if shorter and shorter[0][1] == 0 and not _NO_END[coded[start + shorter[0][2]]]:
                    yield shorter[0][0], start, start + shorter[0][2]
                    break

    def meaning(self, key: int) -> Meaning:
        """What a key of `find` stands for."""
        name, word = divmod(key, len(self.strings.names))
        words = self.strings.names[word]
        if name:
            return Meaning(self.strings.names[name - 1], words)
        return Meaning("", words) if self.strings.levels[word] else Meaning(words, "")


def strings_of(names: Iterable[str], within: Mapping[str, int], units: Mapping[str, int]) -> Strings:
    """The strings of `names`, of those `within` some levels, and of the units with their levels.

    All in lower case; a level is a bit.
    """
    alone = dict.fromkeys((*names, *units))
    bound = [name for name in within if name not in alone]
    every = (*alone, *bound)
    following, bearing = (bytes(known.get(name, 0) for name in every) for known in (within, units))
    return Strings(every, following, bearing, len(bound))
