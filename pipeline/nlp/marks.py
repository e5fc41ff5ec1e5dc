"""Records as what annotators see: labelled stretches of a text, and links between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pipeline.errors import UsageError
from pipeline.export.model import Exported

Fields = Mapping[str, Any]

KINDS: Final = {"duty": "TASK", "closing": "CLOSING"}
"""The label of a task, by its kind."""
ROLES: Final = {"lead": "LEAD", "support": "SUPPORT"}
"""The label of an assignee, by its role."""
LISTS: Final = {
    "legal_refs": "CITATION",
    "deadlines": "DEADLINE",
    "targets": "TARGET",
    "reports_to": "REPORTS_TO",
}
"""The labels of what else a task lists, by the field."""
OUTPUT: Final = "OUTPUT"
CITATION: Final = LISTS["legal_refs"]
LABELS: Final = (*KINDS.values(), *ROLES.values(), *LISTS.values(), OUTPUT)

PART: Final = "OF_TASK"
"""The link from whatever belongs to a task to the first piece of the task."""
MORE: Final = "CONTINUES"
"""The link from a further piece of something that stands in several to its first piece."""
LINKS: Final = (PART, MORE)


class Mark(NamedTuple):
    """The code points `start` up to `end` of a text, with a label; there are no two alike."""

    start: int
    end: int
    label: str


class Link(NamedTuple):
    """One of LINKS between two marks."""

    kind: str
    source: Mark
    target: Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks and links, both sorted."""

    text: str
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]


def marked(text: str, marks: Iterable[Mark], links: Iterable[Link]) -> Marked:
    """Return a marked text; ValueError where a mark is empty or stands outside the text.

    Marks and links whose labels are not of LABELS and LINKS are left out: annotators may have their own.
    """
    known = {mark for mark in marks if mark.label in LABELS}
    for mark in known:
        if not 0 <= mark.start < mark.end <= len(text):
            raise ValueError(f"{mark} in a text of {len(text)}")
    kinds = {link for link in links if link.kind in LINKS}
    return Marked(text, tuple(sorted(known)), tuple(sorted(kinds)))


def marks_of(exported: Exported) -> Marked:
    """Return the text of a document with everything in its records that has a place there.

    A mark that several tasks share, such as a heading, is one mark with a link to each. Raises UsageError
    (no-text-kept), and ValueError where the records are not of this text.
    """
    if exported.text is None:
        raise UsageError("no-text-kept", file=str(exported.document["source"]["path"]))
    marks: set[Mark] = set()
    links: set[Link] = set()
    for pieces in map(citation_marks, exported.document["legal_refs"]):
        _add(pieces, marks, links)
    for task in exported.tasks:
        pieces = task_marks(task)
        _add(pieces, marks, links)
        for part in parts(task, exported.text):
            _add(part, marks, links)
            links |= {Link(PART, mark, pieces[0]) for mark in part}
    return marked(exported.text, marks, links)


def task_marks(task: Fields) -> list[Mark]:
    """Return the pieces of a task."""
    return _pieces(task, KINDS[task["kind"]])


def citation_marks(ref: Fields) -> list[Mark]:
    """Return the pieces of a citation."""
    return _pieces(ref, CITATION)


def part_marks(field: str, part: Fields) -> list[Mark]:
    """Return the pieces of an entry of a task's field."""
    return _pieces(part, ROLES[part["role"]] if field == "assignees" else LISTS[field])


def parts(task: Fields, text: str) -> Iterator[list[Mark]]:
    """Yield the pieces of all that belongs to a task and has a place in the text."""
    for field in ("assignees", *LISTS):
        for part in task[field]:
            yield part_marks(field, part)
    if output := output_mark(task, text):
        yield [output]


def output_mark(task: Fields, text: str) -> Mark | None:
    """Return where the product due is named: the first place from the task on, for records do not say it."""
    words = (task["output"] or "").split()
    if not words:
        return None
    found = re.compile(r"\s+".join(map(re.escape, words))).search(text, task["spans"][0][0])
    return Mark(*found.span(), OUTPUT) if found else None


def _pieces(entry: Fields, label: str) -> list[Mark]:
    return [Mark(start, end, label) for start, end in entry["spans"]]


def _add(pieces: Sequence[Mark], marks: set[Mark], links: set[Link]) -> None:
    marks.update(pieces)
    links.update(Link(MORE, piece, pieces[0]) for piece in pieces[1:])
