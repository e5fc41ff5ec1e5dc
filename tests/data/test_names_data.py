"""Every name of annotations/names.toml, through the real resolver; and the check against wrong ones."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gazetteer import load_gazetteer
from pipeline.mentions.agencies.resolve import resolve

GAZETTEER = load_gazetteer()
CASES = tomllib.loads(
    Path(__file__).parents[2].joinpath("annotations", "names.toml").read_text(encoding="utf-8")
)["case"]
KEYS = {"words", "issuer", "on", "id", "doubt", "why"}


def wrong(cases: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The cases that come out otherwise: the words, what was expected, what came."""
    for case in cases:
        found = resolve(case["words"], GAZETTEER, GAZETTEER.issuer(case["issuer"]), case["on"].isoformat())
        expected = case["id"], case.get("doubt", "")
        came = (found.agency_id or "", found.doubt) if found else ("", "")
        if came != expected:
            yield f"{case['words']} ({case['on']}): {expected} expected, {came} found"


def test_every_name_means_whom_a_reader_meant() -> None:
    """Each name by hand comes out with its id and its doubt."""
    assert list(wrong(CASES)) == []


def test_a_wrong_expectation_is_found() -> None:
    """Another id, an id for nobody, or another doubt is named with what was expected and what came."""
    right = next(case for case in CASES if case["id"])
    stranger = next(case for case in CASES if not case["id"] and "doubt" not in case)
    bad = [right | {"id": "vn.chinh-phu"}, stranger | {"id": "vn.chinh-phu"}, right | {"doubt": "close-name"}]
    assert len(list(wrong(bad))) == 3
    assert "vn.chinh-phu" in next(wrong(bad))
    assert right["id"] in next(wrong(bad))


def test_cases_are_whole_and_stand_once() -> None:
    """At least 100 cases with known keys, none twice; each id is an entity's, each issuer is known."""
    assert len(CASES) >= 100
    assert len({(case["words"], case["issuer"], case["on"]) for case in CASES}) == len(CASES)
    for case in CASES:
        assert case.keys() <= KEYS, case
        assert type(case["on"]) is date, case
        assert GAZETTEER.issuer(case["issuer"]).level != "unknown", case
        assert not case["id"] or GAZETTEER.state.registry.entity(case["id"]) is not None, case
