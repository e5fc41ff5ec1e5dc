"""The administrative units through time, as imported; and each check against a bad row."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from gazetteer.fold import tidy
from gazetteer.load import GazetteerError, read_toml
from gazetteer.state.units_check import (
    COLUMNS,
    TYPES,
    check_changes,
    check_parents,
    check_tables,
    check_units,
)
from scripts import import_units, units_lists

needs_lists = pytest.mark.skipif(
    not units_lists.FOLDER.is_dir(), reason="the lists that units come from lie outside the repository"
)
BEFORE, AFTER, TODAY = "2025-06-30", "2025-07-01", "2026-11-21"
LAI_CHAU = "vn.tinh.lai-chau"


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    text = (import_units.UNITS / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _on(name: str, day: str, inside: str = "vn") -> list[dict[str, str]]:
    """The versions of a level that hold on a day, those of one parent or of what lies in it."""
    return [
        row
        for row in _rows(name)
        if row["valid_from"] <= day < (row["valid_to"] or "9999")
        and f"{row.get('parent', 'vn')}.".startswith(f"{inside}.")
    ]


def _one(name: str, day: str, code: str) -> tuple[str, str, str]:
    (row,) = (row for row in _on(name, day) if row["code"] == code)
    return row["id"], row["type"], row["name"]


def _after(unit: str) -> set[tuple[str, str]]:
    return {(row["kind"], row["to"]) for row in _rows("changes") if row["from"] == unit}


def test_all_rows_pass_the_checks() -> None:
    """Columns, names, codes, dates, parents and changes are right in every row."""
    check_tables({name: _rows(name) for name in COLUMNS})


@pytest.mark.parametrize("name", COLUMNS)
def test_files_are_in_order(name: str) -> None:
    """Rows stand by id and date, and none stands twice."""
    keys = ("from", "to", "on") if name == "changes" else ("id", "valid_from")
    found = [tuple(row[key] for key in keys) for row in _rows(name)]
    assert found == sorted(set(found))


def test_every_name_and_alias_is_tidy() -> None:
    """A name has one tone placement, single spaces and no foreign letter."""
    letters = {c for file in TYPES for row in _rows(file) for c in row["name"] + row["aliases"]}
    assert {c for c in letters if not c.isalnum()} <= set(" -';")
    assert not [row["id"] for file in TYPES for row in _rows(file) if tidy(row["name"]) != row["name"]]


def test_every_source_is_known() -> None:
    """Each source of a row is one of sources/units.toml or sources/common.toml."""
    known = {row["id"] for name in ("units", "common") for row in read_toml(f"sources/{name}.toml")["source"]}
    assert {source for name in COLUMNS for row in _rows(name) for source in row["source"].split(";")} <= known


def test_every_unit_that_ended_became_something() -> None:
    """An ended unit has a change; a district of June 2025 may have those of its communes."""
    last = {row["id"]: row for name in TYPES for row in _rows(name)}
    gone = {unit for unit, row in last.items() if row["valid_to"]}
    told = {row["from"] for row in _rows("changes")}
    silent = gone - told
    assert {last[unit]["valid_to"] for unit in silent} == {AFTER}
    assert silent <= {
        row["parent"] for row in _rows("communes") if row["id"] in told or row["id"] not in gone
    }


def test_every_new_commune_came_from_something() -> None:
    """A commune that began with the reform or after it is the end of a change."""
    begun = {row["id"] for row in _rows("communes") if row["valid_from"] >= AFTER}
    begun -= {row["id"] for row in _on("communes", BEFORE)}
    assert begun <= {row["to"] for row in _rows("changes")}


@pytest.mark.parametrize(
    ("name", "day", "count"),
    [
        ("provinces", "1996-06-01", 53),
        ("provinces", "2003-06-01", 61),
        ("provinces", "2005-06-01", 64),
        ("provinces", "2010-06-01", 63),
        ("provinces", "2024-12-31", 63),
        ("provinces", BEFORE, 63),
        ("provinces", AFTER, 34),
        ("provinces", TODAY, 34),
        ("districts", BEFORE, 696),
        ("districts", AFTER, 0),
        ("communes", BEFORE, 10035),
        ("communes", AFTER, 3321),
        ("communes", TODAY, 3321),
    ],
)
def test_counts_by_date(name: str, day: str, count: int) -> None:
    """The whole country has as many units of a level as the lists say."""
    assert len(_on(name, day)) == count


@pytest.mark.parametrize(
    ("day", "types"),
    [
        (AFTER, {"xã": 2621, "phường": 687, "đặc khu": 13}),
        (TODAY, {"xã": 2611, "phường": 697, "đặc khu": 13}),
    ],
)
def test_types_of_communes(day: str, types: dict[str, int]) -> None:
    """Ten communes of Đồng Nai became wards with the city."""
    found = [row["type"] for row in _on("communes", day)]
    assert {kind: found.count(kind) for kind in set(found)} == types


def test_lai_chau() -> None:
    """106 communes in 8 districts became 36 xã and 2 phường."""
    now = [row["type"] for row in _on("communes", AFTER, LAI_CHAU)]
    assert (len(now), now.count("xã"), now.count("phường")) == (38, 36, 2)
    assert len(_on("communes", BEFORE, LAI_CHAU)) == 106
    assert len(_on("districts", BEFORE, LAI_CHAU)) == 8
    assert len(_on("districts", "2012-06-01", LAI_CHAU)) == 7


def test_unchanged_communes_go_on() -> None:
    """Mù Cả and Tà Tổng have one id with two versions: in the district, then in the province."""
    for name in ("xa-mu-ca", "xa-ta-tong"):
        own, district = f"{LAI_CHAU}.huyen-muong-te.{name}", f"{LAI_CHAU}.huyen-muong-te"
        parents = [row["parent"] for row in _rows("communes") if row["id"] == own]
        assert parents == [district, LAI_CHAU]
        assert _after(own) == set()
    kept = {row["id"] for row in _on("communes", BEFORE)} & {row["id"] for row in _on("communes", AFTER)}
    assert len(kept) == 127


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("03390", ("huyen-tam-duong.thi-tran-tam-duong", "Tam Đường"), ("xa-binh-lu", "Bình Lư")),
        ("03433", ("huyen-muong-te.thi-tran-muong-te", "Mường Tè"), ("xa-bum-to", "Bum Tở")),
        ("03618", ("huyen-than-uyen.xa-phuc-than", "Phúc Than"), ("xa-muong-than", "Mường Than")),
    ],
)
def test_codes_are_given_to_units_of_other_names(
    code: str, before: tuple[str, str], after: tuple[str, str]
) -> None:
    """A code of an old commune belongs to a new one with another name and id."""
    for day, (own, name) in ((BEFORE, before), (AFTER, after)):
        unit, _, called = _one("communes", day, code)
        assert (unit, called) == (f"{LAI_CHAU}.{own}", name)


def test_the_two_muong_than() -> None:
    """The old xã Mường Than went into xã Than Uyên; the new one has another id and took nothing of it."""
    old, new = f"{LAI_CHAU}.huyen-than-uyen.xa-muong-than", f"{LAI_CHAU}.xa-muong-than"
    assert _one("communes", BEFORE, "03619")[0] == old
    assert _after(old) == {("merge", f"{LAI_CHAU}.xa-than-uyen")}
    came = {row["from"].rpartition(".")[2] for row in _rows("changes") if row["to"] == new}
    assert came == {"xa-phuc-than", "xa-muong-mit"}


def test_muong_te_town_is_not_in_muong_te_commune() -> None:
    """The town of Mường Tè is in xã Bum Tở; the new xã Mường Tè took the old one and Nậm Khao."""
    assert _after(f"{LAI_CHAU}.huyen-muong-te.thi-tran-muong-te") == {("merge", f"{LAI_CHAU}.xa-bum-to")}
    for name in ("xa-muong-te", "xa-nam-khao"):
        assert _after(f"{LAI_CHAU}.huyen-muong-te.{name}") == {("merge", f"{LAI_CHAU}.xa-muong-te")}


def test_new_communes_with_names_of_districts() -> None:
    """Five new xã of Lai Châu bear the name of a district that ended the same day."""
    districts = {row["name"] for row in _on("districts", BEFORE, LAI_CHAU)}
    names = {row["name"] for row in _on("communes", AFTER, LAI_CHAU)}
    assert districts & names == {"Sìn Hồ", "Phong Thổ", "Than Uyên", "Tân Uyên", "Mường Tè"}


@pytest.mark.parametrize(
    ("name", "electronic", "before", "after", "whose"),
    [
        ("lao-cai", "H38", "10", "15", "yen-bai"),
        ("bac-ninh", "H05", "27", "24", "bac-giang"),
        ("quang-tri", "H50", "45", "44", "quang-binh"),
        ("gia-lai", "H21", "64", "52", "binh-dinh"),
        ("tay-ninh", "H53", "72", "80", "long-an"),
        ("dong-thap", "H20", "87", "82", "tien-giang"),
        ("an-giang", "H01", "89", "91", "kien-giang"),
    ],
)
def test_provinces_took_codes_of_others(
    name: str, electronic: str, before: str, after: str, whose: str
) -> None:
    """A merged province may have the area code of a part with another name; its electronic code stays."""
    own = f"vn.tinh.{name}"
    found = [(row["code"], row["electronic"]) for row in _rows("provinces") if row["id"] == own]
    assert found == [(before, electronic), (after, electronic)]
    assert _one("provinces", BEFORE, after)[0] == f"vn.tinh.{whose}"
    assert _after(f"vn.tinh.{whose}") == {("merge", own)}


def test_the_two_codes_of_lai_chau() -> None:
    """Lai Châu is 12 among the area codes and H35 among the electronic ones, through the reform."""
    (row,) = (row for row in _rows("provinces") if row["id"] == LAI_CHAU)
    assert (row["code"], row["electronic"], row["valid_to"]) == ("12", "H35", "")


def test_tien_giang_did_not_go_into_tay_ninh() -> None:
    """52 provinces made 23; one commune that crossed a border is no merger of provinces."""
    ended = [row for row in _rows("changes") if row["on"] == AFTER and row["from"].count(".") == 2]
    assert len(ended) == 63 - 34
    assert _after("vn.tinh.tien-giang") == {("merge", "vn.tinh.dong-thap")}


@pytest.mark.parametrize(
    ("old", "new", "on"),
    [
        ("vn.tinh.thua-thien-hue", "vn.tp.hue", "2025-01-01"),
        ("vn.tinh.dong-nai", "vn.tp.dong-nai", "2026-04-30"),
    ],
)
def test_provinces_that_became_cities(old: str, new: str, on: str) -> None:
    """The city is a unit of its own that begins on the day the province ends."""
    assert [
        (row["kind"], row["on"]) for row in _rows("changes") if (row["from"], row["to"]) == (old, new)
    ] == [("rename", on)]


def test_districts_of_hue() -> None:
    """On the day it became a city Huế had two urban districts, three towns and four rural districts."""
    found = [row["type"] for row in _on("districts", "2025-01-01", "vn.tp.hue")]
    assert (found.count("quận"), found.count("thị xã"), found.count("huyện")) == (2, 3, 4)


def test_districts_that_passed_to_another_province() -> None:
    """Than Uyên lay in Lào Cai and Mê Linh in Vĩnh Phúc, under the ids that they have later."""
    for unit, parent in (
        (f"{LAI_CHAU}.huyen-than-uyen", "vn.tinh.lao-cai"),
        ("vn.tp.ha-noi.huyen-me-linh", "vn.tinh.vinh-phuc"),
    ):
        assert next(row["parent"] for row in _rows("districts") if row["id"] == unit) == parent


def test_the_two_towns_of_lai_chau() -> None:
    """The thị xã Lai Châu of 2004 is not that of today's Lai Châu, which began later that year."""
    old, new = "vn.tinh.dien-bien.thi-xa-lai-chau", f"{LAI_CHAU}.thi-xa-lai-chau"
    assert _after(old) == {("rename", "vn.tinh.dien-bien.thi-xa-muong-lay")}
    assert _after(new) == {("rename", f"{LAI_CHAU}.thanh-pho-lai-chau")}


