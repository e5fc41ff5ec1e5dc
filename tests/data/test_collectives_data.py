"""Every row of collectives.toml, through the real finder; and each check against a bad row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gazetteer import GazetteerError, load_gazetteer
from gazetteer.load import read_toml
from gazetteer.state.collectives import Collective, MemberRule, check_collectives, read_collectives, rule_of
from pipeline.mentions.agencies import find_agencies

GAZETTEER = load_gazetteer()
ROWS = read_collectives()
LEVELS = ("", "country", "province", "district", "commune", "body")
PLACES = {
    "country": "",
    "province": "tỉnh Lai Châu",
    "district": "huyện Mường Tè tỉnh Lai Châu",
    "commune": "xã Bản Bo tỉnh Lai Châu",
    "body": "Sở Y tế tỉnh Lai Châu",
}
ISSUERS = {
    "country": GAZETTEER.issuer("Thủ tướng Chính phủ"),
    "body": GAZETTEER.issuer(PLACES["body"]),
    **{
        level: GAZETTEER.issuer(f"Ủy ban nhân dân {PLACES[level]}")
        for level in ("province", "district", "commune")
    },
}


def _id(row: Collective) -> str:
    return row.id


def _read(example: str, level: str) -> str:
    """The name of the one group that the finder reads in the example, without the place at its end."""
    text = f"Giao {example} chủ trì"
    (mention,) = find_agencies(text, GAZETTEER, ISSUERS[level])
    assert (text[mention.start : mention.end], mention.group) == (example, True)
    return mention.name.removesuffix(f" {PLACES[level]}").removesuffix(" Lai Châu")


def test_there_are_rows_with_examples() -> None:
    """An empty file would pass every check below."""
    assert len(ROWS) > 25
    assert all(row.examples and row.near_misses and row.source for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=_id)
def test_examples_are_groups_that_name_their_row(row: Collective) -> None:
    """The finder reads each example as one group, and its name leads to the row, alone or in a list."""
    for example in row.examples:
        found = rule_of(_read(example, row.level), row.level)
        assert found is not None, example
        assert row.id in found.id.split("+"), (example, found.id)
        assert found.level == row.level


@pytest.mark.parametrize("row", ROWS, ids=_id)
def test_near_misses_name_no_collective(row: Collective) -> None:
    """No level takes a near miss for a group."""
    for miss in row.near_misses:
        assert [rule_of(miss, level) for level in LEVELS] == [None] * len(LEVELS), miss


@pytest.mark.parametrize("row", ROWS, ids=_id)
def test_each_expression_is_its_row(row: Collective) -> None:
    """An expression alone is read as the row it stands in, in any case and with a quantifier."""
    for words in row.expressions:
        assert rule_of(words, row.level) == row
        assert rule_of(f"Các {words.upper()}", row.level) == row


@pytest.mark.parametrize(
    ("words", "level", "members"),
    [
        ("Ủy ban nhân dân các xã, phường", "province", [MemberRule(body="ubnd", units=("xã", "phường"))]),
        ("Ủy ban nhân dân cấp huyện", "province", [MemberRule(body="ubnd", level="district")]),
        (
            "Ủy ban nhân dân cấp huyện, cấp xã",
            "province",
            [MemberRule(body="ubnd", level="district"), MemberRule(body="ubnd", level="commune")],
        ),
        (
            "Ủy ban nhân dân các cấp",
            "province",
            [
                MemberRule(bodies=("ubnd",)),
                MemberRule(body="ubnd", level="district"),
                MemberRule(body="ubnd", level="commune"),
            ],
        ),
        (
            "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương",
            "country",
            [MemberRule(body="ubnd", units=("tỉnh", "thành phố"))],
        ),
        ("các huyện, thành phố", "province", [MemberRule(body="ubnd", units=("huyện", "thành phố"))]),
        ("các Sở Y tế", "country", [MemberRule(body="so.y-te", level="province")]),
        ("Công an các xã", "province", [MemberRule(body="cong-an", units=("xã",))]),
        (
            "các sở, thành phố, thị xã",
            "province",
            [MemberRule(head="Sở"), MemberRule(body="ubnd", units=("thành phố", "thị xã"))],
        ),
    ],
)
def test_lists_of_units_are_read_word_by_word(words: str, level: str, members: list[MemberRule]) -> None:
    """A body before units means it of each of them; units alone mean their People's Committees."""
    found = rule_of(words)
    assert found is not None
    assert (found.level, list(found.members), found.open) == (level, members, False)


