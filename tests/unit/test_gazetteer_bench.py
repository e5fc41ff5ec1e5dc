"""The benchmark of the gazetteer names every figure that misses its bound."""

from __future__ import annotations

import pytest

from scripts.bench.gazetteer import best, faults

GOOD = {
    "load_gazetteer with imports, s": 0.1,
    "automaton, s": 0.2,
    "memory with every part, MB": 70.0,
    "ratio": 5.0,
    "strings": 600_000.0,
}


def test_good_figures_have_no_faults() -> None:
    """Figures inside their bounds are not named."""
    assert list(faults(GOOD)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("load_gazetteer with imports, s", 0.3),
        ("automaton, s", 0.3),
        ("memory with every part, MB", 120.0),
        ("ratio", 4.99),
        ("strings", 120_000.0),
    ],
)
def test_a_figure_out_of_bounds_is_named(name: str, value: float) -> None:
    """Each bound is one, and the report says which was missed."""
    [fault] = faults(GOOD | {name: value})
    assert fault.startswith(name.split(",", maxsplit=1)[0].split(" with", maxsplit=1)[0])


def test_the_parts_run_by_themselves() -> None:
    """A part gives the figures that its bounds are about, from fresh processes."""
    assert best("load").keys() & GOOD.keys() == GOOD.keys() - {"ratio"}
