from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.store import StoreError, changes, load, open_store
from tests.stores import document, fill, replay, task, texts, write

pytest_plugins = ("tests.databases",)


def loads(url: str, tmp_path: Path) -> None:
    """Four loads: two tasks; one changed and one gone; the first changed again; the second back."""
    for tasks in (
        [task("Làm A", 1), task("Làm B", 2)],
        [task("Làm A", 1, label="x")],
        [task("Làm A", 1, label="y", output="Báo cáo")],
        [task("Làm A", 1, label="y", output="Báo cáo"), task("Làm B", 2)],
    ):
        load(write(tmp_path, [(document(), tasks)]), url, at="2026-01-01T00:00:00+00:00")


def test_changes_come_in_order_with_records_as_they_were(url: str, tmp_path: Path) -> None:
    """What was added is told as it was then, whatever changed later."""
    loads(url, tmp_path)
    with open_store(url) as store:
        page = changes(store)
    told = [
        (one.item, one.kind, one.id, one.record and one.record.get("label"),
         [(field.field, field.old, field.new) for field in one.fields])
        for one in page.changes
    ]  # fmt: skip
    assert told == [
        ("document", "added", "vb-1", None, []),
        ("task", "added", "vb-1-1", "1", []),
        ("task", "added", "vb-1-2", "2", []),
        ("task", "changed", "vb-1-1", None, [("label", "1", "x")]),
        ("task", "withdrawn", "vb-1-2", None, []),
        ("task", "changed", "vb-1-1", None, [("label", "x", "y"), ("output", None, "Báo cáo")]),
        ("task", "restored", "vb-1-2", "2", []),
    ]
    assert {one.at for one in page.changes} == {"2026-01-01T00:00:00+00:00"}
    assert (page.cursor, page.more) == (8, False)


def test_a_page_is_the_same_for_ever(url: str, tmp_path: Path) -> None:
    """Loads that come later do not change what a cursor gives."""
    first = write(tmp_path, [(document(), [task("Làm A", 1), task("Làm B", 2)])])
    load(first, url, at="2026-01-01T00:00:00+00:00")
    with open_store(url) as store:
        before = changes(store, 0, 3)
    loads(url, tmp_path)
    with open_store(url) as store:
        assert changes(store, 0, 3).changes == before.changes


@pytest.mark.parametrize("limit", range(1, 10))
def test_pages_of_any_size_rebuild_the_store(url: str, tmp_path: Path, limit: int) -> None:
    """Whoever follows the changes in pages of any size has the tasks of the store."""
    loads(url, tmp_path)
    with open_store(url) as store:
        copy = replay(store, limit)
    assert {id_: one["text"] for id_, one in copy.items()} == texts(url)
    assert copy["vb-1-1"]["output"] == "Báo cáo"


def test_a_change_of_many_fields_is_never_parted(url: str, tmp_path: Path) -> None:
    """A page that would end inside a change ends after it."""
    loads(url, tmp_path)
    with open_store(url) as store:
        page = changes(store, 5, 1)
    assert [len(one.fields) for one in page.changes] == [2]
    assert (page.cursor, page.more) == (7, True)


def test_changes_of_documents_are_told(url: str, tmp_path: Path) -> None:
    """A corrected title is news; another place of a clause is not."""
    load(write(tmp_path, [(document(), [])]), url)
    clause = {"label": "1", "level": 1, "kind": "item", "heading": None, "spans": [[0, 1]], "reason": None}
    load(write(tmp_path, [(document(title="Về việc nhỏ", clauses=[clause]), [])]), url)
    with open_store(url) as store:
        first, second = changes(store).changes
    assert first.record
    assert set(first.record) == {"source", "metadata", "warnings"}
    assert first.record["metadata"]["title"] == "Về việc lớn"
    assert [one.field for one in second.fields] == ["metadata"]


@pytest.mark.parametrize("cursor", [-1, 3, 10**12])
def test_a_cursor_that_the_store_never_gave_is_refused(url: str, tmp_path: Path, cursor: int) -> None:
    """Whoever follows another store by mistake is told, rather than told nothing."""
    with fill(url, tmp_path, [(document(), [task("Làm A")])]) as store:
        assert changes(store, 2).changes == ()
        with pytest.raises(StoreError) as caught:
            changes(store, cursor)
    assert caught.value.code == "unknown-cursor"
