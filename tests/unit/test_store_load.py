from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gazetteer import load_gazetteer
from pipeline.errors import UsageError
from pipeline.store import Filters, LoadSummary, changes, load, open_store, query, records
from pipeline.store.loading import CHUNK
from tests.stores import (
    NOI_VU,
    TAI_CHINH,
    assignee,
    citation,
    document,
    fill,
    tables,
    task,
    texts,
    write,
)

pytest_plugins = ("tests.databases",)

LONG = (
    "Rà soát các giếng khoan đang khai thác, xác định khu vực có thể bổ sung giếng dự phòng phục vụ dân, "
    "báo cáo kết quả trước mùa khô năm 2024; kiểm tra đê bao, cống ngăn mặn, trạm bơm, công trình trữ nước, "
    "lập danh sách hộ thiếu nước ở từng ấp, phân công cán bộ trực và chuẩn bị xe bồn chở nước ngọt cho dân"
)


def test_loading_twice_changes_nothing(url: str, tmp_path: Path) -> None:
    """The second load of the same records leaves every row of every table as it was."""
    rows = [(document(), [task("Làm A", assignees=[assignee(NOI_VU)])]), (document("vb-2"), [])]
    out = write(tmp_path, rows)
    heard: list[LoadSummary] = []
    first = load(out, url, progress=heard.append)
    before = tables(url)
    second = load(out, url)
    assert heard == [first]
    assert (first.added, second.added, second.changed, second.documents) == (1, 0, 0, 2)
    assert second.cursor == first.cursor
    assert tables(url) == before


def test_a_corrected_document_updates_its_tasks_by_id(url: str, tmp_path: Path) -> None:
    """What changed is told field by field, what is gone is withdrawn, and nothing is deleted."""
    load(write(tmp_path, [(document(), [task("Làm A", 1), task("Làm B", 2), task("Làm C", 3)])]), url)
    again = [task("Làm A", 1), task("Làm B", 2, label="II.2", confidence=0.5), task("Làm D", 4)]
    summary = load(write(tmp_path, [(document(), again)]), url)
    assert (summary.added, summary.changed, summary.withdrawn) == (1, 1, 1)
    assert texts(url) == {"vb-1-1": "Làm A", "vb-1-2": "Làm B", "vb-1-4": "Làm D"}
    with open_store(url) as store:
        gone = [one.task_id for one in query(store, Filters(withdrawn=True))]
        told = [(one.kind, one.id, one.fields) for one in changes(store, 4).changes]
    assert gone == ["vb-1-3"]
    assert [(kind, id_) for kind, id_, _ in told] == [
        ("changed", "vb-1-2"), ("added", "vb-1-4"), ("withdrawn", "vb-1-3"),
    ]  # fmt: skip
    assert [(one.field, one.old, one.new) for one in told[0][2]] == [
        ("label", "2", "II.2"), ("confidence", 0.9, 0.5),
    ]  # fmt: skip


def test_a_task_that_comes_back_is_restored(url: str, tmp_path: Path) -> None:
    """A withdrawn task that a later reading has again is the same task, with what changed meanwhile."""
    load(write(tmp_path, [(document(), [task("Làm A", 1), task("Làm B", 2)])]), url)
    load(write(tmp_path, [(document(), [task("Làm A", 1)])]), url)
    summary = load(write(tmp_path, [(document(), [task("Làm A", 1), task("Làm B", 2, label="x")])]), url)
    assert (summary.added, summary.restored) == (0, 1)
    with open_store(url) as store:
        last = changes(store, 4).changes[-1]
        assert [one.task_id for one in query(store, Filters(withdrawn=True))] == []
    assert (last.kind, last.id, last.record and last.record["label"]) == ("restored", "vb-1-2", "x")


def test_documents_that_are_not_loaded_stay(url: str, tmp_path: Path) -> None:
    """A load says nothing about documents that it does not have."""
    load(write(tmp_path / "a", [(document("vb-1"), [task("Làm A")])]), url)
    load(write(tmp_path / "b", [(document("vb-2"), [task("Làm B", 1, "vb-2")])]), url)
    assert texts(url) == {"vb-1-1": "Làm A", "vb-2-1": "Làm B"}


