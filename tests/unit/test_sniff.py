"""What format a file has."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.readers.sniff import sniff
from tests.odt_files import odt, zipped
from tests.ole_files import ole

TYPES = "[Content_Types].xml"
DOCX = zipped({TYPES: "<Types/>", "word/document.xml": "<w/>"})
WORD = ole({"WordDocument": bytes(12), "1Table": b""})
MAIL = b"Received: by mx\r\n id 5\r\nFrom: a@b.vn\r\nSubject: Ke hoach\r\n\r\nKinh gui"
SAVED_PAGE = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\nHTTP/1.1 200 OK\r\n\r\n" + bytes(900) + b"%PDF-1.4", "pdf"),
        (DOCX, "docx"),
        (odt("<text:p>a</text:p>"), "odt"),
        (WORD, "doc"),
        (ole({"Workbook": b"", "WordDocument": bytes(12)}), "doc"),
        (b"{\\rtf1\\ansi a}", "rtf"),
        (b"\xef\xbb\xbf {\\rtf1 a}", "rtf"),
        (zipped({"a.txt": "a", "word/b.txt": "b"}), "zip"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf\n<HTML lang=vi>", "html"),
        ("\ufeff<html><body>".encode("utf-16-le"), "html"),
        (b"<?xml version='1.0'?>\n<!-- a -->\n<html xmlns='x'>", "html"),
        (b"<div class=a><p>Kinh gui</p></div>", "html"),
        (SAVED_PAGE, "html"),
        (MAIL, "eml"),
        (MAIL.replace(b"Subject", SAVED_PAGE.split(b"\n")[1] + b"\r\nSubject"), "eml"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"II*\0", "tiff"),
        (b"MM\0*", "tiff"),
        (b"GIF89a", "gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "bmp"),
        ("BM 01: biểu mẫu báo cáo kèm theo".encode(), "text"),
        ("V/v: báo cáo\nKính gửi: Sở Y tế".encode(), "text"),
        ("Nội dung: a\nFrom: b\nTo: c\n".encode(), "text"),
        (b"# Ke hoach\n", "text"),
        (b"", "text"),
    ],
)  # fmt: skip
def test_content_tells_the_format(data: bytes, kind: str) -> None:
    """The bytes decide, under whatever name they come."""
    for name in ("a.doc", "a.docx", "a.pdf", "a.txt", "a"):
        assert sniff(data, name) == kind


def test_a_name_decides_where_content_cannot() -> None:
    """Markdown may begin with a piece of HTML, a whole page is a page even so."""
    assert sniff(b"<center>Ke hoach</center>\n", "a.md") == "text"
    assert sniff(b"<center>Ke hoach</center>\n", "a.txt") == "html"
    assert sniff(b"<html><body>Ke hoach", "a.md") == "html"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped({TYPES: "", "xl/workbook.xml": ""}), "xlsx"),
        (zipped({TYPES: "", "ppt/presentation.xml": ""}), "pptx"),
        (zipped({TYPES: "", "Documents/1.xaml": ""}), "ooxml"),
        (zipped({"mimetype": "application/epub+zip"}), "epub"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, squeeze=False),
            "opendocument",
        ),
        (ole({"Workbook": b""}), "xls"),
        (ole({"PowerPoint Document": b""}), "ppt"),
        (ole({"__properties_version1.0": b""}), "msg"),
        (ole({"Contents": b""}), "ole"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07\x01", "rar"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', "word-xml"),
    ],
)
def test_other_formats_are_named(data: bytes, kind: str) -> None:
    """A format that cannot be read is refused under its own name."""
    with pytest.raises(InputError) as caught:
        sniff(data, "a.doc")
    assert (caught.value.code, caught.value.file) == ("unknown-format", "a.doc")
    assert caught.value.details == {"format": kind}


@pytest.mark.parametrize(
    "data",
    [
        ole({"EncryptedPackage": b"", "EncryptionInfo": b""}),
        ole({"WordDocument": bytes(10) + b"\0\1"}),
    ],
)
def test_a_password_is_seen(data: bytes) -> None:
    """Word files with a password are refused as such, new ones and old ones."""
    with pytest.raises(InputError) as caught:
        sniff(data, "a.docx")
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize("end", [9, 100, 511, 600, 1_100])
def test_a_cut_compound_file_is_broken(end: int) -> None:
    """A compound file that ends before its table of contents is damaged, wherever it was cut."""
    with pytest.raises(InputError) as caught:
        sniff(WORD[:end], "a.doc")
    assert caught.value.code == "broken-file"


def test_a_compound_file_may_run_in_circles() -> None:
    """A table of sectors that leads back to itself ends the search."""
    circle = bytearray(WORD)
    circle[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    with pytest.raises(InputError) as caught:
        sniff(bytes(circle), "a.doc")
    assert caught.value.code == "broken-file"


@pytest.mark.parametrize("name", ["a.docx", "a.zip", "a"])
def test_a_cut_zip_is_broken(name: str) -> None:
    """A zip without its table of contents is damaged, and is called what its name says."""
    with pytest.raises(InputError) as caught:
        sniff(DOCX[:60], name)
    assert caught.value.code == "broken-file"
    assert caught.value.details["format"] == (name.partition(".")[2] or "zip")
