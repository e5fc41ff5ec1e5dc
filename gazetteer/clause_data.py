"""The words of numbered units, from clauses.toml."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gazetteer.load import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def load_clause_words() -> Mapping[str, Any]:
    """Return clauses.toml as read: `units` holds the words that open a part, chapter, section or article."""
    return MappingProxyType(read_toml("clauses.toml"))
