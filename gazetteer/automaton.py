"""One automaton over every name, alias and title of the whole country, in every place that has the body."""

from __future__ import annotations

from array import array
from codecs import charmap_build, charmap_encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, DoubleArrayAhoCorasick

_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
_GAPS = " \n\t\r\u00a0()[]{}\"“”‘’:;/|+*•·–—…!=<>%«»●▪'"  # signs that stand before a name
_SIGNS = "0123456789-_&.,#@$?"
_TABLE = dict.fromkeys("\0" + _LETTERS + _LETTERS.upper() + _GAPS + _SIGNS)
_ORDER = tuple(_TABLE)
_CODES = charmap_build("".join(_ORDER).ljust(256, "\ufffe"))
_LEADS = " ,."


def _folding() -> tuple[bytes, bytes]:
    """What each sign's byte is compared as, and which bytes may follow a name."""
    folded, ends = bytearray(range(256)), bytearray(256)
    for small, capital in zip(_LETTERS, _LETTERS.upper(), strict=True):
        folded[_ORDER.index(capital)] = _ORDER.index(small)
    for sign in _GAPS:
        folded[_ORDER.index(sign)] = _ORDER.index(" ")
    for index, sign in enumerate(_ORDER):
        ends[folded[index]] = not (sign.isalnum() or sign in "_?")
    return bytes(folded), bytes(ends)


_FOLDED, _ENDS = _folding()


def signs(text: str) -> bytes:
    """One byte a sign: letters in one case, every gap a space, what Vietnamese does not write a "?"."""
    return charmap_encode(text, "replace", _CODES)[0].translate(_FOLDED)


class Meaning(NamedTuple):
    """What a match stands for, in lower case: a name or title, the name of a unit, or a name in a unit."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Strings:
    """What is compiled: single words and names, of which `units` are those of units, and pairs of both.

    `first` and `second` are indexes of a name and of a unit's name.
    """

    names: Sequence[str]
    units: int
    first: array[int]
    second: array[int]

    def __len__(self) -> int:
        return len(self.names) + len(self.first)

    def patterns(self) -> Iterator[str]:
        """Every string behind what may stand before it; pairs only behind a gap."""
        for name in self.names:
            yield from (lead + name for lead in _LEADS)
        for name, unit in zip(self.first, self.second, strict=True):
            yield f" {self.names[name]} {self.names[unit]}"


class Names:
    """The compiled automaton. Immutable; `find` is pure."""

    def __init__(self, strings: Strings, automaton: DoubleArrayAhoCorasick) -> None:
        self.strings = strings
        self._automaton = automaton

    def __len__(self) -> int:
        return len(self.strings)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Every name in `text` as (start, end, key), in order, the longest of those that begin first.

        Any case, NFC, one tone placement (Document.text). Offsets are code points, half-open; a name stands
        between gaps or signs, never inside a word. `meaning` tells what a key stands for.
        """
        coded, most = signs(f" {text} "), len(_LEADS) * len(self.strings.names)
        spread, skipped = len(_LEADS), most - len(self.strings.names)
        return [
            (start, end - 1, key // spread if key < most else key - skipped)
            for start, end, key in self._automaton.find(coded)
            if _ENDS[coded[end]]
        ]

    def meaning(self, key: int) -> Meaning:
        """What a key of `find` stands for."""
        strings = self.strings
        if key >= len(strings.names):
            pair = key - len(strings.names)
            return Meaning(strings.names[strings.first[pair]], strings.names[strings.second[pair]])
        name = strings.names[key]
        return Meaning("", name) if key >= len(strings.names) - strings.units else Meaning(name, "")

    def serialize(self) -> bytes:
        """The automaton as bytes, for `restore`."""
        return self._automaton.serialize()


def build(strings: Strings) -> Names:
    """Compile; takes some tenths of a second for the whole country."""
    patterns = list(map(signs, strings.patterns()))
    return Names(strings, DoubleArrayAhoCorasick(patterns, MATCH_KIND_LEFTMOST_LONGEST))


def restore(strings: Strings, automaton: bytes) -> Names:
    """The automaton that `serialize` wrote for the same strings; the bytes must be intact."""
    return Names(strings, DoubleArrayAhoCorasick.deserialize(automaton))


def strings_of(names: Iterable[str], units: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Strings:
    """The strings of names, units' names and pairs (name, unit's name), each once; all in lower case."""
    single = list(dict.fromkeys(names))
    known = set(single)
    places = [unit for unit in dict.fromkeys(units) if unit not in known]
    index = {name: key for key, name in enumerate((*single, *places))}
    keys = sorted({(index[name], index[unit]) for name, unit in pairs if unit in index})
    first, second = array("I", (a for a, _ in keys)), array("I", (b for _, b in keys))
    return Strings((*single, *places), len(places), first, second)
