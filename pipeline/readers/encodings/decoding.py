"""From the bytes of a text file to its text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.errors import InputError
from pipeline.readers.encodings.choice import Line
from pipeline.readers.encodings.paragraphs import Reading, is_suspicious, names, read_lines
from pipeline.readers.encodings.tables import from_windows

_UTF8: Final = "utf-8"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED: Final = ("utf-16-le", "utf-16-be")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_HEAD: Final = 4096
_FEW: Final = 50
"""Of so many bytes one may be a control character, such as programs leave in text."""


class Decoded(NamedTuple):
    """Text, and the encodings that its letters stand in, joined by "+"."""

    text: str
    encoding: str


def decode(data: bytes, file: str) -> Decoded:
    """Return `data` as text, every paragraph in the encoding that makes it Vietnamese.

    A byte order mark decides between UTF-8 and UTF-16; else UTF-16 is known by the NUL bytes on one side of
    its pairs; else paragraphs are UTF-8 where they can be, and otherwise windows-1258, TCVN3 or VNI. Unicode
    may hold paragraphs in these that were saved as Latin-1, UTF-8 that was, and VIQR. Raises InputError:
    `binary-file` (NUL bytes, or many control characters), `unknown-encoding` (`place` is the offset of the
    first bad byte).
    """
    codec = _codec(data, file)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        if codec != _UTF8:
            # The codec counts from behind the mark.
            place = len(data) - len(error.object) + error.start
            raise InputError("unknown-encoding", file=file, place=f"byte {place}") from error
        if _FEW * len(_CONTROLS.findall(data, 0, _HEAD)) > min(len(data), _HEAD):
            raise InputError("binary-file", file=file) from error
        return _by_lines(data.split(b"\n"), file)
    if codec in _GUESSED and _CONTROL.search(text):
        raise InputError("binary-file", file=file)
    if not is_suspicious(text):
        return Decoded(text, codec)
    return _named(read_lines([Line(line) for line in text.split("\n")]), codec)


def _by_lines(parts: Sequence[bytes], file: str) -> Decoded:
    """Read a file that is not in UTF-8 as a whole."""
    lines: list[Line] = []
    bad: dict[int, int] = {}
    at = 0
    for number, part in enumerate(parts):
        try:
            lines.append(Line(part.decode(_UTF8)))
        except UnicodeDecodeError as error:
            lines.append(Line(from_windows(part), raw=True))
            bad[number] = at + error.start
        at += len(part) + 1
    reading = read_lines(lines)
    if reading.unread is not None:
        raise InputError("unknown-encoding", file=file, place=f"byte {bad[reading.unread]}")
    return _named(reading, _UTF8)


def _named(reading: Reading, codec: str) -> Decoded:
    of_unicode = [codec] if None in reading.encodings or not reading.encodings else []
    return Decoded(reading.text, "+".join([*of_unicode, *names(reading.encodings)]))


def _codec(data: bytes, file: str) -> str:
    """Return the codec that marks or NUL bytes tell; raises InputError for bytes that no text has."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:_HEAD]
    if b"\0" not in data:
        return _UTF8
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Vietnamese in UTF-16 has a NUL in every second pair (blanks, consonants, digits), always on one side.
    if odd * 5 > len(head) // 2 and even * 20 < odd:
        return _GUESSED[0]
    if even * 5 > len(head) // 2 and odd * 20 < even:
        return _GUESSED[1]
    raise InputError("binary-file", file=file)
