from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.sharedctypes import RawValue
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine import Options, Summary, list_inputs, run, text_path
from pipeline.engine import batch as batch_module
from pipeline.engine import pool as pool_module
from pipeline.engine.inputs import Entry
from pipeline.engine.journal import Done, Ends, Journal, read_journal, software_id, still_true
from pipeline.engine.results import PARTIAL, Results
from pipeline.engine.work import Job, Reader, process
from pipeline.engine.workers import BYTES_WORTH_A_WORKER, MOST_WORKERS, count_workers
from pipeline.errors import UsageError
from pipeline.readers import DEFAULT_LIMITS, Limits, read_source
from pipeline.source import Source
from tests import fakes

HERE = Options(workers=1)
KEEP_TEXT = Options(workers=1, keep_text=True)
FILES = ("documents.jsonl", "tasks.jsonl", "errors.jsonl")


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version of the software, which these tests do not depend on."""
    monkeypatch.setattr(batch_module, "software_id", lambda version: "software")  # noqa: ARG005


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three documents, one of them in a subfolder, and things that are none."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.txt").write_text("Giao B làm.\nGiao C làm.\n", encoding="utf-8")
    (folder / "a.md").write_text("Không có việc.\n", encoding="utf-8")
    (folder / "sub" / "c.text").write_text("Giao A làm.\n", encoding="utf-8")
    (folder / "notes.xlsx").write_bytes(b"x")
    (folder / ".hidden.txt").write_text("Giao X làm.\n", encoding="utf-8")
    return folder


def extract(inputs: list[Path], out: Path, options: Options = HERE) -> Summary:
    """Run with the fake extractor, in this process unless `options` say otherwise."""
    return run(list(map(str, inputs)), out, options, read=read_source, extract=fakes.extract)


def lines(path: Path) -> list[dict[str, Any]]:
    """Return every record of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def contents(out: Path) -> dict[str, bytes]:
    """Return the bytes of the record files."""
    return {name: (out / name).read_bytes() for name in FILES}


# ---- Inputs ----


def test_a_folder_gives_its_documents_in_order(folder: Path, tmp_path: Path) -> None:
    """Subfolders are searched, hidden files left out, other files listed as no documents; sorted by path."""
    found = list_inputs([str(folder)], out=tmp_path / "out")
    names = [(Path(entry.file).name, entry.document) for entry in found]
    assert names == [("a.md", True), ("b.txt", True), ("notes.xlsx", False), ("c.text", True)]


def test_what_is_named_twice_is_read_once(folder: Path, tmp_path: Path) -> None:
    """A file, its folder and a pattern may overlap; the order of the arguments does not matter."""
    inputs = [str(folder / "b.txt"), str(folder), str(folder / "*.txt"), f"{folder}/./b.txt"]
    assert list_inputs(inputs, out=tmp_path) == list_inputs(inputs[::-1], out=tmp_path)
    assert len(list_inputs(inputs, out=tmp_path)) == 4


def test_a_file_named_by_itself_is_a_document_whatever_its_suffix(folder: Path, tmp_path: Path) -> None:
    """Who names a file wants it read, or wants to hear why it was not."""
    named = str(folder / "notes.xlsx")
    assert list_inputs([str(folder), named], out=tmp_path)[2] == Entry(named, document=True)


def test_the_output_folder_is_no_input(folder: Path) -> None:
    """Texts kept by an earlier run inside the input folder are not read as documents."""
    extract([folder], folder / "out", KEEP_TEXT)
    assert len(list_inputs([str(folder)], out=folder / "out")) == 4


def test_a_broken_office_file_is_an_error_not_a_skipped_file(folder: Path, tmp_path: Path) -> None:
    """A PDF in the folder is a document that is missing from the output; the exit code must say so."""
    (folder / "d.pdf").write_bytes(b"%PDF-1.4 ...")
    summary = extract([folder], tmp_path / "out")
    assert (summary.failed, summary.skipped) == (1, 1)
    assert [entry["code"] for entry in lines(tmp_path / "out" / "errors.jsonl")] == [
        "broken-file",
        "not-a-document",
    ]


