"""What counts as the same words when records are compared with annotations, from scoring.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import tomli


@cache
def load_scoring_abbreviations() -> Mapping[str, str]:
    """Return the abbreviations, in lower case, with the words that each stands for."""
    with (files("gazetteer") / "scoring.toml").open("rb") as file:
        return MappingProxyType(tomli.load(file)["abbreviations"])
