"""Plain text and Markdown: bytes to text, in UTF-8 or UTF-16."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from pipeline.errors import InputError
from pipeline.spans import Span

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a file begins with when it is another format, under whatever name it comes.
_MAGIC: Final = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
)
_GUESSED: Final = ("utf-16-le", "utf-16-be")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_PAGE: Final = re.compile(r"[^\f]*\f?")


class Decoded(NamedTuple):
    """Text and the name of the encoding that gave it."""

    text: str
    encoding: str


def decode(data: bytes, file: str) -> Decoded:
    """Return `data` as text.

    A byte order mark decides; else UTF-16 is known by the NUL bytes on one side of its pairs; else the bytes
    must be UTF-8. Raises InputError: `empty-file` (no bytes, or blanks alone), `unknown-format` (another
    format by its first bytes; detail `format`), `binary-file` (NUL bytes), `unknown-encoding` (not UTF-8;
    `place` is the first bad byte's offset).
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise InputError("unknown-format", file=file, format=name)
    encoding = _encoding(data, file)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError("unknown-encoding", file=file, place=f"byte {error.start}") from error
    if encoding in _GUESSED and _CONTROL.search(text):
        raise InputError("binary-file", file=file)
    if not text or text.isspace():
        raise InputError("empty-file", file=file)
    return Decoded(text, encoding)


def _encoding(data: bytes, file: str) -> str:
    """Return the codec's name; raises InputError for bytes that no text has."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:4096]
    if b"\0" not in data:
        return "utf-8"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Vietnamese in UTF-16 has a NUL in every second pair (blanks, consonants, digits), always on one side.
    if odd * 5 > len(head) // 2 and even * 20 < odd:
        return "utf-16-le"
    if even * 5 > len(head) // 2 and odd * 20 < even:
        return "utf-16-be"
    raise InputError("binary-file", file=file)


def pages(text: str) -> tuple[Span, ...]:
    """Return the range of each page where form feeds part the pages, the feed with the page it ends.

    Empty where there is no form feed. A last page without text is left out.
    """
    if "\f" not in text:
        return ()
    ranges = [Span(*match.span()) for match in _PAGE.finditer(text) if match.start() < match.end()]
    if len(ranges) > 1 and text[ranges[-1].start :].isspace():
        ranges[-2:] = [Span(ranges[-2].start, ranges[-1].end)]
    return tuple(ranges)