@pytest.mark.parametrize("text_first", [True, False])
def test_a_scan_and_a_text_of_a_document_are_one(url: str, tmp_path: Path, *, text_first: bool) -> None:
    """In any order the tasks are those of the text, and both files are kept."""
    scan = document(sha256="scan", path="a.pdf", ocr=True), [task("Lam A", 1), task("Lam B", 2)]
    text = document(sha256="text", path="a.txt"), [task("Làm A", 1)]
    for number, one in enumerate([text, scan] if text_first else [scan, text]):
        load(write(tmp_path / str(number), [one]), url)
    assert texts(url) == {"vb-1-1": "Làm A"}
    rows = tables(url)
    assert len(rows["documents"]) == 1
    assert len(rows["sources"]) == 2
    before = tables(url)
    for number in (0, 1):
        load(tmp_path / str(number), url)
    assert tables(url) == before


def test_issuer_number_and_date_tell_a_document(url: str, tmp_path: Path) -> None:
    """The same issuer, number and date under another id is the same document."""
    first = document("vb-1", number="13/CT-UBND"), [task("Làm A")]
    other = document("vb-2", number="13 /ct-ubnd", sha256="other"), [task("Làm B", 1, "vb-2")]
    load(write(tmp_path / "a", [first]), url)
    summary = load(write(tmp_path / "b", [other]), url)
    assert (summary.merged, texts(url)) == (1, {"vb-1-1": "Làm A"})


def test_content_tells_a_document_whose_number_is_lost(url: str, tmp_path: Path) -> None:
    """A scan without number is found by its words, misread ones among them, and is one with the text."""
    scan = document("vb-2", number=None, ocr=True), [task(LONG.replace("giếng", "gieng"), 1, "vb-2")]
    load(write(tmp_path / "a", [scan]), url)
    load(write(tmp_path / "b", [(document("vb-1"), [task(LONG)])]), url)
    assert texts(url) == {"vb-1-1": LONG}
    before = tables(url)
    assert len(before["sources"]) == 2
    assert load(tmp_path / "a", url).merged == 1
    assert tables(url) == before


@pytest.mark.parametrize(
    ("other", "text"),
    [
        ({"number": None}, LONG.replace("2024", "2025")),
        ({"number": None, "date": "2024-07-12"}, LONG),
        ({"number": "7/CT-UBND"}, LONG),
        ({"number": None}, "Báo cáo kết quả trước mùa khô năm 2024"),
    ],
    ids=["another year in the text", "another date", "another number", "too few words"],
)
def test_like_documents_that_differ_in_what_matters_stay_two(
    url: str, tmp_path: Path, other: dict[str, str], text: str
) -> None:
    """A directive that is issued again, or adopted by another body, is another document."""
    known, like = document("vb-1"), document("vb-2", **other)
    summary = load(write(tmp_path, [(known, [task(LONG)]), (like, [task(text, 1, "vb-2")])]), url)
    assert (summary.merged, len(texts(url))) == (0, 2)


def test_a_file_that_is_read_anew_under_another_id_is_the_same_document(url: str, tmp_path: Path) -> None:
    """A number read right at last withdraws what was read under the wrong one; the file is not lost."""
    wrong = document("vb-1", sha256="s", path="a.pdf"), [task("Làm A")]
    right = document("vb-2", sha256="s", path="a.pdf"), [task("Làm A", 1, "vb-2")]
    load(write(tmp_path / "a", [wrong]), url)
    summary = load(write(tmp_path / "b", [right]), url)
    assert (summary.withdrawn, summary.added, texts(url)) == (1, 1, {"vb-2-1": "Làm A"})
    assert len(tables(url)["sources"]) == 1
    load(tmp_path / "a", url)
    assert texts(url) == {"vb-1-1": "Làm A"}


