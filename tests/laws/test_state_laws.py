"""What holds of any body and name on any day: who follows whom, and how a name may be typed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from zlib import crc32

from hypothesis import assume, given
from hypothesis import strategies as st

from gazetteer import Issuer, load_gazetteer
from gazetteer.fold import _TABLE
from gazetteer.state.checks import bodies_in, exists
from gazetteer.state.registry import Entity
from pipeline.mentions.agencies.resolve import resolve

GAZETTEER = load_gazetteer()
STATE = GAZETTEER.state
REGISTRY, LINEAGE = STATE.registry, STATE.lineage
PROVINCES = ("vn.tinh.lai-chau", "vn.tinh.lao-cai", "vn.tinh.yen-bai")
ISSUERS = [GAZETTEER.issuer(words) for words in ("Ủy ban nhân dân tỉnh Lai Châu", "Thủ tướng Chính phủ")]
OLD_TONES = {new: old for old, new in _TABLE.items()}
TONE = re.compile(r"(?<![qQ])(?:" + "|".join(OLD_TONES) + r")(?!\w)")


def sampled() -> list[Entity]:
    """Units and bodies of some provinces and of the centre, and all regions."""
    places = [
        id_ for id_ in STATE.geography.versions if id_.startswith(PROVINCES) and crc32(id_.encode()) % 9 == 0
    ]
    units = [
        entity for id_ in (*PROVINCES, *places, *REGISTRY.facts.regions) if (entity := REGISTRY.entity(id_))
    ]
    bodies = [entity for place in ("vn", *PROVINCES, *places) for entity in bodies_in(REGISTRY, place)]
    return [entity for entity in (*units, *bodies) if exists(entity)]


ENTITIES = st.sampled_from(sampled())
DAYS = st.dates(date(2002, 1, 1), date(2027, 12, 31)).map(date.isoformat)


def around(entity: Entity) -> st.SearchStrategy[str]:
    """Days anywhere, and those about which something began or ended."""
    known = [date.fromisoformat(day) for day in (entity.valid_from, entity.valid_to) if day]
    near = [(day + timedelta(days=step)).isoformat() for day in known for step in (-1, 0, 1)]
    return st.sampled_from(near) | DAYS if near else DAYS


@given(ENTITIES)
def test_the_days_of_an_id_are_those_of_its_entity(entity: Entity) -> None:
    """What is told of an id without making its entity is what the entity tells."""
    assert REGISTRY.days(entity.id) == (entity.valid_from, entity.valid_to)


@given(ENTITIES, st.data())
def test_whoever_carries_on_exists_on_that_day(entity: Entity, data: st.DataObject) -> None:
    """From the day on which a body began, those who carry what it carried exist on the day asked for."""
    day = data.draw(around(entity))
    assume(entity.valid_from <= day)
    after = LINEAGE.successors(entity.id, day)
    assert list(after) == sorted(set(after))
    assert all(found is not None and found.holds(day) for found in map(REGISTRY.entity, after))
    assert not entity.holds(day) or after == (entity.id,)


@given(ENTITIES, DAYS, DAYS)
def test_asking_in_two_steps_asks_the_same(entity: Entity, one: str, other: str) -> None:
    """Those who carry on later are those who carry on for whoever carried on in between."""
    first, last = sorted((one, other))
    assume(entity.valid_from <= first)
    between = LINEAGE.successors(entity.id, first)
    late = {id_ for middle in between for id_ in LINEAGE.successors(middle, last)}
    assert late == set(LINEAGE.successors(entity.id, last))


@given(ENTITIES)
def test_who_goes_on_in_a_place_comes_from_it(entity: Entity) -> None:
    """An edge to a body of a place or a region is known at that end too, and leads back from there."""
    for step in LINEAGE.after(entity.id):
        there = REGISTRY.entity(step.after)
        assert there is not None
        if there.unit == "vn":
            continue
        assert step in LINEAGE.before(step.after)
        assert entity.id in LINEAGE.predecessors(step.after, step.on)
        assert step in LINEAGE.lineage(step.after)


@given(ENTITIES, DAYS, DAYS)
def test_the_past_only_grows(entity: Entity, one: str, other: str) -> None:
    """Whoever had gone into a body by a day had done so by any later day, and a body is not before itself."""
    first, last = sorted((one, other))
    early, late = (set(LINEAGE.predecessors(entity.id, day)) for day in (first, last))
    assert early <= late <= set(LINEAGE.predecessors(entity.id)) - {entity.id}


@given(ENTITIES, DAYS, st.sampled_from(ISSUERS))
def test_a_name_links_alike_however_it_is_typed(entity: Entity, day: str, issuer: Issuer) -> None:
    """Letters composed or not, and the tone on either vowel, give the same body, doubt and candidates."""
    usual = resolve(entity.name, GAZETTEER, issuer, day)
    older = TONE.sub(lambda found: OLD_TONES[found.group()], entity.name)
    for name in (entity.name, older):
        for form in ("NFC", "NFD"):
            assert resolve(unicodedata.normalize(form, name), GAZETTEER, issuer, day) == usual


@given(ENTITIES, DAYS)
def test_a_link_holds_on_its_day_or_is_doubted(entity: Entity, day: str) -> None:
    """A link without doubt exists on the day; a doubted one does not; candidates share one."""
    link = STATE.linker.link(entity.name, day)
    found = REGISTRY.entity(link.agency_id) if link.agency_id else None
    if found is not None:
        assert found.holds(day) == (link.doubt == "")
        assert link.candidates == ()
    assert sum(share for _, share in link.candidates) <= 1.01
