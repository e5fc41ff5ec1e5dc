"""Patterns that bear what OCR and old fonts lose first: accents, spaces and, on demand, capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

FAMILIES = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ",
    "d": "dđ",
    "e": "eèéẻẽẹêềếểễệ",
    "i": "iìíỉĩị",
    "o": "oòóỏõọôồốổỗộơờớởỡợ",
    "u": "uùúủũụưừứửữự",
    "y": "yỳýỷỹỵ",
}
FAMILY_OF = {letter: family for family in FAMILIES.values() for letter in family}
# In Latin Extended Additional capital and small letters alternate, so a range of them holds both.
CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
PROPER = rf"[{CAPITAL}][\w']*(?:[ -][{CAPITAL}][\w']*){{0,3}}"
NOT_A_LETTER = r"(?![^\W\d_])"


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """Return `words` in capitals without marks, spaces and signs: "Quyết định" → "QUYETDINH"."""
    bare = unicodedata.normalize("NFD", words.upper().replace("Đ", "D"))
    return "".join(c for c in bare if c.isalnum() and c.isascii())


def alike(letter: str) -> str:
    """Return the letters of either case that differ from `letter` by marks alone."""
    family = FAMILY_OF.get(letter.lower(), letter.lower())
    return family + family.upper()


def tolerant(words: str, *, any_case: bool = False) -> str:
    """Return the source of a pattern that matches `words` with any marks or none, spaces being optional."""
    out = []
    for char in re.sub(r"\s*([-,])\s*", r"\1", unicodedata.normalize("NFC", words)):
        lower = char.lower()
        if char == " ":
            out.append("[ \\t]?")
        elif char == "-":
            out.append(r"\W{0,6}")
        elif char == ",":
            out.append("[,.]? ?")
        elif lower in FAMILY_OF or (any_case and char.isalpha()):
            family = FAMILY_OF.get(lower, lower)
            both = alike(char) if any_case else family if char == lower else family.upper()
            out.append(f"[{both}]")
        else:
            out.append(re.escape(char))
    return "".join(out)


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
    """Return the source of a pattern for any of `many`, the longest first, not followed by a letter.

    `how`: "exact" as written; "cased" in any case; "marks" with any marks or none; "any" both.
    """
    forms = set(many)
    if how == "cased":
        forms = {form for words in forms for form in cased(words)}
    longest = sorted(forms, key=lambda words: (-len(words), words))
    if how in {"exact", "cased"}:
        spelled = [re.escape(words) for words in longest]
    else:
        spelled = [tolerant(words, any_case=how == "any") for words in longest]
    return f"(?:{'|'.join(spelled)}){NOT_A_LETTER}"
