"""The rows of collectives.toml, each checked as it comes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from gazetteer.fold import tidy
from gazetteer.load import DAYS, HEADS, GazetteerError, read_bodies, read_days, read_toml, unit_levels

FILE = "collectives.toml"
BODY = "body"
BELOW = ("province", "district", "commune")
LEVELS = ("country", *BELOW, BODY)
_KEYS = {"id", "expressions", "level", "members", "open", *DAYS, "source", "examples", "near_misses"}
_MEMBER_KEYS = {"bodies", "head", "body", "units", "level", *DAYS}
_SHAPES = ({"bodies"}, {"bodies", "units"}, {"head"}, {"body", "units"}, {"body", "level"})


class MemberRule(NamedTuple):
    """One kind of members: exactly one of `bodies`, `head` and `body` is set.

    `bodies`: these entries of the place itself, with `units` only where the place is of one of these types.
    `head`: every entry with this head noun that the place has ("Sở"). `body`: this entry of each unit below
    the place that is of one of the types `units`, or of the `level`; in the country "thành phố" is a city
    under the centre, in a province one of its own. In [`valid_from`, `valid_to`), ISO dates, "" where open.
    """

    bodies: tuple[str, ...] = ()
    head: str = ""
    body: str = ""
    units: tuple[str, ...] = ()
    level: str = ""
    valid_from: str = ""
    valid_to: str = ""


class Collective(NamedTuple):
    """A group expression and whom it means.

    `level` is that of the place whose bodies they are: "country", "province", "district", "commune"; "body"
    for units of the department that writes. `open`: the words reach further than the members, or leave it to
    the task which of them are meant.
    """

    id: str
    expressions: tuple[str, ...]
    level: str
    members: tuple[MemberRule, ...]
    open: bool
    valid_from: str = ""
    valid_to: str = ""
    source: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def read_data() -> Mapping[str, Any]:
    """The file as it is."""
    return read_toml(FILE)


@lru_cache(maxsize=1)
def read_collectives() -> tuple[Collective, ...]:
    """The rows of the package. Raises GazetteerError where one is wrong."""
    return tuple(check_collectives(read_data()["collective"]))


def check_collectives(rows: Iterable[Mapping[str, Any]]) -> Iterator[Collective]:
    """The rows as collectives. Raises GazetteerError for an unknown key, body, level or type of unit.

    So it does for an id or, at one level, an expression that stands twice; for a row of no members that is
    not open, or of members inside a department; and for an expression that is not in its one form.
    """
    seen: set[tuple[str, str]] = set()
    for row in rows:
        made = _collective(row)
        if made.level not in LEVELS:
            raise GazetteerError(FILE, made.id, f"level {made.level!r}")
        if not made.expressions or bad_forms(made.expressions):
            raise GazetteerError(FILE, made.id, f"expressions not in lower case: {made.expressions}")
        if (made.level == BODY) == bool(made.members) or not (made.members or made.open):
            raise GazetteerError(FILE, made.id, "members: some, or at level body none and open")
        keys = {("", made.id), *((made.level, words) for words in made.expressions)}
        if twice := keys & seen:
            raise GazetteerError(FILE, made.id, f"twice: {sorted(twice)}")
        seen |= keys
        yield made


def bad_forms(expressions: Iterable[str]) -> list[str]:
    """The expressions that are not tidy or not in lower case."""
    return [words for words in expressions if words != tidy(words).lower() or not words]


def _collective(row: Mapping[str, Any]) -> Collective:
    entry = str(row.get("id"))
    if unknown := row.keys() - _KEYS:
        raise GazetteerError(FILE, entry, f"unknown keys {sorted(unknown)}")
    valid_from, valid_to = read_days(FILE, entry, row)
    return Collective(
        id=entry,
        expressions=tuple(row.get("expressions", ())),
        level=row.get("level", ""),
        members=tuple(_member(entry, member) for member in row.get("members", ())),
        open=row.get("open", False),
        valid_from=valid_from,
        valid_to=valid_to,
        source=tuple(row.get("source", ())),
        examples=tuple(row.get("examples", ())),
        near_misses=tuple(row.get("near_misses", ())),
    )


def _member(entry: str, row: Mapping[str, Any]) -> MemberRule:
    """One rule, checked."""
    if unknown := row.keys() - _MEMBER_KEYS:
        raise GazetteerError(FILE, entry, f"unknown keys {sorted(unknown)}")
    if row.keys() - set(DAYS) not in _SHAPES:
        raise GazetteerError(FILE, entry, f"a member has {', '.join(' + '.join(sorted(s)) for s in _SHAPES)}")
    unknown = {*row.get("bodies", ()), row.get("body", "ubnd")} - _ids()
    unknown |= set(row.get("units", ())) - unit_levels().keys()
    unknown |= {row.get("level", BELOW[0])} - set(BELOW)
    unknown |= ({row["head"]} if "head" in row else set()) - {head for head, _ in HEADS.values()}
    if unknown:
        raise GazetteerError(FILE, entry, f"unknown: {sorted(unknown)}")
    bodies, units = (tuple(row.get(key, ())) for key in ("bodies", "units"))
    head, body, level = (row.get(key, "") for key in ("head", "body", "level"))
    return MemberRule(bodies, head, body, units, level, *read_days(FILE, entry, row))


@lru_cache(maxsize=1)
def _ids() -> frozenset[str]:
    return frozenset(entry.body.id for entry in read_bodies())
