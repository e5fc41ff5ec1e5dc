"""Patterns that bear what OCR and old fonts lose first: accents, spaces and, on demand, capitals.

They match the skeleton of a text, its letters without marks at the same offsets: words without accents make
small patterns, which compile and match much faster than a set of seventeen letters for every vowel.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from codecs import charmap_build, charmap_encode
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

FAMILIES = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ",
    "d": "dđ",
    "e": "eèéẻẽẹêềếểễệ",
    "i": "iìíỉĩị",
    "o": "oòóỏõọôồốổỗộơờớởỡợ",
    "u": "uùúủũụưừứửữự",
    "y": "yỳýỷỹỵ",
}
PLAIN_OF = {
    letter: plain
    for small, family in FAMILIES.items()
    for plain, letters in ((small, family), (small.upper(), family.upper()))
    for letter in letters
} | {"•": "·", "…": "?"}
# In Latin Extended Additional capital and small letters alternate, so a range of them holds both.
CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
PROPER = rf"[{CAPITAL}][\w']*(?:[ -][{CAPITAL}][\w']*){{0,3}}"
NOT_A_LETTER = r"(?![^\W\d_])"
LENIENT = {" ": r"[ \t]?", "-": r"\W{0,6}", ",": "[,.]? ?"}
SIGN = re.compile(r"[^A-Z0-9]+")

# The signs of a Vietnamese text fit into one byte each, and bytes are translated many times as fast as text.
# The first is NUL, as Python keeps a slower table for any other beginning.
SIGNS = "\0\t\n·" + "".join(sorted({*map(chr, range(ord(" "), ord("~") + 1)), *PLAIN_OF}))
CODES = charmap_build(SIGNS)
PLAIN = "".join(PLAIN_OF.get(sign, sign) for sign in SIGNS).encode("latin-1").ljust(256, b"?")


def skeleton(text: str) -> str:
    """Return `text` with plain letters for those with marks, sign for sign, so that offsets stay.

    Every bullet is "·"; a sign that Vietnamese does not write is "?".
    """
    return charmap_encode(text, "replace", CODES)[0].translate(PLAIN).decode("latin-1")


class Finder(Protocol):
    """What finds words in a text: a compiled pattern, or a Loose one."""

    def match(self, text: str, start: int = ..., end: int = ..., /) -> re.Match[str] | None:
        """Match at `start`."""

    def fullmatch(self, text: str, start: int = ..., end: int = ..., /) -> re.Match[str] | None:
        """Match all of [`start`, `end`)."""

    def search(self, text: str, start: int = ..., end: int = ..., /) -> re.Match[str] | None:
        """Find the first match behind `start`."""

    def finditer(self, text: str, start: int = ..., end: int = ..., /) -> Iterator[re.Match[str]]:
        """Find every match behind `start`."""


class Loose(NamedTuple):
    """A pattern that is matched against the skeleton of a text: its matches have the offsets of the text.

    `bare` is the pattern itself, for callers that have the skeleton.
    """

    bare: re.Pattern[str]

    def match(self, text: str, start: int = 0, end: int = sys.maxsize, /) -> re.Match[str] | None:
        """Match at `start`."""
        return self.bare.match(skeleton(text), start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize, /) -> re.Match[str] | None:
        """Match all of [`start`, `end`)."""
        return self.bare.fullmatch(skeleton(text), start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize, /) -> re.Match[str] | None:
        """Find the first match behind `start`."""
        return self.bare.search(skeleton(text), start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize, /) -> Iterator[re.Match[str]]:
        """Find every match behind `start`."""
        return self.bare.finditer(skeleton(text), start, end)


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """Return `words` in capitals without marks, spaces and signs: "Quyết định" → "QUYETDINH"."""
    return SIGN.sub("", skeleton(words).upper())


def tolerant(words: str, *, any_case: bool = False) -> str:
    """Return the source of a pattern that finds `words` in a skeleton, spaces being optional."""
    return (_spell_any if any_case else _spell)(_bare(words))


def _bare(words: str) -> str:
    return skeleton(re.sub(r"\s*([-,])\s*", r"\1", unicodedata.normalize("NFC", words)))


def _spell(bare: str) -> str:
    return "".join([LENIENT.get(char) or re.escape(char) for char in bare])


def _spell_any(bare: str) -> str:
    return "".join([f"[{c.lower()}{c.upper()}]" if c.isalpha() else _spell(c) for c in bare])


def cased(words: str) -> set[str]:
    """Return `words` as written, in capitals, in small letters, and as old fonts mix them ("ủY BAN")."""
    capitals = words.upper()
    return {
        words,
        capitals,
        words.lower(),
        words.title(),
        words.capitalize(),
        capitals[:1].lower() + capitals[1:],
    }


def one_of(many: Iterable[str], how: str = "marks") -> str:
    """Return the source of a pattern for any of `many`, the longest that fits, not followed by a letter.

    `how`: "exact" as written; "cased" in any case; in a skeleton "marks" with any marks or none, "any" in any
    case too. Words with a common beginning share it, so that a long list costs a few comparisons.
    """
    if how == "cased":
        return _tree({form for words in many for form in cased(words)}, re.escape) + NOT_A_LETTER
    if how == "exact":
        return _tree(many, re.escape) + NOT_A_LETTER
    if how == "any":
        return _tree((_bare(words).lower() for words in many), _spell_any) + NOT_A_LETTER
    return _tree(map(_bare, many), _spell) + NOT_A_LETTER


def _tree(many: Iterable[str], spell: Callable[[str], str]) -> str:
    """Return the alternation of `many`, each piece as `spell` writes it, as a tree of common beginnings."""
    tree: dict[str, Any] = {}
    for words in many:
        node = tree
        for char in words:
            node = node.setdefault(char, {})
        node[""] = {}
    return _spelled(tree, spell)


def _spelled(tree: dict[str, Any], spell: Callable[[str], str]) -> str:
    branches = []
    for char, node in sorted(tree.items()):
        if not char:
            continue
        piece, below = char, node
        while len(below) == 1 and "" not in below:
            ((following, below),) = below.items()
            piece += following
        branches.append(spell(piece) + (_spelled(below, spell) if len(below) > ("" in below) else ""))
    return f"(?:{'|'.join(branches)}){'?' if '' in tree else ''}"
