"""Every row of presence.toml against the entries and the provinces; and each check against a bad row."""

from __future__ import annotations

from datetime import date

import pytest

from gazetteer.load import GazetteerError, check_bodies, check_field, read_bodies
from gazetteer.model import Body
from gazetteer.places import read_places
from gazetteer.state.events import read_sources
from gazetteer.state.presence import Presence, check_presence, check_rows, read_presence

BODIES = {entry.body.id: entry.body for entry in read_bodies()}
PROVINCES = {place.id for place, _ in read_places()}
ROWS = read_presence()
LEVELS = ("province", "district", "commune")


def test_bodies_provinces_and_dates_of_every_row_agree() -> None:
    """Bodies and provinces exist, no pair stands twice, and no body outlives its entry."""
    check_presence(ROWS, BODIES, PROVINCES)


def test_sources_of_every_row_exist() -> None:
    """Each row names rows of the source files."""
    assert {source for row in ROWS for source in row.source} <= read_sources().keys()


def test_bodies_that_only_some_provinces_have_are_marked() -> None:
    """A body listed for some provinces, beyond the complete Lai Châu, is optional in its entry."""
    listed = {row.body for row in ROWS if row.within and row.within != ("vn.tinh.lai-chau",)}
    assert [id_ for id_ in sorted(listed) if not BODIES[id_].optional] == []


def test_levels_with_a_day_of_their_own_have_the_body() -> None:
    """Where an entry lists its levels, a day stands only at one of them, and a level ends after it began."""
    wrong = []
    for body in BODIES.values():
        levels = body.levels or LEVELS
        began, ended = dict(body.began), dict(body.ended)
        ordered = all(began[level] < ended.get(level, "9999") for level in began)
        if not ({*began, *ended} <= set(levels) and ordered):
            wrong.append(body.id)
    assert wrong == []


ROW = {"body": "so.mau", "in": ["vn.tinh.mau"], "source": ["nguon-mau"]}
ABSENT = {"body": "so.mau", "not_in": ["vn.tinh.mau"], "source": ["nguon-mau"]}
FROM, TO = date(2020, 1, 1), date(2025, 3, 1)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (ROW | {"colour": "red"}, "unknown keys"),
        (ROW | {"not_in": ["vn.tinh.khac"]}, "either in or not_in"),
        (ROW | {"in": []}, "either in or not_in"),
        (ROW | {"valid_from": "2020-01-01"}, "without quotes"),
        (ROW | {"valid_from": TO, "valid_to": FROM}, "after valid_from"),
        (ROW | {"valid_from": TO, "valid_to": TO}, "after valid_from"),
        (ABSENT | {"valid_from": FROM, "valid_to": TO}, "one date only"),
        (ROW | {"source": []}, "source is missing"),
    ],
)
def test_a_bad_row_is_refused(row: dict[str, object], problem: str) -> None:
    """A row with one thing wrong raises an error that names it."""
    assert len(list(check_rows([ROW, ABSENT]))) == 2
    with pytest.raises(GazetteerError, match=problem):
        list(check_rows([row]))


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([ROW | {"body": "so.khac"}], "no such body"),
        ([ROW | {"in": ["vn.tinh.khac"]}], "no province"),
        ([ABSENT | {"not_in": ["vn.tinh.khac"]}], "no province"),
        ([ROW, ABSENT], "stands twice"),
        ([ROW | {"valid_from": date(2019, 1, 1)}], "not exist on all"),
        ([ROW | {"valid_to": date(2026, 1, 1)}], "not exist on all"),
    ],
)
def test_a_row_that_fits_no_body_or_province_is_refused(rows: list[dict[str, object]], problem: str) -> None:
    """Rows are held against the entries and the provinces, and against each other."""
    bodies = {"so.mau": Body("so.mau", "Sở Mẫu", valid_from="2020-01-01", valid_to="2025-03-01")}
    check_presence(check_rows([ROW | {"valid_from": FROM, "valid_to": TO}]), bodies, {"vn.tinh.mau"})
    with pytest.raises(GazetteerError, match=problem):
        check_presence(check_rows(rows), bodies, {"vn.tinh.mau"})


@pytest.mark.parametrize(
    ("within", "without", "dates", "span"),
    [
        ("vn.tinh.mau", "", ("2020-01-01", ""), ("2020-01-01", "")),
        ("", "vn.tinh.mau", ("2020-01-01", ""), ("", "2020-01-01")),
        ("", "vn.tinh.mau", ("", "2020-01-01"), ("2020-01-01", "")),
        ("vn.tinh.khac", "", ("2020-01-01", ""), ("", "")),
    ],
)
def test_a_row_says_when_a_province_may_have_the_body(
    within: str, without: str, dates: tuple[str, str], span: tuple[str, str]
) -> None:
    """A presence lasts for its days, an absence leaves the days around it, of others nothing is said."""
    assert Presence("so.mau", (within,), (without,), *dates, "", ()).span("vn.tinh.mau") == span


def test_an_absence_without_dates_leaves_no_day() -> None:
    """A province that never had the body has a span that ends before it begins."""
    begins, ends = Presence("so.mau", (), ("vn.tinh.mau",), "", "", "", ()).span("vn.tinh.mau")
    assert begins > ends > ""


BODY = {"id": "ban-mau", "name": "Ban Mẫu", "scope": "local"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"levels": ["ward"]}, "levels"),
        ({"began": {"ward": FROM}}, "began gives a level"),
        ({"ended": {"district": "2025-07-01"}}, "ended gives a level"),
    ],
)
def test_a_bad_level_is_refused(change: dict[str, object], problem: str) -> None:
    """Levels are three words, and `began` and `ended` give them dates."""
    (entry,) = check_bodies([("f.toml", BODY | {"levels": ["commune"], "began": {"commune": FROM}})])
    assert (entry.body.levels, entry.body.began) == (("commune",), (("commune", "2020-01-01"),))
    with pytest.raises(GazetteerError, match=problem):
        list(check_bodies([("f.toml", BODY | change)]))


def test_departments_and_offices_belong_under_the_committee() -> None:
    """The department and the office that a field makes have the committee as parent."""
    made = check_field({"id": "mau", "name": "Mẫu", "bo": {}, "so": {}, "phong": {"levels": ["district"]}})
    assert [entry.body.parent for entry in made][1:] == ["ubnd", "ubnd"]
