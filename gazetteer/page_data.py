"""What stands on a page beside its text, from pages.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from gazetteer.load import read_toml


class StampWords(NamedTuple):
    """How the lines of a signing stamp begin: the first, the last."""

    opens: re.Pattern[str]
    closes: re.Pattern[str]


@cache
def load_stamp_words() -> StampWords:
    """Return the words of signing stamps, to be matched with the beginning of a line."""
    words = read_toml("pages.toml")["stamp"]
    return StampWords(*(_any(words[key]) for key in StampWords._fields))


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word).replace(r"\ ", r"\s*") for word in words), re.IGNORECASE)


@cache
def load_column_ends() -> tuple[str, ...]:
    """Return how lines begin that stand below the two columns of a letterhead."""
    return tuple(read_toml("pages.toml")["columns"]["ends"])
