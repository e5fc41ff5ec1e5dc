"""What the assignment stage finds: drafts of tasks and the reason for every paragraph that is none."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.spans import Span


@dataclass(frozen=True, slots=True)
class Assignee:
    """One body with its role ("lead", "support") and, for a lead, its basis; `span` in the matched text."""

    name: str
    agency_id: str | None
    role: str
    basis: str
    group: bool
    members: tuple[str, ...]
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Timing:
    """A deadline that an attribute line or table cell gives to a task; `span` in the matched text."""

    span: Span
    kind: str
    value: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One task before numbering. Spans are into the matched text.

    `clause` is the index of its clause (of its part), `rules` the evidence: what decided, and where.
    `timings` and `output` come from attribute lines or cells; the deadlines in `span` itself are not in it.
    """

    span: Span
    part: int
    clause: int
    label: str
    kind: str
    headings: tuple[str, ...]
    assignees: tuple[Assignee, ...]
    timings: tuple[Timing, ...] = ()
    output: Span | None = None
    rules: tuple[tuple[str, Span], ...] = ()
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """One clause of the record: `kind` task, heading, lead-in, attribute, text …; `reason` why it is no task, or None."""

    span: Span
    label: str
    level: int
    kind: str
    heading: str | None
    reason: str | None
