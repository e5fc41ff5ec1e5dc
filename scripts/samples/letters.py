"""Text in the encodings of before Unicode, written by rules that share nothing with the readers' tables."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = _TONES = "\u0300\u0301\u0303\u0309\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302\u0306\u031b"
_VIQR = str.maketrans(
    {
        **dict(zip(_TONES, "`'~?.", strict=True)),
        **dict(zip((_CIRCUMFLEX, _BREVE, _HORN), "^(+", strict=True)),
        "đ": "dd",
        "Đ": "DD",
    }
)
_VIQR_SIGN = re.compile(r"(?<=[aăâeêioôơuưy])(?=[`'~?.^(+])|(?<=d)(?=d)", re.IGNORECASE)
_VNI = {
    **dict(zip(_TONES, "øùõûï", strict=True)),
    **{_CIRCUMFLEX + tone: sign for tone, sign in zip(("", *_TONES), "âàáãåä", strict=True)},
    **{_BREVE + tone: sign for tone, sign in zip(("", *_TONES), "êèéüúë", strict=True)},
}
_VNI_LETTERS = {
    **{f"i{tone}": sign for tone, sign in zip(_TONES, "ìíóæò", strict=True)},
    f"y{_DOT}": "î",
    f"o{_HORN}": "ô",
    f"u{_HORN}": "ö",
    "đ": "ñ",
}
_TCVN3_CAPITALS = "ĂÂÊÔƠƯĐ"
_FONT, _FONT_OF_CAPITALS = ".VnTime", ".VnTimeH"


def encoded(text: str, encoding: str) -> bytes:
    """Return the bytes of a text file; capitals with tones, which TCVN3 has only in fonts, become small."""
    writers: dict[str, Callable[[str], bytes]] = {
        "tcvn3": lambda text: _tcvn3("".join(map(_in_one_font, text))),
        "vni": lambda text: "".join(map(_vni, text)).encode("latin-1"),
        "viqr": _viqr,
        "windows-1258": lambda text: "".join(map(_with_tone_apart, text)).encode("cp1258"),
    }
    return writers[encoding](text) if encoding in writers else text.encode(encoding)


def old_font_runs(text: str) -> Iterable[tuple[str, str]]:
    """Part a text into runs in fonts of TCVN3; the characters are those that Word shows for its bytes."""
    for lacking, letters in groupby(text, _lacks):
        run = "".join(letters)
        font = _FONT_OF_CAPITALS if lacking else _FONT
        yield font, _tcvn3(run.lower() if lacking else run).decode("cp1252")


def _lacks(letter: str) -> bool:
    """Tell whether TCVN3 has a letter only in a font of capitals."""
    return letter.isupper() and not letter.isascii() and letter not in _TCVN3_CAPITALS


def _in_one_font(letter: str) -> str:
    return letter.lower() if _lacks(letter) else letter


def _tcvn3(text: str) -> bytes:
    """Return bytes as the system's own converter has them, whose small letters are those of TCVN3."""
    done = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"], input=text.encode(), capture_output=True, check=True
    )
    return done.stdout


def _viqr(text: str) -> bytes:
    """Write marks behind letters, and a backslash before signs that would be taken for marks."""
    apart = "".join(map(_with_tone_apart, _VIQR_SIGN.sub(r"\\", text)))
    plain = "".join(unicodedata.normalize("NFD", character) for character in apart)
    return plain.translate(_VIQR).encode("ascii")


def _vni(letter: str) -> str:
    """Return a letter as VNI has it: the base, then one sign for all its marks."""
    marked = unicodedata.normalize("NFD", letter.lower())
    base, shape, tone = marked[0], "", ""
    for mark in marked[1:]:
        tone, shape = (mark, shape) if mark in _TONES else (tone, mark)
    if shape == _HORN:
        made = _VNI_LETTERS[base + shape] + _VNI.get(tone, "")
    else:
        made = _VNI_LETTERS.get(base + shape + tone, base + _VNI.get(shape + tone, ""))
    return made.upper() if letter.isupper() else made


def _with_tone_apart(letter: str) -> str:
    """Return a letter as windows-1258 has it: the tone behind the letter."""
    parts = unicodedata.normalize("NFD", letter)
    base = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", base) + "".join(part for part in parts if part in _TONES)
