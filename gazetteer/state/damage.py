"""Whether words are a name with damaged letters, or another name: syllable by syllable, no likeness of all.

A difference is damage where marks, spaces or case are lost or wrong, or where a wrong letter leaves no
syllable that names have, or no phrase that names have. A number or a word more is another name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA, Levenshtein, Opcode

MOST = 2
_LONG = 5
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivx]+")
_FEW = 3
_SCRIPTS = (range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00))
_BARE = {code: ord(unicodedata.normalize("NFD", chr(code))[0]) for code in chain(*_SCRIPTS)} | {
    ord("đ"): ord("d")
}
"""The letter under the marks, of every letter of Latin, Greek and Cyrillic script."""
_VOWEL, _TWICE = re.compile("[aeiouy]"), re.compile(r"(.)\1")
_MISREAD = re.compile(r"rn|cll|cl|ll|(?<=[^\W\divx])ii(?=[^\W\divx])|(?<=[^\W\d])0|0(?=[^\W\d])")
_READ = {"rn": "m", "cll": "ch", "cl": "d", "ll": "h", "ii": "u", "0": "o"}


def bare(word: str) -> str:
    """A word of one letter a sign, without marks, in as many letters."""
    return word if word.isascii() else word.translate(_BARE)


def words_of(text: str) -> list[str]:
    """The words in lower case, without signs."""
    return _WORD.findall(text.lower())


def key_of(text: str) -> str:
    """The letters alone: what stays where marks, spaces, signs and case are lost."""
    return bare("".join(words_of(text)))


def reread(text: str) -> tuple[str, int]:
    """The words with what no word has and scanners make of letters ("rn" of "m") put right; how many."""
    return _MISREAD.subn(lambda found: _READ[found[0]], text)


class Damage(NamedTuple):
    """How words differ from a name.

    `errors` counts wrong letters and wrong marks, not lost ones, `marks` also the marks beside wrong letters,
    `letters` wrong letters alone, `real` syllables that might be meant as they stand.
    """

    errors: int
    marks: int
    letters: int
    real: int

    def and_(self, other: Damage) -> Damage:
        """The damage of two parts together."""
        return Damage(*map(sum, zip(self, other, strict=True)))


WHOLE = Damage(0, 0, 0, 0)


class Vocabulary:
    """The syllables of names that are known, with marks and without, and which stand beside each other."""

    def __init__(self, names: Iterable[str]) -> None:
        words: set[str] = set()
        first: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()
        for name in names:
            listed = words_of(name)
            words.update(listed)
            self._pairs.update(pairwise(listed))
            first.update(listed[:1])
        self._words = frozenset(word for word in words if _VOWEL.search(bare(word)))
        self._bare = frozenset(map(bare, self._words))
        self._first = frozenset(first)

    def reread(self, text: str) -> tuple[str, int]:
        """The words, where no name has them as they stand, as `reread` reads them; how many letters."""
        pieces = [(word, 0) if word in self._words else reread(word) for word in text.split(" ")]
        return " ".join(word for word, _ in pieces), sum(count for _, count in pieces)

    def compare(self, text: str, name: str, *, strict: bool = False) -> Damage | None:
        """What makes `text` differ from `name`; None where it is another name.

        `strict`: a real syllable with a wrong letter makes another name. Else it does so in a phrase that is
        known, in a name of two syllables, or for an abbreviation of two letters.
        """
        wanted, words = words_of(name), words_of(text)
        given = _aligned(words, wanted)
        if given is None:
            return None
        marked = any(word != bare(word) for word in given)
        found = WHOLE
        for index, (one, other) in enumerate(zip(given, wanted, strict=True)):
            if one == other:
                continue
            wrong = OSA.distance(bare(one), bare(other))
            real = one in self._words if marked else bare(one) in self._bare
            if (
                _is_number(wanted, index)
                or _NUMBER.fullmatch(one)
                or (wrong and not _damaged(one, other, wrong))
            ):
                return None
            if real and not self._mistaken(
                given, index, wrong, strict=strict or (len(other) < _FEW and other == bare(other))
            ):
                return None
            found = found.and_(_damage(one, other, wrong, real=real and (strict or wrong > 0)))
        if found.letters > MOST or (found.letters and found.real > 1):
            return None
        return None if found.errors and self._cut_apart(words, given) else found

    def _cut_apart(self, words: Iterable[str], given: Iterable[str]) -> bool:
        """Whether a real syllable as written stands across the syllables of the name, or beside them."""
        return any(word in self._words for word in set(words).difference(given))

    def _mistaken(self, given: list[str], index: int, wrong: int, *, strict: bool) -> bool:
        """Whether a real syllable may be damage: without marks as they are lost, or in no known phrase."""
        if not wrong and given[index] == bare(given[index]):
            return True
        if wrong and (strict or wrong > 1 or len(given) < _FEW):
            return False
        if wrong and index == 0 and given[0] in self._first:
            return False
        beside = [pair in self._pairs for pair in pairwise(given[max(0, index - 1) : index + 2])]
        return not any(beside) if wrong else not beside or not all(beside)


def _damage(one: str, other: str, wrong: int, *, real: bool) -> Damage:
    """The damage of one syllable."""
    if wrong:
        return Damage(wrong, OSA.distance(one, other), wrong, int(real))
    errors = sum(a != b and a != bare(a) for a, b in zip(one, other, strict=True))
    return Damage(errors, errors, 0, int(real and one != bare(one)))


def _damaged(one: str, other: str, wrong: int) -> bool:
    """Whether so many wrong letters may be damage of a syllable; of an abbreviation, one letter twice."""
    if not one or len(other) == 1 or wrong > (MOST if len(other) >= _LONG else 1):
        return False
    return _VOWEL.search(bare(other)) is not None or _TWICE.sub(r"\1", one) == other


def _is_number(words: list[str], index: int) -> bool:
    return _NUMBER.search(words[index]) is not None or _ROMAN.fullmatch(words[index]) is not None


def _aligned(given: list[str], wanted: list[str]) -> list[str] | None:
    """The given words cut as the wanted ones are; None where too many letters differ."""
    one, other = bare("".join(given)), bare("".join(wanted))
    if OSA.distance(one, other, score_cutoff=MOST) > MOST:
        return None
    if len(given) == len(wanted):
        wrong = (OSA.distance(bare(a), bare(b)) for a, b in zip(given, wanted, strict=True))
        if sum(wrong) <= MOST:
            return given
    letters, steps = "".join(given), list(Levenshtein.opcodes(one, other))
    places = [_place(cut, steps) for cut in accumulate(map(len, wanted[:-1]))]
    return [letters[start:end] for start, end in pairwise((0, *places, len(letters)))]


def _place(cut: int, steps: list[Opcode]) -> int:
    """Where a cut of the wanted letters falls in the given ones."""
    found = 0
    for step in steps:
        if step.dest_start > cut:
            break
        found = min(step.src_end, step.src_start + cut - step.dest_start)
        if step.dest_start == step.dest_end:
            found = step.src_end
    return found
