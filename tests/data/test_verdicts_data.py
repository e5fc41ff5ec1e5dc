"""verdicts.toml: every pattern against its examples and near misses, through the real finder."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

import pytest

from gazetteer import Issuer, load_gazetteer
from gazetteer.cue_data import BODY, build_cues, load_cues
from pipeline.assignments.actors import find_actor
from pipeline.assignments.forms import actor_patterns
from pipeline.assignments.signs import SignText, put_signs
from pipeline.mentions.agencies import find_agencies

CUES = load_cues()
GAZETTEER = load_gazetteer()
PLACE = GAZETTEER.place("tỉnh Lai Châu")
UBND = "Ủy ban nhân dân tỉnh Lai Châu"
HOME = "Sở Nội vụ tỉnh Lai Châu"
ISSUERS = {
    "ubnd": Issuer(UBND, None, "province", PLACE, None),
    "so": Issuer(HOME, None, "province", PLACE, HOME),
    "ttg": Issuer("Thủ tướng Chính phủ", None, "central", None, None),
}
with (files("gazetteer") / "verdicts.toml").open("rb") as _file:
    DATA: dict[str, Any] = tomllib.load(_file)


def cases(kind: str, key: str, field: str) -> list[Any]:
    """The sentences of one kind of pattern, each with the id or reason of its pattern."""
    return [pytest.param(entry[key], text) for entry in DATA[kind] for text in entry[field]]


def signed(sentence: str, issuer: str) -> SignText:
    """The sentence with signs, as the assignment stage sees it in a document of that issuer."""
    home = ISSUERS[issuer]
    mentions = find_agencies(sentence, GAZETTEER, home)
    return put_signs(sentence, mentions, {name for name in (home.name, home.body) if name}, CUES)


def closing(sentence: str, issuer: str, *, tail: bool = True) -> str | None:
    """The rule that makes the sentence a closing clause: by what its actor has to do, or by all its words."""
    signs = signed(sentence, issuer)
    actor = find_actor(signs, 0, len(signs.text), actor_patterns(CUES), open_text=True)
    by_act = actor and CUES.closing.rule(f"{BODY} {signs.text[actor.end :].lstrip(' ,')}", tail=tail)
    return by_act or CUES.closing.rule(signs.text, tail=tail and actor is None)


def reason(sentence: str, issuer: str) -> str | None:
    """Why the sentence is no task."""
    return CUES.none.rule(signed(sentence, issuer).text, tail=False)


@pytest.mark.parametrize(("rule", "sentence"), cases("closing", "id", "examples"))
def test_closing_example_gives_its_rule(rule: str, sentence: str) -> None:
    """An example of a closing clause is one, by its own rule; rules for the end may come first."""
    assert rule in {closing(sentence, issuer, tail=tail) for issuer in ISSUERS for tail in (True, False)}


@pytest.mark.parametrize(("rule", "sentence"), cases("closing", "id", "near_misses"))
@pytest.mark.parametrize("issuer", sorted(ISSUERS))
def test_closing_near_miss_is_no_closing_clause(rule: str, sentence: str, issuer: str) -> None:
    """A duty in like words is no closing clause, by that rule or any other, whoever issues it."""
    assert closing(sentence, issuer) is None, rule


@pytest.mark.parametrize(("why", "sentence"), cases("none", "reason", "examples"))
def test_no_task_example_gives_its_reason(why: str, sentence: str) -> None:
    """An example of what is no task is none, for exactly the reason that it stands for."""
    assert why in {reason(sentence, issuer) for issuer in ISSUERS}


@pytest.mark.parametrize(("why", "sentence"), cases("none", "reason", "near_misses"))
@pytest.mark.parametrize("issuer", sorted(ISSUERS))
def test_no_task_near_miss_has_no_such_reason(why: str, sentence: str, issuer: str) -> None:
    """A sentence in like words is not turned away for that reason, whoever issues it."""
    assert reason(sentence, issuer) != why


@pytest.mark.parametrize(
    "entry", [e for kind in ("closing", "none") for e in DATA[kind]], ids=lambda e: e["regex"][:40]
)
def test_pattern_has_examples_and_near_misses(entry: dict[str, Any]) -> None:
    """Every pattern shows what it is for and what it is not for."""
    assert entry["examples"]
    assert entry["near_misses"]


SENTENCES = [
    *(
        text
        for kind in ("closing", "none")
        for entry in DATA[kind]
        for text in entry["examples"] + entry["near_misses"]
    ),
    "Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện các nhiệm vụ đề ra trong Kế hoạch.",
    "Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện các nhiệm vụ nêu tại Chỉ thị.",
    "Các sở, ban, ngành khẩn trương thực hiện chỉ đạo nêu trên.",
    "Sau khi tổ chức thực hiện, nếu phát sinh vướng mắc, báo cáo Sở Y tế.",
    "Cơ sở dữ liệu dùng chung sau đây gọi tắt là cơ sở dữ liệu.",
]


def test_needed_words_leave_nothing_out() -> None:
    """The words that a pattern needs save time alone: without them every sentence is read the same."""
    free = {kind: [{**entry, "needs": []} for entry in DATA[kind]] for kind in ("closing", "none")}
    slow = build_cues(tomllib.loads((files("gazetteer") / "cues.toml").read_text("utf-8")), {**DATA, **free})
    for text in {signed(sentence, issuer).text for sentence in SENTENCES for issuer in ISSUERS}:
        assert slow.none.rule(text, tail=False) == CUES.none.rule(text, tail=False), text
        for tail in (True, False):
            assert slow.closing.rule(text, tail=tail) == CUES.closing.rule(text, tail=tail), text


def test_no_words_are_no_clause() -> None:
    """No pattern fits the empty sentence."""
    assert CUES.closing.rule("", tail=True) is None
    assert CUES.none.rule("", tail=False) is None


def test_tail_rules_count_at_the_end_only() -> None:
    """A rule that is for the end of the document says nothing about a clause before it."""
    sentence = "Giám đốc Sở yêu cầu Thủ trưởng các phòng, đơn vị nghiêm túc triển khai thực hiện."
    assert closing(sentence, "so") == "closing.carry-out-bare"
    assert closing(sentence, "so", tail=False) is None


@pytest.mark.parametrize("name", sorted(DATA["vars"]))
def test_list_is_whole(name: str) -> None:
    """No list of words is empty, holds one twice, or one that is decomposed."""
    words = DATA["vars"][name]
    assert words
    assert len(set(words)) == len(words)
    assert all(word == unicodedata.normalize("NFC", word) for word in words)


def test_ids_of_closing_rules_are_their_own() -> None:
    """An id names one rule and says that it closes."""
    ids = [entry["id"] for entry in DATA["closing"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"closing\.[a-z-]+", name) for name in ids)


def test_bodies_stand_outside_classes() -> None:
    """The placeholders of bodies are whole expressions, and can't stand inside a class of characters."""
    inside = re.compile(r"\[[^\]]*\{[AG]\}")
    assert [e["regex"] for kind in ("closing", "none") for e in DATA[kind] if inside.search(e["regex"])] == []
