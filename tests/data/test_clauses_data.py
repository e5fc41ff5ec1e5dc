"""clauses.toml through the real reader of marks: every word opens the unit that it is listed for."""

from __future__ import annotations

import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

import pytest

from gazetteer.clause_data import load_clause_words
from pipeline.blocks.markers import marker_pattern, read_marker

UNITS: dict[str, list[str]] = load_clause_words()["units"]
PATTERN = marker_pattern(UNITS)
HIGHER = [(key, word) for key in ("part", "chapter", "section", "subsection") for word in UNITS[key]]


def test_file_is_what_is_loaded() -> None:
    """The loader gives the file as it stands, read once."""
    with (files("gazetteer") / "clauses.toml").open("rb") as file:
        assert dict(load_clause_words()) == tomllib.load(file)
    assert load_clause_words() is load_clause_words()


@pytest.mark.parametrize("key", sorted(UNITS))
def test_list_is_whole(key: str) -> None:
    """A list is not empty, holds each word once, composed, without blanks at its ends."""
    assert repeats_and_gaps(UNITS[key]) == []


@pytest.mark.parametrize("words", [[], ["Điều", "Điều"], ["Điều "], [unicodedata.normalize("NFD", "Điều")]])
def test_a_bad_list_is_seen(words: list[str]) -> None:
    """The check above sees an empty list, a repeat, a stray blank and a decomposed word."""
    assert repeats_and_gaps(words) != []


def repeats_and_gaps(words: list[Any]) -> list[str]:
    """What is wrong with a list of words."""
    if not words:
        return ["empty"]
    repeated = [word for word in words if words.count(word) > 1]
    stray = [word for word in words if word != unicodedata.normalize("NFC", word.strip()) or not word]
    return repeated + stray


@pytest.mark.parametrize(("unit", "word"), HIGHER)
@pytest.mark.parametrize(("number", "value"), [("II", 2), ("3", 3), ("B", 2)])
def test_unit_word_opens_a_unit(unit: str, word: str, number: str, value: int) -> None:
    """A word of a part, chapter or section with a number opens that unit."""
    marker = read_marker(f"{word} {number}. Quy định chung", 0, PATTERN)
    assert marker is not None
    assert (marker.style, marker.label, marker.value) == (unit, f"{word} {number}", value)


@pytest.mark.parametrize("ordinal", UNITS["ordinals"])
def test_ordinal_numbers_a_part(ordinal: str) -> None:
    """A part may be numbered in letters."""
    marker = read_marker(f"Phần {ordinal}", 0, PATTERN)
    assert marker is not None
    assert (marker.style, marker.label) == ("part", f"Phần {ordinal}")


@pytest.mark.parametrize("word", UNITS["article"])
@pytest.mark.parametrize("mark", [".", ":", ""])
def test_article_word_opens_an_article(word: str, mark: str) -> None:
    """An article may end its number with a full stop, a colon or the line."""
    marker = read_marker(f"{word} 12{mark}", 0, PATTERN)
    assert marker is not None
    assert (marker.style, marker.label, marker.value) == ("article", f"{word} 12", 12)


@pytest.mark.parametrize("word", UNITS["counting"])
@pytest.mark.parametrize("mark", [",", ":", "."])
def test_counting_word_opens_an_item(word: str, mark: str) -> None:
    """A counting word with a mark behind it numbers a paragraph."""
    marker = read_marker(f"{word}{mark} rà soát hồ sơ", 0, PATTERN)
    assert marker is not None
    assert (marker.style, marker.label) == ("counting", word)


@pytest.mark.parametrize(
    "line",
    [
        "Phần lớn các đơn vị đã nộp hồ sơ",
        "Chương trình công tác năm 2024",
        "Mục tiêu cụ thể",
        "Điều chỉnh kế hoạch",
        "Điều 5 của Luật Lưu trữ",
        "Một là thứ yếu",
        "Thứ ba ngày 20/8/2024 họp",
    ],
)
def test_near_miss_opens_nothing(line: str) -> None:
    """Words that only begin like a unit open none."""
    assert read_marker(line, 0, PATTERN) is None
