"""Administrative units through time: provinces, districts, communes, and what became of each."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise

from gazetteer.fold import slug
from gazetteer.load import DATA, unit_levels
from gazetteer.state.units import ROOT, Parted, Row, Unit, UnitChange, Versions, parts_of, unit_of

_LATER = ["valid_from", "valid_to", "source"]
_COLUMNS = {
    "provinces": ["id", "type", "name", "aliases", "code", "electronic", *_LATER],
    "districts": ["id", "type", "name", "aliases", "code", "parent", *_LATER],
    "communes": ["id", "type", "name", "aliases", "code", "parent", *_LATER],
    "changes": ["kind", "from", "to", "part", "on", "source"],
}
SPLIT = "split"
Rows = list[tuple[str, Row]]
_FILES = ("provinces", "districts", "communes")


class Geography:
    """All units with their versions. Immutable; the lists below the provinces are read when first needed."""

    def __init__(self, tables: Mapping[str, list[dict[str, str]]] | None = None) -> None:
        self._tables = tables

    def _rows(self, name: str) -> list[Row]:
        """The rows of a list, each with its cells in the order of its columns (units_check.py)."""
        if self._tables is not None:
            return [[row.get(column, "") for column in _COLUMNS[name]] for row in self._tables.get(name, [])]
        _, *rows = csv.reader(_read(name).splitlines())
        return rows

    @cached_property
    def provinces(self) -> tuple[Unit, ...]:
        """Every version of every province, in the order of the file."""
        return tuple(unit_of(row, "province") for row in self._rows("provinces"))

    @cached_property
    def _listed(self) -> Parted[Rows]:
        """The rows of every unit by its id, each with its level."""
        id_of = re.compile(rf"\.(?:{'|'.join(map(slug, _commune_types()))})-[^.]*\Z")
        return Parted(self._index("province", "district"), lambda: self._index("commune"), id_of.search)

    def _index(self, *levels: str) -> dict[str, Rows]:
        found: dict[str, Rows] = {}
        for level in levels:
            for row in self._rows(f"{level}s"):
                found.setdefault(row[0], []).append((level, row))
        return found

    @cached_property
    def versions(self) -> Versions:
        """The versions of every unit by its id, in order of time."""
        return Versions(self._listed)

    @cached_property
    def named(self) -> Parted[tuple[str, ...]]:
        """The ids of the units that a type and name in lower case stand for ("xã bản bo"), aliases too."""
        listed, is_commune = self._listed, re.compile(rf"(?:{'|'.join(_commune_types())}) ").match

        def is_known(words: str) -> bool:
            found = is_commune(words)
            return found is not None and words[found.end() :] in self._commune_text

        return Parted(_names(listed.upper), lambda: _names(listed.communes), is_commune, is_known)

    @cached_property
    def _commune_text(self) -> str:
        """The list of communes in lower case: searched in a quarter of the time that parting it takes."""
        if self._tables is None:
            return _read("communes").lower()
        return "\n".join(map("\n".join, self._rows("communes"))).lower()

    @cached_property
    def _children(self) -> Mapping[str, dict[str, None]]:
        """The provinces and districts by the unit around them."""
        return _by_parent(self._listed.upper)

    @cached_property
    def _communes(self) -> Mapping[str, dict[str, None]]:
        return _by_parent(self._listed.communes)

    def inside(self, id_: str, *, communes: bool = True) -> tuple[Unit, ...]:
        """Every version of a unit that lies right inside a unit; "vn" is the country."""
        lists = (self._children, self._communes) if communes and id_ != ROOT else (self._children,)
        units = (unit for ids in lists for child in ids.get(id_, ()) for unit in self.versions[child])
        return tuple(unit for unit in units if unit.parent == id_)

    @cached_property
    def changes(self) -> tuple[UnitChange, ...]:
        """Every change of a unit, and what follows for the districts whose communes went on without them."""
        listed = tuple(
            UnitChange(kind, before, after, part == "1", on, parts_of(source))
            for kind, before, after, part, on, source in self._rows("changes")
        )
        return (*listed, *self._dissolved(listed))

    def _dissolved(self, changes: Iterable[UnitChange]) -> tuple[UnitChange, ...]:
        """Districts that ended with nothing in their place: their communes went on, or into others."""
        replaced = {(change.source_id, change.on) for change in changes}
        found: dict[UnitChange, None] = {}
        for change in changes:
            last = self.versions[change.source_id][-1]
            if last.level == "commune" and last.valid_to == change.on:
                found[change._replace(kind=SPLIT, source_id=last.parent, part=True)] = None
        for id_, versions in self.versions.items():
            for old, new in pairwise(versions):
                if old.level == "commune" and old.parent != new.parent:
                    went = UnitChange(SPLIT, old.parent, id_, part=True, on=new.valid_from, source=new.source)
                    found[went] = None
        return tuple(
            change for change in found
            if (change.source_id, change.on) not in replaced and self.span(change.source_id)[1] == change.on
        )  # fmt: skip

    @cached_property
    def changes_from(self) -> dict[str, tuple[UnitChange, ...]]:
        """The changes by the unit that ended or gave."""
        return _grouped((change.source_id, change) for change in self.changes)

    @cached_property
    def changes_to(self) -> dict[str, tuple[UnitChange, ...]]:
        """The changes by the unit that began or received."""
        return _grouped((change.target_id, change) for change in self.changes)

    def unit(self, id_: str, on: str | None = None) -> Unit | None:
        """The version of a unit on a day, else its last one; None for an unknown id."""
        versions = self.versions.get(id_)
        if versions is None:
            return None
        return next((unit for unit in versions if on and unit.holds(on)), versions[-1])

    def span(self, id_: str) -> tuple[str, str]:
        """When the unit exists, over all its versions."""
        versions = self.versions[id_]
        return versions[0].valid_from, versions[-1].valid_to

    def chain(self, unit: Unit, on: str | None = None) -> tuple[Unit, ...]:
        """The unit and those around it on a day, up to the province."""
        found, day = [unit], on or _within(unit)
        while (above := self.unit(found[-1].parent, day)) is not None:
            found.append(above)
        return tuple(found)

    def below(self, id_: str, on: str, level: str) -> tuple[Unit, ...]:
        """The units of a level inside a unit on a day, in order of their codes; "vn" is the country."""
        found: list[Unit] = []
        for unit in self.inside(id_, communes=level == "commune"):
            if not unit.holds(on):
                continue
            if unit.level == level:
                found.append(unit)
            elif unit.level != "commune":
                found += self.below(unit.id, on, level)
        return tuple(sorted(found, key=lambda unit: (unit.code, unit.id)))


def _read(name: str) -> str:
    return (DATA / "units" / f"{name}.csv").read_text(encoding="utf-8")


def _commune_types() -> tuple[str, ...]:
    """The types that communes have and no unit above them."""
    return tuple(word for word, level in unit_levels().items() if level == "commune")


def _names(listed: Mapping[str, Rows]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for rows in listed.values():
        for _, (id_, type_, name, aliases, *_) in rows:
            for way in (name, *parts_of(aliases)) if aliases else (name,):
                words = f"{type_} {way}".lower()
                known = found.get(words, ())
                if id_ not in known:
                    found[words] = (*known, id_)
    return found


def _by_parent(listed: Mapping[str, Rows]) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for id_, rows in listed.items():
        for level, row in rows:
            found.setdefault(ROOT if level == "province" else row[5], {})[id_] = None
    return found


def _within(unit: Unit) -> str | None:
    """A day on which this version holds, its last where it ended; None where it has no bounds."""
    if unit.valid_to:
        return (date.fromisoformat(unit.valid_to) - timedelta(days=1)).isoformat()
    return unit.valid_from or None


def _grouped(pairs: Iterator[tuple[str, UnitChange]]) -> dict[str, tuple[UnitChange, ...]]:
    found: dict[str, list[UnitChange]] = {}
    for key, change in pairs:
        found.setdefault(key, []).append(change)
    return {key: tuple(changes) for key, changes in found.items()}


@lru_cache(maxsize=1)
def load_geography() -> Geography:
    """The units of the package."""
    return Geography()