@pytest.mark.parametrize(("given", "code"), [("missing.txt", "no-such-input"), ("empty", "no-documents")])
def test_inputs_that_are_nothing_are_wrong_usage(given: str, code: str, tmp_path: Path) -> None:
    """A path that is not there and a folder without documents are named."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError) as caught:
        list_inputs([str(tmp_path / given)], out=tmp_path / "out")
    assert (caught.value.code, caught.value.file) == (code, str(tmp_path / given))


def test_a_folder_that_cannot_be_listed_is_a_failure(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A subfolder without permission is named in errors.jsonl instead of vanishing."""
    listing = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path.name == "sub":
            raise PermissionError(13, "no")
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    summary = extract([folder], tmp_path / "out")
    assert summary.failed == 1
    assert lines(tmp_path / "out" / "errors.jsonl")[-1]["code"] == "unreadable"


def test_a_file_name_that_is_no_utf8_is_read_and_named(tmp_path: Path) -> None:
    """Its bad bytes show as U+FFFD in the records, which must be valid UTF-8."""
    name = os.fsdecode(b"v\xe3n.txt")
    (tmp_path / name).write_text("Giao A làm.\n", encoding="utf-8")
    extract([tmp_path / name], tmp_path / "out")
    [document] = lines(tmp_path / "out" / "documents.jsonl")
    assert document["source"]["path"].endswith("v\ufffdn.txt")


# ---- A run ----


def test_a_run_writes_records_in_the_order_of_the_paths(folder: Path, tmp_path: Path) -> None:
    """Documents, tasks and failures each stand in their file; the counts agree with them."""
    summary = extract([folder], tmp_path / "out")
    assert summary == Summary(documents=3, without_tasks=1, tasks=3, to_review=3, skipped=1)
    stems = [
        Path(document["source"]["path"]).stem for document in lines(tmp_path / "out" / "documents.jsonl")
    ]
    assert stems == ["a", "b", "c"]
    leads = [task["assignees"][0]["name"] for task in lines(tmp_path / "out" / "tasks.jsonl")]
    assert leads == ["B", "C", "A"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)


def test_a_document_without_assignments_gives_an_honest_record(folder: Path, tmp_path: Path) -> None:
    """It is read, has no tasks, and says so in a warning."""
    extract([folder / "a.md"], tmp_path / "out")
    [document] = lines(tmp_path / "out" / "documents.jsonl")
    assert [warning["code"] for warning in document["warnings"]] == ["no-assignment"]
    assert (tmp_path / "out" / "tasks.jsonl").read_bytes() == b""


def test_bad_files_are_named_and_the_others_read(tmp_path: Path) -> None:
    """Each kind of bad file has its code, and a line in errors.jsonl in the order of the paths."""
    bad = {
        "0-empty.txt": b"",
        "1-blank.txt": b" \n\t",
        "2-binary.txt": b"\x7fELF\x00\x00\x00\x01\x00",
        "3-encoding.txt": "Kế hoạch".encode()[:-2] + b"\xff\xfe\xfd",
        "4-large.txt": b"a" * 2000,
        "5-bug.txt": b"BUG",
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "6-good.txt").write_text("Giao A làm.\n", encoding="utf-8")
    summary = extract([tmp_path], tmp_path / "out", Options(workers=1, limits=Limits(size=1000)))
    assert (summary.documents, summary.failed) == (1, 6)
    entries = lines(tmp_path / "out" / "errors.jsonl")
    assert [(Path(entry["file"]).name, entry["level"], entry["code"]) for entry in entries] == [
        ("0-empty.txt", "error", "empty-file"),
        ("1-blank.txt", "error", "empty-file"),
        ("2-binary.txt", "error", "binary-file"),
        ("3-encoding.txt", "error", "unknown-encoding"),
        ("4-large.txt", "error", "too-large"),
        ("5-bug.txt", "error", "internal-error"),
    ]
    assert all(entry["message"] and entry["remedy"] for entry in entries)


