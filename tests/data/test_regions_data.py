"""Every region of the gazetteer; and each check against a bad row."""

from __future__ import annotations

from datetime import date

import pytest

from gazetteer import GazetteerError
from gazetteer.load import read_bodies
from gazetteer.state.geography import load_geography
from gazetteer.state.regions import Region, check_regions, check_rows, read_regions
from gazetteer.state.units import holds

REGIONS = read_regions()
BODIES = {entry.body.id for entry in read_bodies()}
PROVINCES = load_geography().provinces


def on(day: str, id_: str) -> Region:
    """The one version of a region that holds on a day."""
    (found,) = (row for row in REGIONS if row.id == id_ and holds(row.valid_from, row.valid_to, day))
    return found


def test_every_region_has_a_body_and_provinces_that_exist() -> None:
    """No row names an entry or a province that no file has."""
    check_regions(REGIONS, BODIES, {unit.id for unit in PROVINCES})


def test_provinces_exist_when_their_region_begins() -> None:
    """No row that begins on a day covers a province that had ended or had not begun on it."""
    wrong = [
        (row.id, id_) for row in REGIONS if row.valid_from for id_ in row.provinces
        if not any(unit.id == id_ and unit.holds(row.valid_from) for unit in PROVINCES)
    ]  # fmt: skip
    assert wrong == []


def test_a_province_lies_in_one_region_of_a_body_that_shares_out_the_country() -> None:
    """No province stands in two regions of one body on a day, but for those inside one province."""
    rows = [row for row in REGIONS if " - " not in row.region]
    twice = [
        (one.id, other.id) for i, one in enumerate(rows) for other in rows[i + 1 :]
        if one.body == other.body and set(one.provinces) & set(other.provinces) and _meet(one, other)
    ]  # fmt: skip
    assert twice == []


def _meet(one: Region, other: Region) -> bool:
    ends = min(one.valid_to or "9999", other.valid_to or "9999")
    return max(one.valid_from, other.valid_from) < ends


NORTH_WEST = ("vn.tinh.son-la", "vn.tinh.dien-bien", "vn.tinh.lai-chau")


@pytest.mark.parametrize(
    ("day", "id_", "provinces"),
    [
        ("2025-03-01", "vn.chi-cuc-thue.khu-vuc-ix", NORTH_WEST),
        ("2025-06-30", "vn.chi-cuc-thue.khu-vuc-ix", NORTH_WEST),
        ("2025-06-30", "vn.kho-bac-nha-nuoc.khu-vuc-ix", ()),
        ("2025-07-01", "vn.kho-bac-nha-nuoc.khu-vuc-ix", ("vn.tinh.lao-cai", "vn.tinh.lai-chau")),
        ("2026-01-01", "vn.chi-cuc-hai-quan.khu-vuc-vii",
         ("vn.tinh.lao-cai", "vn.tinh.dien-bien", "vn.tinh.lai-chau")),
        ("2026-01-01", "vn.chi-cuc-du-tru-nha-nuoc.khu-vuc-v", NORTH_WEST),
        ("2025-06-01", "vn.bao-hiem-xa-hoi.khu-vuc-iv", ("vn.tinh.lai-chau",)),
        ("2025-07-01", "vn.toa-an-nhan-dan.khu-vuc-1-son-la", ("vn.tinh.son-la",)),
        ("2026-04-29", "vn.toa-an-nhan-dan.khu-vuc-1-dong-nai", ("vn.tinh.dong-nai",)),
        ("2026-04-30", "vn.toa-an-nhan-dan.khu-vuc-1-dong-nai", ("vn.tp.dong-nai",)),
    ],
)  # fmt: skip
def test_a_region_covers_its_provinces_on_a_day(day: str, id_: str, provinces: tuple[str, ...]) -> None:
    """Where a number was drawn anew, the day decides."""
    assert on(day, id_).provinces == provinces


