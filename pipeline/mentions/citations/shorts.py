"""Short forms of numbers: "Đề án số 08" where 08-ĐA/TU stands elsewhere in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.citation_data import CitationPatterns, DocumentType, bare
from pipeline.mentions.citations.around import FIRST_YEAR, LAST_YEAR
from pipeline.mentions.citations.introductions import type_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.mentions.citations.anchors import Anchors

_FULL = re.compile(r"(\d+)[a-zA-Z]?(?:/(\d{4})(?=/))?")
_BARE = re.compile(r" (\w{2} )?(\d{1,5})(?:/(\d{4}))?(?![\d/%]|[.,:]\d|-[\dA-ZĐ]| ?[/-] ?[A-ZĐ])")


Place = tuple[int, DocumentType, re.Match[str]]


class FullForm(NamedTuple):
    """A full number: where it stands, the type word it goes by if known."""

    at: int
    number: str
    type: str | None


class ShortForm(NamedTuple):
    """A short form at `text[start:end]` and the number that it stands for."""

    start: int
    end: int
    number: str
    type: str


def _index(forms: Iterable[FullForm]) -> dict[tuple[str, int], list[tuple[FullForm, str | None]]]:
    """Key the full forms by type and serial, each with the year that is part of its number."""
    index: dict[tuple[str, int], list[tuple[FullForm, str | None]]] = {}
    for form in forms:
        match = _FULL.match(form.number)
        if match and form.type:
            index.setdefault((bare(form.type), int(match[1])), []).append((form, match[2]))
    return index


def _nearest(at: int, year: str | None, forms: Sequence[tuple[FullForm, str | None]]) -> FullForm | None:
    """Return the last form before `at`, else the first behind it, among those of the year if one is given."""
    fit = [form for form, own in forms if not year or own == year]
    before = [form for form in fit if form.at < at]
    return before[-1] if before else fit[0] if fit else None


def find_short_places(text: str, anchors: Anchors) -> list[Place]:
    """Return the type words of `text` that a bare serial follows: where they stand, the type, the match."""
    match_at = _BARE.match
    return [
        (start, kind, match)
        for start, end, kind in anchors.types
        if (match := match_at(text, end)) is not None
    ]


def read_shorts(
    text: str,
    places: Iterable[Place],
    forms: Sequence[FullForm],
    own: FullForm | None,
    patterns: CitationPatterns,
) -> list[ShortForm]:
    """Return the short forms at `places` of the numbers in `forms` (sorted), without those of `own`."""
    index = _index([own, *forms] if own else forms)
    found: list[ShortForm] = []
    if not index:
        return found
    for start, kind, match in places:
        marked, serial, year = match.groups()
        if not marked and FIRST_YEAR <= int(serial) <= LAST_YEAR:
            continue
        if kind.tail:
            kind, start = type_before(text, match.start(), patterns) or (kind, start)  # noqa: PLW2901
        full = _nearest(start, year, index.get((bare(kind.name), int(serial)), ()))
        if full and full is not own:
            found.append(ShortForm(start, match.end(), full.number, kind.name))
    return found
