"""Syllables and their parts."""

from __future__ import annotations

import pytest

from gazetteer.syllables import TONES, Syllable, is_syllable, join_syllable, parse_syllable

LEVEL, FALLING, RISING, BROKEN, ASKING, HEAVY = TONES


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("hòa", ("h", "oa", "", FALLING)),
        ("hoà", ("h", "oa", "", FALLING)),
        ("nghiêm", ("ngh", "iê", "m", LEVEL)),
        ("quyết", ("qu", "yê", "t", RISING)),
        ("quý", ("qu", "y", "", RISING)),
        ("gì", ("gi", "i", "", FALLING)),
        ("giếng", ("gi", "iê", "ng", RISING)),
        ("giữa", ("gi", "ưa", "", BROKEN)),
        ("khuỷu", ("kh", "uy", "u", ASKING)),
        ("được", ("đ", "ươ", "c", HEAVY)),
        ("ủy", ("", "uy", "", ASKING)),
        ("yêu", ("", "yê", "u", LEVEL)),
        ("ngoài", ("ng", "oa", "i", FALLING)),
    ],
)
def test_parts(word: str, parts: tuple[str, str, str, str]) -> None:
    """A syllable falls into onset, nucleus with its first glide, coda and tone."""
    assert parse_syllable(word) == Syllable(*parts)


@pytest.mark.parametrize(
    ("either", "customary"), [("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("quý", "quý")]
)
def test_place_of_the_tone(either: str, customary: str) -> None:
    """Both places of the tone are read, one is written."""
    parts = parse_syllable(either)
    assert parts is not None
    assert join_syllable(parts) == customary


@pytest.mark.parametrize("coda", ["c", "ch", "p", "t"])
def test_tones_before_stops(coda: str) -> None:
    """A syllable that ends in a stop has one of two tones."""
    words = [join_syllable(Syllable("l", "i" if coda == "ch" else "a", coda, tone)) for tone in TONES]
    assert [tone for tone, word in zip(TONES, words, strict=True) if is_syllable(word)] == [RISING, HEAVY]


def test_capitals_are_no_syllables() -> None:
    """Words are looked up as they are: in lower case."""
    assert not is_syllable("Giao")
