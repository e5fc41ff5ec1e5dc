"""How many tasks by agency, issuer, year, pair, cited document, month; each count leads back to its tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    RowMapping,
    Select,
    Table,
    cast,
    func,
    select,
)

from pipeline.store.connection import Store
from pipeline.store.filters import Filters, conditions
from pipeline.store.tables import AGENCIES, ASSIGNEES, CITATIONS, DEADLINES, DOCUMENTS, PAIRS, TASKS

What = Literal["agencies", "issuers", "years", "pairs", "citations", "deadlines"]
WHATS: Final[tuple[What, ...]] = get_args(What)


@dataclass(frozen=True, slots=True)
class Count:
    """How many tasks have something in common; `query` with `filters` gives exactly these.

    `keys` tell what it is: an agency's key and a role; an issuer's key; a year; the keys of a lead and a
    support; a cited document's key; a month. `labels` say the same for people; empty for what is not known.
    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    tasks: int
    filters: Filters


def stats(
    store: Store, what: What, filters: Filters | None = None, *, limit: int | None = None
) -> list[Count]:
    """Count the tasks that fulfil `filters`, the most first; months in order of time.

    What is counted: "agencies" by role; "issuers" and "years" of the documents; "pairs" of a lead and a
    support; "citations", the documents cited; "deadlines", days by which tasks are due, by month: those
    between the days in `filters`. With `limit` so many counts at most. Raises StoreError (unknown-agency).
    """
    with store.read() as connection:
        return _COUNTERS[what](_Question(connection, filters or Filters(), limit))


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, and where."""

    connection: Connection
    filters: Filters
    limit: int | None

    def below(self, table: Table) -> list[ColumnElement[bool]]:
        """Conditions on rows of a table below the tasks: that their tasks are meant."""
        if self.filters == Filters(withdrawn=self.filters.withdrawn):
            live = {False: [table.c.live.is_(True)], True: [table.c.live.is_(False)], None: []}
            return [table.c.task.isnot(None), *live[self.filters.withdrawn]]
        return [table.c.task.in_(select(TASKS.c.id).where(*self.meant()))]

    def meant(self) -> list[ColumnElement[bool]]:
        """Conditions on tasks."""
        return list(conditions(self.connection, self.filters))

    def rows(self, query: Select[Any]) -> Sequence[RowMapping]:
        """The rows of a query that counts."""
        return self.connection.execute(query.limit(self.limit)).mappings().all()

    def narrowed(self, **more: Any) -> Filters:  # noqa: ANN401
        """Filters that mean the tasks of one count."""
        return Filters(**more, withdrawn=None, also=(self.filters,))


def _agencies(asked: _Question) -> list[Count]:
    table = ASSIGNEES
    counted = _counted((table.c.agency, table.c.role), asked.below(table))
    query = select(AGENCIES.c.key, AGENCIES.c.name, counted.c.role, counted.c.tasks)
    query = query.join_from(counted, AGENCIES, AGENCIES.c.id == counted.c.agency)
    query = query.order_by(counted.c.tasks.desc(), AGENCIES.c.key, counted.c.role)
    return [
        Count(
            (row["key"], row["role"]), (row["name"], row["role"]), row["tasks"],
            asked.narrowed(**{row["role"]: row["key"]}),
        )
        for row in asked.rows(query)
    ]  # fmt: skip


def _pairs(asked: _Question) -> list[Count]:
    counted = _counted((PAIRS.c.lead, PAIRS.c.support), asked.below(PAIRS))
    lead, support = AGENCIES.alias("leads"), AGENCIES.alias("supports")
    joined = counted.join(lead, lead.c.id == counted.c.lead).join(support, support.c.id == counted.c.support)
    columns = (lead.c.key, lead.c.name, support.c.key.label("key_2"), support.c.name.label("name_2"))
    query = select(*columns, counted.c.tasks).select_from(joined)
    return [
        Count(
            (row["key"], row["key_2"]), (row["name"], row["name_2"]), row["tasks"],
            asked.narrowed(lead=row["key"], support=row["key_2"]),
        )
        for row in asked.rows(query.order_by(counted.c.tasks.desc(), lead.c.key, support.c.key))
    ]  # fmt: skip


def _issuers(asked: _Question) -> list[Count]:
    counted = _of_documents(asked, DOCUMENTS.c.issuer)
    joined = counted.outerjoin(AGENCIES, AGENCIES.c.id == counted.c.value)
    query = select(AGENCIES.c.key, AGENCIES.c.name, counted.c.tasks).select_from(joined)
    rows = asked.rows(query.order_by(counted.c.tasks.desc(), AGENCIES.c.key))
    found = [(row["key"] or "", row["name"] or "", row["tasks"]) for row in rows]
    return [Count((key,), (name,), tasks, asked.narrowed(issuer=key)) for key, name, tasks in found]


def _years(asked: _Question) -> list[Count]:
    counted = _of_documents(asked, DOCUMENTS.c.year)
    query = select(counted.c.value, counted.c.tasks).order_by(counted.c.tasks.desc(), counted.c.value)
    found = [(row["value"] or 0, str(row["value"] or ""), row["tasks"]) for row in asked.rows(query)]
    return [Count((words,), (words,), tasks, asked.narrowed(year=year)) for year, words, tasks in found]


def _citations(asked: _Question) -> list[Count]:
    table = CITATIONS
    label = func.min(func.coalesce(table.c.number, table.c.title, table.c.citation)).label("label")
    tasks = func.count(table.c.task.distinct()).label("tasks")
    query = select(table.c.cited, label, tasks).where(*asked.below(table)).group_by(table.c.cited)
    return [
        Count((row["cited"],), (row["label"],), row["tasks"], asked.narrowed(cites=row["cited"]))
        for row in asked.rows(query.order_by(tasks.desc(), table.c.cited))
    ]


def _deadlines(asked: _Question) -> list[Count]:
    table, filters = DEADLINES, asked.filters
    month = func.substr(table.c.value, 1, 7)
    tasks = func.count(table.c.task.distinct()).label("tasks")
    ends = [day for day in (filters.due_before, filters.overdue_on) if day]
    between = [
        *(table.c.value < day for day in ends),
        *([table.c.value > filters.due_after] if filters.due_after else []),
    ]
    query = select(month.label("month"), tasks).where(table.c.kind == "date", *between, *asked.below(table))
    counts = []
    for row in asked.rows(query.group_by(month).order_by(month)):
        first, last = row["month"], f"{row['month']}-99"
        due_after = max(first, filters.due_after or first)
        due_before = min([last, *ends])
        narrowed = asked.narrowed(due_after=due_after, due_before=due_before)
        counts.append(Count((first,), (first,), row["tasks"], narrowed))
    return counts


def _counted(by: Sequence[Column[Any]], where: Sequence[ColumnElement[bool]]) -> FromClause:
    """How many rows have each values; a task has each of them once."""
    return select(*by, func.count().label("tasks")).where(*where).group_by(*by).subquery("counted")


def _of_documents(asked: _Question, value: Column[Any]) -> FromClause:
    """How many tasks the documents with each value of a column have."""
    own = select(TASKS.c.document, func.count().label("tasks")).where(*asked.meant())
    own_counts = own.group_by(TASKS.c.document).subquery("own")
    joined = own_counts.join(DOCUMENTS, DOCUMENTS.c.id == own_counts.c.document)
    tasks = cast(func.sum(own_counts.c.tasks), Integer).label("tasks")
    query = select(value.label("value"), tasks).select_from(joined).group_by(value)
    return query.subquery("counted")


_COUNTERS: Final[Mapping[What, Callable[[_Question], list[Count]]]] = {
    "agencies": _agencies,
    "issuers": _issuers,
    "years": _years,
    "pairs": _pairs,
    "citations": _citations,
    "deadlines": _deadlines,
}
