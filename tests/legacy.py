"""Text as it was written before Unicode, by rules of the tests' own."""

from __future__ import annotations

import unicodedata

from gazetteer.encoding_data import load_tcvn3
from scripts.samples.letters import encoded

ENCODINGS = ("tcvn3", "vni", "windows-1258", "viqr", "utf-8-as-latin-1")
_ASCII = "".join(map(chr, range(0x80)))
_VOWELS = "aăâeêioôơuưy"
_SMALL = "đ" + unicodedata.normalize(
    "NFC", "".join(v + t for v in _VOWELS for t in "\u0300\u0301\u0303\u0309\u0323")
)
LETTERS = frozenset(_SMALL + _VOWELS + (_SMALL + _VOWELS).upper() + _ASCII)
"""What all the encodings can write."""
_CODES = {letter: code for code, letter in load_tcvn3().items()}


def writable(text: str) -> str:
    """Return `text` with "-" for all that the encodings cannot write."""
    return "".join(letter if letter in LETTERS else "-" for letter in unicodedata.normalize("NFC", text))


def written(text: str, encoding: str) -> bytes:
    """Return the bytes of a file that holds `text` in `encoding`; TCVN3 leaves capitals with tones small."""
    if encoding == "tcvn3":
        return "".join(_tcvn3(letter) for letter in text).encode("latin-1")
    if encoding == "utf-8-as-latin-1":
        return text.encode().decode("latin-1").encode()
    return encoded(text, encoding)


def _tcvn3(letter: str) -> str:
    return _CODES.get(letter) or _CODES.get(letter.lower(), letter)


def composed(text: str) -> str:
    """Return `text` with its tones on their letters, as the document stage has it."""
    return unicodedata.normalize("NFC", text)
