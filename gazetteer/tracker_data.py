"""The states of real task trackers, from trackers.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from gazetteer.load import read_toml


@dataclass(frozen=True, slots=True)
class TrackerStates:
    """The states of one tracker; `open` and `done` are by due and hold {progress} for the word of `progress`.

    A deadline is near in the last `soon` days. `withdrawn` is empty where the tracker has no such state.
    """

    id: str
    soon: int
    withdrawn: str
    progress: Mapping[str, str]
    open: Mapping[str, str]
    done: Mapping[str, str]


@cache
def load_trackers() -> Mapping[str, TrackerStates]:
    """Return the trackers by id."""
    return MappingProxyType({row["id"]: TrackerStates(**row) for row in _table()["tracker"]})


@cache
def load_edxml_business() -> Mapping[str, int]:
    """Return the BussinessDocType of edXML for each kind of change."""
    return MappingProxyType(_table()["edxml-business"])


def _table() -> dict[str, Any]:
    return read_toml("trackers.toml")
