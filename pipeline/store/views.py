"""The usual questions as views, for whoever asks in SQL. Each says what it answers.

Counts are of tasks that are not withdrawn. A view's columns are documented by the tables they come from.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection, inspect


class View(NamedTuple):
    """A question and its answer in SQL; `{list:X:Y}` stands for the values X in the order of Y, joined."""

    about: str
    select: str


VIEWS: Final = {
    "task_list": View(
        "Every task in a line, as in the annex of a plan; `withdrawn` is 1 for those that are gone.",
        """
        SELECT t.task_id, d.document_id, d.number, d.type, d.date, i.name AS issuer, t.label, t.kind, t.text,
          (SELECT {list:a.name:s.position} FROM assignees s JOIN agencies a ON a.id = s.agency
            WHERE s.task = t.id AND s.role = 'lead') AS leads,
          (SELECT {list:a.name:s.position} FROM assignees s JOIN agencies a ON a.id = s.agency
            WHERE s.task = t.id AND s.role = 'support') AS supports,
          (SELECT min(l.value) FROM deadlines l WHERE l.task = t.id AND l.kind = 'date') AS due,
          (SELECT {list:l.quote:l.position} FROM deadlines l WHERE l.task = t.id) AS deadlines,
          t.output,
          (SELECT {list:c.citation:c.position} FROM citations c WHERE c.task = t.id) AS cites,
          t.confidence,
          (SELECT {list:r.code:r.code} FROM reviews r WHERE r.task = t.id) AS review,
          CASE WHEN t.withdrawn IS NULL THEN 0 ELSE 1 END AS withdrawn
        FROM tasks t JOIN documents d ON d.id = t.document LEFT JOIN agencies i ON i.id = d.issuer""",
    ),
    "agency_duties": View(
        "How many tasks each agency leads and supports.",
        """
        SELECT a.agency_id, a.name, s.role, count(*) AS tasks
        FROM assignees s JOIN agencies a ON a.id = s.agency WHERE s.live
        GROUP BY a.id, a.agency_id, a.name, s.role""",
    ),
    "lead_supports": View(
        "Who supports whom: pairs of a lead and a support, with the tasks they share.",
        """
        SELECT l.agency_id AS lead_id, l.name AS lead, s.agency_id AS support_id, s.name AS support,
          p.tasks
        FROM (SELECT lead, support, count(*) AS tasks FROM pairs WHERE live GROUP BY lead, support) p
        JOIN agencies l ON l.id = p.lead JOIN agencies s ON s.id = p.support""",
    ),
    "cited_documents": View(
        "The documents that tasks cite, and in how many.",
        """
        SELECT cited, min(number) AS number, min(type) AS type, min(title) AS title,
          count(DISTINCT task) AS tasks
        FROM citations WHERE live AND task IS NOT NULL GROUP BY cited""",
    ),
    "due_dates": View(
        "Every day by which a task has to be done.",
        """
        SELECT l.value AS due, t.task_id, t.text, d.number, d.date, l.quote
        FROM deadlines l JOIN tasks t ON t.id = l.task JOIN documents d ON d.id = t.document
        WHERE l.live AND l.kind = 'date'""",
    ),
    "issuer_tasks": View(
        "How many documents and tasks each body issued in each year.",
        """
        SELECT a.agency_id, a.name, d.year, count(*) AS documents, sum(n.tasks) AS tasks
        FROM (SELECT document, count(*) AS tasks FROM tasks WHERE withdrawn IS NULL GROUP BY document) n
        JOIN documents d ON d.id = n.document LEFT JOIN agencies a ON a.id = d.issuer
        GROUP BY a.id, a.agency_id, a.name, d.year""",
    ),
    "task_changes": View(
        "What happened to each task, in order.",
        """
        SELECT h.id AS cursor, o.at, t.task_id, h.kind, h.field, h.old, h.new
        FROM history h JOIN loads o ON o.id = h.load JOIN tasks t ON t.id = h.task""",
    ),
}


def create_views(connection: Connection) -> None:
    """Make all views."""
    sqlite = connection.dialect.name == "sqlite"
    for name, view in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {_written(view.select, sqlite=sqlite)}")
        if not sqlite:
            connection.exec_driver_sql(f"COMMENT ON VIEW {name} IS '{view.about}'")


def drop_views(connection: Connection) -> None:
    """Take away all views that there are."""
    for name in sorted(set(inspect(connection).get_view_names()) & set(VIEWS)):
        connection.exec_driver_sql(f"DROP VIEW {name}")


def _written(select: str, *, sqlite: bool) -> str:
    """The SQL of a view for one of the databases: each has its own word for a joined list."""
    head, *rest = select.split("{list:")
    for piece in rest:
        inside, _, after = piece.partition("}")
        value, _, order = inside.partition(":")
        listed = f"group_concat({value}, '; ')" if sqlite else f"string_agg({value}, '; ' ORDER BY {order})"
        head += listed + after
    return head