def test_a_bug_is_told_with_its_place(tmp_path: Path) -> None:
    """The line in errors.jsonl holds what was raised, on one line, and where in the code."""
    (tmp_path / "a.txt").write_text("BUG", encoding="utf-8")
    extract([tmp_path / "a.txt"], tmp_path / "out", Options(workers=1, lang="en"))
    [entry] = lines(tmp_path / "out" / "errors.jsonl")
    assert "ZeroDivisionError: a bug in a stage" in entry["message"]
    assert entry["place"].startswith("fakes.py:")


def test_a_file_that_vanishes_is_named(folder: Path, tmp_path: Path) -> None:
    """A file that is deleted between listing and reading does not stop the run."""

    def read(path: str, /, *, limits: Limits) -> Source:
        (folder / "b.txt").unlink(missing_ok=True)
        return read_source(path, limits=limits)

    out = tmp_path / "out"
    summary = run([str(folder)], out, Options(workers=1), read=read, extract=fakes.extract)
    assert (summary.documents, summary.failed) == (2, 1)
    assert lines(out / "errors.jsonl")[0]["code"] == "vanished"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_named(folder: Path, tmp_path: Path) -> None:
    """It is a failure of its own, with its code."""
    (folder / "b.txt").chmod(0)
    assert extract([folder], tmp_path / "out").failed == 1


def test_a_dangling_link_is_named(tmp_path: Path) -> None:
    """A link to nothing counts as a file that vanished."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    extract([tmp_path / "a.txt"], tmp_path / "out")
    assert lines(tmp_path / "out" / "errors.jsonl")[0]["code"] == "vanished"


def test_a_document_given_twice_is_written_once(tmp_path: Path) -> None:
    """The first path keeps it; the second is a warning that names the first; it is no failure."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("ID x\nGiao A làm.\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("ID x\nGiao B làm.\n", encoding="utf-8")
    summary = extract([tmp_path], tmp_path / "out")
    assert (summary.documents, summary.tasks, summary.failed, summary.warnings) == (1, 1, 0, 2)
    same, other = lines(tmp_path / "out" / "errors.jsonl")
    assert (same["level"], same["code"]) == ("warning", "duplicate-document")
    assert (other["level"], other["code"]) == ("warning", "duplicate-id")
    assert str(tmp_path / "a.txt") in same["message"]
    assert str(tmp_path / "a.txt") in other["message"]


def test_kept_texts_are_the_source_texts(folder: Path, tmp_path: Path) -> None:
    """Every span of a record can be checked against OUT/texts: the pieces joined are the task's verbatim."""
    out = tmp_path / "out"
    (folder / "crlf.txt").write_bytes("\ufeffMở đầu\r\nGiao Đ làm\u00a0việc.\r\n".encode())
    extract([folder], out, KEEP_TEXT)
    for task in lines(out / "tasks.jsonl"):
        text = text_path(out, task["document_id"]).read_bytes().decode()
        assert "".join(text[start:end] for start, end in task["spans"]) == task["verbatim"]
    assert len(list((out / "texts").iterdir())) == 4


def test_a_kept_text_has_a_name_that_every_system_takes(tmp_path: Path) -> None:
    """An id with slashes or colons cannot lead out of the folder."""
    path = text_path(tmp_path, "../13/CT: x")
    assert path.parent == tmp_path / "texts"
    assert path.name == "..%2F13%2FCT%3A%20x.txt"


