"""Patterns that are compiled when they are first asked for: a document needs few of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache


@cache
def compiled(source: str) -> re.Pattern[str]:
    """The pattern of `source`, compiled once."""
    return re.compile(source)


class Compiled:
    """Patterns as attributes, made from their sources by name; a subclass names them.

    Raises ValueError where the sources are not those that the subclass names.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        if wrong := sources.keys() ^ type(self).__annotations__.keys():
            raise ValueError(f"{type(self).__name__}: {sorted(wrong)}")
        self.sources = sources

    def __getattr__(self, name: str) -> re.Pattern[str]:
        source = vars(self).get("sources", {}).get(name)
        if source is None:
            raise AttributeError(name)
        pattern = self.__dict__[name] = re.compile(source)
        return pattern
