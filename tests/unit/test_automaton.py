"""The automaton of the whole country: finds every string, whole words alone, a name and its unit as one."""

from __future__ import annotations

import re
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import load_gazetteer
from gazetteer.state.automaton import Meaning, Names, Strings, signs, strings_of

NAMES = load_gazetteer().state.names
EVERY = list(NAMES.strings)
SMALL = Names(
    strings_of(
        ("ủy ban nhân dân", "sở nội vụ", "tt.hđnd", "bộ trưởng"),
        {"ủy ban nhân dân": 1 | 2, "sở nội vụ": 1, "văn phòng đảng ủy": 2},
        {"tỉnh lai châu": 1, "huyện tam đường": 2},
    )
)


def found(text: str, names: Names = SMALL) -> list[tuple[str, Meaning]]:
    """The words of each match with what it means."""
    return [(text[start:end], names.meaning(key)) for start, end, key in names.find(text)]


def test_there_are_enough_strings() -> None:
    """The whole country: more than 120 000 strings."""
    assert len(NAMES) == len(EVERY)
    assert len(set(EVERY)) > 120_000


@given(st.sampled_from(EVERY), st.sampled_from((str, str.upper, str.title)))
def test_every_string_is_found_in_any_case(string: str, case: type[str]) -> None:
    """Between other words, whole and nothing else; the meaning gives its words back."""
    [(words, meaning)] = found(f"x {case(string)}; y", NAMES)
    assert signs(words) == signs(string)
    assert signs(" ".join(filter(None, meaning))) == signs(string)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Nội vụ tỉnh Lai Châu", [("Sở Nội vụ tỉnh Lai Châu", Meaning("sở nội vụ", "tỉnh lai châu"))]),
        ("(Sở Nội vụ\nTỉnh Lai Châu)", [("Sở Nội vụ\nTỉnh Lai Châu", Meaning("sở nội vụ", "tỉnh lai châu"))]),
        ("Bộ trưởng", [("Bộ trưởng", Meaning("bộ trưởng", ""))]),
        ("xã A,tỉnh Lai Châu.", [("tỉnh Lai Châu", Meaning("", "tỉnh lai châu"))]),
        ("TT.HĐND", [("TT.HĐND", Meaning("tt.hđnd", ""))]),
        (
            "Văn phòng Đảng ủy huyện Tam Đường",
            [("Văn phòng Đảng ủy huyện Tam Đường", Meaning("văn phòng đảng ủy", "huyện tam đường"))],
        ),
    ],
)
def test_what_is_found(text: str, expected: list[tuple[str, Meaning]]) -> None:
    """A name with its unit is one match, also over the end of a line; so is either alone."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sở Nội vụ huyện Tam Đường", ["Sở Nội vụ", "huyện Tam Đường"]),
        ("Sở Nội vụ, tỉnh Lai Châu", ["Sở Nội vụ", "tỉnh Lai Châu"]),
        ("Sở Nội vụ,tỉnh Lai Châu", ["Sở Nội vụ", "tỉnh Lai Châu"]),
        ("Văn phòng Đảng ủy tỉnh Lai Châu", ["tỉnh Lai Châu"]),
        ("Văn phòng Đảng ủy", []),
        ("Sở Nội vụng; aSở Nội vụ; 1sở nội vụ; Sở Nội vụ_", []),
        ("", []),
        ("tt.hđnd ủy ban nhân dân", ["tt.hđnd", "ủy ban nhân dân"]),
    ],
)
def test_near_misses(text: str, words: list[str]) -> None:
    """A unit that has no such body, a comma between, a name that needs its unit, a part of a longer word."""
    assert [match for match, _ in found(text)] == words


@given(st.text(st.sampled_from("sở nội vụtỉnhlachâu,.\n1_é€")))
def test_matches_are_words_in_order(text: str) -> None:
    """Offsets lie in the text, don't overlap, and cut no word."""
    last = 0
    for start, end, _ in SMALL.find(text):
        assert last <= start < end <= len(text)
        assert not re.search(r"\w\Z", text[:start])
        assert not re.match(r"\w", text[end:])
        last = end


def test_signs_keep_the_length() -> None:
    """One byte a sign, also for what Vietnamese does not write."""
    assert signs("Ủy Ban") == signs("ủy\nban")
    assert len(signs("漢 ủy 🙂 ban")) == len("漢 ủy 🙂 ban")


def test_strings_tell_all() -> None:
    """Names, units and pairs, as many as are counted; a bound name only in its pairs."""
    strings: Strings = SMALL.strings
    assert "văn phòng đảng ủy" not in set(strings)
    assert "văn phòng đảng ủy huyện tam đường" in set(strings)
    assert len(strings) == len(list(strings)) == 4 + 2 + 2 + 1 + 1
    assert list(islice(strings, 1)) == ["ủy ban nhân dân"]
