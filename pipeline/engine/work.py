"""One document: read, extracted, and made into lines. Nothing that goes wrong with it leaves this module."""

from __future__ import annotations

import dataclasses
import hashlib
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from pipeline.engine.inputs import printable
from pipeline.errors import GiaoviecError
from pipeline.records import to_line
from pipeline.source import Source


class Extracted(Protocol):
    """What an extractor gives back."""

    @property
    def fields(self) -> dict[str, Any]:
        """The checked fields of the document's record."""

    @property
    def task_fields(self) -> list[dict[str, Any]]:
        """Those of its tasks, in reading order."""


class Reader(Protocol):
    """What turns a file into a source; raises InputError for a file that it cannot read."""

    def __call__(self, path: str, /, *, max_bytes: int) -> Source:
        """Return the document at `path`, of at most `max_bytes` bytes."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is done to every document. Both functions must be importable by name in another process."""

    read: Reader
    extract: Callable[[Source], Extracted]
    max_bytes: int
    keep_text: bool


class Failure(NamedTuple):
    """Why a document gave no records: a code of `pipeline.messages` ("error.…"), and what its words need."""

    code: str
    place: str | None = None
    details: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the lines of its records, or a failure."""

    file: str
    sha256: str | None
    failure: Failure | None = None
    document_id: str = ""
    document: bytes = b""
    tasks: bytes = b""
    task_count: int = 0
    review_count: int = 0
    text: str | None = field(default=None, repr=False)


def process(file: str, job: Job) -> Outcome:
    """Return what became of `file`; a bug in a stage is a failure of the document and raises nothing."""
    try:
        return _extract(file, job)
    except GiaoviecError as error:
        return Outcome(file, file_sha256(file), Failure(error.code, error.place, error.details))
    except Exception as error:  # noqa: BLE001 - one bad document must not stop ten thousand
        return Outcome(file, file_sha256(file), internal_failure(error))


def internal_failure(error: BaseException) -> Failure:
    """Return a bug as a failure: what was raised, and the line of code that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else None
    words = " ".join(str(error).split())[:300]
    return Failure("internal-error", place, {"detail": f"{type(error).__name__}: {words}"})


def file_sha256(file: str) -> str | None:
    """Return the hash of the file's bytes; None where it cannot be read."""
    try:
        with Path(file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _extract(file: str, job: Job) -> Outcome:
    """Return the lines of a document's records; raises whatever the reader and the stages raise."""
    source = job.read(file, max_bytes=job.max_bytes)
    if source.path != (path := printable(file)):
        source = dataclasses.replace(source, path=path)
    made = job.extract(source)
    return Outcome(
        file=file,
        sha256=source.sha256,
        document_id=made.fields["document_id"],
        document=to_line(made.fields),
        tasks=b"".join(map(to_line, made.task_fields)),
        task_count=len(made.task_fields),
        review_count=sum(1 for task in made.task_fields if task["review"]),
        text=source.text if job.keep_text else None,
    )
