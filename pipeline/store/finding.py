"""The agencies that words mean, and those that came before and after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, literal, select

from pipeline.store.errors import StoreError
from pipeline.store.tables import AGENCIES, LINEAGE
from pipeline.store.words import accented_text, folded_text


def find_agencies(connection: Connection, words: str) -> tuple[int, ...]:
    """The agencies that a key, an id or a name means.

    A name means the known body of exactly this name, written out or short ("UBND", "GD&ĐT"), else all whose
    name has it as whole words: "Sở Y tế" is that of every province, though one document may name no province.
    Where it is typed with accents, those with the same accents go before others. Raises StoreError
    (unknown-agency).
    """
    for typed, condition in _ways(words):
        query = select(AGENCIES.c.id, AGENCIES.c.name).where(condition).order_by(AGENCIES.c.id)
        rows = connection.execute(query).all()
        accented = f" {accented_text(typed)} "
        same = [row.id for row in rows if accented in f" {accented_text(row.name)} "]
        if rows:
            return tuple(same or [row.id for row in rows])
    raise StoreError("unknown-agency", value=words)


def _ways(words: str) -> Iterator[tuple[str, ColumnElement[bool]]]:
    """How words may mean agencies, the surest first, each with the name that is looked for."""
    yield words, AGENCIES.c.key == words
    yield words, _exactly(folded_text(words))
    full, agency_id = _written_out(words)
    yield full, AGENCIES.c.key == agency_id
    yield full, _exactly(folded_text(full))
    yield from ((name, inside(folded_text(name))) for name in dict.fromkeys((words, full)))


def _exactly(folded: str) -> ColumnElement[bool]:
    """Whether the agency has an id and these words for its name."""
    return (AGENCIES.c.folded == folded) & AGENCIES.c.agency_id.is_not(None)


def inside(folded: str) -> ColumnElement[bool]:
    """Whether the name of an agency has these words, of which there is one at least."""
    padded = literal(" ") + AGENCIES.c.folded + literal(" ")
    return padded.contains(f" {folded} ", autoescape=True) & literal(bool(folded))


def _written_out(words: str) -> tuple[str, str | None]:
    """The name that the gazetteer reads out of words, with its agency where only one can be meant."""
    from gazetteer import load_gazetteer
    from pipeline.mentions.agencies.resolve import resolve  # here, as most words are names of the store

    gazetteer = load_gazetteer()
    found = resolve(words, gazetteer, gazetteer.issuer(""))
    return (found.name, found.agency_id) if found else (words, None)


def family(ids: Sequence[int]) -> CompoundSelect[Any]:
    """The agencies themselves, all that their duties came from, and all that they went to, by dated steps.

    A step leads on only to steps of the same day or later, or looking back, to the same day or earlier.
    """
    own = select(AGENCIES.c.id).where(AGENCIES.c.id.in_(ids))
    return own.union(_walk(ids, forward=True), _walk(ids, forward=False))


def _walk(ids: Sequence[int], *, forward: bool) -> Select[Any]:
    """The agencies that steps in one direction lead to."""
    here, there, day = LINEAGE.c.earlier, LINEAGE.c.later, LINEAGE.c.day
    if not forward:
        here, there = there, here
    first = select(there.label("agency"), day.label("day")).where(here.in_(ids))
    reached = first.cte(recursive=True)
    onward = day >= reached.c.day if forward else day <= reached.c.day
    steps = select(there, day).join_from(LINEAGE, reached, (here == reached.c.agency) & onward)
    return select(reached.union(steps).c.agency)
