"""The index of the words of tasks, as written and without accents, in the way of each database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    cast,
    column,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from pipeline.store.bulk import in_batches, insert_rows
from pipeline.store.tables import TASKS
from pipeline.store.words import Word

_FARTHEST: Final = 16_383
"""The last position of a word that PostgreSQL tells from others."""
_LONGEST: Final = 500
"""Longer words are cut: PostgreSQL takes none of more than 2,046 bytes."""
_SQLITE: Final = table("task_search", column("rowid", Integer))
_POSTGRESQL: Final = table("task_search", column("task", Integer), column("words"))

Entry = tuple[int, list[Word]]


def add_words(connection: Connection, entries: Sequence[Entry]) -> None:
    """Index the words of new tasks."""
    if connection.dialect.name == "sqlite":
        insert_rows(connection, "task_search", ("rowid", "accented", "folded"), _texts(entries))
    else:
        rows = [(id_, _vector(words)) for id_, words in entries]
        insert_rows(connection, "task_search", ("task", "words"), rows)


def remove_words(connection: Connection, entries: Sequence[Entry]) -> None:
    """Take tasks out of the index, given with the words that they were indexed with."""
    if connection.dialect.name == "sqlite":
        rows = [("delete", *row) for row in _texts(entries)]
        insert_rows(connection, "task_search", ("task_search", "rowid", "accented", "folded"), rows)
        return
    for some in in_batches(id_ for id_, _ in entries):
        connection.execute(_POSTGRESQL.delete().where(_POSTGRESQL.c.task.in_(some)))


class Way(NamedTuple):
    """How a text may have all words: with the accents typed or any, and side by side or anywhere."""

    accented: bool
    together: bool

    def matches(self, connection: Connection, words: Sequence[Word]) -> Select[Any]:
        """The numbers of tasks that have the words so."""
        sqlite = connection.dialect.name == "sqlite"
        index = _SQLITE.c.rowid if sqlite else _POSTGRESQL.c.task
        return select(index.label("task")).where(self._condition(words, sqlite=sqlite))

    def newest(
        self, connection: Connection, words: Sequence[Word], where: Sequence[ColumnElement[bool]]
    ) -> Select[Any]:
        """The numbers and texts of tasks that have the words so and fulfil conditions, the newest first."""
        sqlite = connection.dialect.name == "sqlite"
        table, index = (_SQLITE, _SQLITE.c.rowid) if sqlite else (_POSTGRESQL, _POSTGRESQL.c.task)
        rows = select(TASKS.c.id, TASKS.c.text).join_from(TASKS, table, TASKS.c.id == index)
        return rows.where(self._condition(words, sqlite=sqlite), *where).order_by(index.desc())

    def _condition(self, words: Sequence[Word], *, sqlite: bool) -> ColumnElement[bool]:
        words = [Word(word.accented[:_LONGEST], word.folded[:_LONGEST]) for word in words]
        if sqlite:
            return literal_column("task_search").bool_op("MATCH")(self._sqlite(words))
        forms = (f"'{word.accented if self.accented else word.folded}'" for word in words)
        asked = (" <-> " if self.together else " & ").join(forms)
        return _POSTGRESQL.c.words.bool_op("@@")(cast(asked, TSQUERY))

    def _sqlite(self, words: Iterable[Word]) -> str:
        if self.together:
            phrase = " ".join(word.accented if self.accented else word.folded for word in words)
            return f'{"accented" if self.accented else "folded"} : "{phrase}"'
        return " AND ".join(
            f'accented : "{word.accented}"'
            if self.accented and word.accented != word.folded
            else f'folded : "{word.folded}"'
            for word in words
        )


AS_TYPED: Final = Way(accented=True, together=False)


def ways_to_find(words: Sequence[Word]) -> list[Way]:
    """The ways in which texts may have the words, the best first; none for no words."""
    accents = any(word.accented != word.folded for word in words)
    ways = (Way(accented, together) for accented in (True, False) for together in (True, False))
    return [
        way for way in ways
        if words and (accents or not way.accented) and (len(words) > 1 or not way.together)
    ]  # fmt: skip


def _texts(entries: Iterable[Entry]) -> list[tuple[int, str, str]]:
    """The words of each task as the two columns of the index."""
    made = []
    for id_, words in entries:
        accented = " ".join([word.accented[:_LONGEST] for word in words])
        made.append((id_, accented, " ".join([word.folded[:_LONGEST] for word in words])))
    return made


def _vector(words: Iterable[Word]) -> str:
    """A tsvector in which a word and its form without accents have the same position."""
    parts = []
    for at, word in enumerate(words, 1):
        place = min(at, _FARTHEST)
        parts.append(f"'{word.accented[:_LONGEST]}':{place}")
        if word.folded != word.accented:
            parts.append(f"'{word.folded[:_LONGEST]}':{place}")
    return " ".join(parts)
