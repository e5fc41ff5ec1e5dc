from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from gazetteer.scoring_data import load_scoring_abbreviations
from pipeline.evaluate.folding import fold


def faults(abbreviations: Mapping[str, str]) -> Iterator[str]:
    """Name every abbreviation that folding could never meet, or whose words folding would change again."""
    for short, words in abbreviations.items():
        if short != short.lower() or len(short.split()) != 1 or not short.isalpha():
            yield f"{short}: not one word in lower case"
        if fold(words) != words:
            yield f"{short}: {words!r} is not folded"


def test_every_abbreviation_can_be_met() -> None:
    """Keys are single words in lower case; what they stand for is in the form that is compared."""
    assert list(faults(load_scoring_abbreviations())) == []


@pytest.mark.parametrize(
    "row",
    [{"UBND": "ủy ban nhân dân"}, {"u b": "ủy ban"}, {"tp": "Thành phố"}, {"ub": "uỷ ban"}, {"tp": "tp"}],
)
def test_a_bad_abbreviation_is_named(row: dict[str, str]) -> None:
    """Capitals, two words, an unfolded or self-abbreviated expansion: the check sees each."""
    assert len(list(faults(row))) == 1


@pytest.mark.parametrize(("short", "words"), load_scoring_abbreviations().items())
def test_an_abbreviation_counts_as_its_words_and_not_inside_a_word(short: str, words: str) -> None:
    """In any case; a longer word that begins so is another word."""
    assert fold(f"Báo cáo {short.upper()}, xã") == f"báo cáo {words} xã"
    assert fold(f"{short}x") == f"{short}x"
