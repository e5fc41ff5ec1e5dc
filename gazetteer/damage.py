"""Whether words are a name with damaged letters, or another name: no likeness of the whole, syllable by syllable.

A difference is damage where marks, spaces or case are lost or wrong, or where a wrong letter leaves what is no
syllable of any name. A real syllable, a number, a short or long word more is another name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

MOST = 2
_LONG = 5
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]+")
_NUMBERED = frozenset(("vực", "vùng", "khu", "số", "sở"))
_MISREAD = re.compile(r"rn|cl|(?<=[^\W\d])0|0(?=[^\W\d])")
_READ = {"rn": "m", "cl": "d", "0": "o"}


@lru_cache(maxsize=1 << 15)
def bare(word: str) -> str:
    """A word of one letter a sign, without marks, in as many letters."""
    return "".join([unicodedata.normalize("NFD", sign)[0] for sign in word.replace("đ", "d")])


def words_of(text: str) -> list[str]:
    """The words in lower case, without signs."""
    return _WORD.findall(text.lower())


def key_of(text: str) -> str:
    """The letters alone: what stays where marks, spaces, signs and case are lost."""
    return bare("".join(words_of(text)))


def reread(text: str) -> tuple[str, int]:
    """The words with letters put right that no Vietnamese word has and scanners make ("rn" for "m"); how many."""
    return _MISREAD.subn(lambda found: _READ[found[0]], text)


class Damage(NamedTuple):
    """How words differ from a name: by wrong letters; by syllables that are real; by letters, marks counted."""

    letters: int
    real: int
    marks: int

    def __add__(self, other: object) -> Damage:
        """The damage of two parts together."""
        return Damage(*map(sum, zip(self, other, strict=True))) if isinstance(other, Damage) else NotImplemented


WHOLE = Damage(0, 0, 0)


class Vocabulary:
    """The syllables of names that are known, with marks and without, and which stand beside each other."""

    def __init__(self, names: Iterable[str]) -> None:
        words: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()
        for name in names:
            listed = words_of(name)
            words.update(listed)
            self._pairs.update(pairwise(listed))
        self._words = frozenset(words)
        self._bare = frozenset(map(bare, words))

    def compare(self, text: str, name: str) -> Damage | None:
        """What makes `text` differ from `name`; None where it is another name."""
        wanted = words_of(name)
        given = _aligned(words_of(text), wanted)
        if given is None:
            return None
        known = self._words if any(word != bare(word) for word in given) else self._bare
        letters = real = 0
        for index, (one, other) in enumerate(zip(given, wanted, strict=True)):
            if one == other:
                continue
            if _is_number(wanted, index) or _NUMBER.fullmatch(one):
                return None
            wrong = OSA.distance(bare(one), bare(other))
            if (wrong and not _damaged(one, other, wrong)) or (one in known and not self._marks(given, index, wrong)):
                return None
            letters += wrong
            real += one in known and one != bare(one)
        return Damage(letters, real, OSA.distance("".join(given), "".join(wanted))) if letters <= MOST else None

    def _marks(self, given: list[str], index: int, wrong: int) -> bool:
        """Whether a real syllable has only lost its marks: its letters are right, it makes no known phrase."""
        if wrong:
            return False
        beside = list(pairwise(given[max(0, index - 1) : index + 2]))
        return given[index] == bare(given[index]) or not beside or not all(pair in self._pairs for pair in beside)


def _damaged(one: str, other: str, wrong: int) -> bool:
    """Whether so many wrong letters may be damage of a syllable."""
    return bool(one) and len(other) > 1 and wrong <= (MOST if len(other) >= _LONG else 1)


def _is_number(words: list[str], index: int) -> bool:
    if _NUMBER.search(words[index]):
        return True
    return index > 0 and words[index - 1] in _NUMBERED and _ROMAN.fullmatch(words[index]) is not None


def _aligned(given: list[str], wanted: list[str]) -> list[str] | None:
    """The given words cut as the wanted ones are; None where too many letters differ."""
    one, other = bare("".join(given)), bare("".join(wanted))
    if OSA.distance(one, other, score_cutoff=MOST) > MOST:
        return None
    if len(given) == len(wanted):
        wrong = (OSA.distance(bare(a), bare(b)) for a, b in zip(given, wanted, strict=True))
        if sum(wrong) <= MOST:
            return given
    letters, cuts = "".join(given), [0]
    steps = Levenshtein.opcodes(one, other)
    for word in wanted[:-1]:
        cuts.append(cuts[-1] + len(word))
    places = [_place(cut, steps) for cut in cuts[1:]]
    return [letters[start:end] for start, end in pairwise((0, *places, len(letters)))]


def _place(cut: int, steps: Iterable[object]) -> int:
    """Where a cut of the wanted letters falls in the given ones."""
    found = 0
    for _, start, end, begin, stop in steps:  # type: ignore[attr-defined]
        if begin > cut:
            break
        found = min(end, start + cut - begin) if stop > begin else end
    return found
