"""The words of numbered units, from clauses.toml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import tomli

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def load_clause_words() -> Mapping[str, Any]:
    """Return clauses.toml as read: `units` holds the words that open a part, chapter, section or article."""
    with (files("gazetteer") / "clauses.toml").open("rb") as file:
        return MappingProxyType(tomli.load(file))
