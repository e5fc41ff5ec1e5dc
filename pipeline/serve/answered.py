"""What the API answers, for its description: the answers themselves are written straight from the store."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.records import DocumentRecord, MetadataRecord, SourceRecord, TaskRecord, WarningRecord
from pipeline.store import DocumentOfTask, StoredAgency

Next = Annotated[str | None, Field(examples=["/v1/tasks?year=2023&after=100"])]


class Answered(BaseModel):
    """What all answers have in common."""

    model_config = ConfigDict(use_attribute_docstrings=True)


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
    cursor: int | None
    """`after` for the next page; null where there is none."""
    next: Next
    """Where the next page is; null where there is none."""


class DocumentBrief(Answered):
    """What a list says of a document; its own address has the whole record."""

    document_id: str
    source: SourceRecord
    metadata: MetadataRecord
    warnings: tuple[WarningRecord, ...]


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
    cursor: int | None
    """`after` for the next page; null where there is none."""
    next: Next
    """Where the next page is; null where there is none."""


class AgenciesPage(Answered):
    """Some agencies in the order of the store."""

    agencies: tuple[StoredAgency, ...]
    cursor: int | None
    """`after` for the next page; null where there is none."""
    next: Next
    """Where the next page is; null where there is none."""


class DocumentPart(Answered):
    """What the feed tells of a document."""

    source: SourceRecord
    metadata: MetadataRecord
    warnings: tuple[WarningRecord, ...]


class FieldChanged(Answered):
    """A field of a record with its value before and after."""

    field: str
    old: Any
    new: Any


class ChangeAnswered(Answered):
    """Something that happened to a task or a document in one load."""

    cursor: int
    at: str
    """When it was loaded, in UTC."""
    item: Literal["document", "task"]
    kind: Literal["added", "changed", "withdrawn", "restored"]
    id: str
    """Id of the task or document."""
    document_id: str
    record: TaskRecord | DocumentPart | None
    """What was added or restored, as it was after this change; else null."""
    fields: tuple[FieldChanged, ...]
    """What changed, field by field."""


class ChangesPage(Answered):
    """Some changes in order. Setting records and fields by id, one change after another, copies the store."""

    changes: tuple[ChangeAnswered, ...]
    cursor: int
    """`since` for the next page, and to be kept until then."""
    more: bool
    """Whether there are more by now."""
    next: str
    """Where the next page is; ask there again later if there are no more by now."""


class Health(Answered):
    """That the store can be read."""

    status: Literal["ok"]