def test_an_output_folder_that_cannot_be_written_is_wrong_usage(folder: Path, tmp_path: Path) -> None:
    """Nothing is read before the folder is known to be good; the message gives the system's reason."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        extract([folder], tmp_path / "file" / "out")
    assert caught.value.code == "out-not-writable"


def test_an_output_that_cannot_take_its_name_is_wrong_usage(folder: Path, tmp_path: Path) -> None:
    """A folder in the way of a record file is found at the end, and what was done is kept."""
    (tmp_path / "out" / "tasks.jsonl" / "x").mkdir(parents=True)
    with pytest.raises(UsageError) as caught:
        extract([folder], tmp_path / "out")
    assert caught.value.code == "out-not-writable"


@pytest.mark.skipif(sys.platform == "win32", reason="no locks there")
def test_two_runs_do_not_write_to_one_folder(folder: Path, tmp_path: Path) -> None:
    """The second one is refused and the first goes on unharmed."""
    with Results(tmp_path / "out", {}, (), lang="vi"), pytest.raises(UsageError) as caught:
        extract([folder], tmp_path / "out")
    assert caught.value.code == "out-in-use"


def test_progress_is_told_from_first_to_last(folder: Path, tmp_path: Path) -> None:
    """The numbers begin at what was kept and end at all files."""
    seen: list[tuple[int, int]] = []
    options = Options(workers=1)
    run(
        [str(folder)], tmp_path / "out", options, read=read_source, extract=fakes.extract,
        progress=lambda finished, total: seen.append((finished, total)),
    )  # fmt: skip
    assert seen == [(i, 4) for i in range(5)]


def test_a_second_run_replaces_the_first(folder: Path, tmp_path: Path) -> None:
    """The folder shows the last run alone: its errors too."""
    (folder / "x.txt").write_bytes(b"")
    extract([folder], tmp_path / "out")
    (folder / "x.txt").unlink()
    extract([folder], tmp_path / "out")
    assert [entry["level"] for entry in lines(tmp_path / "out" / "errors.jsonl")] == ["skipped"]


# ---- Going on after an interruption ----


class Stop(BaseException):
    """Ends a run as Ctrl-C does, at a chosen place."""


def stopping_after(count: int) -> Reader:
    """Return a reader that stops the run after so many files."""
    left = [count]

    def read(path: str, /, *, limits: Limits) -> Source:
        if not left[0]:
            raise Stop
        left[0] -= 1
        return read_source(path, limits=limits)

    return read


def stop_after(count: int, inputs: list[Path], out: Path, options: Options = HERE) -> None:
    """Run until so many files are done."""
    with pytest.raises(Stop):
        run(list(map(str, inputs)), out, options, read=stopping_after(count), extract=fakes.extract)


def test_an_interrupted_run_shows_nothing_and_loses_nothing(folder: Path, tmp_path: Path) -> None:
    """The old files stay until the new are complete; the next run goes on and gives the same bytes."""
    extract([folder], tmp_path / "whole", KEEP_TEXT)
    out = tmp_path / "out"
    stop_after(2, [folder], out, KEEP_TEXT)
    assert [path.name for path in out.iterdir()] == [PARTIAL]
    summary = extract([folder], out, KEEP_TEXT)
    assert summary.resumed == 3  # the skipped file between the documents counts as well
    assert contents(out) == contents(tmp_path / "whole")
    assert len(list((out / "texts").iterdir())) == 3
    assert not (out / PARTIAL).exists()


@pytest.mark.parametrize("damage", ["torn", "journal", "records", "header"])
def test_a_damaged_journal_costs_time_and_nothing_else(damage: str, folder: Path, tmp_path: Path) -> None:
    """Half a line, rubbish, a record file too short, another software: what is not sure is read anew."""
    extract([folder], tmp_path / "whole")
    out = tmp_path / "out"
    stop_after(2, [folder], out)
    journal = out / PARTIAL / "journal.jsonl"
    data = journal.read_bytes()
    if damage == "torn":
        journal.write_bytes(data[:-10])
    elif damage == "journal":
        journal.write_bytes(data.split(b"\n")[0] + b"\n[1]\n")
    elif damage == "records":
        (out / PARTIAL / "tasks.jsonl").write_bytes(b"")
    else:
        journal.write_bytes(data.replace(b'"software"', b'"hardware"'))
    summary = extract([folder], out)
    assert summary.resumed == {"torn": 2, "journal": 0, "records": 1, "header": 0}[damage]
    assert contents(out) == contents(tmp_path / "whole")


@pytest.mark.parametrize("change", ["content", "new", "gone", "options"])
def test_what_changed_since_the_interruption_is_read_anew(change: str, folder: Path, tmp_path: Path) -> None:
    """The result is that of a run over the files as they are now."""
    out = tmp_path / "out"
    stop_after(2, [folder], out)
    options = HERE
    if change == "content":
        (folder / "a.md").write_text("Giao Z làm.\n", encoding="utf-8")
    elif change == "new":
        (folder / "aa.txt").write_text("Giao Z làm.\n", encoding="utf-8")
    elif change == "gone":
        (folder / "a.md").unlink()
    else:
        options = Options(workers=1, lang="en")
    summary = extract([folder], out, options)
    extract([folder], tmp_path / "whole", options)
    assert contents(out) == contents(tmp_path / "whole")
    assert summary.resumed == (1 if change == "new" else 0)


def test_duplicates_are_found_across_an_interruption(tmp_path: Path) -> None:
    """The first document may have been read by the run that stopped."""
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("ID x\nGiao A làm.\n", encoding="utf-8")
    inputs = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    stop_after(1, inputs, tmp_path / "out")
    summary = extract(inputs, tmp_path / "out")
    assert (summary.documents, summary.warnings) == (1, 2)


def test_the_journal_gives_back_what_was_written(tmp_path: Path) -> None:
    """Every field of a finished file comes back, and a journal of another header gives nothing."""
    path = tmp_path / "journal.jsonl"
    done = Done("a", "5", Ends(1, 2, 3), "x", None, 2, 1)
    journal = Journal(path, {"h": 1}, [done])
    journal.write(done)
    journal.close()
    assert list(read_journal(path, {"h": 1})) == [done, done]
    assert list(read_journal(path, {"h": 2})) == []
    assert list(read_journal(tmp_path / "none", {})) == []


def test_only_the_beginning_that_agrees_is_kept() -> None:
    """From the first file that differs on, nothing is kept, whatever follows."""
    done = [Done(name, name, Ends(1, 1, 1)) for name in "abc"]
    entries = [Entry(name, document=True) for name in "axc"]
    kept = still_true(done, entries, sha256=lambda file: file, written=Ends(1, 1, 1))
    assert list(kept) == done[:1]


def test_another_copy_of_the_software_has_another_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An edited rule makes the records of an interrupted run stale, even under the same version."""
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr("pipeline.engine.journal._FOLDERS", (str(tmp_path),))
    before = software_id("1")
    assert before == software_id("1")
    assert before != software_id("2")
    (tmp_path / "a.py").write_text("22", encoding="utf-8")
    assert before != software_id("1")


