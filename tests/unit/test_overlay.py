"""A user's own data over the gazetteer: what they add, and every way in which they can be wrong."""

from __future__ import annotations

import json
import os
import pickle
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gazetteer import OverlayError, load, load_gazetteer
from gazetteer.overlays import files as overlay_files
from gazetteer.overlays.additions import NOTHING, Additions
from gazetteer.overlays.files import Lines, list_files, read_text
from gazetteer.overlays.overlay import MOST_PROBLEMS, Problem, load_overlay, read_overlay
from gazetteer.overlays.rows import ID, SCOPES, TABLES, UNIT_LEVELS
from gazetteer.state.events import KINDS, read_changes
from gazetteer.state.presence import Presence, read_presence
from gazetteer.state.regions import read_regions
from pipeline import engine
from pipeline.errors import UsageError
from pipeline.extraction import extract, load_resources
from pipeline.messages import LANGUAGES, load_messages
from pipeline.source import Source
from tests import papers

GOOD = """
[[agency]]
id = "ban-quan-ly-so-hoa"
name = "Ban Quản lý Số hóa"
abbreviations = ["BQLSH"]
scope = "province"
parent = "ubnd"
valid_from = 2024-01-01
source = ["qd-1"]

[[agency]]
id = "so.tu-phap"
variants = ["Sở Tư pháp và Công lý"]
valid_to = 2027-01-01

[[change]]
kind = "merge"
from = ["so.tu-phap"]
to = ["so.noi-vu"]
on = 2027-01-01
source = ["qd-1"]

[[source]]
id = "qd-1"
title = "Quyết định thành lập"
date = 2024-01-01
basis = "instrument"

[[presence]]
body = "ban-quan-ly-so-hoa"
in = ["vn.tinh.lai-chau"]
source = ["qd-1"]

[[region]]
body = "chi-cuc-thue"
region = "khu vực XXX"
provinces = ["vn.tinh.lai-chau"]
source = ["qd-1"]
"""
TASK = "1. Ban Quản lý Số hóa tỉnh chủ trì, phối hợp với Sở Y tế xây dựng kế hoạch."
ID_OF_BODY = "vn.tinh.lai-chau.ban-quan-ly-so-hoa"

