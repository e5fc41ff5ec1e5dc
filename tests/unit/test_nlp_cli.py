from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import cli
from tests.annotated import DIRECTIVE


def run(*argv: str | Path) -> int:
    """Run the command line in this process."""
    return cli.main([*map(str, argv)])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The records of the directive, with its text."""
    (tmp_path / "chi-thi.txt").write_text(DIRECTIVE, encoding="utf-8")
    assert run("extract", tmp_path / "chi-thi.txt", "-o", tmp_path / "out", "--keep-text", "--quiet") == 0
    return tmp_path / "out"


@pytest.mark.parametrize("form", ["label-studio", "doccano", "prodigy", "docbin"])
def test_what_was_exported_is_a_source_again(
    form: str, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a tool's file come gold, by which the records are wholly right, and the records themselves."""
    file, gold = tmp_path / "file", tmp_path / "gold"
    assert run("export", out, "--format", form, "-o", file) == 0
    assert run("export", file, "--format", "gold", "-o", gold) == 0
    capsys.readouterr()
    assert run("evaluate", gold, out, "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["overall"]["touch_free"] == {"rate": 1.0, "n": 4}
    assert run("export", file, "--format", "jsonl", "-o", tmp_path / "again") == 0
    for name in ("documents.jsonl", "tasks.jsonl"):
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes()


def test_a_correction_counts_against_the_records(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person took away in doccano is a fault of the records in the figures."""
    file = tmp_path / "file.jsonl"
    assert run("export", out, "--format", "doccano", "-o", file) == 0
    item = json.loads(file.read_text(encoding="utf-8"))
    gone = {one["id"] for one in item["entities"] if one["label"] == "SUPPORT"}
    item["entities"] = [one for one in item["entities"] if one["id"] not in gone]
    item["relations"] = [one for one in item["relations"] if one["from_id"] not in gone]
    file.write_text(json.dumps(item), encoding="utf-8")
    assert run("export", file, "--format", "gold", "-o", tmp_path / "gold") == 0
    capsys.readouterr()
    assert run("evaluate", tmp_path / "gold", out, "--json") == 0
    overall = json.loads(capsys.readouterr().out)["overall"]
    assert overall["support"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 0}
    assert overall["touch_free"] == {"rate": 0.75, "n": 4}


def test_a_file_that_is_no_source_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that no tool wrote is an error of the command line, not of the software."""
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    assert run("export", tmp_path / "a.docx", "--format", "csv", "-o", tmp_path / "b.csv") == 2
    assert "a.docx" in capsys.readouterr().err
    assert not (tmp_path / "b.csv").exists()


def test_spacy_is_asked_for_only_where_it_is_needed(out: Path, tmp_path: Path) -> None:
    """The other tools' files are made and read without it; a DocBin says how to install it."""

    def without_spacy(*argv: str | Path) -> subprocess.CompletedProcess[str]:
        code = "import sys; sys.modules['spacy'] = None; from pipeline.cli import main; sys.exit(main())"
        argv = (sys.executable, "-c", code, "export", *argv)
        return subprocess.run(argv, capture_output=True, text=True, check=False)

    assert without_spacy(out, "--format", "prodigy", "-o", tmp_path / "a").returncode == 0
    assert without_spacy(tmp_path / "a", "--format", "gold", "-o", tmp_path / "gold").returncode == 0
    assert run("export", out, "--format", "docbin", "-o", tmp_path / "b") == 0
    for argv in ((out, "--format", "docbin"), (tmp_path / "b", "--format", "gold")):
        done = without_spacy(*argv, "-o", tmp_path / "c")
        assert done.returncode == 2
        assert "giaoviec[spacy]" in done.stderr
