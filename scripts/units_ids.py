"""The ids of administrative units.

An id is made once: the id of the parent in the list that names the unit first, a dot, and the slug of type
and name. Where units of one parent share a slug, the first of them (which began first, or else has the lowest
code) has the plain id; every other one ends in "-<code>". A unit that ended never gives its id to another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gazetteer.fold import slug
from scripts.units_lists import Lists, Unit

REFORM = "2025-07-01"
CITY = "2026-04-30"  # Đồng Nai becomes a city
CITY_CODE = "75"


def province_id(unit: Unit) -> str:
    """The id of a province or city under the centre."""
    return f"vn.{'tp' if unit.type == 'thành phố' else 'tinh'}.{slug(unit.name)}"


def home_id(lists: Lists, code: str) -> str:
    """The id of a province as it was called on the day of the reform."""
    (name,) = (p.unit for p in lists.provinces.values() if p.into == code and same_name(p.unit, lists, code))
    return province_id(name)


def same_name(unit: Unit, lists: Lists, code: str) -> bool:
    """Whether a province before the reform has the name of the one that has the code after it."""
    return unit.name == lists.now_provinces[code].name


def unit_ids(units: Iterable[tuple[Unit, str]]) -> dict[str, str]:
    """The id of each code; units of one parent in the order of their codes."""
    made: dict[str, str] = {}
    for unit, parent in sorted(units, key=lambda pair: pair[0].code):
        plain = f"{parent}.{slug(f'{unit.type} {unit.name}')}"
        made[unit.code] = f"{plain}-{unit.code}" if plain in made.values() else plain
    return made


def kept_ids(lists: Lists, old: dict[str, str]) -> dict[str, str]:
    """The communes that the reform left as they were, by their code, with their ids."""
    return {edge.new: old[edge.old] for edge in lists.edges if edge.kept}


def begun_units(lists: Lists) -> dict[str, Unit]:
    """The communes as they began in July 2025, under the code that they have now."""
    codes = {code: code for code in lists.first}
    gone, come = lists.first.keys() - lists.now.keys(), lists.now.keys() - lists.first.keys()
    for code in come:
        names = {lists.first[other].name: other for other in gone}
        codes[names[lists.now[code].name]] = code
    return {
        now: Unit(lists.first[code].type if lists.now[now].parent == CITY_CODE else lists.now[now].type,
                  lists.now[now].name, now, lists.now[now].parent)
        for code, now in codes.items()
    }  # fmt: skip


def respell(lists: Lists) -> None:
    """Give the communes that went on the name that they have now; the older spelling is an alias."""
    begun = begun_units(lists)
    for edge in lists.edges:
        if edge.kept:
            unit, name = lists.old[edge.old], begun[edge.new].name
            ways = sorted({*unit.aliases, unit.name} - {name})
            lists.old[edge.old] = replace(unit, name=name, aliases=tuple(ways))
