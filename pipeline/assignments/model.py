"""What the assignment stage finds: drafts of tasks and the reason for every paragraph that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.spans import Span

if TYPE_CHECKING:
    from pipeline.mentions.agencies import AgencyMention

UNKNOWN_SCORE = 0.5
"""How sure it is that words in the place of a body name one, where no body is known by them."""


class Assignee(NamedTuple):
    """One body with its role ("lead", "support") and its basis; `span` in the matched text.

    `pieces`, where there are any, are its words inside `span`: a name wrapped in a cell. `known`: its words
    are those of an entry of the gazetteer; `doubt` is the review code of a doubtful id.
    """

    name: str
    agency_id: str | None
    role: str
    basis: str
    group: bool
    members: tuple[str, ...]
    span: Span
    score: float
    pieces: tuple[Span, ...] = ()
    known: bool = False
    doubt: str = ""


class Timing(NamedTuple):
    """A deadline that an attribute line or table cell gives to a task; places as those of an Assignee."""

    span: Span
    kind: str
    value: str | None
    rule: str
    pieces: tuple[Span, ...] = ()


class Draft(NamedTuple):
    """One task before numbering. Spans are into the matched text.

    `clause` is the index of its clause (of its part), `rules` the evidence: what decided, and where.
    `timings` and `output` (pieces) come from attribute lines or cells; the deadlines in `span` itself are not
    among them. `pieces`, where there are any, are the words of the task inside `span`: a cell that wraps in a
    printed table.
    """

    span: Span
    part: int
    clause: int
    label: str
    kind: str
    headings: tuple[str, ...]
    assignees: tuple[Assignee, ...]
    timings: tuple[Timing, ...] = ()
    output: tuple[Span, ...] = ()
    rules: tuple[tuple[str, Span], ...] = ()
    review: tuple[str, ...] = ()
    pieces: tuple[Span, ...] = ()


class Outline(NamedTuple):
    """One clause of the record: a task, heading, lead-in, attribute, text …; why it is no task, or None."""

    span: Span
    label: str
    level: int
    kind: str
    heading: str | None
    reason: str | None


def as_assignee(body: AgencyMention | Assignee, role: str, basis: str, span: Span) -> Assignee:
    """The body named at `span`, in this role and for this reason."""
    return Assignee(
        body.name, body.agency_id, role, basis, body.group, body.members, span, body.score,
        known=body.known, doubt=body.doubt,
    )  # fmt: skip


def unknown_assignee(words: str, role: str, basis: str, span: Span) -> Assignee:
    """A body that has no other name than these words."""
    return Assignee(words, None, role, basis, group=False, members=(), span=span, score=UNKNOWN_SCORE)
