"""`giaoviec load`: records into a store."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.cli.load import run
from pipeline.messages import say
from pipeline.store import count_tasks, open_store
from pipeline.store.chunks import ChunkLoader
from pipeline.store.filters import Filters
from tests.commands import Giaoviec, Screen
from tests.stores import document, task, write

pytest_plugins = ("tests.databases", "tests.running")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder of records."""
    return write(tmp_path / "out", [(document(), [task("Làm A", 1), task("Làm B", 2)])])


def test_a_load_is_summed_up_and_a_second_changes_nothing(giaoviec: Giaoviec, out: Path, url: str) -> None:
    """What was read and what is new is said, in both databases; the same again is said to be nothing new."""
    first = giaoviec("load", out, "--to", url)
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines() == [
        f"Đã nạp {out}.", "Văn bản: 1", "Nhiệm vụ: 2", "Nhiệm vụ mới: 2", "Mốc của kho sau lượt nạp: 3",
    ]  # fmt: skip
    second = giaoviec("load", out, "--to", url)
    assert second.code == 0
    assert "Nhiệm vụ mới: 0" in second.out
    assert say("load.nothing-new") in second.out
    assert "Mốc của kho sau lượt nạp: 3" in second.out


def test_what_seldom_happens_is_said_where_it_does(giaoviec: Giaoviec, out: Path, tmp_path: Path) -> None:
    """Corrections, withdrawals and mergers have a line each, and only then."""
    store = tmp_path / "giaoviec.db"
    giaoviec("load", out, "--to", store)
    other = write(
        tmp_path / "other",
        [(document(sha256="2"), [task("Làm A", 1, output="Tờ trình")]),
         (document("vb-9", number="vb-1/CT-UBND", sha256="3"), [task("Làm A", 1, "vb-9")])],
    )  # fmt: skip
    said = giaoviec("load", other, "--to", store, "--lang", "en").out
    assert "Tasks changed: 1" in said
    assert "Tasks gone, withdrawn: 1" in said
    assert "Documents that the store has, merged: 1" in said
    assert "back again" not in said
    assert say("load.nothing-new", "en") not in said


def test_several_folders_go_into_the_store_of_the_folder(
    giaoviec: Giaoviec, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each folder is loaded in turn, into giaoviec.db where nothing else is said."""
    monkeypatch.chdir(tmp_path)
    more = write(tmp_path / "more", [(document("vb-2"), [task("Làm C", 1, "vb-2")])])
    ran = giaoviec("load", out, more, "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    with open_store("giaoviec.db") as store:
        assert count_tasks(store, Filters()) == 3


def test_bad_records_leave_the_store_as_it_was(giaoviec: Giaoviec, out: Path, tmp_path: Path) -> None:
    """A folder without records is an error that names it, and nothing of it is loaded."""
    store = tmp_path / "giaoviec.db"
    giaoviec("load", out, "--to", store)
    ran = giaoviec("load", tmp_path / "none", "--to", store)
    assert (ran.code, ran.out) == (2, "")
    assert str(tmp_path / "none") in ran.err
    with open_store(str(store)) as opened:
        assert count_tasks(opened, Filters()) == 2


def test_a_password_is_never_shown(giaoviec: Giaoviec, out: Path) -> None:
    """The address of a server that does not answer is named without its password."""
    ran = giaoviec("load", out, "--to", "postgresql://van-thu:bi-mat@127.0.0.1:1/giaoviec")
    assert ran.code == 2
    assert "127.0.0.1" in ran.err
    assert "bi-mat" not in ran.err + ran.out


def test_a_load_that_is_interrupted_says_what_is_in_the_store(
    giaoviec: Giaoviec, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After Ctrl+C the store is as it was, and the words say so."""
    store = tmp_path / "giaoviec.db"
    giaoviec("load", out, "--to", store)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ChunkLoader, "take", interrupt)
    ran = giaoviec("load", out, "--to", store)
    assert ran.code == 130
    assert ran.err == say("load.interrupted", out=out) + "\n"
    with open_store(str(store)) as opened:
        assert count_tasks(opened, Filters()) == 2


def test_on_a_terminal_there_is_a_bar_and_a_table(out: Path, tmp_path: Path) -> None:
    """The bar counts documents against all that there are."""
    from pipeline.cli.arguments import Parser
    from pipeline.cli.console import Console
    from pipeline.cli.load import add_options

    parser = Parser("load", "vi")
    add_options(parser)
    console = Console(Screen(), Screen(), "vi")
    assert run(parser.parse([str(out), "--to", str(tmp_path / "a.db")]), console) == 0
    shown = (console.err.getvalue(), console.out.getvalue())  # type: ignore[attr-defined]
    assert "1/1" in shown[0]
    assert "│ Nhiệm vụ" in shown[1]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_without_the_package_the_extra_is_named(
    giaoviec: Giaoviec, out: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """Where SQLAlchemy is not installed the error says what to install."""
    for loaded in [one for one in sys.modules if one.startswith("pipeline.store")]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    for command in (["load", str(out)], ["query"], ["stats", "years"], ["changes"]):
        ran = giaoviec(*command, "--lang", lang)
        assert (ran.code, ran.out) == (2, "")
        assert "sqlalchemy" in ran.err
        assert "giaoviec[store]" in ran.err
