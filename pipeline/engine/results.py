"""The output folder of a run: three record files that change all at once, when the run is complete."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Self
from urllib.parse import quote

from pipeline.engine.inputs import Entry, printable
from pipeline.engine.journal import Done, Ends, Journal, read_journal, still_true
from pipeline.engine.work import Failure, Outcome, file_sha256
from pipeline.errors import UsageError
from pipeline.export import JsonlWriter, write_whole
from pipeline.messages import Lang, say_error
from pipeline.records import SCHEMA_VERSION, check_failure, to_line

PARTIAL: Final = ".partial"
RECORD_FILES: Final = ("documents", "tasks", "errors")
KEPT_FOLDERS: Final = ("texts", "boxes")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, in numbers of files and tasks; `resumed` files were finished by an earlier run."""

    documents: int = 0
    without_tasks: int = 0
    tasks: int = 0
    to_review: int = 0
    failed: int = 0
    warnings: int = 0
    skipped: int = 0
    resumed: int = 0


class Results:
    """The record files of one run, growing in OUT/.partial until `commit` gives them their names in OUT.

    Files must be added in the order of the run's entries. A document id is written once, from the first file
    that has it: a second one becomes a warning in errors.jsonl, so that taking up the records by id gives the
    same on every run.
    """

    def __init__(self, out: Path, header: dict[str, Any], entries: Sequence[Entry], *, lang: Lang) -> None:
        """Open OUT, keeping what an interrupted run over the same `entries` had finished.

        Raises UsageError (out-not-writable, out-in-use).
        """
        self.out = out
        self._lang = lang
        self._partial = out / PARTIAL
        try:
            self._partial.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(self._partial / "lock", out)
            self.kept = tuple(self._still_true(header, entries))
            ends = self.kept[-1].ends if self.kept else Ends()
            self._writers = [
                JsonlWriter(out / f"{name}.jsonl", self._partial / f"{name}.jsonl", keep=end)
                for name, end in zip(RECORD_FILES, ends, strict=True)
            ]
            self._journal = Journal(self._partial / "journal.jsonl", header, self.kept)
        except OSError as error:
            raise _not_writable(out, error) from error
        self._first: dict[str, Done] = {}
        self._counts = dict.fromkeys(Summary.__slots__, 0)
        for done in self.kept:
            self._count(done)

    def add(self, outcome: Outcome) -> None:
        """Write what became of a file; it is finished, and kept if the run stops, when this returns."""
        first = self._first.get(outcome.document_id)
        if outcome.failure:
            self._finish(outcome, "error", outcome.failure)
        elif first:
            code = "duplicate-document" if first.sha256 == outcome.sha256 else "duplicate-id"
            self._finish(outcome, "warning", Failure(code, None, {"first": first.file}))
        else:
            self._writers[0].write(outcome.document)
            self._writers[1].write(outcome.tasks)
            for name, content in (("texts/{}.txt", outcome.text), ("boxes/{}.json", outcome.boxes)):
                if content is not None:
                    write_whole(self._partial / name.format(_file_name(outcome.document_id)), content)
            self._finish(outcome, None, None)

    def skip(self, file: str) -> None:
        """Write that a file was found and is no document."""
        self._finish(Outcome(file, None), "skipped", Failure("not-a-document"))

    def summary(self) -> Summary:
        """Return the counts so far."""
        return Summary(**self._counts)

    def commit(self) -> None:
        """Give everything its name in OUT. Raises UsageError (out-not-writable)."""
        try:
            for path in sorted(path for name in KEPT_FOLDERS for path in (self._partial / name).glob("*.*")):
                folder = self.out / path.parent.name
                folder.mkdir(exist_ok=True)
                path.replace(folder / path.name)
            for writer in reversed(self._writers):
                writer.commit()
        except OSError as error:
            raise _not_writable(self.out, error) from error
        self.close()
        shutil.rmtree(self._partial, ignore_errors=True)

    def close(self) -> None:
        """Close all files; without `commit` the finished part stays for the next run."""
        for writer in self._writers:
            writer.close()
        self._journal.close()
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _still_true(self, header: dict[str, Any], entries: Iterable[Entry]) -> Iterable[Done]:
        sizes = Ends(*(_size(self._partial / f"{name}.jsonl") for name in RECORD_FILES))
        done = read_journal(self._partial / "journal.jsonl", header)
        return still_true(done, entries, sha256=file_sha256, written=sizes)

    def _finish(self, outcome: Outcome, level: str | None, failure: Failure | None) -> None:
        """Write the line in errors.jsonl, if any, and then the journal's."""
        if level and failure:
            self._writers[2].write(self._failure_line(outcome.file, level, failure))
        for writer in self._writers:
            writer.flush()
        written = not level
        done = Done(
            printable(outcome.file),
            outcome.sha256,
            Ends(*(writer.end for writer in self._writers)),
            outcome.document_id if written else "",
            level,
            outcome.task_count if written else 0,
            outcome.review_count if written else 0,
        )
        self._journal.write(done)
        self._count(done)

    def _failure_line(self, file: str, level: str, failure: Failure) -> bytes:
        fields = {"file": printable(file), "place": failure.place or "", **failure.details}
        record = {
            "schema_version": SCHEMA_VERSION,
            "file": printable(file),
            "level": level,
            "code": failure.code,
            "message": say_error(failure.code, "message", self._lang, **fields),
            "place": failure.place,
            "remedy": say_error(failure.code, "remedy", self._lang, **fields),
        }
        return to_line(check_failure(record))

    def _count(self, done: Done) -> None:
        if done.document_id:
            self._first[done.document_id] = done
        counts = self._counts
        counts["documents"] += not done.level
        counts["without_tasks"] += not done.level and not done.tasks
        counts["tasks"] += done.tasks
        counts["to_review"] += done.review
        counts["failed"] += done.level == "error"
        counts["warnings"] += done.level == "warning"
        counts["skipped"] += done.level == "skipped"
        counts["resumed"] = len(self.kept)


def text_path(out: Path, document_id: str) -> Path:
    """Return where a run puts a document's source text; characters that file names lack are %-escaped."""
    return out / "texts" / f"{_file_name(document_id)}.txt"


def _file_name(document_id: str) -> str:
    return quote(document_id, safe="")


def _not_writable(out: Path, error: OSError) -> UsageError:
    return UsageError("out-not-writable", file=str(out), reason=error.strerror or str(error))


def _size(path: Path) -> int:
    """Return the file's size; 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _lock(path: Path, out: Path) -> BinaryIO:
    """Return the lock file of OUT, held until it is closed; raises UsageError where another run holds it."""
    file = path.open("wb")
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise UsageError("out-in-use", file=str(out)) from error
    return file
