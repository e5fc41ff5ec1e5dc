"""What each literal of the finder can be: body, title, noun of a group, head noun, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from gazetteer import Gazetteer
from gazetteer.model import Body

Rows = Mapping[str, Any]
_HYPHEN = " - "


class Title(NamedTuple):
    """A title; `kind` is head, deputy or post; `alone` is the group that the bare title means.

    `beside` tells, by how the name of the government behind it begins, how that of its own committee does.
    """

    kind: str
    alone: str
    beside: Rows


class Noun(NamedTuple):
    """A noun of collectives, with the flags that groups.toml explains."""

    key: str
    write: str
    field: str
    definite: bool
    free: bool
    alone: bool
    first: bool
    unit: bool
    inner: bool
    national: bool
    capital: bool
    loose: bool
    proper: bool
    deal: bool
    several: bool
    apart: bool
    rest: bool
    sector: bool


class Literal(NamedTuple):
    """Everything one literal can be; the words around it decide.

    `quiet` literals mean nothing without a quantifier or title; of these `capital` ones do with a capital,
    `listed` ones in a list or with a modifier, `named` ones before a name. `whole` ones hold a space and may
    not be broken over two lines.
    """

    body: Body | None = None
    weak: bool = False
    title: Title | None = None
    noun: Noun | None = None
    head: bool = False
    parent: bool = False
    about: bool = False
    recalls: bool = False
    repairs: str = ""
    damaged: bool = False
    quiet: bool = False
    capital: bool = False
    listed: bool = False
    named: bool = False
    whole: bool = False


_FLAGS = Noun._fields[3:]


def literals_of(gazetteer: Gazetteer, groups: Rows, titles: Rows) -> dict[str, Literal | None]:
    """Every literal, lower case; None for words that hold a noun and are to be passed by whole."""
    found: dict[str, dict[str, Any]] = {}
    heads = gazetteer.heads
    for source in (_bodies(gazetteer), _titles(titles), _nouns(groups), _heads(heads)):
        for word, what in source:
            found.setdefault(word, {}).update(what)
    for head, ways in heads["damaged"].items():
        for way in (head, *ways):
            known = found.setdefault(way.lower(), {})
            whole = known.get("head", False) and not known.get("damaged", False)
            known.update(head=True, repairs=head, damaged=not whole)
    owned = {word for words in heads["own"].values() for word in words}
    table: dict[str, Literal | None] = {
        word: _literal(word, what, own=word in owned) for word, what in found.items()
    }
    for word in _decoys(groups, heads, titles):
        table.setdefault(word, None)
    return table


def noun_of(row: Rows) -> Noun:
    """A row of groups.toml as a noun."""
    return Noun(
        row.get("key", ""),
        row.get("write", ""),
        row.get("field", ""),
        *(row.get(flag, False) for flag in _FLAGS),
    )


def _bodies(gazetteer: Gazetteer) -> Iterator[tuple[str, Rows]]:
    weak = {name.lower() for entry in gazetteer.bodies for name in entry.weak}
    for word, body in gazetteer.names.items():
        yield word, {"body": body, "weak": word in weak}
        yield from (
            (way, {"body": body, "weak": word in weak}) for way in _other_hyphens(word, gazetteer.names)
        )


def _other_hyphens(word: str, names: Mapping[str, Body]) -> Iterator[str]:
    """Yield a name with its hyphen tight or lost where a shorter name, its beginning, would be read else."""
    if word.partition(_HYPHEN)[0] in names and _HYPHEN in word:
        ways = (word.replace(_HYPHEN, "-"), word.replace(_HYPHEN, " "))
        yield from (way for way in ways if way not in names)


def _titles(titles: Rows) -> Iterator[tuple[str, Rows]]:
    for row in titles["title"]:
        title = Title(row.get("kind", "head"), row.get("alone", ""), row.get("beside", {}))
        for way in (row["word"], *row.get("short", ())):
            yield way.lower(), {"title": title}


def _nouns(groups: Rows) -> Iterator[tuple[str, Rows]]:
    for row in groups["noun"]:
        yield row["word"], {"noun": noun_of(row)}


def _heads(heads: Rows) -> Iterator[tuple[str, Rows]]:
    for row in heads["head"]:
        for way in (row["word"], *row.get("short", ())):
            yield (
                way.lower(),
                {"head": True} | {flag: row.get(flag, False) for flag in ("parent", "about", "recalls")},
            )


def _decoys(groups: Rows, heads: Rows, titles: Rows) -> Iterator[str]:
    yield from groups["decoys"]
    for row in (*groups["noun"], *heads["head"], *titles["title"]):
        yield from (word.lower() for word in row.get("near_misses", ()))


def _literal(word: str, what: Rows, *, own: bool) -> Literal:
    """The literal, marked where it may be passed by quickly."""
    noun: Noun | None = what.get("noun")
    quiet = not ("body" in what or "title" in what or (noun and (noun.alone or noun.proper)))
    breakable = "body" in what and not what["weak"]
    return Literal(
        **what,
        quiet=quiet,
        capital=own or what.get("head", False),
        listed=noun is not None and noun.loose and not noun.unit,
        named=noun is not None and (noun.unit or bool(noun.field)),
        whole=" " in word and not breakable,
    )