def test_the_tax_region_has_its_code() -> None:
    """The third group of the code of a tax region is the area code of the province of its seat."""
    region = on("2025-03-01", "vn.chi-cuc-thue.khu-vuc-ix")
    seat = next(unit for unit in PROVINCES if unit.name == region.seat)
    assert region.electronic == f"G12.18.{seat.code}" == "G12.18.14"


@pytest.mark.parametrize(
    ("day", "body", "count"),
    [
        ("2025-03-01", "chi-cuc-thue", 20),
        ("2025-07-01", "chi-cuc-thue", 0),
        ("2025-03-15", "kho-bac-nha-nuoc", 20),
        ("2025-03-15", "chi-cuc-hai-quan", 20),
        ("2025-03-01", "ngan-hang-nha-nuoc-chi-nhanh", 15),
        ("2025-03-01", "bao-hiem-xa-hoi", 35),
        ("2025-07-01", "quan-khu", 7),
    ],
)
def test_a_body_has_so_many_regions_on_a_day(day: str, body: str, count: int) -> None:
    """The counts of the reorganisations of 2025, and of older regions."""
    holding = [row.id for row in REGIONS if row.body == body and holds(row.valid_from, row.valid_to, day)]
    assert len(holding) == len(set(holding)) == count


GOOD = {
    "body": "chi-cuc-thue",
    "region": "khu vực IX",
    "seat": "Sơn La",
    "provinces": ["vn.tinh.son-la"],
    "valid_from": date(2025, 3, 1),
    "valid_to": date(2025, 7, 1),
    "source": ["chua-kiem-chung"],
}


def test_a_good_row_is_one_region() -> None:
    """Its id is made of the body and the words of the region."""
    (region,) = check_rows([GOOD])
    assert region == Region(
        "vn.chi-cuc-thue.khu-vuc-ix", "chi-cuc-thue", "khu vực IX", "Sơn La", ("vn.tinh.son-la",), "",
        "2025-03-01", "2025-07-01", ("chua-kiem-chung",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"colour": "red"}, "unknown keys"),
        ({"body": ""}, "without body"),
        ({"source": []}, "without source"),
        ({"region": "khu  vực IX"}, "not tidy"),
        ({"seat": "Khánh Hoà"}, "not tidy"),
        ({"provinces": ["vn.tinh.son-la", "vn.tinh.son-la"]}, "twice"),
        ({"valid_from": "2025-03-01"}, "without quotes"),
        ({"valid_to": date(2025, 3, 1)}, "after valid_from"),
    ],
)
def test_a_bad_row_is_refused(change: dict[str, object], problem: str) -> None:
    """A row with one thing wrong raises an error that names it."""
    with pytest.raises(GazetteerError, match=problem):
        check_rows([GOOD | change])


@pytest.mark.parametrize(
    ("bodies", "provinces", "problem"),
    [(set(), {"vn.tinh.son-la"}, "no entry"), ({"chi-cuc-thue"}, {"vn.tinh.lai-chau"}, "no provinces")],
)
def test_a_row_of_an_unknown_body_or_province_is_refused(
    bodies: set[str], provinces: set[str], problem: str
) -> None:
    """A region of a body or a province that no file has raises an error."""
    with pytest.raises(GazetteerError, match=problem):
        check_regions(check_rows([GOOD]), bodies, provinces)


def test_versions_of_a_region_follow_each_other() -> None:
    """A number may be drawn anew on the day its last version ends, not before, and not after an open one."""
    later = GOOD | {"valid_from": date(2025, 7, 1), "valid_to": date(2026, 7, 1)}
    assert [row.valid_from for row in check_rows([later, GOOD])] == ["2025-03-01", "2025-07-01"]
    with pytest.raises(GazetteerError, match="two versions"):
        check_rows([GOOD, later | {"valid_from": date(2025, 6, 30)}])
    with pytest.raises(GazetteerError, match="two versions"):
        check_rows([{key: value for key, value in GOOD.items() if key != "valid_to"}, later])
