"""Every row of the gazetteer, through the real finder; and each check against a bad row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from gazetteer import GazetteerError, load_gazetteer
from gazetteer.load import check_bodies, read_toml
from gazetteer.model import Body
from gazetteer.places import read_places
from pipeline.mentions.agencies import AgencyMention, find_agencies

GAZETTEER = load_gazetteer()
PROVINCE = GAZETTEER.issuer("Ủy ban nhân dân tỉnh Lai Châu")
CENTRAL = GAZETTEER.issuer("Thủ tướng Chính phủ")
DEPARTMENT = GAZETTEER.issuer("Sở Y tế tỉnh Lai Châu")
ID = re.compile(r"vn(\.[a-z0-9-]+)+")


def _named() -> Iterator[tuple[str, Body]]:
    """Each spelling that stands for its body, once; weak ones aside."""
    weak = {name.lower() for entry in GAZETTEER.bodies for name in entry.weak}
    return ((name, body) for name, body in GAZETTEER.names.items() if name not in weak)


def _found(words: str) -> tuple[AgencyMention, ...]:
    return find_agencies(f"Giao {words} chủ trì", GAZETTEER, PROVINCE)


def test_every_spelling_of_every_body_is_found_whole() -> None:
    """A text that names the body in any of its spellings gives one mention of exactly these words."""
    spelled = {name.lower(): name for entry in GAZETTEER.bodies for name in entry.names}
    wrong = []
    for folded, body in _named():
        words = spelled[folded] if body.bare else f"{spelled[folded]} tỉnh"
        mentions = _found(words)
        if [(m.start, m.end) for m in mentions] != [(5, 5 + len(words))]:
            wrong.append((words, [m.name for m in mentions]))
    assert wrong == []


def test_every_body_has_a_well_formed_name_and_id() -> None:
    """Each central body has its id in a central document, each local one in that of a province."""
    wrong = []
    for body, spellings in GAZETTEER.bodies:
        names = [spelling.text for spelling in spellings]
        if body.scope in ("inner", "district"):
            continue
        issuer = CENTRAL if body.scope == "central" else PROVINCE
        found = GAZETTEER.identify(names[0] if body.bare else f"{names[0]} tỉnh", issuer.place)
        shared = GAZETTEER.names[names[0].lower()] is not body
        if not shared and (found is None or not ID.fullmatch(found[0] or "")):
            wrong.append((body.id, found))
    assert wrong == []


def test_ids_are_unique() -> None:
    """No two bodies share an id."""
    ids = [entry.body.id for entry in GAZETTEER.bodies]
    assert len(ids) == len(set(ids))


def test_a_spelling_stands_for_one_body_unless_fields_changed_their_names() -> None:
    """The only spellings of two bodies are short forms of fields that followed each other."""
    first: dict[str, Body] = {}
    clashes = set()
    for entry in GAZETTEER.bodies:
        body = entry.body
        for name in entry.names:
            known = first.setdefault(name.lower(), body)
            if known is not body and name not in entry.weak:
                clashes.add((known.id, body.id))
    assert clashes <= {
        ("so.van-hoa-va-the-thao", "so.van-hoa-thong-tin"),
        ("phong.van-hoa-va-thong-tin", "phong.van-hoa-thong-tin"),
        ("thanh-tra", "thanh-tra-noi-bo"),
    }


@pytest.mark.parametrize("row", read_toml("titles.toml")["title"], ids=lambda row: row["word"])
def test_titles_are_read_with_their_examples(row: dict[str, str]) -> None:
    """A title and the body it heads are one mention; a near miss is none."""
    for example in row.get("examples", ()):
        mentions = find_agencies(f"{example}.", GAZETTEER, PROVINCE)
        assert [(m.start, m.end) for m in mentions] == [(0, len(example))], example
    for miss in row.get("near_misses", ()):
        assert not find_agencies(f"bảo đảm {miss} cao", GAZETTEER, PROVINCE), miss


@pytest.mark.parametrize("row", read_toml("groups.toml")["noun"], ids=lambda row: row["word"])
def test_nouns_of_groups_are_found_after_a_quantifier(row: dict[str, str]) -> None:
    """The words "Các" and the noun are one group; a near miss is none."""
    word = row["word"] if not row.get("capital") else row["word"].capitalize()
    mentions = find_agencies(f"Giao các {word} chủ trì", GAZETTEER, PROVINCE)
    assert [(m.start, m.end, m.group) for m in mentions] == [(5, 9 + len(word), True)]
    for miss in row.get("near_misses", ()):
        assert not find_agencies(f"tại {miss} mới", GAZETTEER, PROVINCE), miss


@pytest.mark.parametrize("row", read_toml("heads.toml")["head"], ids=lambda row: row["word"])
def test_head_nouns_begin_names_but_not_other_words(row: dict[str, str]) -> None:
    """A head noun and a name no list knows are one mention; a near miss is none."""
    words = f"{row['word']} Alpha Beta"
    mentions = find_agencies(f"Giao {words} chủ trì", GAZETTEER, PROVINCE)
    assert [(m.start, m.end) for m in mentions] == [(5, 5 + len(words))]
    for example in row.get("examples", ()):
        assert [example[m.start : m.end] for m in find_agencies(example, GAZETTEER, PROVINCE)] == [example]
    for miss in row.get("near_misses", ()):
        assert not find_agencies(f"{miss} mới", GAZETTEER, PROVINCE), miss


@pytest.mark.parametrize("word", read_toml("groups.toml")["decoys"])
def test_decoys_name_nothing(word: str) -> None:
    """A word that holds a noun of bodies is no body, in lower case and at the start of a line."""
    for text in (f"việc {word} mới", f"{word[0].upper()}{word[1:]} mới"):
        assert not find_agencies(text, GAZETTEER, PROVINCE), text


def test_units_are_read_after_a_body() -> None:
    """The examples of units.toml are one mention each; near misses end before the unit."""
    rows = read_toml("units.toml")["collective"]
    for example in rows["examples"]:
        mentions = find_agencies(f"{example}.", GAZETTEER, PROVINCE)
        assert [(m.end, m.group) for m in mentions] == [(len(example), True)], example
    for miss in rows["near_misses"]:
        assert not any(m.group for m in find_agencies(miss, GAZETTEER, PROVINCE)), miss


def test_the_misread_word_for_a_province_is_read_before_a_mark() -> None:
    """The examples of units.toml end in the province's word; in the near misses these letters are a verb."""
    rows = read_toml("units.toml")["misread"]
    for example in rows["examples"]:
        (words, *_) = (example[m.start : m.end] for m in find_agencies(example, GAZETTEER, PROVINCE))
        assert words.endswith(tuple(rows["ways"])), example
    for miss in rows["near_misses"]:
        (words,) = (miss[m.start : m.end] for m in find_agencies(miss, GAZETTEER, PROVINCE))
        assert not words.endswith(tuple(rows["ways"])), miss


