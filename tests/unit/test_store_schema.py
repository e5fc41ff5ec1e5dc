from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, table, text

from pipeline.store import VIEWS, StoreError, changes, connection, load, open_store
from pipeline.store.tables import METADATA
from tests.stores import (
    NOI_VU,
    TAI_CHINH,
    Databases,
    assignee,
    citation,
    deadline,
    document,
    fill,
    task,
    write,
)

pytest_plugins = ("tests.databases",)


def of_tables(name: str | None, kind: str, _: object) -> bool:
    """Whether the database's own tables of the index of words are not meant, of which no table tells."""
    return kind != "table" or not str(name).startswith("task_search")


def test_the_steps_lead_to_the_tables_of_this_version(url: str) -> None:
    """What the migrations make is what the software reads and writes, to the last index."""
    with open_store(url, create=True) as store, store.read() as opened:
        context = MigrationContext.configure(opened, opts={"include_name": of_tables})
        assert compare_metadata(context, METADATA) == []
        keys = opened.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    assert keys == [connection.VERSION]


def test_the_version_is_that_of_the_last_step() -> None:
    """A step that is added without raising the version would never be taken."""
    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == connection.VERSION


def test_views_answer_the_usual_questions(url: str, tmp_path: Path) -> None:
    """Every view can be asked, and tells what its name says."""
    own = task(
        "Làm A",
        assignees=[assignee(NOI_VU), assignee(TAI_CHINH, "support"), assignee(None, "support", name="Z")],
        legal_refs=[citation("1/2020/NĐ-CP")], deadlines=[deadline("2024-01-31"), deadline("2024-02-28")],
        review=["b", "a"],
    )  # fmt: skip
    with fill(url, tmp_path, [(document(), [own])]) as store, store.read() as opened:
        asked = {name: select(text("*")).select_from(table(name)) for name in VIEWS}
        rows = {name: opened.execute(query).mappings().all() for name, query in asked.items()}
    (line,) = rows["task_list"]
    assert (line["leads"], line["supports"]) == ("Sở Nội vụ tỉnh Điện Biên", "Sở Tài chính tỉnh Điện Biên; Z")
    assert (line["due"], line["review"], line["number"]) == ("2024-01-31", "a; b", "vb-1/CT-UBND")
    assert {(row["agency_id"], row["role"], row["tasks"]) for row in rows["agency_duties"]} == {
        (NOI_VU, "lead", 1), (TAI_CHINH, "support", 1), (None, "support", 1),
    }  # fmt: skip
    pairs = {(row["lead_id"], row["support_id"]) for row in rows["lead_supports"]}
    assert pairs == {(NOI_VU, TAI_CHINH), (NOI_VU, None)}
    assert [(row["number"], row["tasks"]) for row in rows["cited_documents"]] == [("1/2020/NĐ-CP", 1)]
    assert sorted(row["due"] for row in rows["due_dates"]) == ["2024-01-31", "2024-02-28"]
    assert [(row["year"], row["documents"], row["tasks"]) for row in rows["issuer_tasks"]] == [(2023, 1, 1)]
    assert [row["kind"] for row in rows["task_changes"]] == ["added"]


def test_rows_point_to_rows(url: str, tmp_path: Path) -> None:
    """After loads, corrections and mergers every reference leads somewhere; SQLite's file is sound."""
    for number, tasks in enumerate([[task("Làm A", assignees=[assignee(NOI_VU)])], [task("Làm B", 2)]]):
        load(write(tmp_path, [(document(sha256=str(number)), tasks)]), url)
    same = document("vb-2", number="vb-1/CT-UBND", sha256="1")
    load(write(tmp_path, [(same, [task("Làm C", 1, "vb-2")])]), url)
    with open_store(url) as store, store.read() as opened:
        if store.sqlite:
            assert opened.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert opened.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            opened.exec_driver_sql("INSERT INTO task_search (task_search) VALUES ('integrity-check')")
            opened.rollback()
        assert opened.exec_driver_sql("SELECT count(*) FROM documents WHERE withdrawn IS NULL").scalar() == 1


def test_a_missing_store_is_not_made_by_asking(url: str) -> None:
    """Only a load makes a store."""
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.code == "no-store"