# ---- Processes ----


def test_the_number_of_processes_follows_the_amount_of_text(tmp_path: Path) -> None:
    """A few documents are read in this process; no number of documents starts more than eight."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 1000)
    assert count_workers([str(path)]) == 1
    assert count_workers([str(tmp_path / "gone.txt")]) == 1
    os.truncate(path, BYTES_WORTH_A_WORKER)
    assert 1 <= count_workers([str(path)] * 100) <= MOST_WORKERS


def test_a_process_that_dies_costs_its_document_alone(tmp_path: Path) -> None:
    """The file that kills its process is named; all others are read, in order, with the same bytes."""
    inputs = []
    for i in range(40):
        path = tmp_path / f"{i:02}.txt"
        path.write_text("CRASH" if i in {11, 30} else f"Giao A làm việc {i}.\n", encoding="utf-8")
        inputs.append(path)
    summary = extract(inputs, tmp_path / "out", Options(workers=2))
    assert (summary.documents, summary.failed) == (38, 2)
    entries = lines(tmp_path / "out" / "errors.jsonl")
    assert [(Path(entry["file"]).name, entry["code"]) for entry in entries] == [
        ("11.txt", "crashed"),
        ("30.txt", "crashed"),
    ]
    stems = [
        Path(document["source"]["path"]).stem for document in lines(tmp_path / "out" / "documents.jsonl")
    ]
    assert stems == [f"{i:02}" for i in range(40) if i not in {11, 30}]


def test_a_run_may_be_started_from_any_thread(folder: Path, tmp_path: Path) -> None:
    """Only the main thread may touch signals; a run in another does without."""
    with ThreadPoolExecutor(1) as thread:
        summary = thread.submit(extract, [folder], tmp_path / "out", Options(workers=2)).result()
    assert summary.documents == 3


def test_a_pool_that_is_broken_says_so_in_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk handed to a broken pool is not lost: it waits with the others to be read one by one."""

    def submit(*_: object) -> None:
        raise BrokenProcessPool

    with ProcessPoolExecutor(1) as pool:
        monkeypatch.setattr(pool, "submit", submit)
        assert isinstance(pool_module._submit(pool, ["a"]).exception(), BrokenProcessPool)


