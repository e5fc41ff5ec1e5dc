"""The agencies that words mean, and those that came before and after them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, literal, select

from pipeline.store.errors import StoreError
from pipeline.store.tables import AGENCIES, LINEAGE
from pipeline.store.words import accented_text, folded_text


def find_agencies(connection: Connection, words: str) -> tuple[int, ...]:
    """The agencies that a key, an id or a name means.

    A name means those of exactly this name, else those whose name has it as whole words; where it is typed
    with accents, those with the same accents go before others. Raises StoreError (unknown-agency).
    """
    for condition in _ways(words):
        query = select(AGENCIES.c.id, AGENCIES.c.name).where(condition).order_by(AGENCIES.c.id)
        rows = connection.execute(query).all()
        typed = f" {accented_text(words)} "
        same = [row.id for row in rows if typed in f" {accented_text(row.name)} "]
        if rows:
            return tuple(same or [row.id for row in rows])
    raise StoreError("unknown-agency", value=words)


def _ways(words: str) -> tuple[ColumnElement[bool], ...]:
    """How words may mean agencies, the surest first."""
    folded = folded_text(words)
    inside = (literal(" ") + AGENCIES.c.folded + literal(" ")).contains(f" {folded} ", autoescape=True)
    return AGENCIES.c.key == words, AGENCIES.c.folded == folded, inside & literal(bool(folded))


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
