"""The words of page layout, from layout.toml."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gazetteer.load import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def load_layout_words() -> Mapping[str, Any]:
    """Return layout.toml as read: tables `opens`, `goes_on`, `page`, `characters`."""
    return MappingProxyType(read_toml("layout.toml"))