@needs_lists
def test_the_files_are_what_the_script_makes() -> None:
    """The four files are, byte for byte, made of the lists and of history.toml."""
    for name, text in import_units.build(units_lists.read_lists()).items():
        assert (import_units.UNITS / f"{name}.csv").read_text(encoding="utf-8") == text


@needs_lists
def test_the_command_compares_and_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --check a missing file is named; written, it passes."""
    monkeypatch.setattr(import_units, "UNITS", tmp_path)
    monkeypatch.setattr(import_units, "ROOT", tmp_path)
    assert import_units.main(["--check"]) == 1
    assert "provinces.csv: line 1" in capsys.readouterr().out
    assert import_units.main([]) == 0
    assert import_units.main(["--check"]) == 0


def test_the_command_says_that_the_lists_are_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the lists nothing is written and the status is 1."""
    monkeypatch.setattr(import_units, "FOLDER", tmp_path / "none")
    assert import_units.main([]) == 1
    assert "absent" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("Pa ủ", "Pa Ủ"),
        ("Thanh Hoá", "Thanh Hóa"),
        ("N.T Phong Hải", "Nông trường Phong Hải"),
        ("Ia H' Drai", "Ia H'Drai"),
        ("Cư M’gar", "Cư M'gar"),
        ("Bà Rịa  - Vũng tàu", "Bà Rịa - Vũng Tàu"),
        ("1", "1"),
    ],
)
def test_names_are_mended(damaged: str, mended: str) -> None:
    """Capitals, tone placement, spaces, apostrophes and an abbreviation are put right, once and for all."""
    assert units_lists.mend(damaged) == mended == units_lists.mend(mended)


