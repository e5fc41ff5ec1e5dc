"""Setting up: quick when nothing is to be done, and clear about what is missing."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

from scripts import environment


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A place without an environment."""
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp")
    return tmp_path


def test_an_old_python_is_told_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.10 gets a message with its own version and the command to type."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(
        SystemExit, match=r"Cần Python 3\.11 .* 3\.10\. .*python3\.11 -m scripts\.run\nPython 3"
    ):
        environment.ready("scripts.run")


@pytest.mark.parametrize("name", ["environment", "run", "test"])
def test_an_old_python_can_parse_the_way_to_that_message(root: Path, name: str) -> None:
    """The modules that run before the version is looked at use no syntax newer than Python 3.7."""
    ast.parse((root / "scripts" / f"{name}.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_a_python_without_venv_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, nothing_installed: Path
) -> None:
    """On Debian the package python3-venv is named, and nothing is made."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        environment.ready("scripts.run")
    assert list(nothing_installed.iterdir()) == []


def test_an_environment_that_is_ready_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, nothing_installed: Path
) -> None:
    """The second call finds the stamp of the first and installs nothing."""
    calls = []

    def install() -> None:
        calls.append(1)
        (nothing_installed / "python").touch()

    monkeypatch.setattr(environment, "_install", install)
    assert environment.ready("scripts.run") == environment.ready("scripts.run")
    assert len(calls) == 1


def test_a_changed_lock_file_is_installed(monkeypatch: pytest.MonkeyPatch, nothing_installed: Path) -> None:
    """A stamp made from other files does not count."""
    (nothing_installed / "python").touch()
    (nothing_installed / "stamp").write_text("of yesterday", encoding="utf-8")
    calls = []
    monkeypatch.setattr(environment, "_install", lambda: calls.append(1))
    environment.ready("scripts.run")
    assert calls
