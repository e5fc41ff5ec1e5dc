"""The figures are held against the committed ones: a drop fails, whatever else rose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.bench import accuracy


def scored(lead: float = 0.9, touch_free: float = 0.5) -> dict[str, Any]:
    """What scoring one document gives."""
    document = {
        "task": 1.0,
        "lead": lead,
        "legal_ref": 1.0,
        "touch_free": touch_free,
        "tasks": 4,
        "read": True,
    }
    overall = {"lead": {"p": lead, "r": lead, "f1": lead, "n": 4}, "touch_free": {"rate": touch_free, "n": 4}}
    return {"overall": overall, "documents": {"cong-van": document}, "misses": [{"label": "1.a"}]}


@pytest.fixture
def baseline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A baseline of 0.9 and 0.5 for one set of documents, and nothing else to measure."""
    path = tmp_path / "baseline.json"
    figures = {key: scored()[key] for key in ("overall", "documents")}
    path.write_text(json.dumps({"reason": "first", "accuracy": {"corpus": figures}}), encoding="utf-8")
    monkeypatch.setattr(accuracy, "BASELINE", path)
    monkeypatch.setattr(
        accuracy, "SETS", {"corpus": (tmp_path, tmp_path), "shared": (tmp_path / "none", tmp_path)}
    )
    return path


def measured(monkeypatch: pytest.MonkeyPatch, **figures: float) -> None:
    """Let the extraction score these figures."""
    monkeypatch.setattr(accuracy, "measure", lambda *_: scored(**figures))


@pytest.mark.usefixtures("baseline")
def test_the_same_figures_pass(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing moved, nothing is marked; a set that is not here is said to be missing."""
    measured(monkeypatch)
    assert accuracy.main([]) == 0
    out = capsys.readouterr().out
    assert accuracy.DOWN not in out
    assert accuracy.UP not in out
    assert "shared: not here" in out


@pytest.mark.usefixtures("baseline")
def test_a_drop_fails_though_another_figure_rose(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One field falls, one rises: the status is 1, and both are marked."""
    measured(monkeypatch, lead=0.8, touch_free=0.6)
    assert accuracy.main([]) == 1
    captured = capsys.readouterr()
    assert "corpus: lead: 0.9000 → 0.8000" in captured.err
    assert accuracy.UP in captured.out


def test_a_field_that_is_gone_counts_as_a_drop() -> None:
    """A figure cannot be lost by no longer measuring it."""
    assert list(accuracy.drops({}, {"lead": {"f1": 0.9, "n": 4}})) == ["lead: no longer measured"]


def test_accepting_writes_the_figures_and_the_reason(monkeypatch: pytest.MonkeyPatch, baseline: Path) -> None:
    """After --accept the lower figures are the ones to hold; sets not measured keep theirs."""
    kept = json.loads(baseline.read_text(encoding="utf-8"))
    kept["accuracy"]["shared"] = {"overall": {}, "documents": {}}
    baseline.write_text(json.dumps(kept), encoding="utf-8")
    measured(monkeypatch, lead=0.8)
    assert accuracy.main(["--accept", "headings read more strictly"]) == 0
    assert accuracy.main([]) == 0
    found = json.loads(baseline.read_text(encoding="utf-8"))
    assert found["reason"] == "headings read more strictly"
    assert set(found["accuracy"]) == {"corpus", "shared"}


@pytest.mark.usefixtures("baseline")
def test_figures_and_misses_can_be_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --json the figures are one JSON object; with --misses the tasks that failed are listed."""
    measured(monkeypatch)
    accuracy.main(["--json"])
    assert json.loads(capsys.readouterr().out)["corpus"]["overall"]["lead"]["f1"] == 0.9
    accuracy.main(["--misses", "1"])
    assert '{"label": "1.a"}' in capsys.readouterr().out


def test_without_a_baseline_every_figure_is_new(
    monkeypatch: pytest.MonkeyPatch, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first measurement fails nothing."""
    baseline.unlink()
    measured(monkeypatch)
    assert accuracy.main([]) == 0
    assert f"0.9000 {accuracy.NEW}" in capsys.readouterr().out
