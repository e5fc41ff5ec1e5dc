"""What `giaoviec doctor` says of a machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline import cli
from pipeline.readers import health
from pipeline.readers.health import Health, check_formats, reads_vietnamese
from pipeline.readers.tools import EXTRAS, ToolError


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """A machine that has only the programs and packages put into this set; none at first."""
    there: set[str] = set()
    monkeypatch.setattr(health, "find_tool", lambda name: f"/bin/{name}" if name in there else None)
    monkeypatch.setattr(health, "find_spec", lambda name: name if name in there else None)
    monkeypatch.setattr(health, "run_tool", lambda argv, seconds: b"eng\nvie\n")  # noqa: ARG005
    reads_vietnamese.cache_clear()
    yield there
    reads_vietnamese.cache_clear()


def state(suffix: str) -> Health:
    """The row of a format."""
    return next(row for row in check_formats() if suffix in row.suffixes)


def test_text_needs_nothing(bare: set[str]) -> None:
    """Plain text, RTF, e-mails and archives are read on any machine."""
    assert not bare
    assert state(".txt") == Health((".txt", ".md", ".rtf", ".eml", ".zip"), "full", (), "")


def test_what_is_missing_comes_with_the_command_that_installs_it(bare: set[str]) -> None:
    """Packages by pip with the extra of this project, programs by apt-get."""
    assert state(".docx").install == "pip install 'giaoviec[office]'"
    bare.update(EXTRAS)
    assert state(".docx").state == "full"
    assert state(".jpg").install == "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
    bare.add("tesseract")
    reads_vietnamese.cache_clear()
    assert state(".jpg").state == "full"


def test_a_lighter_tool_is_said_to_be_lighter(bare: set[str]) -> None:
    """Antiword reads .doc where LibreOffice is missing, and the command for the better one is given."""
    bare.update({"lxml", "antiword"})
    row = state(".doc")
    assert (row.state, row.found) == ("light", ("antiword",))
    assert "libreoffice" in row.install


def test_tesseract_without_vietnamese_is_not_enough(bare: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its data are a package of their own, and a Tesseract that fails has none."""
    bare.add("tesseract")
    monkeypatch.setattr(health, "run_tool", lambda argv, seconds: b"eng\nosd\n")  # noqa: ARG005
    assert not reads_vietnamese()

    def fail(argv: object, seconds: object) -> bytes:
        raise ToolError("tesseract", f"{argv} {seconds}")

    reads_vietnamese.cache_clear()
    monkeypatch.setattr(health, "run_tool", fail)
    assert not reads_vietnamese()


@pytest.mark.parametrize(("lang", "word"), [("vi", "chưa đọc được"), ("en", "not readable")])
def test_doctor_shows_every_format(
    bare: set[str], lang: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table; the exit code says whether something is missing."""
    assert cli.main(["doctor", "--lang", lang]) == 1
    shown = " ".join(capsys.readouterr().out.split())
    assert ".docx" in shown
    assert word.split(maxsplit=1)[0] in shown
    bare.update({*EXTRAS, "tesseract", "soffice"})
    reads_vietnamese.cache_clear()
    assert cli.main(["doctor", "--lang", lang]) == 0
