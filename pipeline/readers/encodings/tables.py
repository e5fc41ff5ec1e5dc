"""From an encoding's characters, as a program shows them that takes its bytes for Latin-1, to letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from gazetteer.encoding_data import load_bullets, load_tcvn3, load_vni
from pipeline.readers.encodings.capitals import with_capitals
from pipeline.readers.encodings.viqr import read_viqr

TCVN3: Final = "tcvn3"
VNI: Final = "vni"
VIQR: Final = "viqr"
WINDOWS_1258: Final = "windows-1258"
UTF8_AS_LATIN1: Final = "utf-8-as-latin-1"
ENCODINGS: Final = (TCVN3, VNI, WINDOWS_1258, UTF8_AS_LATIN1, VIQR)
"""The names of the encodings that text can be converted from."""

_HIGH: Final = range(0x80, 0x100)
_UTF8: Final = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|\xc3 ")


def convert(text: str, encoding: str) -> str:
    """Return `text` with the characters of `encoding`, one of ENCODINGS, as the letters they mean.

    What the encoding does not know stays. windows-1258 gives combining tones. TCVN3 has capitals with tones
    only in fonts of their own, which plain text has lost: words and lines whose other letters are capitals
    are set in capitals.
    """
    readers = {
        TCVN3: _read_tcvn3,
        VNI: _read_vni,
        WINDOWS_1258: _read_windows_1258,
        UTF8_AS_LATIN1: _read_utf8,
        VIQR: read_viqr,
    }
    return readers[encoding](text)


def from_windows(data: bytes) -> str:
    """Return bytes as the characters of windows-1252; those that it has not, as in Latin-1."""
    return data.decode("latin-1").translate(_shown())


def letters_of_tcvn3(text: str) -> str:
    """Return `text` with every code of TCVN3 as its letter."""
    return text.translate(_codes())


def _read_tcvn3(text: str) -> str:
    parts = _bullet().split(text)
    return with_capitals("".join(part if i % 2 else letters_of_tcvn3(part) for i, part in enumerate(parts)))


def _read_vni(text: str) -> str:
    return _vni_signs().sub(_vni_letter, text)


def _read_windows_1258(text: str) -> str:
    return text.translate(_changed())


def _read_utf8(text: str) -> str:
    return _UTF8.sub(_utf8_letter, text.translate(_bytes())).translate(_shown())


def _utf8_letter(match: re.Match[str]) -> str:
    # The no-break blank, the second byte of one letter, has become a blank in many programs.
    try:
        return match[0].replace(" ", "\xa0").encode("latin-1").decode()
    except UnicodeDecodeError:
        return match[0]


def _vni_letter(match: re.Match[str]) -> str:
    found, table = match[0], load_vni()
    return table.get(found) or table.get(found[0], found[0]) + found[1:]


@cache
def _codes() -> Mapping[int, str]:
    return MappingProxyType({ord(code): letter for code, letter in load_tcvn3().items()})


@cache
def _bullet() -> re.Pattern[str]:
    return re.compile(rf"(^[ \t]*[{load_bullets()}](?=[ \t]))", re.MULTILINE)


@cache
def _vni_signs() -> re.Pattern[str]:
    """Return the pattern of one letter: a vowel with its sign, or a letter of its own."""
    firsts, seconds = ("".join({pair[i] for pair in load_vni() if len(pair) > 1}) for i in range(2))
    return re.compile(f"[{firsts}][{seconds}]|[{''.join(code for code in load_vni() if len(code) == 1)}]")


@cache
def _shown() -> Mapping[int, str]:
    """Return how windows-1252 shows the bytes that are control characters in Latin-1."""
    return MappingProxyType(
        {byte: char for byte in range(0x80, 0xA0) if (char := _character(byte, "cp1252"))}
    )


@cache
def _bytes() -> Mapping[int, int]:
    """Return the byte of each character of windows-1252 outside Latin-1."""
    return MappingProxyType({ord(char): byte for byte, char in _shown().items()})


@cache
def _changed() -> Mapping[int, str]:
    """Return what windows-1258 has where windows-1252 and Latin-1 have something else."""
    table: dict[int, str] = {}
    for byte in _HIGH:
        if char := _character(byte, "cp1258"):
            table[byte] = char
            table[ord(_shown().get(byte, chr(byte)))] = char
    return MappingProxyType(table)


def _character(byte: int, codec: str) -> str:
    """Return what a byte is, nothing where the codec does not say."""
    return bytes((byte,)).decode(codec, "ignore")
