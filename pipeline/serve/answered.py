"""What the API answers, for its description: the answers themselves are written straight from the store."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.records import DocumentRecord, MetadataRecord, SourceRecord, TaskRecord, WarningRecord

Next = Annotated[str | None, Field(examples=["/v1/tasks?year=2023&after=100"])]


class Answered(BaseModel):
    """What all answers have in common."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class DocumentOfTask(Answered):
    """What a list of tasks says of the document that a task stands in; null for what is not known."""

    document_id: str
    """Its own address has the whole record."""
    number: str | None
    """Number and symbol."""
    type: str | None
    """What kind of document it is."""
    issuer_id: str | None
    """Id of the agency that issued it, by the gazetteer."""
    issuer: str | None
    """The name of that agency."""
    date: str | None
    """The day of issue, or its month."""
    title: str | None
    """What it is about."""


class TaskAnswered(Answered):
    """A task with its document."""

    cursor: int
    """Its place among all tasks of the store."""
    record: TaskRecord
    document: DocumentOfTask
    withdrawn_at: str | None
    """When it was withdrawn, in UTC; null for a task that stands."""


class TasksPage(Answered):
    """Some tasks in the order of the store."""

    tasks: tuple[TaskAnswered, ...]
    """At most as many as the limit."""
    cursor: int | None
    """`after` for the next page; null where there is none."""
    next: Next
    """Where the next page is; null where there is none."""


class DocumentBrief(Answered):
    """What a list says of a document; its own address has the whole record."""

    document_id: str
    """Stays the same for ever."""
    source: SourceRecord
    metadata: MetadataRecord
    warnings: tuple[WarningRecord, ...]
    """What should be known of how it was read."""


class DocumentListed(Answered):
    """A document of a list."""

    cursor: int
    """Its place among all documents of the store."""
    record: DocumentBrief
    files: tuple[str, ...]
    """The paths of all files that it came in, first that of the file whose tasks it has."""
    tasks: int
    """How many tasks of it stand."""
    withdrawn_at: str | None
    """When it was withdrawn, in UTC; null for a document that stands."""


class DocumentAnswered(DocumentListed):
    """A document with its whole record."""

    record: DocumentRecord  # type: ignore[assignment]


class DocumentsPage(Answered):
    """Some documents in the order of the store."""

    documents: tuple[DocumentListed, ...]
    """At most as many as the limit."""
    cursor: int | None
    """`after` for the next page; null where there is none."""
    next: Next
    """Where the next page is; null where there is none."""


class AgencyAnswered(Answered):
    """An agency that records name, or one before or after it."""

    cursor: int
    """Its place among all agencies of the store."""
    key: str
    """What its address and the filters of tasks know it by."""
    agency_id: str | None
    """Its id in the gazetteer; null for one that is only known by its name."""
    name: str
    """Its name, as the gazetteer or the documents write it."""
    valid_from: str | None
    """The day from which it existed, if that is known."""
    valid_to: str | None
    """The day from which it did not exist any more; null for one that does, or if that is not known."""


class AgenciesPage(Answered):
    """Some agencies in the order of the store."""

    agencies: tuple[AgencyAnswered, ...]
    """At most as many as the limit."""
    cursor: int | None
    """`after` for the next page; null where there is none."""
    next: Next
    """Where the next page is; null where there is none."""


class DocumentPart(Answered):
    """What the feed tells of a document."""

    source: SourceRecord
    metadata: MetadataRecord
    warnings: tuple[WarningRecord, ...]
    """What should be known of how it was read."""


class FieldChanged(Answered):
    """A field of a record with its value before and after."""

    field: Annotated[str, Field(examples=["deadlines"])]
    """Its name in the record."""
    old: Any
    """The whole value before."""
    new: Any
    """The whole value after, to be set in its place."""


class ChangeAnswered(Answered):
    """Something that happened to a task or a document in one load."""

    cursor: int
    """Its place among all changes of the store."""
    at: Annotated[str, Field(examples=["2026-03-02T08:00:00+00:00"])]
    """When it was loaded, in UTC."""
    item: Literal["document", "task"]
    """What it happened to."""
    kind: Literal["added", "changed", "withdrawn", "restored"]
    """What happened. Withdrawn is what a later reading has not got any more; it may be restored."""
    id: str
    """Id of the task or document."""
    document_id: str
    """Id of the document, the task's or itself."""
    record: TaskRecord | DocumentPart | None
    """What was added or restored, as it was after this change; else null."""
    fields: tuple[FieldChanged, ...]
    """What changed, field by field."""


class ChangesPage(Answered):
    """Some changes in order. Setting records and fields by id, one change after another, copies the store."""

    store: Annotated[str, Field(examples=["b3771504b42de5abdca03a4046aa0a4d"])]
    """Which store this is; empty where nothing was loaded yet. A cursor is good in the store that gave it:
    who finds another one here than before begins again from 0."""
    changes: tuple[ChangeAnswered, ...]
    """About as many as the limit."""
    cursor: int
    """`since` for the next page, and to be kept until then."""
    more: bool
    """Whether there are more by now."""
    next: str
    """Where the next page is; ask there again later if there are no more by now."""


class Health(Answered):
    """That the store can be read."""

    status: Literal["ok"]
    """All else is an error."""


class LoadAnswered(Answered):
    """What was done with records that were sent."""

    documents: int
    """How many were sent."""
    tasks: int
    """How many were sent."""
    added: int
    """Tasks that are new."""
    changed: int
    """Tasks that are not what they were."""
    withdrawn: int
    """Tasks that are gone."""
    restored: int
    """Tasks that were gone and are back."""
    merged: int
    """Documents that the store has as well or better from another file: their tasks were not taken."""
    cursor: int
    """That of the last change in the store: `/v1/changes` since it begins after these records."""
