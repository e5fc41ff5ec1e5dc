"""The first tables, as they were when this step was written; `tables` says what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision: Final = "0001"
down_revision: Final = None

_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make them, and the index of words in the way of the database."""
    _make_agencies()
    _make_documents()
    _make_tasks()
    _make_assignees()
    _make_times()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE task_search USING fts5"
            " (accented, folded, content = '', tokenize = 'unicode61 remove_diacritics 0')"
        )
        # Words of many tasks are held in memory before they are written: fewer and larger steps.
        op.execute("INSERT INTO task_search (task_search, rank) VALUES ('hashsize', 16777216)")
        return
    op.create_table(
        "task_search",
        _number("task", to="tasks"), sa.Column("words", TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("task"),
        comment="The words of tasks, with accents and without.",
    )  # fmt: skip
    op.create_index("ix_task_search_words", "task_search", ["words"], postgresql_using="gin")


def _number(name: str, *, to: str = "", null: bool = False) -> sa.Column[int]:
    points = [sa.ForeignKey(f"{to}.id")] if to else []
    return sa.Column(name, sa.Integer(), *points, autoincrement=False, nullable=null)


def _words(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, _TEXT, nullable=null)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _index_some(name: str, table: str, columns: Sequence[str], where: str) -> None:
    """Index the rows that fulfil a condition."""
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def _make_agencies() -> None:
    """Agencies, and the loads that brought them."""
    op.create_table(
        "loads",
        _number("id"), _words("at"), _words("out"), _number("documents"), _number("tasks"),
        _number("added"), _number("changed"), _number("withdrawn"), _number("restored"),
        sa.PrimaryKeyConstraint("id"),
        comment="Every load that changed something.",
    )  # fmt: skip
    op.create_table(
        "agencies",
        _number("id"), _words("key"), _words("agency_id", null=True), _words("name"), _words("folded"),
        _words("valid_from", null=True), _words("valid_to", null=True),
        sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("key"),
        comment="Every body or group that records name, and those before and after them.",
    )  # fmt: skip
    op.create_index("ix_agencies_folded", "agencies", ["folded"])
    op.create_table(
        "lineage",
        _number("earlier", to="agencies"), _number("later", to="agencies"), _words("day"), _words("kind"),
        _flag("part"),
        sa.PrimaryKeyConstraint("earlier", "later", "day", "kind"),
        comment="Who took over whose duties.", sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_lineage_later", "lineage", ["later"])
    op.create_table(
        "rosters",
        _number("id"), _words("digest"), _number("size"),
        sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("digest"),
        comment="Sets of bodies that a group consisted of.",
    )  # fmt: skip
    op.create_table(
        "roster_members",
        _number("agency", to="agencies"), _number("roster", to="rosters"),
        sa.PrimaryKeyConstraint("agency", "roster"),
        comment="The bodies of each roster.", sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_roster_members_roster", "roster_members", ["roster"])


def _make_documents() -> None:
    """Documents with their files."""
    op.create_table(
        "documents",
        _number("id"), _words("document_id"), _words("number", null=True), _words("type", null=True),
        _number("issuer", to="agencies", null=True), _words("date", null=True), _number("year", null=True),
        _words("title", null=True), _words("signer", null=True), _words("signer_title", null=True),
        _number("added", to="loads"), _number("withdrawn", to="loads", null=True),
        sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("document_id"),
        comment="Every document, once, however many files it came in.",
    )  # fmt: skip
    op.create_index("ix_documents_issuer", "documents", ["issuer"])
    op.create_index("ix_documents_number", "documents", ["number"])
    op.create_index("ix_documents_year", "documents", ["year"])
    op.create_table(
        "document_records",
        _number("document", to="documents"), _words("record"),
        sa.PrimaryKeyConstraint("document"),
        comment="The records of documents, as in documents.jsonl.",
    )  # fmt: skip
    op.create_table(
        "sources",
        _number("id"), _number("document", to="documents"), _words("sha256"), _words("path"),
        _words("media_type"), _number("pages", null=True), _words("encoding", null=True), _flag("ocr"),
        _words("read_as"), _flag("current"),
        sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("document", "sha256", "path"),
        comment="The files that a document came in.",
    )  # fmt: skip
    op.create_table(
        "marks",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        _number("document", to="documents"),
        sa.PrimaryKeyConstraint("mark", "document"),
        comment="By what a document is found again: hashes of its ids, files, identity and content.",
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "edits",
        _number("document", to="documents"), _number("position"), _number("span_start"),
        _number("span_end"), _words("before"), _words("after"), _words("rule"),
        sa.PrimaryKeyConstraint("document", "position"),
        comment="Every change made to the text of a document before it was read.", sqlite_with_rowid=False,
    )  # fmt: skip


def _make_tasks() -> None:
    """Tasks with all that happened to them."""
    op.create_table(
        "tasks",
        _number("id"), _words("task_id"), _number("document", to="documents"), _number("position"),
        _words("label"), _words("kind"), _words("text"), _words("output", null=True),
        sa.Column("confidence", sa.Float(53), nullable=False), _number("added", to="loads"),
        _number("changed", to="loads", null=True), _number("withdrawn", to="loads", null=True),
        sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("task_id"),
        comment="Every task that any load brought.",
    )  # fmt: skip
    op.create_index("ix_tasks_document_withdrawn_kind", "tasks", ["document", "withdrawn", "kind"])
    _index_some("ix_tasks_withdrawn", "tasks", ["withdrawn"], "withdrawn IS NOT NULL")
    op.create_table(
        "task_records",
        _number("task", to="tasks"), _words("record"),
        sa.PrimaryKeyConstraint("task"),
        comment="The records of tasks, as in tasks.jsonl.",
    )  # fmt: skip
    op.create_table(
        "history",
        _number("id"), _number("load", to="loads"), _number("document", to="documents"),
        _number("task", to="tasks", null=True), _words("kind"), _words("field", null=True),
        _words("old", null=True), _words("new", null=True),
        sa.PrimaryKeyConstraint("id"),
        comment="All that happened to documents and tasks, in order; `id` is the cursor of the feed.",
    )  # fmt: skip
    _index_some("ix_history_document", "history", ["document"], "task IS NULL")
    op.create_index("ix_history_task", "history", ["task"])


def _make_assignees() -> None:
    """Who carries tasks."""
    op.create_table(
        "assignees",
        _number("task", to="tasks"), _number("position"), _number("agency", to="agencies"), _words("role"),
        _words("basis"), _words("mention"), _flag("is_group"), _number("roster", to="rosters", null=True),
        sa.Column("score", sa.Float(53), nullable=False), _flag("live"),
        sa.PrimaryKeyConstraint("task", "position"),
        comment="Who carries a task or takes part in it, each in each role once.", sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_assignees_agency_role_live_task", "assignees", ["agency", "role", "live", "task"])
    _index_some("ix_assignees_roster", "assignees", ["roster", "role", "live", "task"], "roster IS NOT NULL")
    op.create_table(
        "pairs",
        _number("lead", to="agencies"), _number("support", to="agencies"), _number("task", to="tasks"),
        _flag("live"),
        sa.PrimaryKeyConstraint("lead", "support", "task"),
        comment="Every lead of a task with everyone who supports it.", sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_pairs_task", "pairs", ["task"])


def _make_times() -> None:
    """What tasks cite, when they are due, why they should be looked at."""
    op.create_table(
        "citations",
        _number("id"), _number("document", to="documents"), _number("task", to="tasks", null=True),
        _number("position"), _words("citation"), _words("cited"), _words("number", null=True),
        _words("type", null=True), _words("title", null=True), _words("issuer", null=True),
        _words("date", null=True), _words("locator", null=True), _flag("live"),
        sa.PrimaryKeyConstraint("id"),
        comment="What tasks cite; and what documents cite outside their tasks, where `task` is null.",
    )  # fmt: skip
    op.create_index("ix_citations_cited_live_task", "citations", ["cited", "live", "task"])
    _index_some("ix_citations_document", "citations", ["document"], "task IS NULL")
    op.create_index("ix_citations_task", "citations", ["task"])
    op.create_table(
        "deadlines",
        _number("task", to="tasks"), _number("position"), _words("kind"), _words("value", null=True),
        _words("quote"), _flag("live"),
        sa.PrimaryKeyConstraint("task", "position"),
        comment="When tasks are due.", sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_deadlines_kind_value_live_task", "deadlines", ["kind", "value", "live", "task"])
    op.create_table(
        "reviews",
        _number("task", to="tasks"), _words("code"), _flag("live"),
        sa.PrimaryKeyConstraint("task", "code"),
        comment="Why a person should look at a task.", sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_reviews_code_live_task", "reviews", ["code", "live", "task"])
