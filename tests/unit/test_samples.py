"""Making the samples, and the figures that are taken of them."""

from __future__ import annotations

import io
import os
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.source import Source
from scripts import marked
from scripts.bench import formats, fuzz
from scripts.samples.catalog import Sample
from scripts.samples.letters import encoded, old_font_runs
from scripts.samples.numbering import Counter
from scripts.samples.paper import Table, printed, read_paper
from scripts.samples.word import Style, make_docx, plain_runs

LETTER = """\
UBND TỈNH A
SỞ B | CỘNG HÒA
Độc lập
Số: 1/B | A, ngày 1
V/v c |

Kính gửi: | - Sở D;
- Sở E.

1. Làm.

TT | Việc | Ai
I | Nhóm |
1 | Làm | Sở D

Nơi nhận:
- Lưu. | GIÁM ĐỐC


Nguyễn Văn F
"""


def test_a_letter_is_read_and_printed() -> None:
    """Its letterhead, tables and signature are found, and printing them gives the text."""
    paper = read_paper(LETTER)
    tables = [block for block in paper if isinstance(block, Table)]
    assert [table.ruled for table in tables] == [False, False, True, False]
    assert tables[0].rows[0] == ("UBND TỈNH A\nSỞ B", "CỘNG HÒA\nĐộc lập")
    assert tables[2].rows[1] == ("I", "Nhóm", "")
    assert tables[3].rows[0][1].endswith("Nguyễn Văn F")
    assert printed(paper) == LETTER


def test_markdown_is_read() -> None:
    """Rows of Markdown become rows, its dashes and stars go, <br> parts paragraphs, empty lines are none."""
    paper = read_paper("| A ----- | *B<br>C* |\n| --- | --- |\n\nLàm.\n")
    assert paper == (Table((("A", "B\nC"),), ruled=False), "Làm.")


def test_enumerators_are_counted() -> None:
    """What a word processor would print is left to it; what it would print otherwise stays in the text."""
    counter = Counter()
    taken = [counter.take(text) for text in ("I. A", "1. B", "a) C", "- D", "1.1. E", "3. F", "2. G", "H")]
    assert [one and one.text for one in taken] == ["A", "B", "C", "D", "E", None, "G", None]


def test_a_document_is_always_the_same() -> None:
    """The same paper gives the same bytes, without the enumerators in its text."""
    made = [make_docx(read_paper(LETTER), Style(plain_runs, revised=True, footnote="G")) for _ in range(2)]
    assert made[0] == made[1]
    body = zipfile.ZipFile(io.BytesIO(made[0])).read("word/document.xml").decode()
    assert "Làm." in body
    assert "1. Làm." not in body


WORDS = "Cộng hòa xã hội, Đức, Uỷ ban ưỡng"


@pytest.mark.parametrize(
    ("encoding", "seen"),
    [
        ("tcvn3", "Céng hßa x· héi, §øc, Uû ban \xadìng"),
        ("vni", "Coäng hoøa xaõ hoäi, Ñöùc, Uyû ban öôõng"),
        ("viqr", "Co^.ng ho`a xa~ ho^.i, DDu+'c, Uy? ban u+o+~ng"),
    ],
)
def test_old_encodings(encoding: str, seen: str) -> None:
    """Known words look as they do where their bytes are taken for Latin-1."""
    assert encoded(WORDS, encoding).decode("latin-1") == seen


def test_an_encoding_that_python_has() -> None:
    """What is written in windows-1258 can be read back."""
    assert unicodedata.normalize("NFC", encoded(WORDS, "windows-1258").decode("cp1258")) == WORDS


def test_capitals_of_tcvn3_are_in_a_font_of_theirs() -> None:
    """A text file loses capitals with tones, runs of fonts keep them."""
    assert encoded("SỞ Đ", "tcvn3") == encoded("Sở Đ", "tcvn3")
    assert list(old_font_runs("SỞ Đ")) == [(".VnTime", "S"), (".VnTimeH", "ë"), (".VnTime", " §")]


def test_a_change_that_is_not_in_the_text_is_an_error() -> None:
    """A sample whose document has other words than its list says is not made."""
    sample = Sample("a.txt", "text", "cong-van-bo-2013", "", [("không có ở đâu cả", "")], {})
    with pytest.raises(ValueError, match="cong-van-bo-2013"):
        _ = sample.raw


def test_agreement() -> None:
    """It is the part of the words that both texts have; punctuation and order do not count."""
    assert formats.agreement("a, b c", "c | b\na") == 1
    assert formats.agreement("a b c d", "a b") == pytest.approx(2 / 3)


def test_a_file_that_is_refused_is_shown(tmp_path: Path) -> None:
    """The reason stands where the figures would."""
    one = formats.measure(formats.Original("a.txt", tmp_path / "a.txt", "a", None, "chữ"))
    assert one.refused == "vanished"
    assert "vanished" in "\n".join(formats.lines([one]))


def test_the_readme_gets_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands between the marks is replaced, the rest stays; without marks nothing is written."""
    readme = tmp_path / "README.md"
    begin, end = f"<!-- {formats.BLOCK} -->\n", f"<!-- /{formats.BLOCK} -->\n"
    monkeypatch.setattr(marked, "README", readme)
    monkeypatch.setattr(formats, "samples", lambda: iter([formats.Original("a", readme, "a b", None, "chữ")]))
    readme.write_text(f"a b\n{begin}old\n{end}c\n", encoding="utf-8")
    assert formats.main(["--readme"]) == 0
    written = readme.read_text(encoding="utf-8")
    assert written.startswith(f"a b\n{begin}\n| dạng |")
    assert written.endswith(f"\n{end}c\n")
    readme.write_text("a b", encoding="utf-8")
    assert formats.main(["--readme"]) == 1


def reading(work: Callable[[Path], object]) -> Callable[[Path], Source]:
    """A reader that does something to the file's path first."""

    def read(path: Path) -> Source:
        work(path)
        return Source(text="a")

    return read


def refuse(path: Path) -> None:
    """Refuse a file by name."""
    raise InputError("encrypted", file=str(path))


def fail(path: Path) -> None:
    """Fail on a file."""
    raise KeyError(str(path))


@pytest.mark.parametrize(
    ("work", "seen"),
    [
        (refuse, None),
        (fail, "KeyError"),
        (lambda path: os.open(path, os.O_RDONLY), "left behind"),
        (lambda _: tempfile.mkdtemp(), "left behind"),
    ],
)
def test_faults_are_seen(
    work: Callable[[Path], object], seen: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal is none; another error, an open file, a temporary file that stays are faults."""
    monkeypatch.setattr(fuzz, "read_source", reading(work))
    found = fuzz.fault("a.txt", b"a")
    assert found is None if seen is None else seen in (found or "")


def test_a_slow_file_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """More seconds than allowed are named."""
    monkeypatch.setattr(fuzz, "SECONDS", -1.0)
    assert "seconds" in (fuzz.fault("a.txt", b"a") or "")
