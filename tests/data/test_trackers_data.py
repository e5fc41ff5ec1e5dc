from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from gazetteer.tracker_data import TrackerStates, load_edxml_business, load_trackers
from pipeline.records.tracking import DUES, PROGRESSES, TRACKERS, Due, Progress, tracker_state
from pipeline.store.changes import Kind

ON = date(2026, 3, 2)
TASKS: dict[Due, dict[str, list[dict[str, str]]]] = {
    "no-date": {"deadlines": []},
    "in-time": {"deadlines": [{"kind": "date", "value": "2026-12-31"}]},
    "soon": {"deadlines": [{"kind": "date", "value": "2026-03-03"}]},
    "overdue": {"deadlines": [{"kind": "date", "value": "2026-03-01"}]},
}


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


NAMES = {
    "not-started": "chưa làm",
    "in-progress": "đang làm",
    "to-confirm": "chờ xác nhận",
    "done": "xong",
    "paused": "tạm dừng",
    "refused": "từ chối",
    "returned": "bị trả lại",
    "again": "làm lại",
    "no-date": "không có hạn",
    "in-time": "trong hạn",
    "soon": "sắp đến hạn",
    "overdue": "quá hạn",
}


def table() -> Iterator[str]:
    """The states as the guide shows them: each progress in time, then what the deadline changes of two."""
    pairs: list[tuple[Progress, Due]] = [(progress, "in-time") for progress in PROGRESSES]
    pairs += [("in-progress", due) for due in DUES if due != "in-time"]
    pairs += [("done", due) for due in DUES if due != "in-time"]
    yield f"| tiến độ, thời hạn | {' | '.join(f'`{tracker}`' for tracker in TRACKERS)} |"
    yield "| --- " * 5 + "|"
    for progress, due in pairs:
        states = [tracker_state(tracker, TASKS[due], ON, progress) for tracker in TRACKERS]
        yield f"| {NAMES[progress]}, {NAMES[due]} | {' | '.join(map(str, states))} |"
    gone = [tracker_state(tracker, TASKS["in-time"], ON, withdrawn=True) for tracker in TRACKERS]
    yield f"| đã rút | {' | '.join(state or 'ra khỏi danh sách' for state in gone)} |"


def test_the_guide_shows_the_states(root: Path) -> None:
    """The table of the guide is the one that the data make."""
    guide = (root / "pipeline" / "push" / "README.md").read_text(encoding="utf-8")
    assert "\n".join(table()) in guide
