from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import get_args

import pytest

from gazetteer.tracker_data import TrackerStates, load_edxml_business, load_trackers
from pipeline.records.tracking import DUES, PROGRESSES, TRACKERS
from pipeline.store.changes import Kind


def faults(trackers: Mapping[str, TrackerStates]) -> Iterator[str]:
    """Name every tracker that lacks a state, has one too many, or whose words hold what nobody fills in."""
    for id_, states in trackers.items():
        if list(states.progress) != list(PROGRESSES):
            yield f"{id_}: progress"
        for name in ("open", "done"):
            words: Mapping[str, str] = getattr(states, name)
            if list(words) != list(DUES):
                yield f"{id_}: {name}"
            if any(
                word.replace("{progress}", "").strip("{}") != word.replace("{progress}", "")
                for word in words.values()
            ):
                yield f"{id_}: {name} has braces"
        if states.soon < 0 or not all(
            (*states.progress.values(), *states.open.values(), *states.done.values())
        ):
            yield f"{id_}: empty"


def test_every_tracker_has_all_states() -> None:
    """The table and the code name the same trackers, progresses and deadlines, in the same order."""
    assert tuple(load_trackers()) == TRACKERS
    assert list(faults(load_trackers())) == []


@pytest.mark.parametrize(
    "damage",
    [
        {"progress": {"done": "x"}},
        {"open": {"soon": "x"}},
        {"done": {}},
        {"soon": -1},
        {"open": dict.fromkeys(DUES, "{tien_do}")},
        {"open": dict.fromkeys(DUES, "")},
    ],
)
def test_a_bad_tracker_is_named(damage: dict[str, object]) -> None:
    """A missing state, a limit that cannot be, words with an unknown place: the check sees each."""
    bad = replace(load_trackers()["vpcp"], **damage)  # type: ignore[arg-type]
    assert list(faults({"vpcp": bad}))


def test_every_kind_of_change_is_a_kind_of_business() -> None:
    """The format edXML knows new, recall, update and replace."""
    assert set(load_edxml_business()) == set(get_args(Kind))
    assert set(load_edxml_business().values()) <= {0, 1, 2, 3}
