"""The names of the whole country for one automaton: what stands alone, and which units may follow what.

Compiled anew in each process that asks for it: that takes a tenth of a second, and no file is kept.
"""

from __future__ import annotations

from collections.abc import Iterable

from gazetteer.fold import lower
from gazetteer.model import Entry
from gazetteer.state.automaton import Names, Strings, strings_of
from gazetteer.state.geography import Geography
from gazetteer.state.registry import Registry

_WITH_UNIT = ("official", "abbreviation")
_NOT_ALONE = ("weak", "misspelt")
_BITS = {"province": 1, "district": 2, "commune": 4}


def names_of(entries: Iterable[Entry], titles: Iterable[str], registry: Registry) -> Names:
    """The automaton for these entries and titles in all units."""
    return Names(_strings(tuple(entries), titles, registry))


def _strings(entries: tuple[Entry, ...], titles: Iterable[str], registry: Registry) -> Strings:
    alone = (
        lower(spelling.text)
        for entry in entries
        if entry.body.bare and not entry.body.silent
        for spelling in entry.spellings
        if spelling.kind not in _NOT_ALONE
    )
    units = _units(registry.facts.geography)
    return strings_of((*alone, *map(lower, titles)), _within(entries, registry), units)


def _units(geography: Geography) -> dict[str, int]:
    """The names of the units, with those they had, and the levels at which there is one of that name."""
    found: dict[str, int] = {}
    for versions in geography.versions.values():
        for unit in versions:
            for name in (unit.name, *unit.aliases):
                words = lower(f"{unit.type} {name}")
                found[words] = found.get(words, 0) | _BITS[unit.level]
    return found


def _within(entries: tuple[Entry, ...], registry: Registry) -> dict[str, int]:
    """The names of bodies in units, and the levels of these: of communes only where an entry says so."""
    found: dict[str, int] = {}
    for entry in entries:
        body = entry.body
        levels = 0 if body.scope == "inner" else sum(_BITS.get(level, 0) for level in registry.levels(body))
        if "commune" not in body.levels:
            levels &= ~_BITS["commune"]
        for spelling in entry.spellings if levels else ():
            if spelling.kind in _WITH_UNIT:
                words = lower(spelling.text)
                found[words] = found.get(words, 0) | levels
    return found
