"""targets.toml against its examples and near misses, through the real finder."""

from __future__ import annotations

import copy
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from gazetteer.target_data import build_target_lexicon, load_target_lexicon
from pipeline.mentions.targets import find_targets

LEXICON = load_target_lexicon()


@pytest.fixture
def data() -> dict[str, Any]:
    """targets.toml as read, free to be spoiled."""
    with (files("gazetteer") / "targets.toml").open("rb") as file:
        return copy.deepcopy(tomllib.load(file))


@pytest.mark.parametrize("case", LEXICON.examples, ids=lambda case: case["text"])
def test_example_is_found(case: dict[str, Any]) -> None:
    """An example gives exactly one target, with its quote, comparator, number and unit."""
    text = case["text"]
    found = find_targets(text, LEXICON)
    assert [(text[t.start : t.end], t.comparator, t.number, t.unit) for t in found] == [
        (case["quote"], case.get("comparator"), case["number"], case["unit"])
    ]


@pytest.mark.parametrize("text", LEXICON.near_misses)
def test_near_miss_gives_nothing(text: str) -> None:
    """Dates, ages, numbers of documents and clauses are no targets."""
    assert find_targets(text, LEXICON) == ()


def test_data_as_they_stand_are_accepted(data: dict[str, Any]) -> None:
    """The twins below fail by what they spoil, not by the rest."""
    assert build_target_lexicon(data).none == LEXICON.none


def test_unknown_comparator_is_refused(data: dict[str, Any]) -> None:
    """A word compares by one of the signs of the record."""
    data["compare"]["trên"] = "=>"
    with pytest.raises(ValueError, match="compares by"):
        build_target_lexicon(data)


@pytest.mark.parametrize("words", [[], ["a", "a"], [""]])
def test_bad_word_list_is_refused(data: dict[str, Any], words: list[str]) -> None:
    """A word list holds words, each once."""
    data["unit"]["words"] = words
    with pytest.raises(ValueError, match="unit is empty"):
        build_target_lexicon(data)


def test_exact_word_that_reaches_nothing_is_refused(data: dict[str, Any]) -> None:
    """An exact word is one of the words of reaching."""
    data["reach"]["exact"].append("nhảy")
    with pytest.raises(ValueError, match=r"reach\.exact"):
        build_target_lexicon(data)


def test_example_without_its_quote_is_refused(data: dict[str, Any]) -> None:
    """The quote of an example is in its text."""
    data["cases"]["examples"][0]["quote"] = "nowhere"
    with pytest.raises(ValueError, match="nowhere"):
        build_target_lexicon(data)
