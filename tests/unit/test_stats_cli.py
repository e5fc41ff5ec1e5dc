"""`giaoviec stats`: counts on the screen, as JSON lines, as CSV and as pictures."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from pipeline.cli import filters, pictures, stats
from pipeline.cli.console import Console
from pipeline.export import plots
from pipeline.messages import say
from pipeline.store import WHATS, Count, Filters
from tests.commands import Giaoviec, Screen
from tests.stores import NOI_VU, TAI_CHINH, assignee, citation, deadline, document, fill, task

pytest_plugins = ("tests.databases", "tests.running")


@pytest.fixture
def store(url: str, tmp_path: Path) -> str:
    """The address of a store in which everything can be counted."""
    both = [assignee(NOI_VU), assignee(TAI_CHINH, "support")]
    first = [
        task(
            "Làm A",
            1,
            assignees=both,
            deadlines=[deadline("2027-01-31")],
            legal_refs=[citation("1/2020/NĐ-CP")],
        ),
        task("Làm B", 2, assignees=[assignee(NOI_VU)], deadlines=[deadline("2023-09-30")]),
    ]
    rows = [
        (document("vb-1"), first),
        (document("vb-2", date="2025-01-01"), [task("Làm C", 1, "vb-2", assignees=both)] ),
        (document("vb-3", date=None, issuer=None), [task("Làm D", 1, "vb-3")]),
    ]  # fmt: skip
    fill(url, tmp_path / "out", rows).close()
    return url


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day that stays."""
    for module in (stats, filters):
        monkeypatch.setattr(module, "today", lambda: "2026-05-05")


def count(*keys: str, tasks: int = 1) -> Count:
    """A count whose labels are its keys."""
    return Count(keys, keys, tasks, Filters())


def test_counts_are_in_words(store: str, giaoviec: Giaoviec) -> None:
    """Names and roles are said, with the number of tasks, and of how many that is."""
    ran = giaoviec("stats", "agencies", "--store", store)
    assert (ran.code, ran.err) == (0, "")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "Nhiệm vụ theo cơ quan và vai trò"
    assert "Sở Nội vụ tỉnh Điện Biên Chủ trì 3" in lines
    assert "Sở Tài chính tỉnh Điện Biên Phối hợp 2" in lines
    assert lines[-1] == say("stats.counted", total=4)


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_every_count_names_its_tasks(store: str, giaoviec: Giaoviec, what: str, form: str) -> None:
    """On request each line has the ids of as many tasks as it counts."""
    ran = giaoviec("stats", what, "--store", store, "--tasks", "--format", form)
    assert ran.code == 0
    if form == "csv":
        _, *rows = csv.reader(ran.out.removeprefix("\ufeff").splitlines())
        found = [(int(row[-2]), row[-1].split()) for row in rows]
    else:
        fields = [json.loads(line) for line in ran.out.splitlines()]
        found = [(one["tasks"], one["task_ids"]) for one in fields]
        assert all(one["keys"].keys() == one["labels"].keys() for one in fields)
    assert found
    assert all(number == len(set(ids)) > 0 for number, ids in found)


def test_ids_are_named_only_on_request(store: str, giaoviec: Giaoviec) -> None:
    """A table shows them below what is counted; without the option they are nowhere."""
    asked = ("stats", "pairs", "--store", store)
    assert "vb-1-1 vb-2-1" in giaoviec(*asked, "--tasks").out
    assert "vb-" not in giaoviec(*asked).out
    assert "task_ids" not in giaoviec(*asked, "--format", "jsonl").out


def test_years_come_in_order_and_the_unknown_is_said(store: str, giaoviec: Giaoviec) -> None:
    """Time goes forward, whatever the numbers are."""
    out = giaoviec("stats", "years", "--store", store, "--format", "csv").out
    rows = list(csv.reader(out.removeprefix("\ufeff").splitlines()))
    assert [row[0] for row in rows[1:]] == ["2023", "2025", "(không rõ)"]


def test_deadlines_are_those_ahead_unless_others_are_asked_for(store: str, giaoviec: Giaoviec) -> None:
    """What is due from today on, or between the days given, or overdue."""
    asked = ("stats", "deadlines", "--store", store, "--format", "jsonl")

    def months(*argv: str) -> list[str]:
        return [json.loads(line)["keys"]["month"] for line in giaoviec(*asked, *argv).out.splitlines()]

    assert months() == ["2027-01"]
    assert months("--due-after", "2000-01-01") == ["2023-09", "2027-01"]
    assert months("--overdue") == ["2023-09"]
    assert months("--overdue", "--on", "2027-02-01") == ["2023-09", "2027-01"]
    assert say("stats.ahead") in giaoviec(*asked).err
    assert say("stats.ahead") not in giaoviec(*asked, "--due-after", "2000-01-01").err


