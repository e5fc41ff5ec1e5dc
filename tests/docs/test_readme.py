"""The README is true: its examples run, its tables name what exists."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer.overlays.overlay import read_overlay
from pipeline.cli.arguments import GROUPS
from pipeline.records import DocumentRecord, TaskRecord

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = sorted(ROOT.glob("pipeline/*/README.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# What a user gets as `giaoviec`, for tests that run without it being installed.
COMMAND = '#!/bin/sh\nexec "{python}" -m pipeline.cli "$@"\n'


def blocks(language: str) -> list[str]:
    """The fenced blocks of the README and of the guides beside the code in `language`."""
    texts = [README, *(path.read_text(encoding="utf-8") for path in GUIDES)]
    return [body for text in texts for name, body in BLOCK.findall(text) if name == language]


@pytest.fixture
def place(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample documents, where `giaoviec` is a command."""
    shutil.copytree(root / "corpus", tmp_path / "corpus")
    command = tmp_path / "bin" / "giaoviec"
    command.parent.mkdir()
    command.write_text(COMMAND.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(root))
    return tmp_path


def test_there_are_examples() -> None:
    """The tests below have something to run."""
    assert blocks("sh")
    assert blocks("python")
    assert blocks("toml")


@pytest.mark.parametrize("example", blocks("sh"))
def test_shell_examples_run(example: str, place: Path) -> None:
    """Every line that the README asks the user to type succeeds."""
    done = subprocess.run(["sh", "-e"], input=example, cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (place / "out" / "tasks.jsonl").read_bytes()


@pytest.mark.parametrize("example", blocks("python"))
def test_python_examples_run(example: str, place: Path) -> None:
    """The Python example works as it stands, and prints tasks."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example], cwd=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("example", blocks("toml"))
def test_examples_of_data_are_right(example: str, tmp_path: Path) -> None:
    """What the README shows to be laid over the gazetteer can be laid over it."""
    (tmp_path / "a.toml").write_text(example, encoding="utf-8")
    assert read_overlay(tmp_path).problems == ()


def test_every_command_is_explained() -> None:
    """The README has a line for each command that `giaoviec --help` lists, and for no other."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "--help"], capture_output=True, text=True, check=True
    )
    listed = set(re.findall(r"^  (\w+) {2,}", done.stdout, re.MULTILINE)) - {"LỆNH"}
    assert set(re.findall(r"^\| `giaoviec (\w+)", README, re.MULTILINE)) == listed
    for group, commands in GROUPS.items():
        assert set(re.findall(rf"^\| `giaoviec {group} (\w+)", README, re.MULTILINE)) == set(commands)


@pytest.mark.parametrize("record", [TaskRecord, DocumentRecord], ids=lambda record: record.__name__)
def test_every_field_is_explained(record: type[TaskRecord | DocumentRecord]) -> None:
    """The README names each field of the records."""
    assert {name for name in record.model_fields if f"`{name}`" not in README} <= {"schema_version"}


def test_every_file_named_exists(root: Path) -> None:
    """Each path and module that the README points to is there."""
    named = set(re.findall(r"`((?:pipeline|gazetteer|scripts|corpus|annotations)/[\w./-]*)`", README))
    named |= {name.replace(".", "/") for name in re.findall(r"-m (scripts[.\w]+)", README)}
    named |= set(re.findall(r"\]\(([\w./-]+)\)", README))
    missing = {name for name in named if not any((root / (name + end)).exists() for end in ("", ".py"))}
    assert missing == set()
