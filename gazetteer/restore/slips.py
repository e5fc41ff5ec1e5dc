"""Which syllables may have been meant by a word, from slips.toml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final, NamedTuple

from gazetteer.fold import plain
from gazetteer.load import read_toml
from gazetteer.restore.keys import TONES, Typing, neighbours, one_off
from gazetteer.restore.language import load_language
from gazetteer.syllables import is_syllable, join_syllable, parse_syllable

_LONGEST: Final = 11
_MOST_CACHED: Final = 20_000


class Slip(NamedTuple):
    """A syllable that may have been meant: its number and word, the kind of slip, what that costs in bits."""

    id: int
    word: str
    kind: str
    cost: float


class Slips:
    """The slips between the syllables of one vocabulary, which maps each to its number."""

    def __init__(self, vocabulary: Mapping[str, int], data: Mapping[str, Any]) -> None:
        self._data = data
        self._costs: Mapping[str, float] = data["costs"]
        self._words = {word: number for word, number in vocabulary.items() if is_syllable(word)}
        self._names = {number: word for word, number in self._words.items()}
        self._telex, vni = Typing(data["telex"]), Typing(data["vni"])
        self._beside = neighbours(data["keyboard"]["rows"])
        self._consonants = re.compile(f"(?:{'|'.join(data['consonants'])})*")
        self._typed = _by(self._words, self._telex.keys)
        self._vni = _by(self._words, vni.keys)
        self._plain = _by(self._words, plain)
        self._rhymes = _by(self._words, self._rhyme)
        self._letters = sorted({letter for word in self._words for letter in word})
        self._alphabet = frozenset([*self._letters, *"0123456789fjwz"])
        self._same = frozenset(map(frozenset, data["same"]["pairs"]))
        self._kept = frozenset(data["kept"]["words"])
        self._near: dict[int, tuple[int, ...]] = {}
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
        """The numbers of the syllables one slip away from that of `number`."""
        found = self._near.get(number)
        if found is None:
            word = self._names.get(number, "")
            found = self._near[number] = tuple(slip.id for slip in self.of(word))
        return found

    def _search(self, word: str) -> tuple[Slip, ...]:
        if len(word) > _LONGEST or word in self._kept or not self._alphabet.issuperset(word):
            return ()
        best: dict[str, Slip] = {}
        for meant, kind in chain(self._typings(word), self._readings(word)):
            cost = self._costs[kind]
            if meant in self._words and (meant not in best or cost < best[meant].cost):
                best[meant] = Slip(self._words[meant], meant, kind, cost)
        return tuple(
            sorted(
                (slip for slip in best.values() if not self._alike(word, slip.word)),
                key=lambda slip: (slip.cost, slip.word),
            )
        )

    def _typings(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield what the fingers may have missed."""
        typed = self._telex.keys(word)
        yield from _as("undecoded", self._typed.get(typed, ()), self._vni.get(word, ()))
        for keys in one_off(typed, self._beside):
            yield from _as("keys", self._typed.get(keys, ()))
        yield from _as("keys", _swapped(word))
        if not is_syllable(word):
            yield from _as("letter", self._other_letters(word))

    def _readings(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield what the ear or the eye may have missed."""
        for meant in self._plain.get(plain(word), ()):
            yield meant, "marks" if _marks(word, meant) == 1 else "all-marks"
        yield from _as("sound", _sounds(word, self._data["sound"]))
        for misread, printed in self._data["shape"]["letters"]:
            yield from _as("shape", _replaced(word, misread, printed))
        yield from _as("onset", self._rhymes.get(self._rhyme(word), ()))

    def _rhyme(self, word: str) -> str:
        """`word` without the consonants that it begins with."""
        onset = self._consonants.match(word)
        return word[onset.end() :] if onset else word

    def _other_letters(self, word: str) -> Iterator[str]:
        """Yield `word` with one letter more, or another in the place of one."""
        for at in range(len(word) + 1):
            for letter in self._letters:
                yield word[:at] + letter + word[at:]
                yield word[:at] + letter + word[at + 1 :]

    def _alike(self, word: str, meant: str) -> bool:
        """Tell whether two words are one, or two right spellings of one."""
        return _with_i(word) == _with_i(meant) or frozenset((word, meant)) in self._same


def _by(words: Iterable[str], key: Callable[[str], str]) -> Mapping[str, list[str]]:
    """The words by what `key` makes of them."""
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        found.setdefault(key(word), []).append(word)
    return found


def _as(kind: str, *words: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((word, kind) for word in chain(*words))


def _swapped(word: str) -> Iterator[str]:
    """Yield `word` with two letters beside each other the other way round."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _replaced(word: str, old: str, new: str) -> Iterator[str]:
    at = word.find(old)
    while at >= 0:
        yield word[:at] + new + word[at + len(old) :]
        at = word.find(old, at + 1)


def _with_i(word: str) -> str:
    """`word` with a final "y" that has no vowel before it written "i": "kỷ" and "kỉ" are one."""
    parts = parse_syllable(word)
    return join_syllable(parts._replace(nucleus="i")) if parts and parts[1:3] == ("y", "") else word


def _marks(word: str, meant: str) -> int:
    """How many marks differ between two words of the same letters; a tone and a hat are two."""
    if len(word) != len(meant):
        return len(word)
    return sum(_differing(one, other) for one, other in zip(word, meant, strict=True))


def _differing(one: str, other: str) -> int:
    if one == other:
        return 0
    first, second = (frozenset(unicodedata.normalize("NFD", letter)[1:]) for letter in (one, other))
    return max(1, (first & TONES != second & TONES) + (first - TONES != second - TONES))


def _sounds(word: str, data: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[str]:
    """Yield the syllables that sound like `word` in some part of the country."""
    syllable = parse_syllable(word)
    if syllable is None:
        return
    for part in ("onset", "nucleus", "coda", "tone"):
        for pair in data[part]:
            for one, other in (pair, pair[::-1]):
                if getattr(syllable, part) == one:
                    yield join_syllable(syllable._replace(**{part: other}))


@cache
def load_slips() -> Slips:
    """The slips between the syllables of the language model, made once."""
    return Slips(load_language().ids, read_toml("restore/slips.toml"))
