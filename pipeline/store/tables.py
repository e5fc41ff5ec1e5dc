"""The tables of a store, for people as much as for programs: what each holds is said beside it.

Rows of one table point to rows of another by the number `id`; what the records call `document_id`, `task_id`
and `agency_id` stands beside it. Dates are ISO dates as text. Everything can be made again from the records,
which are kept whole, but `sources`, `loads` and `history`: these tell what came when.

`live` in the tables below a task is false once the task is withdrawn. It repeats what the task says so that
counting needs no look at each task.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

TEXT: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is compared letter by letter in both databases."""


def _table(name: str, about: str, *parts: Any) -> Table:  # noqa: ANN401
    """A table whose rows are kept in the order of its key alone where the key has several columns."""
    keys = sum(1 for part in parts if isinstance(part, Column) and part.primary_key)
    return Table(name, METADATA, *parts, comment=about, sqlite_with_rowid=keys == 1)


def _number() -> Column[int]:
    """The row's own number, given by the load."""
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _key(name: str, target: str = "") -> Column[int]:
    """A part of the table's key."""
    points = (ForeignKey(f"{target}.id"),) if target else ()
    return Column(name, Integer, *points, primary_key=True, autoincrement=False)


def _to(name: str, target: str, *, needed: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=not needed)


def _words(name: str, *, needed: bool = False) -> Column[str]:
    return Column(name, TEXT, nullable=not needed)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False)


LOADS: Final = _table(
    "loads", "Every load that changed something.",
    _number(),
    _words("at", needed=True),                # when it began: ISO, UTC
    _words("out", needed=True),               # the folder of records
    *(Column(name, Integer, nullable=False)
      for name in ("documents", "tasks", "added", "changed", "withdrawn", "restored")),
)  # fmt: skip

AGENCIES: Final = _table(
    "agencies", "Every body or group that records name, and those before and after them.",
    _number(),
    Column("key", TEXT, nullable=False, unique=True),  # the gazetteer's id; for the unknown "?" and the name
    _words("agency_id"),                      # the gazetteer's id; null for the unknown
    _words("name", needed=True),              # the full name
    _words("folded", needed=True),            # the name in small letters without accents
    _words("valid_from"),                     # exists from this day on, where known
    _words("valid_to"),                       # exists until the day before, where known
    Index(None, "folded"),
)  # fmt: skip

LINEAGE: Final = _table(
    "lineage", "Who took over whose duties.",
    _key("earlier", "agencies"),
    _key("later", "agencies"),
    Column("day", TEXT, primary_key=True),
    Column("kind", TEXT, primary_key=True),   # merge, rename, transfer …
    _flag("part"),                            # only a part of the duties went this way
    Index(None, "later"),
)  # fmt: skip