def test_today_is_ahead_and_yesterday_is_not(
    store: str, giaoviec: Giaoviec, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deadline may still be met on its own day."""
    asked = ("stats", "deadlines", "--store", store)
    for day, code in (("2027-01-31", 0), ("2027-02-01", 1)):
        monkeypatch.setattr(stats, "today", lambda day=day: day)
        assert giaoviec(*asked).code == code


def test_a_limit_is_said(store: str, giaoviec: Giaoviec) -> None:
    """Where lines are left out the words say how many there are."""
    ran = giaoviec("stats", "issuers", "--store", store, "--limit", "1")
    assert say("stats.counted-more", total=4, shown=1, count=2) in ran.out


def test_filters_narrow_the_counts(store: str, giaoviec: Giaoviec) -> None:
    """The same conditions as in a query; where nothing fulfils them the exit code says so."""
    ran = giaoviec("stats", "years", "--store", store, "--year", "2025", "--format", "jsonl")
    assert [json.loads(line)["tasks"] for line in ran.out.splitlines()] == [1]
    none = giaoviec("stats", "years", "--store", store, "--year", "1999", "--plot", "a.png")
    assert (none.code, none.out) == (1, say("stats.nothing", total=0) + "\n")
    assert not Path("a.png").exists()


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "LOẠI"),
        (["moods"], "agencies, issuers, years, pairs, citations, deadlines"),
        (["years", "--plot", "a.pdf"], "png, svg"),
        (["years", "--limit", "0"], "--limit"),
    ],
)
def test_what_cannot_be_counted_is_refused(giaoviec: Giaoviec, argv: list[str], words: str) -> None:
    """The error names what can be asked for."""
    ran = giaoviec("stats", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("ending", ["png", "svg", "SVG"])
def test_every_count_can_be_drawn(
    store: str, giaoviec: Giaoviec, tmp_path: Path, what: str, ending: str
) -> None:
    """The file is a picture of the kind that its name says, and the same the second time."""
    path = tmp_path / f"hinh.{ending}"
    asked = ("stats", what, "--store", store, "--plot", path)
    ran = giaoviec(*asked)
    assert (ran.code, ran.err) == (0, say("stats.drawn", file=path) + "\n")
    drawn = path.read_bytes()
    assert drawn.startswith(b"\x89PNG" if ending == "png" else b"<?xml")
    giaoviec(*asked)
    assert path.read_bytes() == drawn
    assert list(tmp_path.glob(".*")) == []


def test_a_picture_that_cannot_be_written_or_drawn_is_an_error(
    store: str, giaoviec: Giaoviec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands in the way is named: a file in the place of a folder, a package that is missing."""
    (tmp_path / "tep").write_text("")
    ran = giaoviec("stats", "years", "--store", store, "--plot", tmp_path / "tep" / "a.png")
    assert (ran.code, "a.png" in ran.err) == (2, True)
    for name in ("pipeline.cli.pictures", "pipeline.export.plots"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = giaoviec("stats", "years", "--store", store, "--plot", tmp_path / "a.png")
    assert (ran.code, "giaoviec[plots]" in ran.err) == (2, True)


def drawn(
    monkeypatch: pytest.MonkeyPatch, what: str, counts: list[Count], limit: int | None = None
) -> list[object]:
    """What the module that draws is given for counts."""
    given: list[object] = []
    for name in ("draw_bars", "draw_matrix", "draw_timeline"):
        monkeypatch.setattr(pictures, name, lambda *args, name=name: given.extend((name, *args)))
    console = Console(Screen(), Screen(), "vi")
    pictures.draw(what, counts, 9, limit, console)("png")  # type: ignore[arg-type]
    return given


def test_agencies_are_bars_of_both_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    """An agency is one bar, of what it leads and what it supports; those with most of both come first."""
    counts = [count("a", "lead", tasks=5), count("b", "lead", tasks=4), count("b", "support", tasks=3)]
    name, words, labels, series, form = drawn(monkeypatch, "agencies", counts)
    assert (name, labels, form) == ("draw_bars", ["b", "a"], "png")
    assert series == {"Chủ trì": [4, 5], "Phối hợp": [3, 0]}
    assert isinstance(words, plots.Words)
    assert words.title == "Nhiệm vụ theo cơ quan và vai trò (9 nhiệm vụ)"
    assert (words.note, words.number(12345)) == ("", "12.345")
    assert drawn(monkeypatch, "agencies", counts, 1)[2] == ["b"]


def test_pairs_are_a_matrix_without_empty_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row and column of the matrix has a pair, of those with the most tasks."""
    counts = [
        count("a", "x", tasks=5),
        count("b", "x", tasks=4),
        count("c", "y", tasks=3),
        count("a", "y", tasks=2),
    ]
    name, _, rows, columns, cells, _ = drawn(monkeypatch, "pairs", counts)
    assert (name, rows, columns, cells) == (
        "draw_matrix",
        ["a", "b", "c"],
        ["x", "y"],
        [[5, 2], [4, 0], [0, 3]],
    )
    assert drawn(monkeypatch, "pairs", counts, 1)[2:5] == [["a"], ["x"], [[5]]]


def test_a_timeline_has_no_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Years and months without tasks stand between the others; the unknown year is left out."""
    years = [count("2021", tasks=2), count("2023"), count("")]
    assert drawn(monkeypatch, "years", years)[2:4] == [[2, 0, 1], {0: "2021", 1: "2022", 2: "2023"}]
    months = [count("2023-11"), count("2024-02", tasks=3)]
    marks = {0: "11/2023", 1: "12/2023", 2: "01/2024", 3: "02/2024"}
    assert drawn(monkeypatch, "deadlines", months)[2:4] == [[1, 0, 0, 3], marks]
    long = drawn(monkeypatch, "deadlines", [count("2019-11"), count("2025-01")])
    assert long[3] == {2: "2020", 14: "2021", 26: "2022", 38: "2023", 50: "2024", 62: "2025"}
    endless = drawn(monkeypatch, "deadlines", [count("0001-01"), count("9999-12")])[2]
    assert isinstance(endless, list)
    assert len(endless) == pictures.LONGEST_TIME
    assert drawn(monkeypatch, "years", [count("")])[2:4] == [[], {}]
