"""The grammar of syllables.toml, through its loader."""

from __future__ import annotations

from typing import Any

import pytest

from gazetteer.load import read_toml
from gazetteer.syllables import is_syllable, join_syllable, parse_syllable

_DATA: dict[str, Any] = read_toml("syllables.toml")


@pytest.mark.parametrize("word", _DATA["attested"]["syllables"])
def test_attested_syllables(word: str) -> None:
    """What is attested is a syllable with parts."""
    assert is_syllable(word)
    assert parse_syllable(word) is not None


@pytest.mark.parametrize("word", _DATA["attested"]["near_misses"])
def test_near_misses(word: str) -> None:
    """What only looks like a syllable is none and has no parts."""
    assert not is_syllable(word)
    assert parse_syllable(word) is None


def test_names_of_classes() -> None:
    """Every class and nucleus that an onset asks for is one that there is."""
    rhymes = _DATA["rhymes"]
    nuclei = [nucleus for group in rhymes.values() for nucleus in group]
    assert len(set(nuclei)) == len(nuclei)
    for row in _DATA["onset"]:
        assert set(row.get("before", ())) <= set(rhymes)
        assert {*row.get("nuclei", ()), *row.get("alone", ())} <= set(nuclei)
        assert row.keys() <= {"letters", "before", "nuclei", "alone"}


def test_onsets_stand_once() -> None:
    """No onset has two rows."""
    onsets = [onset for row in _DATA["onset"] for onset in row["letters"]]
    assert len(set(onsets)) == len(onsets)


def test_parts_make_the_word() -> None:
    """The parts of an attested syllable joined are the word, its tone in the customary place."""
    for word in _DATA["attested"]["syllables"]:
        parts = parse_syllable(word)
        assert parts is not None
        again = join_syllable(parts)
        assert parse_syllable(again) == parts
