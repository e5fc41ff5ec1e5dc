from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from gazetteer.return_data import ReturningDay, load_return_patterns
from gazetteer.time_data import RECURRENCES

DATA = tomllib.loads(files("gazetteer").joinpath("returns.toml").read_text(encoding="utf-8"))
QUOTES = [(one["every"], quote, days) for one in DATA["examples"] for quote, days in one["quotes"].items()]
NEAR_MISSES = [(one["every"], quote) for one in DATA["examples"] for quote in one["near_misses"]]


@pytest.mark.parametrize(("every", "quote", "days"), QUOTES)
def test_the_days_of_a_quote_are_read(every: str, quote: str, days: list[str]) -> None:
    """Each example gives the days written beside it."""
    read = load_return_patterns().read(quote, every)
    assert read == tuple(ReturningDay(*map(int, f"{day}/0".split("/")[:2])) for day in days)


@pytest.mark.parametrize(("every", "quote"), NEAR_MISSES)
def test_a_day_in_unknown_words_is_not_read(every: str, quote: str) -> None:
    """A quote that gives a day otherwise gives none, rather than a wrong one."""
    assert load_return_patterns().read(quote, every) is None


def test_every_pattern_is_of_a_recurrence_and_attested() -> None:
    """No pattern is for a kind that records do not have, and each has examples."""
    assert set(DATA["days"]) <= set(RECURRENCES)
    assert {one["every"] for one in DATA["examples"] if any(one["quotes"].values())} == set(DATA["days"])
