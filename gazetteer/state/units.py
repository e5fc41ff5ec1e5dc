"""Units and what became of them: frozen values, made from the rows of the imported lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple, TypeVar

ROOT = "vn"
"""The id of the country."""
Row = list[str]
T = TypeVar("T")


class Unit(NamedTuple):
    """One version of a unit: what held in [`valid_from`, `valid_to`), ISO dates, "" where open or not known.

    `parent` is the id of the unit around it, "vn" for a province; `code` the area code (QĐ 124/2004/QĐ-TTg,
    QĐ 19/2025/QĐ-TTg), `electronic` the identification code of a province's committee (QĐ 20/2020/QĐ-TTg).
    """

    id: str
    type: str
    name: str
    level: str
    parent: str
    code: str
    electronic: str
    aliases: tuple[str, ...]
    valid_from: str
    valid_to: str
    source: tuple[str, ...]

    @property
    def full(self) -> str:
        """Type and name: "xã Bản Bo"."""
        return f"{self.type} {self.name}"

    def holds(self, on: str) -> bool:
        """Whether this version holds on an ISO day."""
        return holds(self.valid_from, self.valid_to, on)


class UnitChange(NamedTuple):
    """What became of a unit on a day; `part` where only a part of it went there."""

    kind: str
    source_id: str
    target_id: str
    part: bool
    on: str
    source: tuple[str, ...]


def holds(valid_from: str, valid_to: str, on: str) -> bool:
    """Whether a day lies in [valid_from, valid_to); "" is open."""
    return (not valid_from or valid_from <= on) and (not valid_to or on < valid_to)


class Parted(Mapping[str, T]):
    """What is known by ids or names of units; of communes, the many, made when one of them is asked for.

    `is_commune` tells a key that only a commune may have; `is_known` is asked of such a key before the
    communes are made: where it says no, they have no such key.
    """

    def __init__(
        self,
        upper: Mapping[str, T],
        communes: Callable[[], Mapping[str, T]],
        is_commune: Callable[[str], object],
        is_known: Callable[[str], bool] = bool,
    ) -> None:
        self.upper, self._make = upper, communes
        self._is_commune, self._is_known = is_commune, is_known

    @cached_property
    def communes(self) -> Mapping[str, T]:
        """The part of the communes."""
        return self._make()

    def _part(self, key: str) -> Mapping[str, T]:
        if not self._is_commune(key):
            return self.upper
        return self.communes if "communes" in vars(self) or self._is_known(key) else {}

    def __getitem__(self, key: str) -> T:
        return self._part(key)[key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._part(key)

    def __iter__(self) -> Iterator[str]:
        return chain(self.upper, self.communes)

    def __len__(self) -> int:
        return len(self.upper) + len(self.communes)


class Versions(Mapping[str, tuple[Unit, ...]]):
    """The versions of each unit by its id, made from its rows when first asked for: few of them ever are."""

    def __init__(self, rows: Parted[list[tuple[str, Row]]]) -> None:
        self._rows = rows
        self._made: dict[str, tuple[Unit, ...]] = {}

    def __getitem__(self, id_: str) -> tuple[Unit, ...]:
        made = self._made.get(id_)
        if made is None:
            made = self._made[id_] = tuple(unit_of(row, level) for level, row in self._rows[id_])
        return made

    def __contains__(self, id_: object) -> bool:
        return id_ in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def unit_of(row: Row, level: str) -> Unit:
    """One row of a list; of a province also its identification code, of the others the unit around it."""
    id_, type_, name, aliases, code, more, valid_from, valid_to, source = row
    electronic, parent = (more, ROOT) if level == "province" else ("", more)
    return Unit(
        id_,
        type_,
        name,
        level,
        parent,
        code,
        electronic,
        parts_of(aliases),
        valid_from,
        valid_to,
        parts_of(source),
    )


@cache
def parts_of(cell: str) -> tuple[str, ...]:
    """What a cell lists."""
    return tuple(cell.split(";")) if cell else ()