def test_a_file_that_moved_is_the_same_file(url: str, tmp_path: Path) -> None:
    """Another path to the same bytes changes no task and tells no change, but is kept."""
    load(write(tmp_path, [(document(path="a.txt"), [task("Làm A")])]), url)
    summary = load(write(tmp_path, [(document(path="b.txt"), [task("Làm A")])]), url)
    assert (summary.changed, summary.cursor) == (0, 2)
    assert len(tables(url)["sources"]) == 2


def test_records_come_out_as_they_went_in(url: str, tmp_path: Path, root: Path) -> None:
    """The records of the sample directives leave the store to the byte as they were loaded."""
    command = [sys.executable, "-m", "pipeline.cli", "extract", "--quiet", "-o", str(tmp_path)]
    subprocess.run([*command, *map(str, sorted((root / "corpus").glob("*.txt")))], cwd=root, check=True)
    load(tmp_path, url)
    with open_store(url) as store:
        out = list(records(store))
    assert b"".join(one.document for one in out) == (tmp_path / "documents.jsonl").read_bytes()
    assert b"".join(line for one in out for line in one.tasks) == (tmp_path / "tasks.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ('{"task_id": "vb-1-2", "document_id": "vb-1"}', "2"),
        (json.dumps(task("Làm A")), "2"),
        (json.dumps(task("Làm B", 1, "vb-9")), "2"),
        ("{", "2"),
        ("[]", "2"),
    ],
    ids=["fields missing", "same task again", "no such document", "no JSON", "no object"],
)
def test_bad_records_are_named_and_leave_the_store_alone(
    url: str, tmp_path: Path, lines: str, place: str
) -> None:
    """A line that is no record stops the load, and nothing of it is kept."""
    load(write(tmp_path, [(document(), [task("Làm cũ")])]), url)
    before = tables(url)
    write(tmp_path, [(document(), [task("Làm A")])])
    with (tmp_path / "tasks.jsonl").open("a", encoding="utf-8") as file:
        file.write(lines + "\n")
    with pytest.raises(UsageError) as caught:
        load(tmp_path, url)
    assert (caught.value.code, caught.value.place) == ("bad-records", place)
    assert tables(url) == before


def test_a_folder_without_records_is_refused(url: str, tmp_path: Path) -> None:
    """A folder that no run wrote has nothing to load."""
    with pytest.raises(UsageError) as caught:
        load(tmp_path, url)
    assert caught.value.code == "no-records"


def test_any_characters_can_be_loaded(url: str, tmp_path: Path) -> None:
    """Null characters, quotes, signs of other scripts and very long words are kept as they are."""
    text = "A\0B ' \" \\ % _ ; 漢字 🏛 " + "x" * 3_000
    own = task(text, assignees=[assignee(None, name="C\0 'D'")])
    out = write(tmp_path, [(document(title="a\0b"), [own])])
    load(out, url)
    assert texts(url) == {"vb-1-1": text}
    before = tables(url)
    load(out, url)
    assert tables(url) == before


def test_tables_tell_what_records_say(url: str, tmp_path: Path) -> None:
    """Agencies come with their names and predecessors, citations once, and pairs of lead and support."""
    refs = [citation("1/2020/NĐ-CP"), citation("2/2020/NĐ-CP", spans=[[50, 60]])]
    own = task("Làm A", assignees=[assignee(NOI_VU), assignee(TAI_CHINH, "support")], legal_refs=refs[:1])
    edits = [{"span": [0, 1], "before": "\n", "after": " ", "rule": "line-wrap"}]
    load(write(tmp_path, [(document(legal_refs=refs, edits=edits), [own])]), url)
    rows = tables(url)
    names = {row[2]: row[3] for row in rows["agencies"]}
    assert names[NOI_VU] == "Sở Nội vụ tỉnh Điện Biên"
    assert rows["lineage"]
    assert sorted((row[5], row[2] is None) for row in rows["citations"]) == [
        ("1/2020/nd-cp", False), ("2/2020/nd-cp", True),
    ]  # fmt: skip
    assert [len(rows[name]) for name in ("assignees", "pairs", "edits")] == [2, 1, 1]


