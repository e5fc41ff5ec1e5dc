"""The days that quotes of recurring deadlines give: returns.toml, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from gazetteer.load import read_toml


class ReturningDay(NamedTuple):
    """The day of the month, and the month, 0 where it is not said."""

    day: int
    month: int


@dataclass(frozen=True, slots=True)
class ReturnPatterns:
    """What stands for days in a quote, by recurrence, and what stands for anything else."""

    counts: re.Pattern[str]
    placed: re.Pattern[str]
    days: Mapping[str, re.Pattern[str]]

    def read(self, quote: str, every: str) -> tuple[ReturningDay, ...] | None:
        """Return the days that `quote` gives for a recurrence, none where it only says how often.

        None where it gives a day in words that are not known.
        """
        rest, found = " ".join(quote.split()), tuple[ReturningDay, ...]()
        if pattern := self.days.get(every):
            days = (one.groupdict() for one in pattern.finditer(rest))
            found = tuple(ReturningDay(int(one["day"]), int(one.get("month") or 0)) for one in days)
            rest = pattern.sub("", rest)
        return None if self.placed.search(self.counts.sub("", rest)) else found


@cache
def load_return_patterns() -> ReturnPatterns:
    """Return the patterns; raises ValueError where one is broken."""
    data = read_toml("returns.toml")
    try:
        days = {every: re.compile(pattern) for every, pattern in data["days"].items()}
        return ReturnPatterns(re.compile(data["counts"]), re.compile(data["placed"]), days)
    except (KeyError, re.error) as error:
        raise ValueError(f"returns.toml: {error}") from error
