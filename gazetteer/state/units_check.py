"""Checks of the administrative units and their changes, row by row and between rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from gazetteer.fold import slug, tidy
from gazetteer.load import GazetteerError, lower_levels, read_toml, unit_levels

Row = Mapping[str, str]

_UNIT = ("id", "type", "name", "aliases", "code")
_SPAN = ("valid_from", "valid_to", "source")
COLUMNS = {
    "provinces": (*_UNIT, "electronic", *_SPAN),
    "districts": (*_UNIT, "parent", *_SPAN),
    "communes": (*_UNIT, "parent", *_SPAN),
    "changes": ("kind", "from", "to", "part", "on", "source"),
}
"""The columns of each file, in order."""
TYPES = {
    "provinces": tuple(word for word, level in unit_levels().items() if level == "province"),
    "districts": tuple(word for word, level in lower_levels().items() if level == "district"),
    "communes": tuple(word for word, level in lower_levels().items() if level == "commune"),
}
"""The types of unit that each file holds."""
_PARTS = dict(zip(TYPES["provinces"], ("tinh", "tp"), strict=True))
"""How the id of a province begins, by its type."""
KINDS = ("merge", "split", "rename")
_DIGITS = {"provinces": 2, "districts": 3, "communes": 5}
_DEPTHS = {"provinces": (3,), "districts": (4,), "communes": (4, 5)}
_ID = re.compile(r"vn\.(?:tinh|tp)(?:\.[a-z0-9]+(?:-[a-z0-9]+)*){1,3}")
_ELECTRONIC = re.compile(r"(?:H\d\d)?")
_LAST = "9999-12-31"


def check_tables(tables: Mapping[str, Sequence[Row]]) -> None:
    """Check all four files, each by itself and then against the others."""
    for file in TYPES:
        check_units(file, tables[file])
    check_parents("districts", tables["districts"], tables["provinces"])
    check_parents("communes", tables["communes"], [*tables["provinces"], *tables["districts"]])
    check_changes(tables["changes"], [row for file in TYPES for row in tables[file]])


def check_units(file: str, rows: Iterable[Row]) -> None:
    """Check the rows of "provinces", "districts" or "communes" among themselves.

    Raises GazetteerError for other columns, a malformed cell, versions of one unit that overlap or do not
    follow each other, and a code that two units have at one time.
    """
    versions: dict[str, list[Row]] = {}
    codes: dict[str, list[Row]] = {}
    for row in rows:
        problem = _problem(file, row)
        if problem:
            raise GazetteerError(f"units/{file}.csv", str(row.get("id")), problem)
        versions.setdefault(row["id"], []).append(row)
        if row["code"]:
            codes.setdefault(row["code"], []).append(row)
    for known in versions.values():
        for one, next_ in pairwise(known):
            if not one["valid_to"] or one["valid_to"] != next_["valid_from"]:
                raise GazetteerError(
                    f"units/{file}.csv", one["id"], "a version does not begin where the last ends"
                )
    for code, known in codes.items():
        for one, next_ in pairwise(sorted(known, key=lambda row: row["valid_from"])):
            if (one["valid_to"] or _LAST) > next_["valid_from"]:
                raise GazetteerError(
                    f"units/{file}.csv", next_["id"], f"code {code} is that of {one['id']} too"
                )


def _problem(file: str, row: Row) -> str:
    """What is wrong with one row by itself, or nothing."""
    if tuple(row) != COLUMNS[file]:
        return f"columns {list(row)}"
    checks = {
        f"type {row['type']!r}": row["type"] in TYPES[file],
        f"name {row['name']!r} is not tidy": _is_name(row["name"]),
        f"aliases {row['aliases']!r} are not tidy, or repeated": _are_aliases(row),
        f"code {row['code']!r}": not row["code"] or _is_code(file, row["code"]),
        f"electronic code {row.get('electronic')!r}": bool(_ELECTRONIC.fullmatch(row.get("electronic", ""))),
        "id malformed or not made of type and name": _is_id(file, row),
        "dates are ISO days, valid_from before valid_to": _are_dates(row["valid_from"], row["valid_to"]),
        "no source": bool(row["source"]),
    }
    return next((problem for problem, right in checks.items() if not right), "")


def _is_name(name: str) -> bool:
    """Whether a bare name is tidy and each of its words begins with a capital or a digit."""
    words = re.split(r"[ \-]+", name)
    small = read_toml("units.toml")["names"]["small"]
    return tidy(name) == name and all(word[:1].isupper() or word.isdigit() or word in small for word in words)


def _are_aliases(row: Row) -> bool:
    names = row["aliases"].split(";") if row["aliases"] else []
    return all(tidy(name) == name != "" for name in names) and len({row["name"], *names}) == len(names) + 1


def _is_code(file: str, code: str) -> bool:
    return code.isascii() and code.isdigit() and len(code) == _DIGITS[file]


def _is_id(file: str, row: Row) -> bool:
    """Whether an id has the parts of its level and ends in type and name, or these and a code."""
    parts = row["id"].split(".")
    made = slug(row["name"]) if file == "provinces" else slug(f"{row['type']} {row['name']}")
    return (
        _ID.fullmatch(row["id"]) is not None
        and len(parts) in _DEPTHS[file]
        and re.fullmatch(re.escape(made) + r"(?:-\d{5})?", parts[-1]) is not None
        and (file != "provinces" or parts[1] == _PARTS.get(row["type"]))
    )


def _are_dates(*days: str) -> bool:
    """Whether each day is empty or ISO, and those that are known follow each other."""
    known = [day for day in days if day]
    try:
        return all(date.fromisoformat(day).isoformat() == day for day in known) and all(
            one < next_ for one, next_ in pairwise(known)
        )
    except ValueError:
        return False


def _spans(units: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """When each unit exists, over all its versions; "" and the last of days where open."""
    found: dict[str, tuple[str, str]] = {}
    for row in units:
        begin, end = row["valid_from"], row["valid_to"] or _LAST
        first, last = found.get(row["id"], (begin, end))
        found[row["id"]] = (min(first, begin), max(last, end))
    return found


def check_parents(file: str, rows: Iterable[Row], parents: Iterable[Row]) -> None:
    """Raises GazetteerError where the parent of a version is unknown or does not exist throughout it."""
    spans = _spans(parents)
    for row in rows:
        if row["parent"] not in spans:
            raise GazetteerError(f"units/{file}.csv", row["id"], f"no unit {row['parent']!r}")
        begin, end = spans[row["parent"]]
        if row["valid_from"] < begin or (row["valid_to"] or _LAST) > end:
            problem = f"{row['parent']} does not exist throughout {row['valid_from']} … {row['valid_to']}"
            raise GazetteerError(f"units/{file}.csv", row["id"], problem)


def check_changes(rows: Iterable[Row], units: Iterable[Row]) -> None:
    """Check the changes against the units.

    Raises GazetteerError for a malformed or repeated row, an unknown unit, one that does not exist on its
    side of the day, one that went whole and yet goes on or went elsewhere too, one that ended in one part.
    """
    spans = _spans(units)
    given: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        problem = _change_problem(row, spans)
        if problem:
            raise GazetteerError("units/changes.csv", f"{row.get('from')} → {row.get('to')}", problem)
        given.setdefault((row["from"], row["on"]), []).append(row)
    for (unit, on), known in given.items():
        if len({row["to"] for row in known}) < len(known):
            raise GazetteerError("units/changes.csv", unit, f"a change of {on} stands twice")
        whole = [row for row in known if row["part"] == "0"]
        if whole and len(known) > 1:
            raise GazetteerError("units/changes.csv", unit, f"went whole and elsewhere too on {on}")
        if not whole and len(known) == 1 and spans[unit][1] == on:
            raise GazetteerError("units/changes.csv", unit, f"ended on {on}, yet only a part is told of")


def _change_problem(row: Row, spans: Mapping[str, tuple[str, str]]) -> str:
    """What is wrong with one change, or nothing."""
    if tuple(row) != COLUMNS["changes"]:
        return f"columns {list(row)}"
    if row["kind"] not in KINDS or row["part"] not in ("0", "1") or not row["source"]:
        return f"kind {row['kind']!r}, part {row['part']!r}, source {row['source']!r}"
    if not row["on"] or not _are_dates(row["on"]):
        return f"on {row['on']!r} is no ISO day"
    if unknown := [unit for unit in (row["from"], row["to"]) if unit not in spans]:
        return f"no unit {unknown[0]!r}"
    old, new, on = spans[row["from"]], spans[row["to"]], row["on"]
    checks = {
        "what it comes from does not exist before": old[0] < on <= old[1],
        "what it goes to does not exist then": new[0] <= on < new[1],
        "what went whole goes on": row["part"] == "1" or old[1] == on,
        "what has a new name began at another time": row["kind"] != "rename" or new[0] == on,
        "a rename takes the whole": row["kind"] != "rename" or row["part"] == "0",
    }
    return next((problem for problem, right in checks.items() if not right), "")
