"""Laws of close names: marks are not needed, order is not, and nothing is changed that is right."""

from __future__ import annotations

import random
import unicodedata
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from gazetteer import load_gazetteer
from gazetteer.state.close import Closer
from gazetteer.state.damage import key_of
from gazetteer.state.linking import Linker
from gazetteer.state.near import Names

GAZETTEER = load_gazetteer()
STATE = GAZETTEER.state
DAY = "2023-05-10"
PLACES = [unit.id for unit in GAZETTEER.geography.below("vn", DAY, "province")]
BODIES = [entry.body.id for entry in GAZETTEER.bodies if entry.body.scope in ("province", "local")]
ENTITIES = [
    entity for place, body in product(PLACES, BODIES)
    if (entity := STATE.registry.entity(f"{place}.{body}")) is not None and entity.holds(DAY)
    and STATE.linker.link(entity.name, DAY).agency_id == entity.id
]  # fmt: skip
KEYS: dict[str, set[str]] = {}
for known in ENTITIES:
    KEYS.setdefault(key_of(known.name), set()).add(known.id)


def plain(text: str) -> str:
    """The text without its marks."""
    spread = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


PIECES = st.sampled_from("Sở|Bộ|Nội vụ|Tài chính|tỉnh|xã|Lai Châu|Bản Bo|1|II|và".split("|"))  # noqa: SIM905
WORDS = st.lists(PIECES, max_size=8).map(" ".join)
CHANGES = st.sampled_from([plain, str.upper, str.lower, lambda text: text.replace(" ", "  ")])
NAMES = st.lists(st.sampled_from(sorted(STATE.linker.names)), min_size=1, max_size=30)


@given(st.sampled_from(ENTITIES), CHANGES)
def test_marks_case_and_spaces_are_not_needed(entity: object, change: object) -> None:
    """A name that stays the only one of its letters means the same entity without marks, without a doubt."""
    words = change(entity.name)  # type: ignore[operator,attr-defined]
    if len(KEYS[key_of(words)]) == 1:
        close = STATE.closer.link(words, DAY)
        assert close is not None
        assert (close.agency_id, close.doubt) == (entity.id, "")  # type: ignore[attr-defined]


@given(st.text(max_size=80) | WORDS, st.sampled_from([DAY, "2026-02-10", None]))
def test_any_words_are_read_and_read_the_same_twice(words: str, on: str | None) -> None:
    """What comes out is an entity that is known, and of any words the same again."""
    close = STATE.closer._link(words, on)
    assert close == STATE.closer._link(words, on)
    if close is not None and close.agency_id:
        entity = STATE.registry.entity(close.agency_id)
        assert entity is not None
        assert on is None or entity.holds(on) == (close.doubt != "agency-not-at-date")


def test_the_order_of_the_data_changes_nothing() -> None:
    """Entries read in another order link the same damaged names to the same entities."""
    entries = list(GAZETTEER.bodies)
    random.Random(1).shuffle(entries)  # noqa: S311  # no secret
    other = Closer(STATE.registry, Linker(STATE.registry, entries))
    for entity in random.Random(2).sample(ENTITIES, 60):  # noqa: S311  # no secret
        for words in (plain(entity.name), entity.name.replace("n", "nn", 1), entity.name[1:]):
            assert other.link(words, DAY) == STATE.closer.link(words, DAY)


@given(NAMES, st.text("abchnot", max_size=9))
def test_the_search_by_length_finds_what_a_search_of_all_finds(names: list[str], key: str) -> None:
    """A name is found by its own letters, and the order of names is no matter."""
    table, turned = Names({name: name for name in names}), Names({name: name for name in reversed(names)})
    for sought in (key, *map(key_of, names)):
        assert list(table.near(sought, bare=False)) == list(turned.near(sought, bare=False))
    assert all(name in table.near(key_of(name), bare=False) for name in names if len(key_of(name)) >= 5)
