"""Reading files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.readers import Limits, read_source
from pipeline.spans import Span
from tests import legacy

_TEXT = "Số: 13/CT-UBND\nGiao Sở Nội vụ chủ trì."


def test_reads_a_file(tmp_path: Path) -> None:
    """A UTF-8 file comes as its text, with its path, hash, type and encoding."""
    file = tmp_path / "a.md"
    file.write_text(_TEXT, encoding="utf-8")
    source = read_source(file)
    assert source.text == _TEXT
    assert source.path == str(file)
    assert source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (source.media_type, source.encoding, source.pages, source.ocr) == (
        "text/markdown",
        "utf-8",
        (),
        False,
    )


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_encodings(codec: str, name: str) -> None:
    """UTF-8 and UTF-16 are read with and without a mark, and the mark is no part of the text."""
    source = read_source("a.txt", _TEXT.encode(codec))
    assert source.text == _TEXT
    assert source.encoding == name
    assert source.media_type == "text/plain"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viqr", "windows-1258"])
def test_old_encodings(encoding: str) -> None:
    """A file in an encoding from before Unicode is read, and its encoding is named."""
    text = "Giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành tổ chức thực hiện."
    source = read_source("a.txt", legacy.written(text, encoding))
    assert (legacy.composed(source.text), source.encoding) == (text, encoding)


def test_big_endian_mark() -> None:
    """UTF-16 with the mark of the big end first is read."""
    assert read_source("a", b"\xfe\xff" + _TEXT.encode("utf-16-be")).text == _TEXT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b" \n\r\n\t", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"%!PS-Adobe-3.0", "unknown-format"),
        (b"Rar!\x1a\x07\0", "unknown-format"),
        (b"PK\x03\x04abc", "broken-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", "broken-file"),
        (b"abc\0def\0\0\0", "binary-file"),
        (b"\0\1\2\3\4\5", "binary-file"),
        (b"Uy ban nh\xe2n d\xe2n", "unknown-encoding"),
        (b"\xff\xfea", "unknown-encoding"),
    ],
)
def test_what_is_no_text(data: bytes, code: str) -> None:
    """Bytes that hold no text raise an error that says what they are."""
    with pytest.raises(InputError) as caught:
        read_source("a.txt", data)
    assert caught.value.code == code
    assert caught.value.file == "a.txt"
    assert str(caught.value)


def test_bad_byte_has_its_place() -> None:
    """The error for bytes of no known encoding names the first bad byte."""
    with pytest.raises(InputError) as caught:
        read_source("a.txt", "Ủy".encode() + b"\xe2\x28")
    assert caught.value.place == "byte 4"


def test_size_limit(tmp_path: Path) -> None:
    """A file over the limit is refused before it is read, and so are bytes."""
    file = tmp_path / "a.txt"
    file.write_bytes(b"abcd")
    assert read_source(file, limits=Limits(size=4)).text == "abcd"
    for data in (None, b"abcd"):
        with pytest.raises(InputError) as caught:
            read_source(file, data, limits=Limits(size=3))
        assert caught.value.code == "too-large"


def test_missing_and_unreadable(tmp_path: Path) -> None:
    """A file that is not there and a folder in its place have errors of their own."""
    for path, code in ((tmp_path / "no.txt", "vanished"), (tmp_path, "unreadable")):
        with pytest.raises(InputError) as caught:
            read_source(path)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("a\fb", [(0, 2), (2, 3)]),
        ("a\fb\f", [(0, 2), (2, 4)]),
        ("a\f\n", [(0, 3)]),
        ("\f\n", [(0, 2)]),
        ("a", []),
    ],
)
def test_pages(text: str, pages: list[tuple[int, int]]) -> None:
    """Form feeds part the pages, every character is on one page, and an empty last page is none."""
    if text.isspace():
        text, pages = "x" + text, [(0, 3)]
    assert read_source("a.txt", text.encode()).pages == tuple(Span(*page) for page in pages)
