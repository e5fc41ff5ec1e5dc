"""cues.toml: lists that are whole and compile; each check of the loader with a bad row."""

from __future__ import annotations

import copy
import re
import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

import pytest

from gazetteer.cue_data import BODY, GROUP, ISSUER, build_cues, either, load_cues

CUES = load_cues()


def _read(name: str) -> dict[str, Any]:
    with (files("gazetteer") / name).open("rb") as file:
        return tomllib.load(file)


DATA = _read("cues.toml")
VERDICTS = _read("verdicts.toml")
LISTS = {f"{section}.{key}": words for section, table in DATA.items() for key, words in table.items()}


@pytest.fixture
def data() -> dict[str, Any]:
    """cues.toml as read, free to be spoiled."""
    return copy.deepcopy(DATA)


@pytest.fixture
def verdicts() -> dict[str, Any]:
    """verdicts.toml as read, free to be spoiled."""
    return copy.deepcopy(VERDICTS)


def faults(words: list[str]) -> list[str]:
    """What is wrong with a list of words."""
    if not words:
        return ["empty"]
    repeated = sorted({word for word in words if words.count(word) > 1})
    return repeated + [
        word for word in words if word != unicodedata.normalize("NFC", word).strip() or not word
    ]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_list_is_whole(name: str) -> None:
    """No list is empty, holds a word twice, or one that is decomposed or has blanks at its ends."""
    assert faults(LISTS[name]) == []


@pytest.mark.parametrize(
    "words", [[], ["giao", "giao"], [" giao"], [""], [unicodedata.normalize("NFD", "yêu cầu")]]
)
def test_a_bad_list_is_seen(words: list[str]) -> None:
    """The check above sees what it is there for."""
    assert faults(words) != []


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_word_is_matched_whole(name: str) -> None:
    """The alternation of a list takes each of its words as a whole, and not the beginning of a longer one."""
    pattern = re.compile(CUES.words[name])
    for word in LISTS[name]:
        found = pattern.match(f"{word} x")
        assert found is not None
        assert found[0].startswith(word)
        if word[-1].isalnum():
            longer = pattern.match(f"{word}y")
            assert longer is None or longer[0] != word


def test_longest_word_wins() -> None:
    """Of two words that begin alike, the longer is tried first."""
    found = re.match(either(["giao", "giao cho"]), "giao cho Sở Nội vụ")
    assert found is not None
    assert found[0] == "giao cho"


@pytest.mark.parametrize(
    "row",
    [
        BODY,
        f"{BODY}, {BODY}",
        f"{BODY}; {GROUP}",
        f"{BODY} và các {GROUP}",
        f"{BODY}, {BODY} và {ISSUER}",
        f"{BODY} - {BODY}",
    ],
)
def test_bodies_in_a_row_are_one_match(row: str) -> None:
    """Bodies joined by commas, semicolons or "và" are taken together."""
    assert re.fullmatch(CUES.words["bodies"], row)


@pytest.mark.parametrize("row", ["", f"{BODY} lập {BODY}", f"{BODY}. {BODY}", f", {BODY}"])
def test_other_words_between_bodies_end_the_row(row: str) -> None:
    """A verb or a full stop between bodies ends their row."""
    assert re.fullmatch(CUES.words["bodies"], row) is None


def test_data_as_they_stand_are_accepted(data: dict[str, Any], verdicts: dict[str, Any]) -> None:
    """The twins below fail by what they spoil, not by the rest; the loader reads once."""
    assert build_cues(data, verdicts).words == CUES.words
    assert load_cues() is load_cues()


@pytest.mark.parametrize("name", sorted(LISTS))
def test_empty_list_is_refused(name: str, data: dict[str, Any], verdicts: dict[str, Any]) -> None:
    """An alternation of nothing would match everywhere."""
    section, key = name.split(".")
    data[section][key] = []
    with pytest.raises(ValueError, match=re.escape(f"{name} is empty")):
        build_cues(data, verdicts)


@pytest.mark.parametrize("kind", ["closing", "none"])
def test_undefined_placeholder_is_refused(kind: str, data: dict[str, Any], verdicts: dict[str, Any]) -> None:
    """A mistyped placeholder would compile and never match."""
    verdicts[kind][0]["regex"] = "^{dox} này"
    with pytest.raises(ValueError, match=r"\{dox\} is not defined"):
        build_cues(data, verdicts)


def test_repetition_is_no_placeholder(data: dict[str, Any], verdicts: dict[str, Any]) -> None:
    """A count in braces stays what it is in a regular expression."""
    verdicts["none"][0] |= {"regex": "^a{2,3}$", "needs": ["a"]}
    built = build_cues(data, verdicts)
    assert [built.none.rule(text, tail=True) for text in ("aa", "a")] == [verdicts["none"][0]["reason"], None]
