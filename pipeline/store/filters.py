"""What may be asked of tasks, as conditions that combine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, exists, false, literal, or_, select, union_all

from pipeline.store.finding import family, find_agencies
from pipeline.store.rows import cited_key
from pipeline.store.search import AS_TYPED
from pipeline.store.tables import (
    ASSIGNEES,
    CITATIONS,
    DEADLINES,
    DOCUMENTS,
    REVIEWS,
    ROSTER_MEMBERS,
    TASKS,
)
from pipeline.store.words import folded_text, words_of

Role = Literal["lead", "support"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which tasks are meant: those that fulfil every condition given.

    Agencies are given by id, key or name, as `find_agencies` explains. With `lineage` those before and after
    an agency count for it; with `members` the groups that it belonged to, as the records tell. Days are ISO
    dates; a deadline is a day that the text states.
    """

    agency: str | None = None
    """Carries the task or takes part, in `role` if that is given."""
    role: Role | None = None
    """Some agency has this role."""
    lead: str | None = None
    support: str | None = None
    lineage: bool = False
    members: bool = False
    issuer: str | None = None
    """Issued the document; "" for documents of which it is not known."""
    cites: str | None = None
    """Number or title of a document that the task cites, in any capitals, with accents or without."""
    due_before: str | None = None
    """A deadline is before this day."""
    due_after: str | None = None
    """A deadline is after this day; with `due_before` the same deadline."""
    overdue_on: str | None = None
    """A deadline has passed on this day."""
    recurring: bool | str | None = None
    """Is to be done again and again: at all, or daily, weekly, monthly …; False for tasks that are not."""
    kind: Literal["duty", "closing"] | None = None
    review: bool | str | None = None
    """A person should look: at all, or for the reason of this code; False for tasks without any."""
    text: str | None = None
    """All these words are in the text; those typed with accents have the same accents."""
    year: int | None = None
    """The document's; 0 where it is not known."""
    document: str | None = None
    """The document's id or number."""
    task: str | None = None
    """The task's own id."""
    withdrawn: bool | None = False
    """Is withdrawn; None for all."""
    also: tuple[Filters, ...] = ()
    """All of these hold as well."""

    def any_accents(self) -> Filters:
        """The same with words of `text` that agree with any accents."""
        return self if self.text is None else replace(self, text=folded_text(self.text))


Condition = ColumnElement[bool]
Ids = Select[Any]


def conditions(connection: Connection, filters: Filters) -> Iterator[Condition]:
    """Yield conditions on rows of `tasks`; raises StoreError (unknown-agency)."""
    if filters.withdrawn is not None:
        yield TASKS.c.withdrawn.isnot(None) if filters.withdrawn else TASKS.c.withdrawn.is_(None)
    if filters.kind:
        yield TASKS.c.kind == filters.kind
    if filters.task:
        yield TASKS.c.task_id == filters.task
    if documents := list(_of_document(connection, filters)):
        yield TASKS.c.document.in_(select(DOCUMENTS.c.id).where(*documents))
    for ids in (*_of_agencies(connection, filters), *_of_deadlines(filters)):
        yield TASKS.c.id.in_(ids)
    if filters.cites:
        yield TASKS.c.id.in_(select(CITATIONS.c.task).where(CITATIONS.c.cited == _cited(filters.cites)))
    if isinstance(filters.review, str):
        yield TASKS.c.id.in_(select(REVIEWS.c.task).where(REVIEWS.c.code == filters.review))
    if filters.text is not None:
        words = words_of(filters.text)
        yield TASKS.c.id.in_(AS_TYPED.matches(connection, words)) if words else false()
    yield from _looked_up(filters)
    for more in filters.also:
        yield from conditions(connection, more)


def _of_document(connection: Connection, filters: Filters) -> Iterator[Condition]:
    """Conditions on rows of `documents`."""
    issuer, year = DOCUMENTS.c.issuer, DOCUMENTS.c.year
    if filters.issuer is not None:
        yield issuer.in_(find_agencies(connection, filters.issuer)) if filters.issuer else issuer.is_(None)
    if filters.year is not None:
        yield year == filters.year if filters.year else year.is_(None)
    if filters.document:
        yield or_(DOCUMENTS.c.document_id == filters.document, DOCUMENTS.c.number == filters.document)


def _of_agencies(connection: Connection, filters: Filters) -> Iterator[Ids]:
    """The tasks of each agency asked for."""
    asked = ((filters.agency, filters.role), (filters.lead, "lead"), (filters.support, "support"))
    for words, role in asked:
        if not words:
            continue
        found = find_agencies(connection, words)
        agencies = family(found) if filters.lineage else found
        ways = [ASSIGNEES.c.agency.in_(agencies)]
        if filters.members:
            rosters = select(ROSTER_MEMBERS.c.roster).where(ROSTER_MEMBERS.c.agency.in_(agencies))
            ways.append(ASSIGNEES.c.roster.in_(rosters))
        in_role = [ASSIGNEES.c.role == role] if role else []
        parts = [select(ASSIGNEES.c.task).where(way, *in_role) for way in ways]
        yield parts[0] if len(parts) == 1 else select(union_all(*parts).subquery().c.task)


def _of_deadlines(filters: Filters) -> Iterator[Ids]:
    """The tasks with such deadlines, each condition by itself but the two ends of a time."""
    value = DEADLINES.c.value
    between = [
        *([value < filters.due_before] if filters.due_before else []),
        *([value > filters.due_after] if filters.due_after else []),
    ]
    if between:
        yield select(DEADLINES.c.task).where(DEADLINES.c.kind == "date", *between)
    if filters.overdue_on:
        yield select(DEADLINES.c.task).where(DEADLINES.c.kind == "date", value < filters.overdue_on)
    if isinstance(filters.recurring, str):
        listed = (literal(",") + value + literal(",")).contains(f",{filters.recurring},", autoescape=True)
        yield select(DEADLINES.c.task).where(DEADLINES.c.kind == "recurring", listed)


def _looked_up(filters: Filters) -> Iterator[Condition]:
    """Conditions that many tasks fulfil, so that each task is looked at rather than all such tasks listed."""
    if filters.role and not filters.agency:
        yield exists().where(ASSIGNEES.c.task == TASKS.c.id, ASSIGNEES.c.role == filters.role)
    if isinstance(filters.review, bool):
        some = exists().where(REVIEWS.c.task == TASKS.c.id)
        yield some if filters.review else ~some
    if isinstance(filters.recurring, bool):
        some = exists().where(DEADLINES.c.task == TASKS.c.id, DEADLINES.c.kind == "recurring")
        yield some if filters.recurring else ~some


def _cited(words: str) -> str:
    """What a citation has for a key: of "Nghị định 61/2018/NĐ-CP" the number."""
    number = next((word for word in words.split() if "/" in word), words)
    return cited_key(number)
