"""One document: read, extracted, and made into lines. Nothing that goes wrong with it leaves this module."""

from __future__ import annotations

import dataclasses
import hashlib
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple, Protocol

from pipeline.engine.inputs import printable
from pipeline.errors import GiaoviecError, InputError
from pipeline.readers import DEFAULT_LIMITS, Limits, read_bytes
from pipeline.records import check_boxes, to_line
from pipeline.report import box_fields
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

    def __call__(self, path: str, /, *, limits: Limits) -> Source:
        """Return the document at `path`, spending no more than `limits`."""


_PATIENCE: Final = 5
"""The computing for one file, in turns of what one page or conversion may take."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is done to every document. Both functions must be importable by name in another process."""

    read: Reader
    extract: Callable[[Source], Extracted]
    limits: Limits
    keep_text: bool
    boxes: bool

    @property
    def seconds(self) -> int:
        """How long one file may keep a process computing, the programs that it calls not counted."""
        return _PATIENCE * self.limits.seconds


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
    text: bytes | None = field(default=None, repr=False)
    boxes: bytes | None = field(default=None, repr=False)


def process(file: str, job: Job) -> Outcome:
    """Return what became of `file`; a bug in a stage is a failure of the document and raises nothing."""
    try:
        return _extract(file, job)
    except GiaoviecError as error:
        return Outcome(file, file_sha256(file, job.limits), Failure(error.code, error.place, error.details))
    except Exception as error:  # noqa: BLE001 - one bad document must not stop ten thousand
        return Outcome(file, file_sha256(file, job.limits), internal_failure(error))


def internal_failure(error: BaseException) -> Failure:
    """Return a bug as a failure: what was raised, and the line of code that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else None
    words = " ".join(str(error).split())[:300]
    return Failure("internal-error", place, {"detail": f"{type(error).__name__}: {words}"})


def file_sha256(file: str, limits: Limits = DEFAULT_LIMITS) -> str | None:
    """Return the hash of the bytes of a file, which may lie in an archive; None where it cannot be read."""
    try:
        with Path(file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except NotADirectoryError:
        return _member_sha256(file, limits)
    except OSError:
        return None


def _member_sha256(file: str, limits: Limits) -> str | None:
    try:
        return hashlib.sha256(read_bytes(file, limits)).hexdigest()
    except InputError:
        return None


def _extract(file: str, job: Job) -> Outcome:
    """Return the lines of a document's records; raises whatever the reader and the stages raise."""
    source = job.read(file, limits=job.limits)
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
        text=source.text.encode() if job.keep_text else None,
        boxes=_boxes(source, made) if job.boxes else None,
    )


def _boxes(source: Source, made: Extracted) -> bytes | None:
    """Return the line that says where the tasks stand on their pages; None for a source without places."""
    if source.words is None:
        return None
    fields = box_fields(source.words, made.fields["document_id"], made.task_fields)
    return to_line(check_boxes(fields))
