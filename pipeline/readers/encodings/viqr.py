"""VIQR: Vietnamese in ASCII, with the marks behind their vowels and no sure way to tell them from stops."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from gazetteer.encoding_data import load_viqr
from gazetteer.syllables import is_syllable

_VOWELS: Final = "aeiouyAEIOUY"
_STOP: Final = "."
_QUESTION: Final = "?"
_AFTER_SENTENCE: Final = re.compile(r"[\"')\]]*(?:\s*(?:[\r\n]|\Z)|\s+[\"'(]?[A-Z])")
_AFTER_STOP: Final = re.compile(r"\.\.(?!\.)|/\.")
"""What follows a stop that is no mark: "...", "./."."""
_NUMERAL: Final = re.compile(r"[A-Za-z]|[IVX]+")
_ROOM: Final = 20
"""Signs and blanks that may stand before the number at the head of a line."""
_LONGEST: Final = 40
"""Letters and signs of a word."""
_MARKS: Final = 2
"""Signs that one letter may have."""


class _Patterns(NamedTuple):
    """`token`: letters with signs among them, or an escaped sign; `letter`: one letter with its marks.

    `sure`: the same without the tones that are also stops; `name`: a word with the shape of a syllable;
    `signs`: all of them.
    """

    token: re.Pattern[str]
    letter: re.Pattern[str]
    sure: re.Pattern[str]
    name: re.Pattern[str]
    signs: str


def read_viqr(text: str) -> str:
    """Return `text` with letters for its signs: the longest reading that is a syllable.

    What is no syllable keeps its stops. After a level vowel at the end of a sentence a stop is a stop, unless
    the text escapes its stops or the word is known to end sentences with that tone.
    """
    escapes = load_viqr().escape in text
    return _patterns().token.sub(lambda match: match[1] or _read(match, escapes=escapes), text)


def has_signs(text: str) -> bool:
    """Tell whether any letter of `text` has marks, or any sign is escaped, if it is VIQR."""
    return load_viqr().escape in text or _patterns().letter.search(text) is not None


def _read(match: re.Match[str], *, escapes: bool) -> str:
    token = match[0]
    if not _patterns().letter.search(token):
        return token
    letters = len(token.rstrip(_patterns().signs))
    for size in range(min(letters + _MARKS, len(token)), letters - 1, -1):
        word = _compose(token[:size], _patterns().letter)
        if is_syllable(word.lower()) and (escapes or not _ends_with_stop(token[:size], match)):
            return word + token[size:]
    named = _patterns().name.match(token)
    return _compose(token, _patterns().letter if named else _patterns().sure)


def _ends_with_stop(token: str, match: re.Match[str]) -> bool:
    """Tell whether `token`, with which `match` begins, ends with a stop that is no mark."""
    level = _compose(token[:-1], _patterns().letter)
    if not token.endswith(_STOP) or not is_syllable(level.lower()):
        return False
    text, start, end = match.string, match.start(), match.start() + len(token)
    if _AFTER_STOP.match(text, end) or (_NUMERAL.fullmatch(level) and _is_head(text, start)):
        return True
    return level.lower() not in load_viqr().heavy and bool(_AFTER_SENTENCE.match(text, end))


def _is_head(text: str, start: int) -> bool:
    """Tell whether the first word of a line begins at `start`."""
    line = text.rfind("\n", max(0, start - _ROOM), start)
    return (line >= 0 or start <= _ROOM) and not any(map(str.isalnum, text[line + 1 : start]))


def _compose(token: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(_letter, token)


def _letter(match: re.Match[str]) -> str:
    found, marks = match[0], load_viqr()
    if found[0] in "dD":
        return marks.stroke.upper() if found[0].isupper() else marks.stroke
    signs = [marks.shapes.get(sign) or marks.tones[sign] for sign in found[1:]]
    return unicodedata.normalize("NFC", found[0] + "".join(signs))


@cache
def _patterns() -> _Patterns:
    marks = load_viqr()
    shaped = "|".join(f"[{vowels}{vowels.upper()}]{re.escape(shape)}" for shape, vowels in marks.fits.items())
    all_signs = "".join((*marks.shapes, *marks.tones))
    signs = re.escape(all_signs)
    sure = re.escape("".join(sign for sign in marks.tones if sign not in (_STOP, _QUESTION)))
    tones = re.escape("".join(marks.tones))
    # Of three the last two are the letter: "GDDDT".
    stroke = "[dD]{2}(?:(?![dD])|(?=[dD]{2}))"
    vowel = f"(?:{shaped}|[{_VOWELS}])"
    return _Patterns(
        re.compile(rf"{re.escape(marks.escape)}([{signs}dD])|[A-Za-z][A-Za-z{signs}]{{0,{_LONGEST}}}"),
        re.compile(f"{stroke}|{vowel}[{tones}]|{shaped}"),
        re.compile(f"{stroke}|{vowel}[{sure}]|{shaped}"),
        re.compile(
            f"[^{_VOWELS}{signs}]*(?:{shaped}|[{_VOWELS}])+[{tones}](?:{'|'.join(marks.codas)})$",
            re.IGNORECASE,
        ),
        all_signs,
    )
