"""What format a file has: its content tells, its name only where the content can't."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from pipeline.errors import InputError
from pipeline.readers import ole

_HEAD: Final = 4096
_MAIL_HEADER: Final = 1 << 16
_ENOUGH: Final = 2
"""Fields that make the first lines of a text those of a mail."""
_BEFORE_PDF: Final = 1024
"""Bytes that viewers allow before the head of a PDF."""
_PICTURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_REFUSED: Final = (
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"AT&TFORM", "djvu"),
    (b"\0\0\0\x0cjP  ", "jpeg-2000"),
    (b"%!PS", "postscript"),
)
_BITMAP: Final = re.compile(rb"BM.{4}\0{4}.{4}[\x0c(@l8|\x34]\0\0\0", re.DOTALL)
_WEBP: Final = re.compile(rb"RIFF.{4}WEBP", re.DOTALL)
_ISO_MEDIA: Final = re.compile(rb".{4}ftyp", re.DOTALL)
_UTF16: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PART_OF_HTML: Final = re.compile(
    r"\s*<(?:meta|title|style|table|div|p|center|font|span|h[1-6]|b|ul|ol)\b[^<>]*>", re.IGNORECASE
)
_WORD_XML: Final = re.compile(
    r"\s*<\?xml[^>]*>\s*<(?:\?mso-application|w:wordDocument|pkg:package)", re.IGNORECASE
)
_MARKDOWN: Final = frozenset((".md", ".markdown"))
_MAIL_HEAD: Final = re.compile(r"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_MAIL_FIELD: Final = re.compile(r"^([!-9;-~]+):", re.MULTILINE)
_WEB_PAGE_FIELD: Final = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_OF_SENT_MAIL: Final = frozenset(("to", "received", "message-id", "return-path", "delivered-to"))
_OF_MAIL: Final = _OF_SENT_MAIL | {"from", "subject", "date", "mime-version", "content-type"}

_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
_OFFICE_FOLDERS: Final = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("visio/", "vsdx"))
_OLE_STREAMS: Final = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_LOCKED_PACKAGE: Final = "EncryptedPackage"
_LOCKED: Final = 0x100
"""The bit of a Word file's flags, in its bytes 10 and 11, that says that it has a password."""
_READABLE: Final = frozenset(
    (
        "pdf",
        "docx",
        "odt",
        "doc",
        "rtf",
        "html",
        "zip",
        "eml",
        "text",
        "png",
        "jpeg",
        "tiff",
        "gif",
        "webp",
        "bmp",
    )
)


def sniff(data: bytes, name: str) -> str:
    """Return the format: pdf, docx, odt, doc, rtf, html, zip, eml, png, jpeg, tiff, gif, webp, bmp or text.

    "html" is also a web page with its pictures in one file (MHTML); "text" is whatever shows no other sign.
    Raises InputError: `unknown-format` (another one; detail `format`), `encrypted`, `broken-file`.
    """
    if data.startswith(b"PK\x03\x04"):
        kind = _zip_format(data, name)
    elif data.startswith(ole.MAGIC):
        kind = _ole_format(data, name)
    else:
        kind = _binary_format(data[:_HEAD]) or _text_format(_head_text(data), name)
    if kind not in _READABLE:
        raise InputError("unknown-format", file=name, format=kind)
    return kind


def _binary_format(head: bytes) -> str | None:
    """Return the format that the first bytes are the sign of."""
    for magic, kind in (*_PICTURES, *_REFUSED):
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:_BEFORE_PDF]:
        return "pdf"
    for pattern, kind in ((_BITMAP, "bmp"), (_WEBP, "webp"), (_ISO_MEDIA, "heic")):
        if pattern.match(head):
            return kind
    return None


def _head_text(data: bytes) -> str:
    """Return the beginning as text, enough of it to show tags and the fields of a mail."""
    for mark, codec in _UTF16:
        if data.startswith(mark):
            return data[len(mark) : _HEAD].decode(codec, "ignore")
    return data[:_MAIL_HEADER].removeprefix(codecs.BOM_UTF8).decode("latin-1").replace("\r\n", "\n")


def _text_format(head: str, name: str) -> str:
    """Return the format of what begins like text."""
    if head.lstrip().startswith("{\\rtf"):
        return "rtf"
    if _WORD_XML.match(head):
        return "word-xml"
    if _HTML.match(head):
        return "html"
    if _PART_OF_HTML.match(head) and Path(name).suffix.lower() not in _MARKDOWN:
        return "html"
    return _mail_format(head) or "text"


def _mail_format(head: str) -> str | None:
    """Return "eml" for a mail, "html" for a web page that was saved as one."""
    fields = _MAIL_HEAD.match(head)
    if fields is None:
        return None
    names = {match[1].lower() for match in _MAIL_FIELD.finditer(fields[0])}
    if len(names & _OF_MAIL) < _ENOUGH:
        return None
    return "html" if _WEB_PAGE_FIELD.search(fields[0]) and not names & _OF_SENT_MAIL else "eml"


def _zip_format(data: bytes, name: str) -> str:
    """Tell office files from archives: by what they declare and by the folders inside."""
    from pipeline.readers.zips import open_zip

    with open_zip(data, name, Path(name).suffix.lower().lstrip(".") or "zip") as archive:
        names = archive.namelist()
    if "[Content_Types].xml" in names:
        return next(
            (kind for folder, kind in _OFFICE_FOLDERS if any(n.startswith(folder) for n in names)), "ooxml"
        )
    # The declaration of an OpenDocument file lies unpacked at its start.
    declared = data[:_HEAD].partition(_OPEN_DOCUMENT)[2]
    if names[:1] == ["mimetype"] and declared:
        return "odt" if declared.startswith(b"text") else "opendocument"
    return "epub" if names[:1] == ["mimetype"] else "zip"


def _ole_format(data: bytes, name: str) -> str:
    try:
        file = ole.OleFile(data)
    except ole.OleError as error:
        raise InputError("broken-file", file=name, format="doc", detail=str(error)) from error
    if _LOCKED_PACKAGE in file.names:
        raise InputError("encrypted", file=name)
    kind = next((kind for stream, kind in _OLE_STREAMS if stream in file.names), "ole")
    head = file.head("WordDocument") if kind == "doc" else b""
    if int.from_bytes(head[10:12], "little") & _LOCKED:
        raise InputError("encrypted", file=name)
    return kind
