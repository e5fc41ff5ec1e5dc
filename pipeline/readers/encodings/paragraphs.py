"""Text that was taken for Latin-1 or ASCII, and what its letters are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from gazetteer.encoding_data import load_dropped, load_tcvn3, load_viqr
from pipeline.readers.encodings.choice import Line, choose
from pipeline.readers.encodings.dropped import has_dropped, with_dropped
from pipeline.readers.encodings.tables import ENCODINGS, TCVN3, convert

_USUAL: Final = bytes(range(0x80)) + "\xa0ÀÁÂÃÈÉÊÌÍÐÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý".encode("latin-1")
"""What Vietnamese in Unicode has of Latin-1; nothing of the other encodings looks like that for long."""
_MARKED: Final = re.compile(r"(?![\x00-\x7f])[^\W\d_]")


class Repaired(NamedTuple):
    """`encoding`: what was found besides Unicode, several joined by "+"; None where nothing was."""

    text: str
    encoding: str | None


class Reading(NamedTuple):
    """`encodings`: those of the paragraphs with letters outside ASCII, None for Unicode.

    `unread`: the number of the first raw paragraph that no encoding explains, None where there is none.
    """

    text: str
    encodings: frozenset[str | None]
    unread: int | None


def repair(text: str) -> Repaired:
    """Return `text` with the paragraphs as letters that some program took for Latin-1, or that are in VIQR.

    A paragraph is changed where its many good syllables prove its encoding, or where another paragraph proves
    one and this is no worse for it. For plain Unicode this costs almost nothing.
    """
    if not is_suspicious(text):
        return Repaired(text, None)
    reading = read_lines([Line(line) for line in text.split("\n")])
    return Repaired(reading.text, "+".join(names(reading.encodings)) or None)


def is_suspicious(text: str) -> bool:
    """Tell whether anything in `text` may be in another encoding than Unicode."""
    if not text.isascii() and text.encode("latin-1", "ignore").translate(None, _USUAL):
        return True
    return any(sign in text for sign in load_viqr().telling)


def names(encodings: Iterable[str | None]) -> list[str]:
    """Return the names of the encodings besides Unicode, in one order."""
    found = frozenset(encodings)
    return [name for name in ENCODINGS if name in found]


def read_lines(lines: Sequence[Line]) -> Reading:
    """Return the text of `lines`, each read in the encoding that fits it, joined by line feeds."""
    chosen = choose(lines)
    pairs = list(zip(chosen, lines, strict=True))
    dropped = _has_dropped("\n".join(line.text for encoding, line in pairs if encoding == TCVN3))
    groups = groupby(pairs, key=lambda pair: pair[0])
    text = "\n".join(
        _letters("\n".join(line.text for _, line in group), encoding, dropped=dropped)
        for encoding, group in groups
    )
    marked = (encoding for encoding, line in pairs if encoding or _MARKED.search(line.text))
    unread = next((i for i, (encoding, line) in enumerate(pairs) if line.raw and not encoding), None)
    return Reading(text, frozenset(marked), unread)


def _letters(text: str, encoding: str | None, *, dropped: bool) -> str:
    if encoding is None:
        return text
    letters = convert(text, encoding)
    return with_dropped(letters) if dropped and encoding == TCVN3 else letters


def _has_dropped(text: str) -> bool:
    """Tell whether a program has dropped a letter from all of `text`, in TCVN3."""
    code = next(code for code, letter in load_tcvn3().items() if letter == load_dropped().letter)
    return bool(text) and code not in text and has_dropped(convert(text, TCVN3))
