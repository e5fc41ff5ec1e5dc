"""The shape of a user's row: which keys it may have, of which kind each value is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from gazetteer.fold import tidy
from gazetteer.load import KINDS as NAMES
from gazetteer.load import unit_levels
from gazetteer.overlays.files import Fault, near
from gazetteer.state.events import BASES
from gazetteer.state.events import KINDS as CHANGES

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*")
UNIT_LEVELS = ("province", "district", "commune")
SCOPES = ("central", "province", "local", "district", "unit", "inner")
CHOICES = {
    ("agency", "scope"): SCOPES,
    ("agency", "also"): SCOPES,
    ("agency", "style"): ("name", "short", "written"),
    ("agency", "levels"): UNIT_LEVELS,
    ("agency", "units"): tuple(unit_levels()),
    ("change", "kind"): CHANGES,
    ("source", "basis"): BASES,
}
_TEXT, _TEXTS, _FLAG, _DAY, _DAYS = "text", "texts", "flag", "day", "days"
_SPAN = {"valid_from": _DAY, "valid_to": _DAY}
TABLES: Mapping[str, Mapping[str, str]] = {
    "agency": {
        **dict.fromkeys(("id", "name", "canonical", "parent", "scope", "also", "style", "of"), _TEXT),
        **dict.fromkeys(("branch", "branch_id", "city", "electronic"), _TEXT),
        **dict.fromkeys((*NAMES, "levels", "units", "codes", "source"), _TEXTS),
        **dict.fromkeys(("bare", "capital", "keep", "inside", "force", "optional", "silent"), _FLAG),
        **_SPAN, "began": _DAYS, "ended": _DAYS,
    },
    "change": {
        **dict.fromkeys(("kind", "note"), _TEXT), **dict.fromkeys(("from", "to", "source"), _TEXTS),
        "on": _DAY, "part": _FLAG,
    },
    "source": {"id": _TEXT, "number": _TEXT, "title": _TEXT, "date": _DAY, "basis": _TEXT},
    "presence": {"body": _TEXT, "in": _TEXTS, "not_in": _TEXTS, **_SPAN, "note": _TEXT, "source": _TEXTS},
    "region": {
        **dict.fromkeys(("body", "region", "seat", "electronic"), _TEXT), **_SPAN,
        **dict.fromkeys(("provinces", "source"), _TEXTS),
    },
}  # fmt: skip
"""The tables that an overlay may hold, with their keys and the kind of each value."""
_NEEDED = {
    "agency": ("id",),
    "change": ("kind", "from", "to", "on"),
    "source": ("id", "title", "basis"),
    "presence": ("body", "source"),
    "region": ("body", "region", "source"),
}
_TIDY = frozenset(("name", "canonical", "branch", "city", "region", "seat", *NAMES))
_KINDS: Mapping[str, Callable[[object], bool]] = {
    _TEXT: lambda value: isinstance(value, str),
    _TEXTS: lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
    _FLAG: lambda value: isinstance(value, bool),
    _DAY: lambda value: type(value) is date,
    _DAYS: lambda value: isinstance(value, dict) and all(
        level in UNIT_LEVELS and type(day) is date for level, day in value.items()
    ),
}  # fmt: skip


def faults(table: str, row: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything wrong with the shape of a row, key by key."""
    keys = TABLES[table]
    for key in row.keys() - keys.keys():
        yield Fault(key, "unknown-key", {"key": key, "guess": near(key, keys)})
    for key in _NEEDED[table]:
        if key not in row:
            yield Fault("", "missing-key", {"key": key})
    for key, value in row.items():
        if key in keys and not _KINDS[keys[key]](value):
            yield Fault(key, f"no-{keys[key]}", {"key": key})
        elif value == [] and key in _NEEDED[table]:
            yield Fault(key, "empty", {"key": key})
        elif key in keys:
            yield from _values(table, key, value)
    if all(type(row.get(key)) is date for key in _SPAN) and row["valid_from"] >= row["valid_to"]:
        yield Fault("valid_to", "backwards")
    yield from _together(table, row)


def _together(table: str, row: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with values that are right one by one."""
    if table == "presence" and bool(row.get("in")) == bool(row.get("not_in")):
        yield Fault("in", "in-or-not-in")
    elif table == "presence" and "not_in" in row and _SPAN.keys() <= row.keys():
        yield Fault("valid_to", "absence-dates")
    if table == "change":
        sides = [side if isinstance(side := row.get(key), list) else [] for key in ("from", "to")]
        if both := [one for one in sides[0] if one in sides[1]]:
            yield Fault("to", "both-sides", {"value": str(both[0])})


def _values(table: str, key: str, value: object) -> Iterator[Fault]:
    """What is wrong with the words of one key."""
    for text in value if isinstance(value, list) else (value,):
        if not isinstance(text, str):
            continue
        if not text.strip():
            yield Fault(key, "empty", {"key": key})
        elif key in _TIDY and tidy(text) != text:
            yield Fault(key, "untidy", {"value": text, "right": tidy(text)})
        elif key == "id" and not ID.fullmatch(text):
            yield Fault(key, "bad-id", {"value": text})
        elif text not in CHOICES.get((table, key), (text,)):
            yield Fault(
                key, "bad-choice", {"key": key, "value": text, "choices": ", ".join(CHOICES[table, key])}
            )
    if isinstance(value, list) and len(set(value)) < len(value):
        yield Fault(key, "twice", {"key": key, "value": next(one for one in value if value.count(one) > 1)})