Wrong = Callable[[str], list[Problem]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of additions without a fault."""
    path = tmp_path / "bo-sung"
    path.mkdir()
    (path / "a.toml").write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Wrong:
    """What is wrong with a file of these words."""

    def read(text: str) -> list[Problem]:
        path = tmp_path / "x.toml"
        path.write_text(text, encoding="utf-8")
        return list(read_overlay(path).problems)

    return read


# ---- What they add ----


def test_good_additions_have_no_problem(folder: Path) -> None:
    """Each kind of row is read, one of each."""
    overlay = read_overlay(folder)
    assert overlay.problems == ()
    assert [len(rows) for rows in overlay.additions] == [2, 1, 1, 1, 1]
    assert overlay.files == (str(folder / "a.toml"),)


def test_a_new_body_is_known_by_its_names_in_its_place(folder: Path) -> None:
    """Official name and abbreviation give the id, the parent and the day on which it began."""
    state = load_gazetteer(folder).state
    link = state.linker.link("Ban Quản lý Số hóa tỉnh Lai Châu", "2025-01-01")
    assert link.agency_id == ID_OF_BODY
    entity = state.registry.entity(ID_OF_BODY)
    assert entity is not None
    assert (entity.parent, entity.valid_from) == ("vn.tinh.lai-chau.ubnd", "2024-01-01")
    assert entity.verified
    assert load_gazetteer().state.linker.link("Ban Quản lý Số hóa tỉnh Lai Châu").agency_id is None


def test_a_shipped_body_keeps_what_the_user_does_not_say(folder: Path) -> None:
    """Names are added, the keys that are given replace, all others stay."""
    shipped, laid = (
        next(entry for entry in gazetteer.bodies if entry.body.id == "so.tu-phap")
        for gazetteer in (load_gazetteer(), load_gazetteer(folder))
    )
    assert set(laid.names) == {*shipped.names, "Sở Tư pháp và Công lý"}
    assert laid.names[0] == shipped.names[0]
    assert (laid.body.valid_to, laid.body.codes) == ("2027-01-01", shipped.body.codes)
    assert len(load_gazetteer(folder).bodies) == len(load_gazetteer().bodies) + 1


def test_a_shipped_body_can_be_renamed(tmp_path: Path) -> None:
    """The new official name stands first; the former one and the kinds of the others go on being known."""
    path = tmp_path / "x.toml"
    path.write_text(
        '[[agency]]\nid = "so.tu-phap"\nname = "Sở Công lý"\nweak = ["Sở Tư pháp"]', encoding="utf-8"
    )
    [entry] = load_overlay(path).entries
    assert entry.body.name == "Sở Công lý"
    assert entry.spellings[0] == ("Sở Công lý", "official")
    assert ("Sở Tư pháp", "weak") in entry.spellings


def test_a_change_of_the_user_is_part_of_the_lineage(folder: Path) -> None:
    """Who took over is found on the days after it."""
    lineage = load_gazetteer(folder).state.lineage
    id_, heir = "vn.tinh.lai-chau.so.tu-phap", "vn.tinh.lai-chau.so.noi-vu"
    assert lineage.successors(id_, "2027-02-01") == (heir,)
    assert lineage.successors(id_, "2026-02-01") == (id_,)


def test_additions_stand_beside_the_shipped_rows_or_in_their_place() -> None:
    """Without additions the shipped rows stay; a province that the user speaks of is the user's."""
    shipped = read_presence()
    assert NOTHING.over_presence(shipped) == shipped
    assert NOTHING.over_regions(read_regions()) == read_regions()
    assert NOTHING.over_changes(read_changes()) == read_changes()
    row = next(row for row in shipped if len(row.within) > 1)
    mine = Presence(row.body, (), row.within[:1], "", "", "", ("x",))
    laid = Additions(presence=(mine,)).over_presence((row,))
    assert laid == (row._replace(within=row.within[1:]), mine)
    assert Additions(presence=(mine._replace(without=row.within),)).over_presence((row,))[0].body == row.body


def test_a_version_of_a_region_takes_the_place_of_the_shipped_one() -> None:
    """The one that begins on the same day is replaced, others stay."""
    first = read_regions()[0]
    mine = first._replace(seat="Nơi khác")
    laid = Additions(regions=(mine,)).over_regions(read_regions())
    assert mine in laid
    assert first not in laid
    assert len(laid) == len(read_regions())


def test_the_same_folder_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the path is written, the gazetteer and the resources are the same objects."""
    monkeypatch.chdir(folder.parent)
    assert load_gazetteer(folder) is load_gazetteer(Path("bo-sung"))
    assert load_resources(folder) is load_resources("bo-sung")
    assert load_resources(folder) is not load_resources()


# ---- In an extraction ----


def test_an_extraction_with_additions_gives_their_ids(folder: Path) -> None:
    """A body known only to the user has its id in the records; without the additions it has none."""
    source = Source(text=papers.directive(TASK))
    found = [
        extract(source, resources).tasks[0].assignees[0].agency_id
        for resources in (load_resources(folder), load_resources())
    ]
    assert found == [ID_OF_BODY, None]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Ten directives that give the body a task."""
    path = tmp_path / "in"
    path.mkdir()
    for number in range(10):
        text = papers.directive(TASK).replace("13/CT", f"{number}/CT")
        (path / f"{number}.txt").write_text(text, encoding="utf-8")
    return path


def test_a_run_gives_the_same_on_any_number_of_processes(
    folder: Path, documents: Path, tmp_path: Path
) -> None:
    """Every worker process lays the additions over; the files are the same byte for byte."""
    written = []
    for workers in (1, 2):
        out = tmp_path / f"out{workers}"
        engine.run([str(documents)], out, engine.Options(workers, overlay=folder))
        written.append((out / "tasks.jsonl").read_bytes())
    assert written[0] == written[1]
    ids = [json.loads(line)["assignees"][0]["agency_id"] for line in written[0].splitlines()]
    assert ids == [ID_OF_BODY] * 10


def test_a_bad_overlay_stops_a_run_before_any_document(documents: Path, tmp_path: Path) -> None:
    """The error is one of usage and holds every problem; nothing was written."""
    (tmp_path / "x.toml").write_text('[[agency]]\nid = "X"\nnaem = "x"', encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        engine.run([str(documents)], tmp_path / "out", engine.Options(1, overlay=tmp_path / "x.toml"))
    assert raised.value.exit_code == 2
    assert len(raised.value.details["problems"]) == 2  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_an_interrupted_run_does_not_go_on_with_other_additions(
    folder: Path, documents: Path, tmp_path: Path
) -> None:
    """What was read with another state of the additions is read anew."""
    options = engine.Options(1, overlay=folder)

    def stop(finished: int, _: int) -> None:
        if finished == 5:
            raise KeyboardInterrupt

    for text, resumed in ((GOOD, 5), (f"{GOOD}# khác\n", 0)):
        with pytest.raises(KeyboardInterrupt):
            engine.run([str(documents)], tmp_path / "out", options, progress=stop)
        (folder / "a.toml").write_text(text, encoding="utf-8")
        summary = engine.run([str(documents)], tmp_path / "out", options)
        assert summary.resumed == resumed


# ---- What can be wrong ----

AGENCY = '[[agency]]\nid = "ban-moi"\nname = "Ban Mới"\n'
CHANGE = '[[change]]\nkind = "merge"\nfrom = ["so.y-te"]\nto = ["so.noi-vu"]\non = 2027-01-01\n'
PRESENCE = '[[presence]]\nbody = "so.du-lich"\nsource = ["chua-kiem-chung"]\n'
REGION = '[[region]]\nbody = "chi-cuc-thue"\nregion = "khu vực I"\nsource = ["chua-kiem-chung"]\n'
SOURCE = '[[source]]\nid = "qd-2"\ntitle = "Quyết định"\nbasis = "none"\n'
DAYS = "valid_from = 2020-01-01\nvalid_to = 2030-01-01"
ENDS = '\n[[agency]]\nid = "so.y-te"\nvalid_to = 2027-01-01\n'
TRANSFER = CHANGE.replace("merge", "transfer")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a = ", "bad-toml", 1),
        ('[[agency]]\nid = "x', "bad-toml", 2),
        ("\n[[agency]]\nx = 1\nx = 2", "bad-toml", 4),
        (f"a = {'[' * 5000}", "too-deep", 0),
        (f"\na{'.a' * 5000} = 1", "too-deep", 2),
        (f"a = {'1' * 5000}", "bad-toml", 1),
        ('\n[[agencies]]\nid = "x"', "unknown-table", 2),
        ('\n[agency]\nid = "x"', "no-rows", 2),
        ('agency = ["x"]', "no-rows", 1),
        (f"{AGENCY}naem = 1", "unknown-key", 4),
        ('[[agency]]\nname = "Ban Mới"', "missing-key", 1),
        ('[[agency]]\nid = "ban-moi"', "missing-name", 1),
        ('[[agency]]\nid = "ban-moi"\nname = 5', "no-text", 3),
        (f'{AGENCY}weak = "Ban"', "no-texts", 4),
        (f"{AGENCY}weak = [1]", "no-texts", 4),
        (f'{AGENCY}bare = "yes"', "no-flag", 4),
        (f'{AGENCY}valid_from = "2025-01-01"', "no-day", 4),
        (f"{AGENCY}valid_from = 2025-01-01T00:00:00", "no-day", 4),
        (f"{AGENCY}began = {{ tinh = 2025-01-01 }}", "no-days", 4),
        ('[[agency]]\nid = "ban-moi"\nname = ""', "empty", 3),
        ('[[agency]]\nid = "ban-moi"\nname = "Ban  Hoà"', "untidy", 3),
        (f'{AGENCY}weak = ["Ban Hoà"]', "untidy", 4),
        ('[[agency]]\nid = "Ban Mới"\nname = "Ban Mới"', "bad-id", 2),
        (f'{AGENCY}scope = "tỉnh"', "bad-choice", 4),
        (f'{AGENCY}levels = ["province", "xã"]', "bad-choice", 4),
        (f'{AGENCY}weak = ["Ban", "Ban"]', "twice", 4),
        (f"{AGENCY}valid_from = 2025-01-01\nvalid_to = 2025-01-01", "backwards", 5),
        ('[[agency]]\nid = "so.giao-thong-van-tai"\nvalid_from = 2030-01-01', "backwards", 1),
        (AGENCY + AGENCY, "repeated", 5),
        ('[[agency]]\nid = "tinh.lai-chau"\nname = "Ban Mới"', "id-taken", 2),
        (f'{AGENCY}weak = ["Ban Mới"]', "bad-row", 1),
        (f'{AGENCY}parent = "ubdn"', "unknown-body", 4),
        (f'{AGENCY}source = ["qd-9"]', "unknown-source", 4),
        (f'{AGENCY}variants = ["sở y tế"]', "name-taken", 4),
        ('[[agency]]\nid = "so.y-te"\nabbreviations = ["Sở Nội vụ"]', "name-taken", 3),
        (f'{AGENCY}parent = "ban-moi"', "circle", 4),
        (CHANGE, "does-not-end", 3),
        (TRANSFER.replace("so.y-te", "so.khong-co"), "unknown-body", 3),
        (TRANSFER.replace("noi-vu", "y-te"), "both-sides", 4),
        (TRANSFER.replace('["so.noi-vu"]', "[]"), "empty", 4),
        (TRANSFER.replace("so.noi-vu", "so.giao-thong-van-tai"), "not-there", 4),
        (CHANGE.replace("merge", "rename") + ENDS, "does-not-begin", 4),
        (TRANSFER.replace("transfer", "end"), "bad-choice", 2),
        (SOURCE.replace("none", "rumour"), "bad-choice", 4),
        (SOURCE + SOURCE, "repeated", 6),
        (SOURCE.replace("title", "note"), "unknown-key", 3),
        (PRESENCE, "in-or-not-in", 1),
        (f'{PRESENCE}in = ["vn.tinh.lai-chu"]', "unknown-province", 4),
        (f'{PRESENCE}not_in = ["vn.tinh.lai-chau"]\n{DAYS}', "absence-dates", 6),
        (f'{PRESENCE.replace("du-lich", "giao-thong-van-tai")}in = ["vn.tp.hue"]\n{DAYS}', "outside", 6),
        (f'{PRESENCE}in = ["vn.tinh.lai-chau"]\n{PRESENCE}in = ["vn.tinh.lai-chau"]', "said-twice", 8),
        (f'{REGION}provinces = ["vn.tinh.x"]\nvalid_from = 2030-01-01', "unknown-province", 5),
        (f"{REGION}valid_from = 2025-04-01", "overlap", 5),
        (REGION.replace('["chua-kiem-chung"]', "[]"), "empty", 4),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, code: str, line: int, wrong: Wrong) -> None:
    """Each fault has its code, the line of the key or of the row, and words in every language."""
    found = [(problem.code, problem.line) for problem in wrong(text)]
    assert (code, line) in found
    assert {one for one, _ in found} <= {code, "missing-key", "does-not-begin"}
    for lang in LANGUAGES:
        assert f"overlay.{code}.message" in load_messages(lang)


def test_every_fault_of_every_file_is_told_at_once(folder: Path) -> None:
    """A bad file hides no other, a bad key no other; they are sorted by file and line."""
    (folder / "b.toml").write_text(f'{AGENCY}naem = 1\nweak = 2\n[[x]]\ny = "', encoding="utf-8")
    (folder / "c.toml").write_text(f'{AGENCY}naem = 1\nweak = 2\nsource = ["x"]\n[[x]]\n', encoding="utf-8")
    found = [(Path(one.file).name, one.line, one.code) for one in read_overlay(folder).problems]
    assert found == [
        ("b.toml", 7, "bad-toml"),
        ("c.toml", 4, "unknown-key"),
        ("c.toml", 5, "no-texts"),
        ("c.toml", 6, "unknown-source"),
        ("c.toml", 7, "unknown-table"),
    ]


def test_rows_of_two_files_know_each_other(folder: Path) -> None:
    """A parent may stand in another file, also where its row is wrong itself; an id may not repeat."""
    (folder / "b.toml").write_text('[[agency]]\nid = "x-1"\nname = "Ban X"\nparent = "x-2"', encoding="utf-8")
    (folder / "c.toml").write_text('[[agency]]\nid = "x-2"\nname = "Ban Y"\nnaem = 1', encoding="utf-8")
    assert [one.code for one in read_overlay(folder).problems] == ["unknown-key"]
    (folder / "d.toml").write_text(AGENCY.replace("ban-moi", "x-1"), encoding="utf-8")
    [_, repeated] = read_overlay(folder).problems
    assert (repeated.code, repeated.facts["first"]) == ("repeated", f"{folder / 'b.toml'}:2")


def test_a_name_may_be_that_of_a_body_of_other_days(wrong: Wrong) -> None:
    """What ended before the new one began takes no name from it; a weak name is nobody's."""
    assert wrong('[[agency]]\nid = "x"\nname = "Sở Giao thông vận tải"\nvalid_from = 2026-01-01') == []
    assert wrong(f'{AGENCY}weak = ["Sở Y tế"]') == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_change_can_be_added(kind: str, wrong: Wrong) -> None:
    """A change whose bodies agree with it has no fault."""
    ends = ENDS if kind != "transfer" else ""
    new = '\n[[agency]]\nid = "so-moi"\nname = "Sở Mới"\nscope = "province"\nvalid_from = 2027-01-01\n'
    assert wrong(CHANGE.replace("merge", kind).replace("so.noi-vu", "so-moi") + ends + new) == []


def test_a_change_may_name_units_and_regions(wrong: Wrong) -> None:
    """Their ids count as known, and their days are not compared."""
    text = TRANSFER.replace("so.y-te", "vn.chi-cuc-thue.khu-vuc-i").replace("so.noi-vu", "vn.tinh.lai-chau")
    assert wrong(text) == []


# ---- Files ----


def test_what_is_no_file_of_additions_is_told(folder: Path, tmp_path: Path) -> None:
    """A folder, a pipe, a broken link, other bytes and a huge file are problems that nobody waits for."""
    (folder / "a.toml").unlink()
    (folder / "dir.toml").mkdir()
    os.mkfifo(folder / "fifo.toml")
    (folder / "gone.toml").symlink_to(tmp_path / "nowhere")
    (folder / "latin.toml").write_bytes(b"# a\n# \xff")
    (folder / "huge.toml").write_bytes(b"#" * (overlay_files.MOST_BYTES + 1))
    (folder / "note.txt").write_bytes(b"\xff")
    found = [(Path(one.file).stem, one.code, one.line) for one in read_overlay(folder).problems]
    assert found == [
        ("dir", "not-a-file", 0),
        ("fifo", "not-a-file", 0),
        ("gone", "missing", 0),
        ("huge", "too-large", 0),
        ("latin", "not-utf8", 2),
    ]


def test_a_folder_without_or_with_too_many_files_is_told(tmp_path: Path) -> None:
    """Both are one problem of the folder."""
    assert [one.code for one in read_overlay(tmp_path).problems] == ["no-files"]
    for number in range(overlay_files.MOST_FILES + 1):
        (tmp_path / f"{number}.toml").write_text("", encoding="utf-8")
    assert [one.code for one in read_overlay(tmp_path).problems] == ["too-many-files"]
    (tmp_path / "0.toml").unlink()
    assert read_overlay(tmp_path).problems == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[[agency]]\n" * 20_000, "too-many"),
        ("".join(f"[[x{number}]]\n" for number in range(2_000)), "too-many"),
        ("[[agency]]\n" + "".join(f"k{number} = 1\n" for number in range(20_000)), "too-many"),
        ("agency = [\n" + "{},\n" * 20_000 + "]", "too-many"),
        (
            "".join(f'[[source]]\nid="s{n}"\ntitle="x"\nbasis="none"\n' for n in range(10_001)),
            "too-many-rows",
        ),
        (f"{AGENCY}source = {[f's{n}' for n in range(20_000)]}", ""),
        ("".join(f'[[agency]]\nid="a{n}"\nname="Ban {n}"\nparent="a{n + 1}"\n' for n in range(5_000)), ""),
        ("".join(f'[[agency]]\nid="a{n}"\nname="Ban"\n' for n in range(3_000)), ""),
        ('"""' * 100_000, ""),
        ('x = """' + "\\" * 100_001, ""),
    ],
)
def test_a_hostile_file_takes_no_time(text: str, code: str, wrong: Wrong) -> None:
    """Whatever stands in a file, its faults are told in seconds, and never without end."""
    started = time.process_time()
    found = wrong(text)
    assert time.process_time() - started < 10
    assert 0 < len(found) <= MOST_PROBLEMS + 1
    assert not code or code in {problem.code for problem in found}


