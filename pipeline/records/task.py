"""What is written about a task: a line of tasks.jsonl."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from pipeline.records.parts import (
    AgencyId,
    LegalRefRecord,
    Mention,
    Name,
    Offset,
    Record,
    Share,
    SpanPair,
    SpansOf,
    Version,
)


class AssigneeRecord(Record):
    """Who carries a task or takes part in it."""

    agency_id: AgencyId
    name: Name
    mention: Mention
    role: Literal["lead", "support"]
    """"lead" carries the duty, "support" only takes part."""
    basis: Literal["explicit", "heading", "lead_in", "addressee"]
    """What names the assignee: the item itself, a heading, the sentence that opens the list, Kính gửi."""
    group: bool
    """True for a collective ("các sở, ngành")."""
    members: tuple[str, ...]
    """Agency ids of the group's members, where the gazetteer knows them."""
    spans: SpansOf
    score: Share
    """How sure the name is, 0 to 1."""


class DeadlineRecord(Record):
    """A time by which, or how often, a task has to be done."""

    quote: str
    """As written."""
    kind: Literal["date", "recurring", "relative"]
    """"date": value is the last day allowed; "recurring": how often; "relative": counted from an event."""
    value: str | None
    """ISO date, or daily … yearly, continuous (several joined by commas), or null for a relative one."""
    spans: SpansOf


class TargetRecord(Record):
    """A measurable aim in a task."""

    quote: str
    """As written: "trên 30%"."""
    comparator: str | None
    """">", ">=", "<", "<=", "=" or null."""
    number: float
    """The figure."""
    unit: str | None
    """The unit, as written: "%"."""
    spans: SpansOf


class ReportsToRecord(Record):
    """Whom the result of a task goes to."""

    agency_id: AgencyId
    name: Name
    mention: Mention
    spans: SpansOf


class EvidenceRecord(Record):
    """The rule that made a part of a task, and the words it saw."""

    rule: str
    """Id of the rule."""
    span: Annotated[SpanPair, Field(description="The words in the source text, [start, end) in code points.")]


class TaskRecord(Record):
    """One line of tasks.jsonl: an instruction that somebody has to carry out."""

    schema_version: Version
    task_id: str
    """Stable across runs."""
    document_id: str
    """The document it stands in."""
    order: Offset
    """Its place among the tasks of the document."""
    label: str
    """Enumerators joined from the outside in: "II.1.a"."""
    kind: Literal["duty", "closing"]
    """"closing" for general clauses on carrying out the document; all others are "duty"."""
    text: str
    """The instruction, cleaned: one line, typing errors mended, page furniture gone."""
    verbatim: str
    """The same stretch of the source text, untouched: the pieces at `spans`, joined."""
    spans: SpansOf
    pages: tuple[Annotated[int, Field(ge=1)], ...]
    """Pages it stands on, from 1; empty where the format has no pages."""
    headings: tuple[str, ...]
    """Enclosing headings, outermost first."""
    assignees: tuple[AssigneeRecord, ...]
    """Who carries it, leads before those who support."""
    legal_refs: tuple[LegalRefRecord, ...]
    """Citations in its text."""
    deadlines: tuple[DeadlineRecord, ...]
    """When it is due."""
    targets: tuple[TargetRecord, ...]
    """Measurable aims in its text."""
    output: str | None
    """The product due."""
    reports_to: tuple[ReportsToRecord, ...]
    """Whom the result goes to."""
    confidence: Share
    """Calibrated: of the tasks at 0.9, nine in ten need no correction."""
    review: tuple[str, ...]
    """Codes that say why a person should look at it."""
    evidence: tuple[EvidenceRecord, ...]
    """Which rule made what."""


TASKS: Final = TypeAdapter(tuple[TaskRecord, ...])