COMMUNE = {
    "id": "vn.tinh.mau.huyen-mau.xa-mau",
    "type": "xã",
    "name": "Mẫu",
    "aliases": "Mậu;Mâu",
    "code": "00001",
    "parent": "vn.tinh.mau.huyen-mau",
    "valid_from": "",
    "valid_to": "2025-07-01",
    "source": "s",
}
LATER = {"valid_from": "2025-07-01", "valid_to": ""}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"colour": "red"}, "columns"),
        ({"type": "huyện"}, "type"),
        ({"name": "mẫu"}, "not tidy"),
        ({"name": "Mẫu  Hoá"}, "not tidy"),
        ({"aliases": "Mẫu"}, "repeated"),
        ({"aliases": "Mậu;"}, "not tidy"),
        ({"code": "001"}, "code '001'"),
        ({"code": "abcde"}, "code 'abcde'"),
        ({"id": "vn.tinh.mau.huyen-mau.xa-khac"}, "id malformed"),
        ({"id": "vn.tinh.xa-mau"}, "id malformed"),
        ({"id": "mau.huyen-mau.xa-mau.xa-mau"}, "id malformed"),
        ({"valid_from": "2025-07-01"}, "valid_from before"),
        ({"valid_from": "1/7/2025"}, "ISO"),
        ({"valid_from": "20240701"}, "ISO"),
        ({"source": ""}, "no source"),
    ],
)
def test_a_bad_unit_is_refused(change: dict[str, str], problem: str) -> None:
    """A row with one thing wrong raises an error that names file and problem."""
    check_units("communes", [COMMUNE])
    with pytest.raises(GazetteerError, match=rf"units/communes\.csv.*{problem}"):
        check_units("communes", [COMMUNE | change])