def test_a_folder_or_file_that_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is part of the problem."""

    def refuse(*_: object) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = read_text(folder / "a.toml")
    assert isinstance(found, Problem)
    assert (found.code, found.facts["reason"]) == ("unreadable", "Permission denied")
    monkeypatch.setattr(Path, "iterdir", refuse)
    [problem] = list_files(folder)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file) == ("unreadable", str(folder))


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    """A file from any editor is read."""
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbf" + AGENCY.replace("\n", "\r\n").encode())
    assert read_overlay(path).problems == ()


def test_lines_are_found_past_strings_and_in_lists() -> None:
    """A head inside a string of several lines is none; rows of an inline list have their own lines."""
    lines = Lines('[[a]]\nx = """\n[[a]]\ny = 1\n"""\nz = 1\n[[ a ]] # b\n"z" = 2\nz2.k = 1\n')
    assert [lines.row("a", 0), lines.row("a", 1)] == [1, 7]
    assert [lines.row("a", 0, "y"), lines.row("a", 0, "z"), lines.row("a", 1, "z")] == [1, 6, 8]
    assert lines.row("a", 1, "z2") == 9
    lines = Lines("a = [\n  { x = 1 },\n\n  { x = 2 },\n]\n")
    assert [lines.row("a", 0), lines.row("a", 1), lines.row("a", 2), lines.row("b", 0)] == [2, 4, 1, 0]


def test_an_overlay_error_tells_all_and_crosses_processes(tmp_path: Path) -> None:
    """The first problem is in the message; every one is in the error, also after a process sent it."""
    with pytest.raises(OverlayError, match="no-files") as raised:
        load_overlay(tmp_path)
    assert pickle.loads(pickle.dumps(raised.value)).problems == raised.value.problems  # noqa: S301


def test_the_rules_of_a_users_rows_are_those_of_the_shipped_ones() -> None:
    """Keys, scopes, levels and the form of ids are the same in both."""
    assert set(TABLES["agency"]) == load._FIELDS
    assert set(SCOPES) == set(load._SCOPES)
    assert UNIT_LEVELS == load._LEVELS
    assert load._ID.pattern == ID.pattern
