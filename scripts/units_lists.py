"""The lists that the administrative units are imported from, read and put right.

The lists lie in ../shared/gazetteer-data, outside the repository. Names come out bare, tidy and with the
capital letters of proper names; what was put right on the way is counted in `Lists.repairs`.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gazetteer.fold import slug, tidy
from scripts.environment import ROOT

FOLDER = ROOT.parent / "shared" / "gazetteer-data"
TYPES = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")
# Names that the lists of old units spell otherwise than the study or the list of 2026 does, by code.
RESPELT = {"03469": "Can Hồ", "24310": "Chư Kbô", "04456": "Mù Cang Chải", "137": "Mù Cang Chải"}


@dataclass(frozen=True)
class Unit:
    """A unit of one list: its type, bare name, other spellings, code and the code of what it lies in."""

    type: str
    name: str
    code: str
    parent: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edge:
    """An old commune, or a district that had none, and a commune of July 2025 that took all or part of it."""

    old: str
    new: str
    whole: bool
    kept: bool


@dataclass(frozen=True)
class Province:
    """A province before July 2025 with what it became then."""

    unit: Unit
    electronic: str
    into: str


@dataclass
class Lists:
    """Everything that was read, by code; `now` is the newest list, its provinces and communes."""

    provinces: dict[str, Province] = field(default_factory=dict)
    districts: dict[str, Unit] = field(default_factory=dict)
    old: dict[str, Unit] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    first: dict[str, Unit] = field(default_factory=dict)
    now_provinces: dict[str, Unit] = field(default_factory=dict)
    now: dict[str, Unit] = field(default_factory=dict)
    repairs: Counter[str] = field(default_factory=Counter)


def read_lists(folder: Path = FOLDER) -> Lists:
    """All lists of the folder. Raises FileNotFoundError where it is absent."""
    lists = Lists()
    pairs = list(_rows(folder / "communes-old-to-new-2025.csv"))
    for row in _rows(folder / "provinces_63_to_34.csv"):
        unit = _unit(lists, row["old_name"], row["old_gso_code"], "")
        lists.provinces[unit.code] = Province(unit, row["old_h_code"], row["new_gso_code"])
    _read_districts(lists, folder, pairs)
    _read_old(lists, folder, pairs)
    _read_now(lists, folder)
    for row in pairs:
        _read_pair(lists, row)
    return lists


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _read_districts(lists: Lists, folder: Path, pairs: list[dict[str, str]]) -> None:
    other = {row["districtCode"].zfill(3): row["district"] for row in pairs}
    for row in _rows(folder / "gso-districts-2025-07.csv"):
        code = row["Mã"]
        lists.districts[code] = _unit(lists, other[code], code, row["Mã TP"], row["Tên"])


def _read_old(lists: Lists, folder: Path, pairs: list[dict[str, str]]) -> None:
    """The communes until June 2025: spelt as in the list of changes, the other spellings beside."""
    other = {_code(row): row["ward"] for row in pairs}
    ways = {
        row["old_code"]: row["old_name_variant"] for row in _rows(folder / "lai_chau_communes_106_to_38.csv")
    }
    for row in _rows(folder / "gso-communes-until-2025-06.csv"):
        code, spelt = row["Mã"], other[row["Mã"]]
        if " - " in row["Tên"] and slug(row["Tên"]) == slug(spelt):
            spelt = row["Tên"]
        lists.old[code] = _unit(lists, spelt, code, row["Mã QH"], row["Tên"], ways.get(code, ""))
        lists.repairs["type column against the name"] += not row["Tên"].startswith(row["Cấp"])


def _read_now(lists: Lists, folder: Path) -> None:
    for province in json.loads((folder / "units-2026-07.json").read_text(encoding="utf-8")):
        code = province["Code"]
        lists.now_provinces[code] = _unit(lists, province["FullName"], code, "")
        for row in province["Wards"]:
            kind = row["AdministrativeUnitShortName"]
            lists.repairs["full name against type and name"] += row["FullName"] != f"{kind} {row['Name']}"
            lists.now[row["Code"]] = _unit(lists, f"{kind} {row['Name']}", row["Code"], code)


def _read_pair(lists: Lists, row: dict[str, str]) -> None:
    """One line of the list of changes: what was there first, and where it went."""
    new = row["newWardCode"]
    old = _code(row) if row["wardCode"] else row["districtCode"].zfill(3)
    lists.first[new] = _unit(lists, row["newWard"], new, row["newProvinceCode"], count=False)
    lists.edges.append(Edge(old, new, row["isDividedWard"] == "False", row["isMergedWard"] == "False"))


def _code(row: dict[str, str]) -> str:
    return row["wardCode"].removesuffix(".0").zfill(5) if row["wardCode"] else ""


def _unit(lists: Lists, full: str, code: str, parent: str, *others: str, count: bool = True) -> Unit:
    """The unit of a full name; the other full names give its aliases."""
    kind, name = _split(full)
    ways = [mend(name), *(mend(_split(other)[1]) for other in others if other)]
    if count:
        lists.repairs["tone placement"] += tidy(name) != name
        lists.repairs["capitals, spaces, abbreviations"] += any(
            mend(_split(other)[1]) != tidy(_split(other)[1]) for other in (full, *others) if other
        )
        lists.repairs["two spellings"] += len(set(ways)) > 1
    name = RESPELT.get(code, ways[0])
    aliases = tuple(sorted({way for way in ways if way.lower() != name.lower()}))
    return Unit(kind, name, code, parent, aliases)


def _split(full: str) -> tuple[str, str]:
    """Type and bare name of a full name."""
    words = " ".join(full.split())
    for kind in TYPES:
        if words.lower().startswith(f"{kind} "):
            return kind, words[len(kind) + 1 :]
    raise ValueError(f"{full!r} begins with no type of unit")


def mend(name: str) -> str:
    """A bare name put right: capitals, spaces, apostrophes, "Nông trường" in full."""
    name = tidy(name).replace("’", "'").replace("' ", "'")
    name = re.sub(r"\bN\.?T\b\.?", "Nông trường", name)
    name = re.sub(r"(?<![\w'])\w", lambda found: found.group().upper(), name)
    return re.sub(r"\bNông Trường\b", "Nông trường", name)
