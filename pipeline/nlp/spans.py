"""Records on a spaCy document: its extensions and its groups of spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import orjson
from spacy.tokens import Doc, Span

from pipeline.export.model import Exported
from pipeline.nlp.marks import LISTS, Mark, citation_marks, marks_of, part_marks, task_marks

ALL: Final = "sc"
"""The group with every mark: where displaCy and the span categoriser look unless told otherwise."""
TASKS: Final = "tasks"
GROUPS: Final = (ALL, TASKS, "assignees", *LISTS)

for _name in ("document", "tasks"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def annotate(doc: Doc, exported: Exported) -> Doc:
    """Put the records of a document, whose text is `doc.text`, on it; return it.

    `doc._.document` and `doc._.tasks` are the records, whose positions are exact. Spans are made of whole
    tokens, all that a mark touches. doc.spans["tasks"] has a span for each piece of a task, `span_id` the
    task's id; "assignees", "legal_refs", "deadlines", "targets", "reports_to" have what the records list
    under these names, once for each place, `kb_id` the agency's id; "sc" has every mark. Labels are those of
    `pipeline.nlp.marks`.
    """
    doc._.document, doc._.tasks = orjson.loads(orjson.dumps([exported.document, list(exported.tasks)]))
    groups: dict[str, dict[tuple[Mark, str, str], None]] = {group: {} for group in GROUPS}
    for group, mark, id_, agency in _places(exported):
        groups[group][mark, id_, agency] = None
    for group, places in groups.items():
        spans = (_span(doc, mark, id_, agency) for mark, id_, agency in sorted(places))
        doc.spans[group] = [span for span in spans if span is not None]
    return doc


def _places(exported: Exported) -> Iterator[tuple[str, Mark, str, str]]:
    """Yield every mark with the group it belongs to, the id of its task, and the id of its agency."""
    yield from _in_group(ALL, marks_of(exported).marks)
    for ref in exported.document["legal_refs"]:
        yield from _in_group("legal_refs", citation_marks(ref))
    for task in exported.tasks:
        yield from _in_group(TASKS, task_marks(task), task["task_id"])
        for field in ("assignees", *LISTS):
            for part in task[field]:
                yield from _in_group(field, part_marks(field, part), agency=part.get("agency_id") or "")


def _in_group(
    group: str, marks: Iterable[Mark], id_: str = "", agency: str = ""
) -> Iterator[tuple[str, Mark, str, str]]:
    return ((group, mark, id_, agency) for mark in marks)


def _span(doc: Doc, mark: Mark, id_: str, agency: str) -> Span | None:
    start, end, label = mark
    return doc.char_span(start, end, label, agency, span_id=id_, alignment_mode="expand")
