"""Every word of letterhead.toml against its examples and near misses, through the patterns that use it."""

from __future__ import annotations

import copy
import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

import pytest

from gazetteer.letterhead import Phrase, build_words, load_letterhead_words
from gazetteer.tolerant import fold, one_of
from pipeline.blocks.heads import type_at
from pipeline.blocks.tails import is_name

WORDS = load_letterhead_words()
PHRASES = list(WORDS.phrases.values())
EXAMPLES = [(phrase, text) for phrase in PHRASES for text in phrase.examples]
MISSES = [(phrase, text) for phrase in PHRASES for text in phrase.misses]


@pytest.fixture
def data() -> dict[str, Any]:
    """letterhead.toml as read, free to be spoiled."""
    with (files("gazetteer") / "letterhead.toml").open("rb") as file:
        return copy.deepcopy(tomllib.load(file))


def _id(value: Phrase | str) -> str:
    return value if isinstance(value, str) else value.id


def test_there_are_phrases() -> None:
    """An empty file would pass every check below."""
    assert len(PHRASES) > 15
    assert all(phrase.examples and phrase.misses for phrase in PHRASES)


@pytest.mark.parametrize(("phrase", "example"), EXAMPLES, ids=_id)
def test_phrase_takes_its_example(phrase: Phrase, example: str) -> None:
    """A phrase is found in each of its examples, composed or decomposed and composed again."""
    assert phrase.pattern.search(example)
    assert phrase.pattern.search(unicodedata.normalize("NFC", unicodedata.normalize("NFD", example)))


@pytest.mark.parametrize(("phrase", "miss"), MISSES, ids=_id)
def test_phrase_leaves_its_near_miss(phrase: Phrase, miss: str) -> None:
    """A phrase does not match where one of its near misses begins."""
    assert not phrase.pattern.match(miss)


@pytest.mark.parametrize("entry", WORDS.data["types"], ids=lambda entry: str(entry["name"]))
def test_type_is_read_from_its_line_and_its_code(entry: dict[str, Any]) -> None:
    """Each type is known by its line, with accents or without, not by the line that opens the articles."""
    for words in entry["words"]:
        if words.isupper():
            assert type_at(words, WORDS) == (entry["name"], "")
            assert type_at(f"- {words}", WORDS) == (entry["name"], "")
            assert type_at(f"{words}:", WORDS) is None
    assert all(WORDS.codes[code] == entry["name"] for code in entry["codes"])


@pytest.mark.parametrize(
    ("pattern", "section", "good", "bad"),
    [
        ("authority", "signature", "authority_examples", "authority_misses"),
        ("title", "signature", "title_examples", "title_misses"),
        ("opener", "openers", "examples", "misses"),
        ("clause_unit", "clauses", "examples", "misses"),
        ("running", "running", "examples", "misses"),
        ("speaks", "issuer", "verb_examples", "verb_misses"),
        ("agency_gap", "addressees", "examples", "misses"),
    ],
)
def test_words_of_a_section(pattern: str, section: str, good: str, bad: str) -> None:
    """The words of signature, openers, verbs and gaps take their examples and leave their near misses."""
    compiled = WORDS.patterns[pattern]
    found = compiled.search if pattern in {"speaks", "agency_gap"} else compiled.match
    for example in WORDS.data[section][good]:
        assert found(example) or WORDS.patterns["unit"].search(example), example
    for miss in WORDS.data[section][bad]:
        assert not found(miss), miss


def test_names_of_people() -> None:
    """A name begins with a surname; a line of recipients is none."""
    assert all(is_name(name, WORDS) for name in WORDS.data["signature"]["name_examples"])
    assert not any(is_name(name, WORDS) for name in WORDS.data["signature"]["name_misses"])


def test_folding_drops_marks_case_and_signs() -> None:
    """Spellings that OCR and fonts make of one line fold to the same letters."""
    assert fold("QUYẾT ĐỊNH") == fold("Quyét Ðịnh".replace("Ð", "Đ")) == fold("quyetdinh") == "QUYETDINH"


def test_old_fonts_mix_cases() -> None:
    """Words compared in any case are found as TCVN3 fonts leave them."""
    assert all(
        __import__("re").match(one_of(["Ủy ban"], "cased"), form) for form in ("ỦY BAN", "ủY BAN", "Ủy Ban")
    )


def test_a_missed_example_is_refused(data: dict[str, Any]) -> None:
    """A phrase that does not match its own example stops the loading and is named."""
    data["phrases"][0]["examples"].append("không có gì")
    with pytest.raises(ValueError, match="does not match its example"):
        build_words(data)


def test_a_matched_near_miss_is_refused(data: dict[str, Any]) -> None:
    """A phrase that matches its near miss stops the loading and is named."""
    data["phrases"][0]["misses"].append(data["phrases"][0]["words"][0])
    with pytest.raises(ValueError, match="matches its near miss"):
        build_words(data)


def test_a_code_of_two_types_is_refused(data: dict[str, Any]) -> None:
    """One abbreviation cannot stand for two types."""
    data["types"][0]["codes"].append(data["types"][1]["codes"][0])
    with pytest.raises(ValueError, match="stands for"):
        build_words(data)