@pytest.mark.parametrize(
    ("change", "problem"), [({"electronic": "12"}, "electronic"), ({"type": "tỉnh"}, "id malformed")]
)
def test_a_bad_province_is_refused(change: dict[str, str], problem: str) -> None:
    """The electronic code is H and two digits; the id says whether it is a city."""
    good = {key: COMMUNE.get(key, "H01") for key in COLUMNS["provinces"]}
    good |= {"id": "vn.tp.mau", "type": "thành phố", "code": "01"}
    check_units("provinces", [good])
    with pytest.raises(GazetteerError, match=problem):
        check_units("provinces", [good | change])


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        ({}, "does not begin where"),
        (LATER | {"valid_from": "2025-08-01"}, "does not begin where"),
        ({"id": "vn.tinh.mau.xa-mau", "valid_from": "2025-06-30"}, "code 00001 is that of"),
        ({"id": "vn.tinh.mau.xa-mau-00001"}, "code 00001 is that of"),
    ],
)
def test_versions_that_do_not_fit_are_refused(second: dict[str, str], problem: str) -> None:
    """Versions of a unit follow each other, and no two units have one code at one time."""
    check_units("communes", [COMMUNE, COMMUNE | LATER])
    with pytest.raises(GazetteerError, match=problem):
        check_units("communes", [COMMUNE, COMMUNE | second])


