"""Every rule of times.toml against its examples and near misses, through the real finder."""

from __future__ import annotations

import copy
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from gazetteer.time_data import TimeRule, build_time_lexicon, load_time_lexicon
from pipeline.mentions.times import find_deadlines, read_time_attribute
from pipeline.spans import Span

LEXICON = load_time_lexicon()
ISSUED = "2025-11-20"
EXAMPLES = [(rule, case) for rule in LEXICON.rules for case in rule.examples]
NEAR_MISSES = [(rule, text) for rule in LEXICON.rules for text in rule.near_misses]


@pytest.fixture
def data() -> dict[str, Any]:
    """times.toml as read, free to be spoiled."""
    with (files("gazetteer") / "times.toml").open("rb") as file:
        return copy.deepcopy(tomllib.load(file))


def test_there_are_rules() -> None:
    """An empty file of rules would pass every check below."""
    assert len(LEXICON.rules) > 10


@pytest.mark.parametrize(
    ("rule", "case"), EXAMPLES, ids=lambda x: x.id if isinstance(x, TimeRule) else x["quote"]
)
def test_rule_finds_its_example(rule: TimeRule, case: dict[str, str]) -> None:
    """An example gives exactly one deadline: by its rule, with its quote, kind and value."""
    text = case["text"]
    found = find_deadlines(text, LEXICON, case.get("issued", ISSUED))
    assert [(d.rule, text[d.start : d.end], d.kind, d.value) for d in found] == [
        (rule.id, case["quote"], case["kind"], case.get("value"))
    ]


@pytest.mark.parametrize(("rule", "text"), NEAR_MISSES, ids=lambda x: x.id if isinstance(x, TimeRule) else x)
def test_near_miss_gives_nothing(rule: TimeRule, text: str) -> None:
    """No rule at all finds a deadline in a near miss."""
    assert find_deadlines(text, LEXICON, ISSUED) == (), rule.id


@pytest.mark.parametrize("case", LEXICON.attribute.examples, ids=lambda case: case["text"])
def test_attribute_is_read(case: dict[str, str]) -> None:
    """The value of an attribute line gives its one deadline, with the whole value as the quote."""
    text = case["text"]
    found = read_time_attribute(text, Span(0, len(text)), LEXICON, ISSUED)
    assert [(d.kind, d.value) for d in found] == [(case["kind"], case.get("value"))]
    assert text[found[0].start : found[0].end] == text.rstrip(".")


@pytest.mark.parametrize("text", LEXICON.attribute.near_misses)
def test_attribute_near_miss_gives_nothing(text: str) -> None:
    """A mere start, a school year, a date that is none, or other words give no deadline."""
    assert read_time_attribute(text, Span(0, len(text)), LEXICON, ISSUED) == ()


def test_data_as_they_stand_are_accepted(data: dict[str, Any]) -> None:
    """The twins below fail by what they spoil, not by the rest."""
    assert build_time_lexicon(data).units == LEXICON.units


@pytest.mark.parametrize("key", ["id", "anchors", "pattern", "guard", "reads", "examples", "near_misses"])
def test_rule_without_a_part_is_refused(data: dict[str, Any], key: str) -> None:
    """A rule needs all of its parts, examples and near misses among them."""
    data["rule"][0][key] = ""
    with pytest.raises(ValueError, match=f"has no {key}"):
        build_time_lexicon(data)


@pytest.mark.parametrize(("key", "value"), [("guard", "moon"), ("reads", "tea leaves")])
def test_unknown_guard_or_reading_is_refused(data: dict[str, Any], key: str, value: str) -> None:
    """A rule names a guard and a reading that the finder has."""
    data["rule"][0][key] = value
    with pytest.raises(ValueError, match="unknown guard"):
        build_time_lexicon(data)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [("(", "unterminated"), ("{nowhere}", "no piece"), ("(?P<a>x)(?P<a>y)", "redefinition")],
)
def test_broken_pattern_is_refused(data: dict[str, Any], pattern: str, message: str) -> None:
    """A pattern compiles and uses known pieces only."""
    data["rule"][0]["pattern"] = pattern
    with pytest.raises(ValueError, match=message):
        build_time_lexicon(data)


def test_unknown_piece_inside_a_piece_is_refused(data: dict[str, Any]) -> None:
    """A piece may hold pieces one level deep at a time, all of them known."""
    data["pieces"]["clock"] = "{nowhere}"
    with pytest.raises(ValueError, match="no piece"):
        build_time_lexicon(data)


@pytest.mark.parametrize(
    "spoiled",
    [
        {"text": "a", "quote": "b", "kind": "relative"},
        {"text": "a", "quote": "a", "kind": "date", "value": "2025"},
        {"text": "a", "quote": "a", "kind": "recurring", "value": "fortnightly"},
        {"text": "a", "quote": "a", "kind": "relative", "value": "daily"},
        {"text": "a", "quote": "a", "kind": "never"},
    ],
)
def test_impossible_example_is_refused(data: dict[str, Any], spoiled: dict[str, str]) -> None:
    """An example's quote is in its text, and its value goes with its kind."""
    data["rule"][0]["examples"] = [spoiled]
    with pytest.raises(ValueError, match="limit-day"):
        build_time_lexicon(data)


def test_repeated_id_is_refused(data: dict[str, Any]) -> None:
    """Records name rules by id, so an id stands for one rule."""
    data["rule"].append(data["rule"][0])
    with pytest.raises(ValueError, match="twice"):
        build_time_lexicon(data)


@pytest.mark.parametrize(
    ("words", "message"),
    [(["a", "a"], "twice"), ([], "empty"), ([""], "empty"), (["a long sentence " * 4], "sentence")],
)
def test_bad_word_list_is_refused(data: dict[str, Any], words: list[str], message: str) -> None:
    """A word list holds words, each once."""
    data["words"]["act"] = words
    with pytest.raises(ValueError, match=message):
        build_time_lexicon(data)


def test_unknown_word_list_is_refused(data: dict[str, Any]) -> None:
    """A list that no guard reads would do nothing."""
    data["words"]["more"] = ["a"]
    with pytest.raises(ValueError, match="more"):
        build_time_lexicon(data)


@pytest.mark.parametrize("table", ["units", "months", "cycles"])
def test_unknown_recurrence_is_refused(data: dict[str, Any], table: str) -> None:
    """Recurrences are those of the annotation guide."""
    data[table][next(iter(data[table]))] = "fortnightly"
    with pytest.raises(ValueError, match="no recurrence"):
        build_time_lexicon(data)
