"""What a run does with files that are no plain text: archives, e-mails, dangerous files, places on pages."""

from __future__ import annotations

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine import Options, Summary, list_inputs, run
from pipeline.readers import Limits, read_source
from pipeline.source import Box, PlacedWords, Source
from pipeline.spans import Span
from tests import fakes


def lines(path: Path) -> list[dict[str, Any]]:
    """Return every record of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def archive(files: dict[str, bytes]) -> bytes:
    """Return a zip of `files`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


HERE = Options(workers=1)


def extract(inputs: list[Path], out: Path, options: Options = HERE) -> Summary:
    """Run with the fake extractor."""
    return run(list(map(str, inputs)), out, options, read=read_source, extract=fakes.extract)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an archive in an archive, and an e-mail with an attachment."""
    folder = tmp_path / "in"
    folder.mkdir()
    inner = archive({"c.txt": "Giao C làm.\n".encode()})
    files = {"2024/a.txt": "Giao A làm.\n".encode(), "b.zip": inner, "logo.xyz": b"x", "../d.txt": b"x"}
    (folder / "thu.zip").write_bytes(archive(files))
    mail = EmailMessage()
    mail["From"] = mail["To"] = "van.thu@example.vn"
    mail["Subject"] = "Kế hoạch"
    mail.set_content("Giao D làm.\n")
    mail.add_attachment("Giao E làm.\n", filename="e.txt")
    (folder / "thu.eml").write_bytes(bytes(mail))
    return folder


def test_an_archive_is_a_folder_of_documents(folder: Path, tmp_path: Path) -> None:
    """Every file in it is a document of its own, inner archives too; a dangerous path is an error by name."""
    out = tmp_path / "out"
    summary = extract([folder], out)
    paths = [record["source"]["path"].removeprefix(f"{folder}/") for record in lines(out / "documents.jsonl")]
    assert paths == ["thu.eml/body.txt", "thu.eml/e.txt", "thu.zip/2024/a.txt", "thu.zip/b.zip/c.txt"]
    assert (summary.documents, summary.failed, summary.skipped) == (4, 1, 1)
    errors = {record["code"]: record for record in lines(out / "errors.jsonl")}
    assert set(errors) == {"unsafe-path", "not-a-document"}
    assert "../d.txt" in errors["unsafe-path"]["message"]


def test_an_archive_beyond_the_limits_is_refused_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    """The limits of a run hold for what is packed as well."""
    (folder / "z.txt").write_text("Giao Z làm.\n", encoding="utf-8")
    extract([folder], tmp_path / "out", Options(workers=1, limits=Limits(entries=1)))
    codes = [record["code"] for record in lines(tmp_path / "out" / "errors.jsonl")]
    assert "too-many-entries" in codes
    assert lines(tmp_path / "out" / "documents.jsonl")[-1]["source"]["path"].endswith("z.txt")


def test_a_zip_under_another_name_is_opened(tmp_path: Path) -> None:
    """Content tells what a file is, not its name."""
    (tmp_path / "kh.docx").write_bytes(archive({"a.txt": "Giao A làm.\n".encode()}))
    found = list_inputs([str(tmp_path)], out=tmp_path / "out")
    assert [entry.file for entry in found] == [str(tmp_path / "kh.docx" / "a.txt")]


def test_a_stopped_run_goes_on_inside_an_archive(folder: Path, tmp_path: Path) -> None:
    """What was finished of an archive is kept."""

    def read(path: str, /, *, limits: Limits) -> Source:
        if path.endswith("c.txt"):
            raise KeyboardInterrupt
        return read_source(path, limits=limits)

    options = Options(workers=1)
    with pytest.raises(KeyboardInterrupt):
        run([str(folder)], tmp_path / "out", options, read=read, extract=fakes.extract)
    assert extract([folder], tmp_path / "out").resumed >= 4


def test_a_file_that_computes_for_ever_is_stopped_by_name(tmp_path: Path) -> None:
    """Its process ends after its share of computing; the other documents are read."""
    (tmp_path / "a.html").write_text("<p>Giao A làm.</p>", encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>ENDLESS</p>", encoding="utf-8")
    (tmp_path / "c.html").write_text("<p>Giao C làm.</p>", encoding="utf-8")
    summary = extract([tmp_path], tmp_path / "out", Options(workers=1, limits=Limits(seconds=1)))
    assert (summary.documents, summary.failed) == (2, 1)
    (error,) = lines(tmp_path / "out" / "errors.jsonl")
    assert error["code"] == "timed-out"
    assert error["file"].endswith("b.html")


def placed(path: str, /, *, limits: Limits) -> Source:
    """Read a text as if it stood on a page."""
    source = read_source(path, limits=limits)
    words = PlacedWords(sizes=[(595.0, 842.0)])
    words.add(Span(0, 4), Box(1, 70, 80, 100, 92), 95)
    return Source(source.text, source.path, source.sha256, words=words)


def test_boxes_are_written_where_asked_for(tmp_path: Path) -> None:
    """One file a document, beside the records; none for a source without pages."""
    (tmp_path / "a.txt").write_text("Giao A làm.\n", encoding="utf-8")
    out, asked = tmp_path / "out", Options(workers=1, boxes=True)
    run([str(tmp_path / "a.txt")], out, asked, read=placed, extract=fakes.extract)
    (path,) = (out / "boxes").iterdir()
    record = json.loads(path.read_bytes())
    assert record["tasks"][0]["boxes"] == [{"page": 1, "left": 70, "top": 80, "right": 100, "bottom": 92}]
    assert record["words"][0]["confidence"] == 95
    extract([tmp_path / "a.txt"], tmp_path / "plain", asked)
    assert not (tmp_path / "plain" / "boxes").exists()
