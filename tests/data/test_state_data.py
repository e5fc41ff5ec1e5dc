"""Every entry of the state against the others: ids, days, names; and each check against a bad row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gazetteer import GazetteerError, load_gazetteer
from gazetteer.load import check_bodies
from gazetteer.state.checks import (
    check_days,
    check_kept,
    check_names,
    check_references,
    check_sources,
    check_spellings,
    check_units,
)
from gazetteer.state.collective_data import read_collectives
from gazetteer.state.events import check_changes, check_ends, read_changes
from tests import states

STATE = load_gazetteer().state
FACTS = STATE.registry.facts
BODIES = {id_: entry.body for id_, entry in FACTS.entries.items()}
DAYS = (
    "2002-12-31", "2008-12-31", "2020-12-31", "2025-02-28",
    "2025-03-15", "2025-06-30", "2025-07-01", "2026-11-21",
)  # fmt: skip
IDS = Path(__file__).with_name("ids.txt")


def places() -> tuple[str, ...]:
    """The country, every province, and three units of each other type in provinces and in cities."""
    chosen: dict[tuple[str, str, int], list[str]] = {}
    for id_, versions in STATE.geography.versions.items():
        unit = versions[-1]
        if unit.level != "province":
            chosen.setdefault((unit.type, unit.id[:5], unit.parent.count(".")), []).append(id_)
    provinces = dict.fromkeys(unit.id for unit in STATE.geography.provinces)
    return ("vn", *provinces, *(id_ for ids in chosen.values() for id_ in ids[:3]))


PLACES = places()


def test_only_communes_are_named_like_communes() -> None:
    """The long list of communes is read for their ids and names alone: these are told from all others."""
    for id_, versions in STATE.geography.versions.items():
        communes = {versions[0].level} == {unit.level for unit in versions} == {"commune"}
        assert (id_ in STATE.geography.versions._rows.communes) == communes
        for unit in versions:
            names = [unit.full, *(f"{unit.type} {alias}" for alias in unit.aliases)]
            assert all(id_ in STATE.geography.named[name.lower()] for name in names)


def test_whatever_an_entry_names_exists() -> None:
    """Parents, branches and sources exist, `of` is a name, every entry has a source, none is above itself."""
    check_references(FACTS.entries, FACTS.sources)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"parent": "khac"}, "no parent"),
        ({"branch_id": "khac"}, "no branch_id"),
        ({"of": "Bộ Khác"}, "of no body"),
        ({"parent": "mau"}, "above itself"),
        ({"parent": "con", "source": ["nguon-mau"]}, "above itself"),
        ({"source": ["khac"]}, "no source 'khac'"),
        ({"source": []}, "source is missing"),
    ],
)
def test_an_entry_that_names_what_is_not_there_is_refused(row: dict[str, Any], problem: str) -> None:
    """One wrong id in a pair of sound entries raises an error that names it."""
    mau = {"id": "mau", "name": "Bộ Mẫu"}
    con = {"id": "con", "name": "Cục Con", "parent": "mau", "of": "Bộ Mẫu"}
    check_references(states.entries(mau, con), states.SOURCES)
    with pytest.raises(GazetteerError, match=problem):
        check_references(states.entries(mau | row, con), states.SOURCES)


def test_every_row_beside_the_entries_has_known_sources() -> None:
    """Changes, exceptions, regions, units and their changes; collectives where they name some."""
    for change in read_changes():
        check_sources("changes", change.on, change.source, FACTS.sources)
    for row in FACTS.presence:
        check_sources("presence.toml", row.body, row.source, FACTS.sources)
    for region in (row for rows in FACTS.regions.values() for row in rows):
        check_sources("regions.toml", region.id, region.source, FACTS.sources)
    for unit in (unit for versions in STATE.geography.versions.values() for unit in versions):
        check_sources("units", unit.id, unit.source, FACTS.sources)
    for moved in STATE.geography.changes:
        check_sources("units/changes.csv", moved.source_id, moved.source, FACTS.sources)
    for group in (row for row in read_collectives() if row.source):
        check_sources("collectives.toml", group.id, group.source, FACTS.sources)


def test_every_body_has_its_days_in_order() -> None:
    """At each level a body begins before it ends, and it shares a day with its parent."""
    check_days(BODIES.values())


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"ended": {"district": date(2020, 1, 1)}}, "district: from 2020-03-01 to 2020-01-01"),
        ({"began": {"commune": date(2025, 7, 1)}}, "commune: from 2025-07-01 to 2025-07-01"),
        ({"valid_from": date(2002, 1, 1), "valid_to": date(2005, 1, 1)}, "together with its parent"),
    ],
)
def test_a_body_whose_days_are_not_in_order_is_refused(row: dict[str, Any], problem: str) -> None:
    """A level that ends before it begins, and a child that was gone before its parent, raise an error."""
    bo = {"id": "bo", "name": "Bộ", "valid_from": date(2007, 8, 1)}
    days = {"valid_from": date(2020, 3, 1), "valid_to": date(2025, 7, 1)}
    con = {"id": "con", "name": "Con", "parent": "bo", **days}
    check_days(entry.body for entry in states.entries(bo, con).values())
    with pytest.raises(GazetteerError, match=problem):
        check_days(entry.body for entry in states.entries(bo, con | row).values())


def test_changes_agree_with_the_days_of_their_bodies() -> None:
    """What ends, ends on the day of a change that says so; what takes over exists then."""
    check_ends(read_changes(), BODIES)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"from": ["khac"]}, "no entry 'khac'"),
        ({"to": ["khac"]}, "no entry 'khac'"),
        ({"on": date(2025, 3, 2)}, "cu ends on 2025-03-01"),
        ({"from": ["moi"], "to": ["cu"]}, "moi ends on no day"),
        ({"kind": "transfer", "on": date(2025, 2, 28)}, "moi does not exist"),
        ({"kind": "transfer", "from": ["moi"], "to": ["cu"]}, "cu does not exist"),
        ({"kind": "rename", "to": ["nen"]}, "nen begins on no day"),
    ],
)
def test_a_change_that_fits_no_body_is_refused(row: dict[str, Any], problem: str) -> None:
    """Ends, beginnings and ids are held against the entries."""
    day = date(2025, 3, 1)
    cu, moi = {"id": "cu", "name": "Cũ", "valid_to": day}, {"id": "moi", "name": "Mới", "valid_from": day}
    bodies = {id_: e.body for id_, e in states.entries(cu, moi, {"id": "nen", "name": "Nền"}).items()}
    good = {"kind": "merge", "from": ["cu"], "to": ["moi"], "on": day}
    check_ends(check_changes([("c.toml", good), ("c.toml", good | {"kind": "rename"})]), bodies)
    with pytest.raises(GazetteerError, match=problem):
        check_ends(check_changes([("c.toml", good | row)]), bodies)


def test_no_two_bodies_of_a_place_have_one_official_name_at_one_time() -> None:
    """So in the country, in every province and in units of each type."""
    check_names(STATE.registry, PLACES)


@pytest.mark.parametrize("names", [("Sở Mẫu", "Sở Mẫu"), ("Sở Mẫu", "SỞ MẪU")])
def test_two_bodies_of_one_official_name_are_refused(names: tuple[str, str]) -> None:
    """One name twice in a province raises an error, unless one body ended when the other began."""
    one, other = ({"id": f"so-{i}", "name": name, "scope": "province"} for i, name in enumerate(names))
    day = {"valid_to": date(2008, 7, 1)}, {"valid_from": date(2008, 7, 1)}
    check_names(states.registry(one | day[0], other | day[1]), ["vn", states.PROVINCE])
    check_names(states.registry(one, other | {"levels": ["district"]}), [states.PROVINCE, states.DISTRICT])
    with pytest.raises(GazetteerError, match="so-1 at the same time"):
        check_names(states.registry(one, other), [states.PROVINCE])


def test_a_way_of_reading_another_body_is_not_that_body() -> None:
    """An entry whose full name, or whose branch in a place, is another entry may stand beside it."""
    so = {"id": "so", "name": "Sở Mẫu", "scope": "province"}
    short = {"id": "ngan", "name": "Sở M", "canonical": "Sở Mẫu", "scope": "province"}
    branch = {"id": "nganh", "name": "Ngành", "also": "province", "branch": "Sở Mẫu", "branch_id": "so"}
    check_names(states.registry(so, short, branch), ["vn", states.PROVINCE])


def test_no_two_units_in_one_unit_have_one_name_on_a_day() -> None:
    """Type and name tell the units of a parent apart."""
    check_units(STATE.geography, DAYS)


def test_two_units_of_one_name_are_refused() -> None:
    """Two communes of one name raise an error on a day on which both exist."""
    twin = states.NEW | {"id": f"{states.COMMUNE}-00001"}
    older = twin | {"valid_from": "", "valid_to": "2025-07-01"}
    check_units(states.geography(states.NEW, older), DAYS)
    with pytest.raises(GazetteerError, match="xa-moi on 2025-07-01"):
        check_units(states.geography(states.NEW, twin), DAYS)


def test_a_spelling_means_one_body_of_a_place_on_a_day() -> None:
    """Official or not, a spelling that is not weak is never that of two bodies at once."""
    check_spellings(STATE.registry, PLACES, DAYS)


def test_a_spelling_of_two_bodies_is_refused() -> None:
    """A shared abbreviation raises an error, unless it is weak or the bodies follow each other."""
    one = {"id": "so-a", "name": "Sở A", "abbreviations": ["SA"], "scope": "province"}
    other = {"id": "so-ba", "name": "Sở Bá", "scope": "province"}
    later, earlier = {"valid_from": date(2025, 7, 1)}, {"valid_to": date(2025, 7, 1)}
    check_spellings(states.registry(one, other | {"weak": ["SA"]}), [states.PROVINCE], DAYS)
    check_spellings(
        states.registry(one | earlier, other | later | {"historical": ["SA"]}), [states.PROVINCE], DAYS
    )
    with pytest.raises(GazetteerError, match=r"'sa' is vn\.tinh\.mau\.so-a on 2002-12-31 too"):
        check_spellings(states.registry(one, other | {"variants": ["sa"]}), [states.PROVINCE], DAYS)


def test_no_id_was_ever_removed() -> None:
    """Records that were written name ids, so those in ids.txt stand for ever."""
    check_kept(FACTS.entries, IDS.read_text(encoding="utf-8").split())


def test_every_id_is_kept_from_now_on() -> None:
    """The file lists every id once, in order."""
    listed = IDS.read_text(encoding="utf-8").split()
    new = sorted(FACTS.entries.keys() - set(listed))
    assert new == [], f"new entries: add their ids to {IDS}, in order"
    assert listed == sorted(set(listed))


def test_a_removed_id_is_refused() -> None:
    """An id that no entry has any more raises an error that names it; more ids than were known do not."""
    check_kept({"a", "b", "c"}, ["a", "b"])
    with pytest.raises(GazetteerError, match="gone: b"):
        check_kept({"a", "c"}, ["a", "b"])


@pytest.mark.parametrize("id_", ["", "Sở", "so..y-te", "so.y-te.", "so_y", "so--y", "-so", "so y"])
def test_an_id_that_is_not_well_formed_is_refused(id_: str) -> None:
    """Words of an id are small ASCII letters and digits, joined by one hyphen or dot."""
    with pytest.raises(GazetteerError, match="id malformed"):
        list(check_bodies([("agencies.toml", {"id": id_, "name": "Sở Mẫu"})]))