def test_a_list_of_communes_is_of_the_issuer_s_own_level() -> None:
    """The words are the province's unless the level says that a district writes."""
    found = [rule_of("Ủy ban nhân dân các xã, thị trấn", level) for level in ("", "district", "body")]
    assert [each and each.level for each in found] == ["province", "district", "province"]


def test_words_behind_a_group_open_it_or_say_its_level() -> None:
    """The word "liên quan" opens a group; "Trung ương" says where its bodies are."""
    closed, opened = rule_of("Ủy ban nhân dân các xã"), rule_of("Ủy ban nhân dân các xã có liên quan")
    assert closed is not None
    assert opened == closed._replace(open=True)
    found = rule_of("các đoàn thể trung ương", "province")
    assert found is not None
    assert found.level == "country"


@pytest.mark.parametrize(
    "words", ["các địa phương", "các đoàn thể", "Ủy ban nhân dân các tỉnh, xã", "các bộ, sở", "các cơ quan"]
)
def test_words_of_no_level_name_no_collective(words: str) -> None:
    """What means another group at each level, or at none, is left alone."""
    assert rule_of(words) is None


def test_tails_are_levels_or_nothing() -> None:
    """Each tail says one of the levels, or none."""
    assert set(read_toml("collectives.toml")["tails"].values()) <= set(LEVELS)


GOOD: dict[str, Any] = {"id": "mau", "expressions": ["mẫu"], "level": "province", "members": [{"head": "Sở"}]}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"colour": "red"}, "unknown keys"),
        ({"level": "region"}, "level"),
        ({"expressions": []}, "lower case"),
        ({"expressions": ["Mẫu"]}, "lower case"),
        ({"members": []}, "members"),
        ({"members": [], "open": True, "level": "province"}, "members"),
        ({"level": "body", "open": True}, "members"),
        ({"members": [{"colour": "red"}]}, "unknown keys"),
        ({"members": [{"level": "commune"}]}, "a member has bodies"),
        ({"members": [{"head": "Sở", "bodies": ["ubnd"]}]}, "a member has bodies"),
        ({"members": [{"body": "ubnd"}]}, "a member has bodies"),
        ({"members": [{"body": "ubnd", "units": ["xã"], "level": "commune"}]}, "a member has bodies"),
        ({"members": [{"bodies": ["ubnd"], "level": "commune"}]}, "a member has bodies"),
        ({"members": [{"head": "Sở", "level": "commune"}]}, "a member has bodies"),
        ({"members": [{"bodies": ["khong-co"]}]}, "unknown: .*khong-co"),
        ({"members": [{"body": "khong-co", "level": "commune"}]}, "unknown: .*khong-co"),
        ({"members": [{"body": "ubnd", "units": ["làng"]}]}, "unknown: .*làng"),
        ({"members": [{"body": "ubnd", "level": "village"}]}, "unknown: .*village"),
        ({"members": [{"head": "Cục"}]}, "unknown: .*Cục"),
        ({"members": [{"head": "Sở", "valid_to": "2025-01-01"}]}, "without quotes"),
        ({"valid_from": "2025-01-01"}, "without quotes"),
        ({"valid_from": date(2025, 7, 1), "valid_to": date(2025, 7, 1)}, "after valid_from"),
    ],
)
def test_a_bad_collective_is_refused(change: dict[str, object], problem: str) -> None:
    """A row with one thing wrong raises an error that names it."""
    assert len(list(check_collectives([GOOD]))) == 1
    with pytest.raises(GazetteerError, match=problem):
        list(check_collectives([GOOD | change]))


@pytest.mark.parametrize("second", [GOOD | {"expressions": ["khác"]}, GOOD | {"id": "khac"}])
def test_a_repeated_collective_is_refused(second: dict[str, object]) -> None:
    """The second row with an id, or with an expression at the same level, raises an error."""
    with pytest.raises(GazetteerError, match="twice"):
        list(check_collectives([GOOD, second]))
    assert len(list(check_collectives([GOOD, GOOD | {"id": "khac", "level": "district"}]))) == 2
