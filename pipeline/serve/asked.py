"""What may be asked of the API: the parameters of requests, and the records that are sent in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final, Literal, Self

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError, PydanticSerializationError

from pipeline.export.folder import Line
from pipeline.records import DocumentRecord, TaskRecord, to_line
from pipeline.store import Filters
from pipeline.store.readings import Reading

_LARGEST: Final = (1 << 31) - 1
"""The largest number that a column holds."""
_MOST_DOCUMENTS: Final = 1_000

Text = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
"""PostgreSQL has no null characters."""
Words = Annotated[Text, Field(min_length=1)]
Year = Annotated[int, Field(ge=0, le=9999)]
Cursor = Annotated[int, Field(ge=0, le=_LARGEST)]


def _day(value: str) -> str:
    return date.fromisoformat(value).isoformat()


Day = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", examples=["2025-03-01"], json_schema_extra={"format": "date"}
    ),
    AfterValidator(_day),
]


class Asked(BaseModel):
    """What all parameters have in common: one that is not known is an error, not left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class PageAsked(Asked):
    """Which part of a list is meant."""

    after: Cursor = 0
    """The cursor that the page before gave; 0 for the first page."""
    limit: Annotated[int, Field(ge=1, le=1_000)] = 100
    """How many there are on a page at most."""


class AgenciesAsked(PageAsked):
    """Which agencies are meant."""

    name: Annotated[Words | None, Field(examples=["so noi vu"])] = None
    """These words are in the name, in any capitals, with accents or without."""


class ChangesAsked(Asked):
    """Which changes are meant."""

    since: Cursor = 0
    """The cursor that the reading before gave; 0 for the beginning of the store."""
    limit: Annotated[int, Field(ge=1, le=1_000)] = 500
    """About how many there are on a page."""


class TasksAsked(PageAsked):
    """Which tasks are meant: those that fulfil every condition given."""

    agency: Annotated[Words | None, Field(examples=["Sở Nội vụ"])] = None
    """Carries the task or takes part: an id, a key or a name, with accents or without."""
    role: Literal["lead", "support"] | None = None
    """The agency's part; without `agency`: some agency has this part."""
    lineage: bool = False
    """Agencies before and after `agency` count for it."""
    members: bool = False
    """What is given to groups that `agency` is a member of counts as well."""
    issuer: Text | None = None
    """Issued the document: an id, a key or a name; empty for documents whose issuer is not known."""
    cites: Annotated[Words | None, Field(examples=["61/2018/NĐ-CP"])] = None
    """Number or title of a document that the task cites."""
    due_before: Day | None = None
    """A deadline is before this day."""
    due_after: Day | None = None
    """A deadline is after this day; with `due_before` the same deadline."""
    overdue_on: Day | None = None
    """A deadline has passed on this day."""
    recurring: Annotated[Words | None, Field(examples=["monthly"])] = None
    """How often it is to be done: daily, weekly, monthly, quarterly, half-yearly, yearly or continuous.

    "true" means all tasks that recur, "false" all others.
    """
    kind: Literal["duty", "closing"] | None = None
    """Duties, or general clauses on carrying out the document."""
    review: Annotated[Words | None, Field(examples=["no-lead"])] = None
    """A person should look at it for the reason of this code; "true" for any reason, "false" for none."""
    text: Annotated[Words | None, Field(examples=["chuyển đổi số"])] = None
    """All these words are in the text; without accents any spelling, with accents that spelling."""
    year: Annotated[Year | None, Field(examples=[2023])] = None
    """The year of the document; 0 where it is not known."""
    document: Words | None = None
    """Id or number of the document."""
    withdrawn: Literal["exclude", "include", "only"] = "exclude"
    """What to do with tasks that are withdrawn."""

    def filters(self) -> Filters:
        """Return the same as the store has it."""
        same = self.model_dump(exclude={"after", "limit", "recurring", "review", "withdrawn"})
        withdrawn = {"exclude": False, "include": None, "only": True}[self.withdrawn]
        either = {"true": True, "false": False}
        recurring, review = (either.get(value or "", value) for value in (self.recurring, self.review))
        return Filters(**same, recurring=recurring, review=review, withdrawn=withdrawn)


class DocumentSent(Asked):
    """A document with all its tasks in order, as `giaoviec extract` writes them."""

    document: DocumentRecord
    """A line of documents.jsonl."""
    tasks: tuple[TaskRecord, ...]
    """The lines of tasks.jsonl that belong to it, each with an id of its own."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """See what the models cannot say of themselves."""
        if any(task.document_id != self.document.document_id for task in self.tasks):
            raise PydanticCustomError("other_document", "a task of another document")
        if len({task.task_id for task in self.tasks}) < len(self.tasks):
            raise PydanticCustomError("repeated", "two tasks with one id")
        if any(number > _LARGEST for number in _whole_numbers(self.model_dump())):
            raise PydanticCustomError("less_than_equal", "a number that is too large")
        try:
            self.model_dump_json()
        except PydanticSerializationError as error:
            raise PydanticCustomError("string_unicode", "half of a character") from error
        return self

    def reading(self) -> Reading:
        """Return what a load takes in."""
        return Reading(_line(self.document), [_line(task) for task in self.tasks])


class RecordsSent(Asked):
    """Records to be taken into the store, all or none."""

    documents: Annotated[tuple[DocumentSent, ...], Field(min_length=1, max_length=_MOST_DOCUMENTS)]
    """None of them has to be new: what the store has is brought up to date."""


def _line(record: DocumentRecord | TaskRecord) -> Line:
    """A record as a line of its file."""
    text = to_line(record).rstrip(b"\n")
    return Line(orjson.loads(text), text.decode(), 0)


def _whole_numbers(value: Any) -> Iterator[int]:  # noqa: ANN401
    """Every whole number in a record, however deep."""
    if isinstance(value, int):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _whole_numbers(part)
