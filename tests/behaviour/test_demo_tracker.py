"""A tracker that imports by poll and by push ends equal to the store, whatever is corrected and killed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from pipeline.store import Store
from scripts.demo_tracker.compare import differences, told
from scripts.demo_tracker.proof import prove
from scripts.demo_tracker.tracker import OtherStoreError, TaskTracker, UnplacedError
from tests.stores import assignee, deadline, document, fill, task

DOCUMENTS = 4
KILLS = 6
IMPORTERS = ("tracker", "poll", "receive")


def test_both_ways_of_importing_end_equal_to_the_store(root: Path, tmp_path: Path) -> None:
    """Documents are read, loaded, corrected and withdrawn while every program is killed at random moments."""
    texts = sorted((root / "corpus").glob("*.txt"))[:DOCUMENTS]
    results = prove(texts, tmp_path, KILLS, seed=7)
    assert [result.way for result in results] == ["poll", "receive"]
    for result in results:
        assert result.differences == ()
        assert {"added", "changed", "withdrawn"} <= result.kinds.keys()
        assert result.changes > 20


@pytest.mark.parametrize("name", IMPORTERS)
def test_the_tracker_knows_only_the_feed(name: str, root: Path) -> None:
    """It imports nothing of the store, the server or the push."""
    tree = ast.parse((root / "scripts" / "demo_tracker" / f"{name}.py").read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    modules |= {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    ours = {one for one in modules if one.startswith(("pipeline", "sqlalchemy", "tests"))}
    assert ours <= {"pipeline.records.tracking"}


# ---- The tracker by itself ----


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A document with three tasks, then corrected: one changed, one withdrawn."""
    url, made = str(tmp_path / "kho.db"), document()
    first = [task(f"Việc {number}", number) for number in range(3)]
    fill(url, tmp_path / "a", [(made, first)]).close()
    led = task("Việc mới", 0, assignees=[assignee("a"), assignee("b", "support"), assignee("c")])
    led["deadlines"] = [deadline("2026-05-01"), deadline("2026-03-01"), deadline("monthly", "recurring")]
    with fill(url, tmp_path / "b", [(made, [led, first[1]])]) as filled:
        yield filled


@pytest.fixture
def tracker(store: Store, tmp_path: Path) -> TaskTracker:
    """A tracker that has imported it."""
    made = TaskTracker(tmp_path / "tracker.db")
    take(made, store)
    return made


def take(tracker: TaskTracker, store: Store, *, since: int = 0, until: int = 1000) -> None:
    """Import changes as the feed tells them."""
    told_ = [one for one in told(store) if since < one.cursor <= until]
    tracker.take(orjson.loads(orjson.dumps(told_)), told_[-1].cursor)


def test_a_task_has_the_fields_of_a_tracker(tracker: TaskTracker) -> None:
    """One lead, the others with it, the first date; words of deadlines as written."""
    [row] = tracker.rows(
        "SELECT ten_nhiem_vu, don_vi_chu_tri, ma_chu_tri, don_vi_phoi_hop, thoi_han, thoi_han_ghi, so_ky_hieu"
        " FROM nhiem_vu JOIN van_ban USING (van_ban) WHERE ma_nhiem_vu = 'vb-1-0'"
    )
    words = "hạn 2026-05-01; hạn 2026-03-01; hạn monthly"
    assert row == ("Việc mới", "a", "a", "b; c", "2026-03-01", words, "vb-1/CT-UBND")


def test_what_the_office_noted_outlives_every_import(store: Store, tmp_path: Path) -> None:
    """Progress stays when the task is changed and when it is withdrawn."""
    tracker = TaskTracker(tmp_path / "moi.db")
    take(tracker, store, until=4)
    for id_ in ("vb-1-0", "vb-1-2"):
        tracker.note(id_, "in-progress")
    take(tracker, store, since=4)
    rows = tracker.rows("SELECT ma_nhiem_vu, tien_do, bi_huy FROM nhiem_vu ORDER BY 1")
    assert rows == [("vb-1-0", "in-progress", 0), ("vb-1-1", "not-started", 0), ("vb-1-2", "in-progress", 1)]
    notes = {"vb-1-0": "in-progress", "vb-1-2": "in-progress"}
    assert list(differences(store, tracker, notes)) == []


def test_a_batch_is_taken_once(store: Store, tmp_path: Path) -> None:
    """A key that was there changes nothing; the cursor does not go back for an old change that comes late."""
    tracker = TaskTracker(tmp_path / "moi.db")
    assert tracker.take([], 7, "khoa")
    assert not tracker.take([], 9, "khoa")
    assert tracker.take([], 3, "khoa-khac")
    assert tracker.cursor == 7
    assert list(differences(store, tracker, {}))


def test_changes_of_another_store_are_refused(store: Store, tmp_path: Path) -> None:
    """A cursor that another store gave is not gone on from, and nothing of its changes is taken."""
    tracker = TaskTracker(tmp_path / "moi.db")
    take(tracker, store)
    before = tracker.cursor
    assert tracker.take([], before, "khoa", store="a")
    with pytest.raises(OtherStoreError):
        tracker.take([], before + 1, "khoa-khac", store="b")
    assert tracker.take([], before, "khoa-khac", store="a")
    assert tracker.cursor == before


def test_a_change_of_nothing_known_is_refused_whole(store: Store, tmp_path: Path) -> None:
    """Neither the journal nor the cursor nor the key remembers such a batch."""
    tracker = TaskTracker(tmp_path / "moi.db")
    fields = [{"cursor": 1, "item": "task", "kind": "changed", "id": "x", "fields": []}]
    with pytest.raises(UnplacedError):
        tracker.take(fields, 1, "khoa")
    assert (tracker.cursor, tracker.rows("SELECT * FROM nhat_ky")) == (0, [])
    assert tracker.take([], 1, "khoa")
    assert list(differences(store, tracker, {}))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE nhiem_vu SET ten_nhiem_vu = '' WHERE ma_nhiem_vu = 'vb-1-1'", "task vb-1-1: other values"),
        ("UPDATE nhiem_vu SET ban_ghi = '{}' WHERE ma_nhiem_vu = 'vb-1-1'", "task vb-1-1: other values"),
        ("UPDATE van_ban SET trich_yeu = ''", "document vb-1: other values"),
        ("UPDATE nhiem_vu SET bi_huy = 0", "task vb-1-2: cancelled on one side only"),
        ("DELETE FROM nhiem_vu WHERE ma_nhiem_vu = 'vb-1-2'", "task vb-1-2: only on one side"),
        ("DELETE FROM nhat_ky WHERE moc = 2", "journal"),
        ("UPDATE nhiem_vu SET tien_do = 'done' WHERE ma_nhiem_vu = 'vb-1-1'", "notes of the office are lost"),
    ],
)
def test_the_comparison_sees_every_difference(
    damage: str, words: str, store: Store, tracker: TaskTracker
) -> None:
    """An equal tracker has none; one with any single damage is told."""
    assert list(differences(store, tracker, {})) == []
    with tracker._transaction() as connection:
        connection.execute(damage)
    assert any(line.startswith(words) for line in differences(store, tracker, {}))
