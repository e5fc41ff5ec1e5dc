"""A store described for people: every table and view with its columns, and Datasette's metadata.

Both are made of the tables themselves and of the words for them in `messages`, so that neither goes stale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import create_engine, inspect

from pipeline.messages import Lang, load_messages, say
from pipeline.store.tables import METADATA
from pipeline.store.views import VIEWS, create_views

HIDDEN: Final = (
    *("alembic_version", "document_records", "marks", "pairs", "roster_members", "rosters", "task_records"),
    *(f"task_search{part}" for part in ("", "_config", "_data", "_docsize", "_idx")),
)
"""Tables that only programs read."""
FACETS: Final[Mapping[str, tuple[str, ...]]] = {
    "agency_duties": ("role",),
    "assignees": ("role", "basis", "agency"),
    "citations": ("type",),
    "deadlines": ("kind",),
    "documents": ("type", "year", "issuer"),
    "edits": ("rule",),
    "history": ("kind", "field"),
    "issuer_tasks": ("year",),
    "lineage": ("kind",),
    "reviews": ("code",),
    "sources": ("media_type", "ocr"),
    "task_changes": ("kind", "field"),
    "task_list": ("kind", "type", "issuer", "review"),
    "tasks": ("kind",),
}
LABELS: Final = {"agencies": "name", "documents": "number", "loads": "at", "tasks": "text"}
"""The column that says which row another row points to."""
QUERIES: Final = {
    "search": """
        SELECT l.* FROM task_search s JOIN tasks t ON t.id = s.rowid JOIN task_list l ON l.task_id = t.task_id
        WHERE task_search MATCH '"' || replace(:words, '"', ' ') || '"' AND t.withdrawn IS NULL
        ORDER BY s.rank LIMIT 200""",
    "of-agency": """
        SELECT a.name, s.role, l.* FROM agencies a JOIN assignees s ON s.agency = a.id
        JOIN tasks t ON t.id = s.task JOIN task_list l ON l.task_id = t.task_id
        WHERE s.live AND a.folded LIKE '%' || lower(:agency) || '%' ORDER BY a.name, s.role, t.id""",
    "due-between": "SELECT * FROM due_dates WHERE due BETWEEN :first AND :last ORDER BY due",
    "overdue": "SELECT * FROM due_dates WHERE due < :day ORDER BY due",
    "to-review": "SELECT * FROM task_list WHERE review IS NOT NULL AND withdrawn = 0",
    "duties": "SELECT * FROM agency_duties ORDER BY tasks DESC",
    "partners": "SELECT * FROM lead_supports ORDER BY tasks DESC",
    "cited": "SELECT * FROM cited_documents ORDER BY tasks DESC",
    "years": """
        SELECT year, sum(documents) AS documents, sum(tasks) AS tasks FROM issuer_tasks
        GROUP BY year ORDER BY year""",
    "latest": "SELECT * FROM task_changes ORDER BY cursor DESC LIMIT 200",
}
"""Questions that Datasette offers, with what it asks for after a colon."""


class Described(NamedTuple):
    """A table or view with its columns, in words."""

    name: str
    about: str
    columns: Mapping[str, str]


def store_guide(lang: Lang) -> str:
    """Return a page of Markdown that says what every view and table holds."""
    return "\n".join(_page(lang))


def datasette_metadata(database: str, lang: Lang) -> dict[str, Any]:
    """Return what Datasette takes as `-m` to show a SQLite file; `database` is its name without ending."""
    tables: dict[str, dict[str, Any]] = {name: {"hidden": True} for name in HIDDEN}
    for one in (*_tables(lang), *_views(lang)):
        shown: dict[str, Any] = {"description": one.about, "columns": dict(one.columns)}
        if one.name in FACETS:
            shown["facets"] = list(FACETS[one.name])
        if one.name in LABELS:
            shown["label_column"] = LABELS[one.name]
        tables[one.name] = {**shown, **tables.get(one.name, {})}
    tables["tasks"] |= {"fts_table": "task_search", "fts_pk": "id"}
    queries = {
        name: {"title": say(f"store.query.{name}", lang), "sql": _one_line(sql)}
        for name, sql in QUERIES.items()
    }
    title, about = say("store.title", lang), say("store.about", lang)
    shown = {"description": about, "tables": tables, "queries": queries}
    return {"title": title, "description": about, "databases": {database: shown}}


def _page(lang: Lang) -> Iterator[str]:
    """Yield the lines of the page."""
    yield f"# {say('store.title', lang)}\n\n{say('store.about', lang)}\n"
    for heading, all_of_them in (("views", _views(lang)), ("tables", _tables(lang))):
        yield f"## {say(f'store.{heading}', lang)}\n"
        for one in all_of_them:
            yield f"### `{one.name}`\n\n{one.about}\n"
            yield f"| {say('store.column-name', lang)} | {say('store.column-about', lang)} |\n| --- | --- |"
            yield from (f"| `{column}` | {about} |" for column, about in one.columns.items())
            yield ""


def _tables(lang: Lang) -> Iterator[Described]:
    for table in sorted(METADATA.tables):
        columns = [str(column.name) for column in METADATA.tables[table].columns]
        about = say(f"store.table.{table}", lang)
        yield Described(table, about, {name: _column(table, name, lang) for name in columns})


def _views(lang: Lang) -> Iterator[Described]:
    for view, columns in _columns_of_views().items():
        about = say(f"store.view.{view}", lang)
        yield Described(view, about, {name: _column(view, name, lang) for name in columns})


def _column(table: str, name: str, lang: Lang) -> str:
    """What a column holds; columns of one name mostly hold the same in every table."""
    own = f"store.column.{table}-{name}"
    return say(own if own in load_messages(lang) else f"store.column.{name}", lang)


@cache
def _columns_of_views() -> Mapping[str, tuple[str, ...]]:
    """The columns of each view, as a database knows them."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        METADATA.create_all(connection)
        create_views(connection)
        look = inspect(connection)
        found = {view: tuple(str(column["name"]) for column in look.get_columns(view)) for view in VIEWS}
    engine.dispose()
    return found


def _one_line(sql: str) -> str:
    return " ".join(sql.split())