@pytest.mark.parametrize("region", read_toml("units.toml")["collective"]["regions"])
def test_regions_belong_to_the_provinces_before_them(region: str) -> None:
    """Behind "các tỉnh" a part of the country stays in the name as written."""
    (mention,) = find_agencies(f"UBND các tỉnh {region} chủ trì", GAZETTEER, CENTRAL)
    assert mention.name == f"Ủy ban nhân dân các tỉnh {region}"


def test_every_place_is_found_by_each_of_its_spellings() -> None:
    """Name, bare name and aliases of a province give the province itself."""
    for place, aliases in read_places():
        assert GAZETTEER.place(place.name) == place
        for alias in aliases:
            assert GAZETTEER.place(f"{place.kind} {alias}") == place


GOOD = {"id": "so-mau", "name": "Sở Mẫu"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": "Sở Mẫu"}, "id malformed"),
        ({"scope": "region"}, "scope"),
        ({"valid_from": "2025-01-01"}, "without quotes"),
        ({"valid_from": date(2025, 3, 1), "valid_to": date(2025, 3, 1)}, "after valid_from"),
        ({"name": "Sở  Mẫu"}, "not tidy"),
        ({"variants": ["Sở Văn hoá"]}, "not tidy"),
        ({"variants": ["Sở Mẫu ", "Sở Mẫu 2"]}, "not tidy"),
        ({"variants": ["Sở Mẫu 2", ""]}, "not tidy"),
        ({"weak": ["Sở Mẫu"]}, "twice"),
        ({"colour": "red"}, "unknown keys"),
    ],
)
def test_a_bad_body_is_refused(change: dict[str, object], problem: str) -> None:
    """A row with one thing wrong raises an error that names it."""
    assert len(list(check_bodies([("f.toml", GOOD)]))) == 1
    with pytest.raises(GazetteerError, match=problem):
        list(check_bodies([("f.toml", GOOD | change)]))


def test_a_repeated_body_is_refused() -> None:
    """The second row with an id raises an error."""
    with pytest.raises(GazetteerError, match="repeated"):
        list(check_bodies([("f.toml", GOOD), ("f.toml", GOOD)]))
