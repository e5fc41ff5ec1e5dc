"""Which syllables may have been meant by a word, from slips.toml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple

from gazetteer.fold import plain
from gazetteer.load import read_toml
from gazetteer.restore.keys import TONES, Typing, neighbours, one_off
from gazetteer.restore.language import load_language
from gazetteer.syllables import Syllable, is_syllable, join_syllable, parse_syllable

_LONGEST: Final = 11
_MOST_CACHED: Final = 20_000
_ANY: Final = "?"  # a letter, whichever


class Slip(NamedTuple):
    """A syllable that may have been meant: its number and word, the kind of slip, what that costs in bits."""

    id: int
    word: str
    kind: str
    cost: float


_Kind = tuple[str, Iterable[str]]
"""The name of a kind of slip, and what may have been meant by it, in use or not."""


class Slips:
    """The slips between the syllables of one vocabulary, which maps each to its number."""

    def __init__(self, vocabulary: Mapping[str, int], data: Mapping[str, Any]) -> None:
        self._costs: Mapping[str, float] = data["costs"]
        self._words = {word: number for word, number in vocabulary.items() if is_syllable(word)}
        self._names = {number: word for word, number in vocabulary.items()}
        self._telex, vni = Typing(data["telex"]), Typing(data["vni"])
        self._beside = neighbours(data["keyboard"]["rows"])
        self._consonants = re.compile(f"(?:{'|'.join(data['consonants'])})*")
        self._typed = self._by(self._telex.keys)
        self._vni = self._by(vni.keys)
        self._plain = self._by(plain)
        self._rhymes = self._by(self._rhyme)
        self._alphabet = frozenset("0123456789fjwz").union(*self._words)
        self._shapes: Sequence[Sequence[str]] = data["shape"]["letters"]
        self._heard = {part: _both_ways(data["sound"][part]) for part in Syllable._fields}
        self._misread: Mapping[str, str] = dict(data["misread"]["letters"])
        self.titles: frozenset[str] = frozenset(data["misread"]["titles"])
        self._same = frozenset(map(frozenset, data["same"]["pairs"]))
        self.kept = frozenset(data["kept"]["words"])
        self._near: dict[int, tuple[int, ...]] = {}
        self._printed: dict[str, tuple[Slip, ...]] = {}
        self._found: dict[str, tuple[Slip, ...]] = {}

    def of(self, word: str) -> tuple[Slip, ...]:
        """Every syllable one slip away from `word`, the cheapest way to it, in a fixed order."""
        found = self._found.get(word)
        if found is None:
            if len(self._found) > _MOST_CACHED:
                self._found.clear()
            found = self._found[word] = self._search(word)
        return found

    def near(self, number: int) -> tuple[int, ...]:
        """The numbers of the syllables one slip away from the word of `number`; none for what is no word."""
        found = self._near.get(number)
        if found is None:
            word = self._names.get(number)
            found = self._near[number] = tuple(slip.id for slip in self.of(word)) if word else ()
        return found

    def misread(self, word: str) -> tuple[Slip, ...]:
        """Every syllable that may be printed where a machine has read `word`: one letter is another."""
        found = self._printed.get(word)
        if found is None:
            if len(self._printed) > _MOST_CACHED:
                self._printed.clear()
            found = self._printed[word] = tuple(self._misreadings(word))
        return found

    def _search(self, word: str) -> tuple[Slip, ...]:
        if len(word) > _LONGEST or word in self.kept or not self._alphabet.issuperset(word):
            return ()
        best: dict[str, Slip] = {}
        for kind, found in chain(self._typings(word), self._readings(word)):
            cost = self._costs[kind]
            for meant in filter(self._words.__contains__, found):
                if meant not in best or cost < best[meant].cost:
                    best[meant] = Slip(self._words[meant], meant, kind, cost)
        return tuple(
            sorted(
                (slip for slip in best.values() if not self._alike(word, slip.word)),
                key=lambda slip: (slip.cost, slip.word),
            )
        )

    def _typings(self, word: str) -> Iterator[_Kind]:
        """Yield what the fingers may have missed."""
        typed = self._telex.keys(word)
        yield "undecoded", chain(self._typed.get(typed, ()), self._vni.get(word, ()))
        yield "keys", chain.from_iterable(filter(None, map(self._typed.get, one_off(typed, self._beside))))
        yield "keys", _swapped(word)
        if not is_syllable(word):
            yield "letter", self._other_letters(word)

    def _readings(self, word: str) -> Iterator[_Kind]:
        """Yield what the ear or the eye may have missed."""
        for meant in self._plain.get(plain(word), ()):
            yield "marks" if _marks(word, meant) == 1 else "all-marks", (meant,)
        yield "sound", self._sounds(word)
        for misread, printed in self._shapes:
            if misread in word:
                yield "shape", _replaced(word, misread, printed)
        yield "onset", self._rhymes.get(self._rhyme(word), ())

    def _rhyme(self, word: str) -> str:
        """`word` without the consonants that it begins with."""
        onset = self._consonants.match(word)
        return word[onset.end() :] if onset else word

    def _other_letters(self, word: str) -> Iterator[str]:
        """Yield the words that `word` is with one letter more, or another in the place of one."""
        for at in range(len(word) + 1):
            for behind in (word[at:], word[at + 1 :]):
                yield from self._open.get(word[:at] + _ANY + behind, ())

    @cached_property
    def _open(self) -> Mapping[str, Sequence[str]]:
        """The words by what they are with one letter open."""
        found: dict[str, list[str]] = {}
        for word in self._words:
            for at in range(len(word)):
                found.setdefault(word[:at] + _ANY + word[at + 1 :], []).append(word)
        return found

    def _by(self, key: Callable[[str], str]) -> Mapping[str, Sequence[str]]:
        """The words by what `key` makes of them."""
        found: dict[str, list[str]] = {}
        for word in self._words:
            found.setdefault(key(word), []).append(word)
        return found

    def _sounds(self, word: str) -> Iterator[str]:
        """Yield the syllables that sound like `word` in some part of the country."""
        syllable = parse_syllable(word)
        if syllable is not None:
            for part, heard in self._heard.items():
                for other in heard.get(getattr(syllable, part), ()):
                    yield join_syllable(syllable._replace(**{part: other}))

    def _misreadings(self, word: str) -> Iterator[Slip]:
        for at, letter in enumerate(word if word not in self.kept else ""):
            for printed in self._misread.get(letter, ""):
                meant = word[:at] + printed + word[at + 1 :]
                if meant in self._words:
                    yield Slip(self._words[meant], meant, "misread", self._costs["misread"])

    def _alike(self, word: str, meant: str) -> bool:
        """Tell whether two words are one, or two right spellings of one."""
        return _with_i(word) == _with_i(meant) or frozenset((word, meant)) in self._same


def _both_ways(pairs: Iterable[Sequence[str]]) -> Mapping[str, list[str]]:
    """What stands in a pair with each member of one."""
    others: dict[str, list[str]] = {}
    for one, other in pairs:
        others.setdefault(one, []).append(other)
        others.setdefault(other, []).append(one)
    return others


def _swapped(word: str) -> Iterator[str]:
    """Yield `word` with two letters beside each other the other way round."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _replaced(word: str, old: str, new: str) -> Iterator[str]:
    at = word.find(old)
    while at >= 0:
        yield word[:at] + new + word[at + len(old) :]
        at = word.find(old, at + 1)


@lru_cache(_MOST_CACHED)
def _with_i(word: str) -> str:
    """`word` with a final "y" that has no vowel before it written "i": "kỷ" and "kỉ" are one."""
    parts = parse_syllable(word)
    return join_syllable(parts._replace(nucleus="i")) if parts and parts[1:3] == ("y", "") else word


def _marks(word: str, meant: str) -> int:
    """How many marks differ between two words of the same letters; a tone and a hat are two."""
    if len(word) != len(meant):
        return len(word)
    return sum(_differing(one, other) for one, other in zip(word, meant, strict=True))


@lru_cache(_MOST_CACHED)
def _differing(one: str, other: str) -> int:
    if one == other:
        return 0
    first, second = (frozenset(unicodedata.normalize("NFD", letter)[1:]) for letter in (one, other))
    return max(1, (first & TONES != second & TONES) + (first - TONES != second - TONES))


@cache
def load_slips() -> Slips:
    """The slips between the syllables of the language model, made once."""
    return Slips(load_language().ids, read_toml("restore/slips.toml"))
