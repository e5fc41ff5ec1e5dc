"""What typing and scanning do to a name: one damage at a time, at a place drawn by chance."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping

from gazetteer.tolerant import FAMILIES

LETTERS = "abcdeghiklmnopqrstuvxy"
# What scanners take letters for (research/noise.md, section 6; the scans of shared/directives).
OCR: Mapping[str, tuple[str, ...]] = {
    "m": ("rn", "n"), "n": ("u", "m"), "u": ("n", "ii"), "l": ("1", "i", "t"), "i": ("l", "1", "j"),
    "o": ("0", "c"), "c": ("e", "o"), "e": ("c",), "h": ("b", "ll"), "b": ("h", "6"), "t": ("f", "l"),
    "d": ("cl", "đ"), "đ": ("d",), "g": ("q", "9"), "s": ("5",), "v": ("y",), "y": ("v",), "q": ("g",),
    "a": ("o",), "r": ("t",), "p": ("n",), "ổ": ("ố",), "ố": ("ổ",), "ể": ("ế",), "ế": ("ể", "ề"),
    "ề": ("ể",), "ỉ": ("í", "i"), "ị": ("i",), "ạ": ("a",), "ủ": ("ú", "ù"), "ử": ("ứ",), "ồ": ("ô",),
    "ộ": ("ô",), "ệ": ("ê",), "ầ": ("â",), "ậ": ("â",), "ẩ": ("ấ",), "ở": ("ờ", "ỏ"), "ờ": ("ở",),
    "ư": ("u",), "ơ": ("o",), "ă": ("ã",), "ã": ("ă",), "ũ": ("ủ",), "ự": ("ư",),
}  # fmt: skip
_WORD_END = re.compile(r"(?<=\w) (?=\w)")

Damage = Callable[[str, random.Random], str]


def _replaced(text: str, index: int, by: str) -> str:
    by = by.upper() if text[index].isupper() else by
    return text[:index] + by + text[index + 1 :]


def _at(text: str, chance: random.Random, fits: Callable[[str], bool]) -> int:
    """A place whose letter fits, drawn by chance."""
    return chance.choice([index for index, sign in enumerate(text) if fits(sign.lower())])


def _family(letter: str) -> str:
    return next((family for family in FAMILIES.values() if letter in family), "")


def mark(text: str, chance: random.Random) -> str:
    """A tone or vowel mark is lost or wrong."""
    index = _at(text, chance, lambda sign: len(_family(sign)) > 1)
    letter = text[index].lower()
    return _replaced(text, index, chance.choice([way for way in _family(letter) if way != letter]))


def scanned(text: str, chance: random.Random) -> str:
    """A letter is taken for one that looks like it."""
    index = _at(text, chance, OCR.__contains__)
    return _replaced(text, index, chance.choice(OCR[text[index].lower()]))


def wrong(text: str, chance: random.Random) -> str:
    """Another letter was typed."""
    index = _at(text, chance, str.isalpha)
    bare = unicodedata.normalize("NFD", text[index].lower().replace("đ", "d"))[0]
    return _replaced(text, index, chance.choice([way for way in LETTERS if way != bare]))


def lost(text: str, chance: random.Random) -> str:
    """A letter is missing."""
    index = _at(text, chance, str.isalpha)
    return text[:index] + text[index + 1 :]


def doubled(text: str, chance: random.Random) -> str:
    """A letter was typed twice."""
    index = _at(text, chance, str.isalpha)
    return text[:index] + text[index] + text[index:]


def swapped(text: str, chance: random.Random) -> str:
    """Two letters of a word change places."""
    pairs = [
        i
        for i in range(len(text) - 1)
        if text[i : i + 2].isalpha() and text[i].lower() != text[i + 1].lower()
    ]
    index = chance.choice(pairs)
    return text[:index] + text[index + 1] + text[index] + text[index + 2 :]


def joined(text: str, chance: random.Random) -> str:
    """A space is missing."""
    index = chance.choice([found.start() for found in _WORD_END.finditer(text)] or [len(text)])
    return text[:index] + text[index + 1 :]


def unmarked(text: str, _: random.Random) -> str:
    """All accents are missing."""
    spread = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


SINGLE: Mapping[str, Damage] = {
    "wrong mark": mark, "scanned letter": scanned, "wrong letter": wrong, "lost letter": lost,
    "doubled letter": doubled, "swapped letters": swapped, "lost space": joined,
}  # fmt: skip


def two(text: str, chance: random.Random) -> str:
    """Two damages of any kind."""
    for damage in chance.choices(list(SINGLE.values()), k=2):
        text = damage(text, chance)
    return text


KINDS: Mapping[str, Damage] = {**SINGLE, "two of these": two, "no accents": unmarked}