DISTRICT = COMMUNE | {"id": "vn.tinh.mau.huyen-mau", "type": "huyện"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": "vn.tinh.mau.huyen-khac"}, "no unit"),
        ({"valid_from": "2004-01-01"}, "throughout"),
        ({"valid_to": "2020-01-01"}, "throughout"),
    ],
)
def test_a_bad_parent_is_refused(change: dict[str, str], problem: str) -> None:
    """A parent is a known unit that exists as long as the version that names it."""
    check_parents("communes", [COMMUNE], [DISTRICT])
    with pytest.raises(GazetteerError, match=problem):
        check_parents("communes", [COMMUNE], [DISTRICT | change])


CHANGE = {"kind": "merge", "from": "a", "to": "b", "part": "0", "on": "2025-07-01", "source": "s"}
UNITS = [
    COMMUNE | {"id": "a"},
    COMMUNE | LATER | {"id": "b"},
    COMMUNE | LATER | {"id": "c", "valid_from": ""},
]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ([{"note": "x"}], "columns"),
        ([{"kind": "transfer"}], "kind"),
        ([{"part": ""}], "part"),
        ([{"source": ""}], "source"),
        ([{"on": "2025-7-1"}], "no ISO day"),
        ([{"on": ""}], "no ISO day"),
        ([{"to": "d"}], "no unit 'd'"),
        ([{"from": "b", "to": "c"}], "does not exist before"),
        ([{"on": "2025-06-01"}], "does not exist then"),
        ([{"from": "c"}], "goes on"),
        ([{"to": "c", "kind": "rename"}], "began at another time"),
        ([{"kind": "rename", "part": "1"}], "takes the whole"),
        ([{}, {}], "stands twice"),
        ([{}, {"to": "c", "part": "1"}], "whole and elsewhere"),
        ([{"part": "1"}], "only a part"),
    ],
)
def test_a_bad_change_is_refused(changes: list[dict[str, str]], problem: str) -> None:
    """A change joins units that exist on its two sides, and says once where each part went."""
    check_changes([CHANGE], UNITS)
    check_changes([CHANGE | {"part": "1"}, CHANGE | {"part": "1", "to": "c"}], UNITS)
    with pytest.raises(GazetteerError, match=problem):
        check_changes([CHANGE | change for change in changes], UNITS)


@pytest.mark.parametrize("spoil", [check_units, check_parents, check_changes])
def test_the_whole_is_checked_in_every_way(spoil: Callable[..., None]) -> None:
    """`check_tables` sees a fault of each kind of check."""
    tables = {name: list(_rows(name)[:1]) for name in COLUMNS}
    tables["districts"], tables["communes"], tables["changes"] = [], [], []
    check_tables(tables)
    if spoil is check_units:
        tables["provinces"] *= 2
    elif spoil is check_parents:
        tables["communes"] = [COMMUNE]
    else:
        tables["changes"] = [CHANGE]
    with pytest.raises(GazetteerError):
        check_tables(tables)
