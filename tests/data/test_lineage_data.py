"""Edges of the centre and of provinces, and names that link back; and each check against a bad row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from zlib import crc32

import pytest

from gazetteer import GazetteerError, load_gazetteer
from gazetteer.state.checks import (
    bearers,
    bodies_in,
    check_acyclic,
    check_links,
    check_steps,
    exists,
    steps_of,
)
from gazetteer.state.events import check_changes, read_changes
from gazetteer.state.lineage import Lineage, Step
from gazetteer.state.linking import Linker
from gazetteer.state.registry import Entity, Registry
from tests import states

STATE = load_gazetteer().state
REGISTRY = STATE.registry
SAMPLE, FEWER = 5, 60
DAY = date(2025, 7, 1)


def existing(ids: Iterable[str]) -> Iterator[Entity]:
    """The entities of these ids that existed on some day."""
    return (entity for id_ in ids if (entity := REGISTRY.entity(id_)) is not None and exists(entity))


def below(province: str) -> list[str]:
    """The ids of a province and of all units that ever lay in it by their ids."""
    return [id_ for id_ in STATE.geography.versions if id_ == province or id_.startswith(f"{province}.")]


def one_in(number: int, ids: Iterable[str]) -> list[str]:
    """The same sample of ids each time, whatever else is added."""
    return [id_ for id_ in ids if crc32(id_.encode()) % number == number - 1]


def edges(*provinces: str, number: int = 1) -> frozenset[Step]:
    """The edges from all bodies of these provinces and of the units in them, or from one unit in a number."""
    places = [place for province in provinces for place in below(province)]
    chosen = {*provinces, *one_in(number, places)}
    ids = (id_ for place in chosen for id_ in (place, *(entity.id for entity in bodies_in(REGISTRY, place))))
    return steps_of(STATE.lineage, ids)


@pytest.fixture(scope="module")
def steps() -> frozenset[Step]:
    """The edges of the centre, all regions and one province, and some of two that merged and of a city."""
    central = (*(entity.id for entity in bodies_in(REGISTRY, "vn")), *REGISTRY.facts.regions)
    parts = edges("vn.tinh.lao-cai", "vn.tinh.yen-bai", "vn.tp.ho-chi-minh", number=SAMPLE)
    return steps_of(STATE.lineage, central) | edges("vn.tinh.lai-chau") | parts


def test_edges_are_dated_on_both_sides(steps: frozenset[Step]) -> None:
    """Whatever ended on a day leads to what exists on it."""
    assert len(steps) > 15_000
    check_steps(REGISTRY, steps)


def test_no_entry_succeeds_itself() -> None:
    """The changes between entries never lead back; a body that splits into its own regions is not counted."""
    check_acyclic(
        (one, other) for change in read_changes() for one in change.before for other in change.after
    )


def test_no_entity_succeeds_itself(steps: frozenset[Step]) -> None:
    """Nor do the edges between the bodies of places."""
    check_acyclic((step.before, step.after) for step in steps)


@pytest.mark.parametrize("ring", [["a", "b"], ["a", "b", "c"], ["b", "a", "c", "d"]])
def test_a_circle_of_successors_is_refused(ring: list[str]) -> None:
    """A way back of any length raises an error that names those on it; a rejoined split does not."""
    check_acyclic([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "d")])
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    with pytest.raises(GazetteerError, match=f"a circle of successors: {', '.join(sorted(ring))}"):
        check_acyclic([("x", "a"), *pairs])


def registry() -> Registry:
    """A department that ended, one that took over, and one that went on."""
    old = {"id": "cu", "name": "Sở Cũ", "valid_to": DAY}
    new = {"id": "moi", "name": "Sở Mới", "valid_from": DAY}
    return states.registry(
        *(row | {"scope": "province"} for row in (old, new, {"id": "nen", "name": "Sở Nền"}))
    )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"before": "khac"}, "an end of no entity"),
        ({"after": "khac"}, "an end of no entity"),
        ({"before": "nen"}, "and goes on"),
        ({"on": "2025-03-01"}, "does not exist on 2025-03-01"),
        ({"on": "2025-08-01"}, "and goes on"),
        ({"before": "moi", "after": "nen", "on": "2025-03-01"}, "begins after"),
        ({"before": "nen", "after": "cu", "part": True}, "does not exist on 2025-07-01"),
    ],
)
def test_an_edge_that_does_not_fit_its_ends_is_refused(change: dict[str, Any], problem: str) -> None:
    """An edge whose days are not those of its bodies raises an error; a part may leave what goes on."""
    good = {"on": "2025-07-01", "kind": "merge", "part": False, "note": "", "source": ()}
    good |= {"before": "cu", "after": "moi"}
    known = registry()

    def step(row: dict[str, Any]) -> Step:
        fields = {**good, **row}
        ends = {side: f"{states.PROVINCE}.{fields[side]}" for side in ("before", "after")}
        return Step(**fields | ends)

    part, moved = {"before": "nen", "part": True}, {"before": "nen", "kind": "transfer"}
    check_steps(known, [step({}), step(part), step(moved)])
    with pytest.raises(GazetteerError, match=problem):
        check_steps(known, [step(change)])


def test_changes_of_entries_become_edges_of_places() -> None:
    """A change between entries joins their bodies in the province, with its day, kind, part and source."""
    row = {"kind": "merge", "from": ["cu"], "to": ["moi"], "on": DAY, "source": ["nguon-mau"]}
    (step,) = Lineage(registry(), check_changes([("c.toml", row)])).after(f"{states.PROVINCE}.cu")
    assert (step.after, step.on, step.kind, step.part) == (
        f"{states.PROVINCE}.moi",
        "2025-07-01",
        "merge",
        False,
    )


def test_official_names_link_back_in_one_whole_province() -> None:
    """Every unit and body of Lai Châu, of any level and time, is what its name means on its last day."""
    places = below("vn.tinh.lai-chau")
    check_links(STATE.linker, existing(places))
    for bodies in bearers(REGISTRY, places):
        check_links(STATE.linker, bodies)


def test_official_names_link_back_all_over_the_country() -> None:
    """The centre, all regions, every fifth unit, and the bodies of some hundred units of all levels."""
    check_links(STATE.linker, existing(REGISTRY.facts.regions))
    check_links(STATE.linker, existing(one_in(SAMPLE, STATE.geography.versions)))
    for bodies in bearers(REGISTRY, ("vn", *one_in(FEWER, STATE.geography.versions))):
        check_links(STATE.linker, bodies)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([{"name": "Sở Mẫu"}, {"name": "Sở Mẫu"}], "is None ambiguous-agency"),
        ([{"name": "Sở Mẫu"}, {"name": "Sở M", "canonical": "Sở Mẫu"}], r"is vn\.tinh\.mau\.so-0"),
    ],
)
def test_a_name_that_links_elsewhere_is_refused(rows: list[dict[str, str]], problem: str) -> None:
    """A name of two bodies, and one that is read as another body, raise an error."""

    def check(*rows: dict[str, str]) -> None:
        made = states.registry(
            *({"id": f"so-{i}", "scope": "province", **row} for i, row in enumerate(rows)),
        )
        check_links(Linker(made, made.facts.entries.values()), bodies_in(made, states.PROVINCE))

    check(rows[0], {"name": "Sở Khác"})
    with pytest.raises(GazetteerError, match=problem):
        check(*rows)