ROSTERS: Final = _table(
    "rosters", "Sets of bodies that a group consisted of.",
    _number(),
    Column("digest", TEXT, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
)  # fmt: skip

ROSTER_MEMBERS: Final = _table(
    "roster_members", "The bodies of each roster.",
    _key("agency", "agencies"),
    _key("roster", "rosters"),
    Index(None, "roster"),
)  # fmt: skip

DOCUMENTS: Final = _table(
    "documents", "Every document, once, however many files it came in.",
    _number(),
    Column("document_id", TEXT, nullable=False, unique=True),
    _words("number"),
    _words("type"),
    _to("issuer", "agencies", needed=False),
    _words("date"),                           # perhaps only "2023-07" or "2023"
    Column("year", Integer),
    _words("title"),
    _words("signer"),
    _words("signer_title"),
    _to("added", "loads"),
    _to("withdrawn", "loads", needed=False),  # its file turned out to be of another document
    Index(None, "issuer"),
    Index(None, "year"),
    Index(None, "number"),
)  # fmt: skip

DOCUMENT_RECORDS: Final = _table(
    "document_records", "The records of documents, as in documents.jsonl.",
    _key("document", "documents"),
    _words("record", needed=True),
)  # fmt: skip

SOURCES: Final = _table(
    "sources", "The files that a document came in.",
    _number(),
    _to("document", "documents"),
    _words("sha256", needed=True),
    _words("path", needed=True),
    _words("media_type", needed=True),
    Column("pages", Integer),
    _words("encoding"),
    _flag("ocr"),
    _words("read_as", needed=True),           # the document_id that reading this file gave
    _flag("current"),                         # the tasks of the document are those of this file
    UniqueConstraint("document", "sha256", "path"),
)  # fmt: skip

MARKS: Final = _table(
    "marks", "By what a document is found again: hashes of its ids, files, identity and content.",
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    _key("document", "documents"),
)  # fmt: skip

TASKS: Final = _table(
    "tasks", "Every task that any load brought.",
    _number(),
    Column("task_id", TEXT, nullable=False, unique=True),
    _to("document", "documents"),
    Column("position", Integer, nullable=False),  # `order` in the records
    _words("label", needed=True),
    _words("kind", needed=True),              # duty or closing
    _words("text", needed=True),
    _words("output"),
    Column("confidence", Float(53), nullable=False),
    _to("added", "loads"),
    _to("changed", "loads", needed=False),    # the last load that changed it
    _to("withdrawn", "loads", needed=False),  # the load that no longer had it
    Index(None, "document", "withdrawn", "kind"),
    Index("ix_tasks_withdrawn", "withdrawn",
          sqlite_where=text("withdrawn IS NOT NULL"), postgresql_where=text("withdrawn IS NOT NULL")),
)  # fmt: skip

TASK_RECORDS: Final = _table(
    "task_records", "The records of tasks, as in tasks.jsonl.",
    _key("task", "tasks"),
    _words("record", needed=True),
)  # fmt: skip

ASSIGNEES: Final = _table(
    "assignees", "Who carries a task or takes part in it, each in each role once.",
    _key("task", "tasks"),
    _key("position"),
    _to("agency", "agencies"),
    _words("role", needed=True),              # lead or support
    _words("basis", needed=True),
    _words("mention", needed=True),           # as written
    _flag("is_group"),
    _to("roster", "rosters", needed=False),   # the group's members, where known
    Column("score", Float(53), nullable=False),
    _flag("live"),
    Index(None, "agency", "role", "live", "task"),
    Index("ix_assignees_roster", "roster", "role", "live", "task",
          sqlite_where=text("roster IS NOT NULL"), postgresql_where=text("roster IS NOT NULL")),
)  # fmt: skip

PAIRS: Final = _table(
    "pairs", "Every lead of a task with everyone who supports it.",
    _key("lead", "agencies"),
    _key("support", "agencies"),
    _key("task", "tasks"),
    _flag("live"),
    Index(None, "task"),
)  # fmt: skip

CITATIONS: Final = _table(
    "citations", "What tasks cite; and what documents cite outside their tasks, where `task` is null.",
    _number(),
    _to("document", "documents"),
    _to("task", "tasks", needed=False),
    Column("position", Integer, nullable=False),
    _words("citation", needed=True),          # as written
    _words("cited", needed=True),             # its number, else its title, folded: the same for the same
    *map(_words, ("number", "type", "title", "issuer", "date", "locator")),
    _flag("live"),
    Index(None, "cited", "live", "task"),
    Index(None, "task"),
    Index("ix_citations_document", "document",
          sqlite_where=text("task IS NULL"), postgresql_where=text("task IS NULL")),
)  # fmt: skip

DEADLINES: Final = _table(
    "deadlines", "When tasks are due.",
    _key("task", "tasks"),
    _key("position"),
    _words("kind", needed=True),              # date, recurring or relative
    _words("value"),                          # the last day allowed, or how often
    _words("quote", needed=True),             # as written
    _flag("live"),
    Index(None, "kind", "value", "live", "task"),
)  # fmt: skip

REVIEWS: Final = _table(
    "reviews", "Why a person should look at a task.",
    _key("task", "tasks"),
    Column("code", TEXT, primary_key=True),
    _flag("live"),
    Index(None, "code", "live", "task"),
)  # fmt: skip

EDITS: Final = _table(
    "edits", "Every change made to the text of a document before it was read.",
    _key("document", "documents"),
    _key("position"),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    _words("before", needed=True),
    _words("after", needed=True),
    _words("rule", needed=True),
)  # fmt: skip

HISTORY: Final = _table(
    "history", "All that happened to documents and tasks, in order; `id` is the cursor of the feed.",
    _number(),
    _to("load", "loads"),
    _to("document", "documents"),
    _to("task", "tasks", needed=False),       # null where it happened to the document
    _words("kind", needed=True),              # added, changed, withdrawn or restored
    _words("field"),                          # what changed
    _words("old"),                            # JSON
    _words("new"),                            # JSON
    Index(None, "task"),
    Index("ix_history_document", "document",
          sqlite_where=text("task IS NULL"), postgresql_where=text("task IS NULL")),
)  # fmt: skip
