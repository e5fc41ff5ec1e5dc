"""Provinces as the words of a document name them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from gazetteer.load import read_units
from gazetteer.model import Place
from gazetteer.state.geography import Geography, load_geography
from gazetteer.state.units import Unit

_FIRST, _LAST = "2002-01-01", "2027-01-01"


def read_places(geography: Geography | None = None) -> tuple[tuple[Place, tuple[str, ...]], ...]:
    """Every province that documents since 2002 name, with its other spellings.

    Of two with one bare name the one that existed longer comes first: words without its type mean that one.
    """
    geography = geography or load_geography()
    days: dict[str, int] = {}
    for unit in geography.provinces:
        days[unit.id] = days.get(unit.id, 0) + _days(unit)
    found = {unit.id: unit for unit in geography.provinces if days[unit.id] > 0}
    ranked = sorted(found.values(), key=lambda unit: (-days[unit.id], unit.id))
    return tuple((place_of(unit), unit.aliases) for unit in ranked)


def place_of(unit: Unit) -> Place:
    """A province as a place; a city named after a person keeps the capital of its type."""
    full = unit.full[0].upper() + unit.full[1:] if unit.name in _capitalised() else unit.full
    return Place(unit.id, full, unit.type, unit.name)


@lru_cache(maxsize=1)
def _capitalised() -> frozenset[str]:
    return frozenset(read_units()["capitalised"]["names"])


def _days(unit: Unit) -> int:
    """How long a version held since the first documents."""
    begins, ends = max(unit.valid_from or _FIRST, _FIRST), max(unit.valid_to or _LAST, _FIRST)
    return (date.fromisoformat(ends) - date.fromisoformat(begins)).days
