"""Every sample directive with all records that the command line writes for it, as last accepted.

    pytest tests/golden --accept-golden    write the records as they are now

A file that is missing is written, and the run fails, so that nothing is accepted unseen.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main

GOLDEN = Path(__file__).resolve().parent
ROOT = GOLDEN.parent.parent
NAMES = sorted(path.stem for path in (ROOT / "corpus").glob("*.txt"))


def records(name: str, out: Path) -> dict[str, Any]:
    """What the command line writes for one sample directive, run from the top folder."""
    assert main(["extract", f"corpus/{name}.txt", "-o", str(out)]) == 0
    [document] = _lines(out / "documents.jsonl")
    return {"document": document, "tasks": _lines(out / "tasks.jsonl")}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def written(found: dict[str, Any]) -> str:
    """The records as text to compare by line: a field a line, lists of the document an entry a line."""
    document = [f"{_json(key)}: {_entries(value)}" for key, value in found["document"].items()]
    tasks = [
        ",\n".join(f"{_json(key)}: {_json(value)}" for key, value in task.items()) for task in found["tasks"]
    ]
    rows = ",\n".join(f"{{\n{task}\n}}" for task in tasks)
    fields = ",\n".join(document)
    return f'{{"document": {{\n{fields}\n}},\n"tasks": [{rows}]}}\n'


def _entries(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f" {_json(entry)}" for entry in value) + "\n]"
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def check(path: Path, text: str, *, accept: bool) -> None:
    """Fail unless `path` holds `text`; write it where it is missing, or on request."""
    missing = not path.exists()
    if missing or accept:
        path.write_text(text, encoding="utf-8")
    if missing and not accept:
        pytest.fail(f"{path.name} was missing and has been written: read it, then run again")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", NAMES)
def test_records_are_those_accepted(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """A sample directive gives the records that were last accepted, to the last field."""
    monkeypatch.chdir(ROOT)
    text = written(records(name, tmp_path))
    assert json.loads(text) == records(name, tmp_path / "again")
    check(GOLDEN / f"{name}.json", text, accept=pytestconfig.getoption("--accept-golden"))


def test_every_sample_has_its_file_and_no_other() -> None:
    """The folder is not empty, lacks no sample directive and holds nothing that belongs to none."""
    assert NAMES
    assert sorted(path.stem for path in GOLDEN.glob("*.json")) == NAMES


def test_a_missing_file_is_written_and_fails(tmp_path: Path) -> None:
    """What was never seen is not accepted by itself."""
    path = tmp_path / "a.json"
    with pytest.raises(pytest.fail.Exception, match=r"a\.json was missing"):
        check(path, "x", accept=False)
    assert path.read_text(encoding="utf-8") == "x"


def test_other_records_fail_until_they_are_accepted(tmp_path: Path) -> None:
    """A difference fails, and is accepted only on request."""
    path = tmp_path / "a.json"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(AssertionError):
        check(path, "y", accept=False)
    assert path.read_text(encoding="utf-8") == "x"
    check(path, "y", accept=True)
    check(path, "y", accept=False)
