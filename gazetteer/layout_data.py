"""The words of page layout, from layout.toml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import tomli

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def load_layout_words() -> Mapping[str, Any]:
    """Return layout.toml as read: tables `opens`, `goes_on`, `page`, `characters`."""
    with (files("gazetteer") / "layout.toml").open("rb") as file:
        return MappingProxyType(tomli.load(file))
