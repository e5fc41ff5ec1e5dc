"""The speed report names what misses its bound, and its figures are what it says they are."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.source import Source
from scripts.bench import speed

SOURCES = (Source("Giao Sở Y tế kiểm tra."), Source("Giao Sở Nội vụ báo cáo."))


def figures(**changed: dict[str, float]) -> dict[str, Any]:
    """Figures that hold every bound, but for those given."""
    good = {
        "speed": {"ratio": 0.3},
        "unmended": {"ratio": 0.4},
        "growth": {"x1": 1.0, "x8": 1.1},
        "start_up": {"seconds": 0.3},
        "memory": {"first": 60.0, "tenth": 70.0, "all": 70.0},
    }
    return {**good, **changed}


def test_good_figures_have_no_faults() -> None:
    """Within all bounds nothing is named."""
    assert list(speed.faults(figures())) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"speed": {"ratio": 0.14}}, "ratio: 0.140, the bound is 0.15"),
        ({"unmended": {"ratio": 0.19}}, "unmended: 0.190, the bound is 0.2"),
        ({"growth": {"x1": 1.0, "x8": 2.0}}, "growth: 2.000, the bound is 1.3"),
        ({"start_up": {"seconds": 0.6}}, "start-up, seconds: 0.600, the bound is 0.5"),
        ({"memory": {"tenth": 160.0, "all": 160.0}}, "memory, MB: 160.000, the bound is 150.0"),
        ({"memory": {"tenth": 70.0, "all": 80.0}}, "memory grown, MB: 10.000, the bound is 5.0"),
    ],
)
def test_each_bound_is_held(changed: dict[str, dict[str, float]], fault: str) -> None:
    """A figure beyond its bound is named with both."""
    assert list(speed.faults(figures(**changed))) == [fault]


def test_the_whole_way_ends_in_lines_of_records() -> None:
    """What is timed gives one line for the document and one for each task."""
    lines = speed.whole_way(SOURCES[0]).splitlines()
    assert lines
    assert all(line.startswith(b"{") for line in lines)


def test_stages_are_timed_and_left_as_they_were() -> None:
    """Every stage has its share, none takes more than the whole, and the stages are the same afterwards."""
    before = dict(vars(speed.STAGES))
    shares = speed.profile(SOURCES)
    assert len(shares) > 3
    assert all(share >= 0 for share in shares.values())
    assert dict(vars(speed.STAGES)) == before


def test_memory_is_marked_after_the_first_a_tenth_and_all() -> None:
    """Three marks of one process, none lower than the one before."""
    found = speed.memory_here(SOURCES, 20)
    assert found["first"] <= found["tenth"] <= found["all"]
