"""The letters of a number: repaired, in their usual case."""

from __future__ import annotations

import re
from functools import lru_cache

from gazetteer.citation_data import CitationPatterns, DocumentType
from pipeline.mentions.citations.around import FIRST_YEAR, LAST_YEAR

#: A code has at least this many capitals.
CAPITALS = 2

_PARTS = re.compile(r"([-/.])")


@lru_cache(maxsize=4096)
def canonical_code(raw: str, kind: DocumentType | None, patterns: CitationPatterns) -> str | None:
    """Return the letters of a number without blanks, repaired, in their usual case; None if they are no code.

    Where the number goes by type `kind`, a misread code of it is set right: "TT" of a Tờ trình is "TTr".
    """
    code = raw.replace(" ", "").replace("_", "-")
    code = "".join(patterns.mixed_case.get(part.upper(), part) for part in _PARTS.split(code))
    for pattern, becomes in patterns.repairs:
        match = pattern.fullmatch(code)
        if match:
            code = match.expand(becomes)
    first = first_part(code)
    if kind and first in kind.misread and first != code:
        code = kind.codes[0] + code[len(first) :]
    return code if sum(c.isupper() for c in code) >= CAPITALS else None


@lru_cache(maxsize=4096)
def first_part(code: str) -> str:
    """Return the letters of a number up to the first hyphen, slash or dot."""
    return _PARTS.split(code, maxsplit=1)[0]


def parts(code: str) -> int:
    """Return how many parts a code has."""
    return len(_PARTS.findall(code)) + 1


def compose(serial: str, year: str | None, code: str, *, slash: bool) -> str | None:
    """Join the pieces of a number; None where the year is none or a Party number lacks its slash."""
    if year:
        return f"{serial}/{year}/{code}" if FIRST_YEAR <= int(year) <= LAST_YEAR else None
    if slash:
        return f"{serial}/{code}"
    return f"{serial}-{code}" if "/" in code else None