LOAD = """
import sys
from pathlib import Path
from gazetteer import load_gazetteer
from pipeline.store import load
load_gazetteer()
print(flush=True)
load(Path(sys.argv[1]), sys.argv[2])
"""


def start_load(out: Path, url: str) -> subprocess.Popen[bytes]:
    """A process that loads, and is about to begin."""
    process = subprocess.Popen([sys.executable, "-c", LOAD, str(out), url], stdout=subprocess.PIPE)
    assert process.stdout
    with process.stdout:
        process.stdout.readline()
    return process


def test_a_killed_load_leaves_the_store_as_it_was_or_complete(url: str, tmp_path: Path) -> None:
    """Kill -9 at ten moments: the store holds the old records or the new ones, and loads go on."""
    old, new = (
        [(document(f"vb-{i}"), [task(f"{words} {j}", j, f"vb-{i}") for j in range(40)]) for i in range(40)]
        for words in ("Làm", "Sửa")
    )
    load(write(tmp_path / "old", old), url)
    write(tmp_path / "new", new)
    states = [{one["task_id"]: one["text"] for _, tasks in some for one in tasks} for some in (old, new)]
    chance = random.Random(7)  # noqa: S311 - nothing secret
    for _ in range(10):
        process = start_load(tmp_path / "new", url)
        time.sleep(chance.uniform(0, 1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = texts(url)
        assert found in states
        if found == states[1]:
            load(tmp_path / "old", url)
    load(tmp_path / "new", url)
    assert texts(url) == states[1]


def test_the_database_knows_what_a_large_load_brought(url: str, tmp_path: Path) -> None:
    """After many new tasks it has learnt how its tables are filled, to ask them in the best order."""
    many = [task(f"Làm {number}", number) for number in range(CHUNK)]
    asked = {"sqlite": "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'tasks'"}
    usual = "SELECT count(*) FROM pg_stats WHERE tablename = 'tasks'"
    with fill(url, tmp_path, [(document(), many)]) as store, store.read() as connection:
        found = connection.exec_driver_sql(asked.get(store.engine.dialect.name, usual)).scalar()
    assert found


def test_two_loads_at_once_give_what_one_after_the_other_gives(url: str, tmp_path: Path) -> None:
    """Four processes load two folders into a store that none of them found: all of it is there, once."""
    for name in ("a", "b"):
        ids = [f"vb-{name}{i}" for i in range(30)]
        write(tmp_path / name, [(document(id_), [task("Làm", j, id_) for j in range(9)]) for id_ in ids])
    processes = [start_load(tmp_path / name, url) for name in ("a", "b", "a", "b")]
    assert [process.wait(120) for process in processes] == [0] * 4
    there = tables(url)
    assert (len(there["documents"]), len(there["tasks"]), len(there["loads"])) == (60, 540, 2)
    assert [row[0] for row in sorted(there["history"])] == list(range(1, 601))


def test_lineage_does_not_depend_on_the_order_of_loads(url: str, tmp_path: Path) -> None:
    """An agency that is there as the other end of a step gets its own steps once a record names it."""
    other = NOI_VU.replace("dien-bien", "lai-chau")
    for number, agency in enumerate((NOI_VU, other)):
        own = task("Làm", document_id=f"vb-{number}", assignees=[assignee(agency)])
        load(write(tmp_path / f"{number}", [(document(f"vb-{number}"), [own])]), url)
    rows = tables(url)
    ids = {row[0]: row[2] for row in rows["agencies"]}
    kept = {(ids[row[0]], ids[row[1]], row[2], row[3]) for row in rows["lineage"]}
    gazetteer = load_gazetteer()
    wanted = {
        (step.before, step.after, step.on, step.kind)
        for agency in (NOI_VU, other)
        for step in gazetteer.lineage(agency)
    }
    assert wanted <= kept