def test_a_worker_process_does_the_job_it_was_started_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is deaf to Ctrl-C, and reads nothing before it was told how."""
    monkeypatch.setattr(pool_module, "_work", None)
    with pytest.raises(RuntimeError, match="_start"):
        pool_module._process_chunk([str(folder / "b.txt")])
    before = signal.getsignal(signal.SIGINT)
    try:
        job = Job(read_source, fakes.extract, DEFAULT_LIMITS, keep_text=False, boxes=False)
        pool_module._start(job, RawValue("b", 0))
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    [outcome] = pool_module._process_chunk([str(folder / "b.txt")])
    assert outcome.task_count == 2


def test_one_document_is_processed_without_raising(tmp_path: Path) -> None:
    """What goes wrong comes back as a failure with the hash of the bytes, where there are any."""
    job = Job(read_source, fakes.extract, DEFAULT_LIMITS, keep_text=False, boxes=False)
    missing = process(str(tmp_path / "a.txt"), job)
    assert missing.failure
    assert (missing.failure.code, missing.sha256) == ("vanished", None)
    (tmp_path / "b.txt").write_bytes(b"")
    empty = process(str(tmp_path / "b.txt"), job)
    assert empty.failure
    assert empty.sha256


SCRIPT = """
import sys
from pathlib import Path
from pipeline.engine import Options, batch, run
from pipeline.readers import DEFAULT_LIMITS, Limits, read_source
from pipeline.source import Source
from tests import fakes

batch.software_id = lambda version: "software"
if __name__ == "__main__":
    options = Options(workers=int(sys.argv[3]))
    print(run([sys.argv[1]], Path(sys.argv[2]), options, read=read_source, extract=fakes.extract).resumed)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="other signals there")
@pytest.mark.parametrize(
    ("number", "workers"), [(signal.SIGKILL, 1), (signal.SIGTERM, 2), (signal.SIGINT, 2)]
)
def test_a_run_that_is_killed_is_completed_by_the_next(
    number: signal.Signals, workers: int, root: Path, tmp_path: Path
) -> None:
    """Whatever the moment, no half line is left and the next run gives the bytes of an undisturbed one.

    No process of the run outlives it: its last words could not be read to their end.
    """
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for i in range(300):
        (folder / f"{i:03}.txt").write_text(f"SLOW\nGiao A làm việc {i}.\n", encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(script), str(folder), str(out), str(workers)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process_:
        journal = out / PARTIAL / "journal.jsonl"
        while process_.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > 10):
            time.sleep(0.02)
        process_.send_signal(number)
        process_.communicate(timeout=60)
    assert not (out / "documents.jsonl").exists()
    again = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert int(again.stdout) >= 10
    extract([folder], tmp_path / "whole", Options(workers=4))
    assert contents(out) == contents(tmp_path / "whole")
