"""What counts as the same words when records are compared with annotations, from scoring.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from gazetteer.load import read_toml


@cache
def load_scoring_abbreviations() -> Mapping[str, str]:
    """Return the abbreviations, in lower case, with the words that each stands for."""
    return MappingProxyType(read_toml("scoring.toml")["abbreviations"])
