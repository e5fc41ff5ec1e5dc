"""The hand-written history of the units, merged into what was imported; history.toml says how it is told."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gazetteer.fold import slug
from scripts.environment import ROOT

HISTORY = ROOT / "gazetteer" / "units" / "history.toml"
Row = dict[str, str]


@dataclass
class Tables:
    """The rows of the four files."""

    provinces: list[Row]
    districts: list[Row]
    communes: list[Row]
    changes: list[Row]


def add_history(tables: Tables) -> None:
    """Merge history.toml in, then let no version begin before its parent."""
    told = tomllib.loads(HISTORY.read_text(encoding="utf-8"))
    for level in ("province", "district", "commune"):
        rows: list[Row] = getattr(tables, f"{level}s")
        columns = rows[0].keys()
        rows += [{key: _cell(row.get(key, "")) for key in columns} for row in told.get(level, ())]
    for row in told.get("alias", ()):
        _add_names(tables, row)
    for row in told.get("created", ()):
        _create(tables, row)
    for row in told.get("promoted", ()):
        _promote(tables, row)
    for row in told.get("moved", ()):
        for unit in row["units"]:
            _move(tables, unit, row)
    tables.changes += (made for row in told.get("change", ()) for made in _expanded(row))
    _clip(tables.districts, _starts(tables.provinces))
    _clip(tables.communes, _starts(tables.provinces) | _starts(tables.districts))


def _cell(value: Any) -> str:  # noqa: ANN401  # a value of TOML
    """A value as the cell of a table."""
    return ";".join(value) if isinstance(value, list) else str(value)


def _expanded(row: dict[str, Any]) -> Iterator[Row]:
    """A change between several units as a row for each pair."""
    for old in row["from"]:
        for new in row["to"]:
            yield {"kind": row["kind"], "from": old, "to": new, "part": "1" if row.get("part") else "0",
                   "on": str(row["on"]), "source": _cell(row["source"])}  # fmt: skip


def _versions(tables: Tables, unit: str) -> list[Row]:
    """The versions of a unit, the earliest first. Raises LookupError for an unknown id."""
    found = [row for rows in (tables.provinces, tables.districts, tables.communes)
             for row in rows if row["id"] == unit]  # fmt: skip
    if not found:
        raise LookupError(f"history.toml: no unit {unit}")
    return sorted(found, key=lambda row: row["valid_from"])


def _join(cell: str, more: list[str]) -> str:
    """The entries of a cell and some more, none twice."""
    return ";".join(dict.fromkeys([*filter(None, cell.split(";")), *more]))


def _add_names(tables: Tables, row: dict[str, Any]) -> None:
    for version in _versions(tables, row["unit"]):
        version["aliases"] = _join(version["aliases"], row["names"])


def _begin(version: Row, row: dict[str, Any]) -> None:
    """Set the beginning of a unit's first version."""
    version["valid_from"] = str(row["on"])
    version["source"] = _join(version["source"], row["source"])


def _create(tables: Tables, row: dict[str, Any]) -> None:
    """A unit that began on a day, out of parts of units that went on."""
    for unit in row["units"]:
        _begin(_versions(tables, unit)[0], row)
        change = {"kind": "split", "to": [unit], "part": True}
        tables.changes += _expanded(row | change | {"from": row.get("out_of", [])})


def _promote(tables: Tables, row: dict[str, Any]) -> None:
    """A unit that had another type, or name, before: its predecessor and the change between them."""
    version = _versions(tables, row["unit"])[0]
    name = row.get("name", version["name"])
    own = ".".join((row["unit"].rpartition(".")[0], slug(f"{row['was']} {name}")))
    aliases = version["aliases"] if name == version["name"] else ""
    before = {"id": own, "type": row["was"], "name": name, "code": "", "aliases": aliases,
              "parent": row.get("parent", version["parent"]), "valid_to": str(row["on"]),
              "valid_from": str(row.get("since", "")), "source": _cell(row["source"])}  # fmt: skip
    tables.districts.append(before)
    _begin(version, row)
    change = {"kind": "rename", "from": [own], "to": [row["unit"]]}
    tables.changes += _expanded(row | change)


def _move(tables: Tables, unit: str, row: dict[str, Any]) -> None:
    """A unit that lay in another province before a day: an earlier version of it."""
    version = _versions(tables, unit)[0]
    before = version | {"parent": row["out_of"], "code": "", "valid_to": str(row["on"])}
    tables.districts.append(before | {"source": _cell(row["source"])})
    _begin(version, row)


def _starts(rows: list[Row]) -> dict[str, str]:
    """The day on which each unit began, empty where not known."""
    found: dict[str, str] = {}
    for row in rows:
        found[row["id"]] = min(found.get(row["id"], row["valid_from"]), row["valid_from"])
    return found


def _clip(rows: list[Row], starts: dict[str, str]) -> None:
    """Give a version of unknown beginning that of its parent."""
    for row in rows:
        row["valid_from"] = row["valid_from"] or starts[row["parent"]]