def test_a_store_of_a_newer_version_is_left_alone(url: str, tmp_path: Path) -> None:
    """Software that does not know the tables neither reads nor changes them."""
    out = write(tmp_path, [(document(), [])])
    load(out, url)
    with open_store(url) as store, store.write() as opened:
        opened.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for attempt in (lambda: open_store(url), lambda: load(out, url)):
        with pytest.raises(StoreError) as caught:
            attempt()
        assert caught.value.code == "other-store-version"


@pytest.mark.parametrize(
    "address", ["mysql://localhost/x", "sqlite://", "://", "postgresql://nobody@localhost:1/x", "nothing://x"]
)
def test_an_address_of_no_store_is_refused(address: str) -> None:
    """What cannot be reached, or is of another kind, is named; passwords are not."""
    with pytest.raises(StoreError) as caught:
        open_store(address)
    assert caught.value.code == "bad-store"


def test_an_address_that_cannot_be_read_hides_its_password() -> None:
    """A port that is no number is named without what stands before the host."""
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://van-thu:bimat@may-chu:abc/kho")
    assert caught.value.code == "bad-store"
    assert "bimat" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A text file under the store's name is not written over."""
    path = tmp_path / "a.db"
    path.write_text("Giao Sở Nội vụ\n" * 100, encoding="utf-8")
    for create in (True, False):
        with pytest.raises(StoreError) as caught:
            open_store(str(path), create=create)
        assert caught.value.code == "bad-store"


def test_a_writer_waits_for_another_only_so_long(url: str) -> None:
    """Two writers take turns; one that waits longer than its patience says so."""
    open_store(url, create=True).close()
    with (
        open_store(url) as first,
        first.write(),
        open_store(url, patience=0.1) as second,
        pytest.raises(StoreError) as caught,
        second.write(),
    ):
        pass
    assert caught.value.code == "store-busy"


def test_a_reader_waits_for_a_locked_file_only_so_long(databases: Databases) -> None:
    """Where another program keeps the whole file to itself, asking says so."""
    url = databases.new("sqlite")
    open_store(url, create=True).close()
    with open_store(url, patience=0.1) as store, closing(sqlite3.connect(url)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            changes(store)
    assert caught.value.code == "store-busy"


def test_a_store_that_was_taken_away_is_not_made_anew(databases: Databases) -> None:
    """Who reads or writes a store that was opened finds that its file is gone, and leaves no empty one."""
    url = databases.new("sqlite")
    open_store(url, create=True).close()
    with open_store(url) as store:
        Path(url).unlink()
        for use in (store.read, store.write):
            with pytest.raises(StoreError) as caught, use() as opened:
                opened.exec_driver_sql("SELECT 1")
            assert caught.value.code == "bad-store"
    assert not Path(url).exists()


def test_any_name_of_a_file_will_do(tmp_path: Path) -> None:
    """What has a meaning in addresses has none in the name of a store's file."""
    path = tmp_path / "kho ?a=1&b#c%20é.db"
    open_store(str(path), create=True).close()
    with open_store(str(path)) as store:
        assert changes(store).changes == ()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_server_that_restarted_is_asked_again(databases: Databases) -> None:
    """A connection to PostgreSQL that was kept and is closed by the server is no error."""
    url = databases.new("postgresql")
    open_store(url, create=True).close()
    with open_store(url) as store, open_store(url) as other:
        assert changes(store).cursor == 0
        with other.read() as opened:
            own = "datname = current_database() AND pid <> pg_backend_pid()"
            opened.exec_driver_sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {own}")  # noqa: S608
        assert changes(store).cursor == 0


def test_readers_go_on_while_a_load_writes(url: str, tmp_path: Path) -> None:
    """A reader sees the store as it was until the writer is done."""
    with fill(url, tmp_path, [(document(), [task("Làm A")])]) as store, store.write() as writing:
        writing.exec_driver_sql("DELETE FROM reviews")
        writing.exec_driver_sql("UPDATE tasks SET label = 'x'")
        with store.read() as opened:
            assert opened.exec_driver_sql("SELECT label FROM tasks").scalar() == "1"


def test_extraction_does_without_the_store(root: Path) -> None:
    """The command starts without SQLAlchemy, which is slow to import and not everywhere installed."""
    code = (
        "import sys, importlib, pipeline.cli; importlib.import_module('pipeline.cli.extract');"
        "import pipeline.engine, pipeline.extraction;"
        "slow = {'sqlalchemy', 'alembic', 'psycopg', 'pipeline.store'};"
        "sys.exit(bool(slow & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
