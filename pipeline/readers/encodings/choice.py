"""Which encoding each paragraph of a text is in, where some program took it for Latin-1 or ASCII."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from gazetteer.encoding_data import load_viqr
from pipeline.readers.encodings.merit import NO_MERIT, Merit, has_latin1, is_unicode, weigh
from pipeline.readers.encodings.tables import TCVN3, UTF8_AS_LATIN1, VIQR, VNI, WINDOWS_1258, convert
from pipeline.readers.encodings.viqr import has_signs

_DIFFERENT: Final = 3
"""So many words with marks, each another, prove an encoding, if they are …"""
_MARGIN: Final = 2
"""… so many more than before …"""
_SHARE: Final = 0.5
"""… this share of the words with marks …"""
_SHARE_OF_ALL: Final = 0.6
"""… and, with the words without marks that are syllables, this share of all."""
_TELLING: Final = 2
"""So many signs that only VIQR has must be there before it is proved."""
_ENOUGH: Final = 200_000
"""Characters without a proof after which none is expected."""
_LONGEST: Final = 20_000
"""Characters of a paragraph that are looked at."""
_OF_BYTES: Final = (TCVN3, VNI, WINDOWS_1258)
_OF_CHARACTERS: Final = (*_OF_BYTES, UTF8_AS_LATIN1)


class Line(NamedTuple):
    """A paragraph as a program shows it; `raw`: its bytes were no Unicode, so it is in another encoding."""

    text: str
    raw: bool = False


def choose(lines: Sequence[Line]) -> list[str | None]:
    """Return the encoding of each line: None for Unicode, and for a raw line that no encoding explains.

    An encoding is proved by a line that becomes Vietnamese in it. Lines too short to prove anything are read
    as fits them best of Unicode and what is proved; what fits as well goes with the line before.
    """
    proved = _proved(lines)
    known = dict.fromkeys(proved.values()) or _proved_together(lines)
    return list(_settled(lines, proved, tuple(known))) if known else [None] * len(lines)


def _proved(lines: Sequence[Line]) -> dict[int, str]:
    """Return the encodings of the lines that prove theirs, by number."""
    proved: dict[int, str] = {}
    looked, last = 0, None
    for number, line in enumerate(lines):
        options = _options(line)
        if options and (encoding := _proof(line, options, last)):
            proved[number] = last = encoding
        looked += len(line.text) if options else 0
        if not proved and looked > _ENOUGH:
            break
    return proved


def _proved_together(lines: Sequence[Line]) -> dict[str, None]:
    """Return the encodings that lines prove together of which none does alone."""
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        groups.setdefault(_options(line), []).append(line)
    groups.pop((), None)
    found = (
        _proof(Line("\n".join(line.text for line in many), many[0].raw), options, None)
        for options, many in groups.items()
    )
    return dict.fromkeys(encoding for encoding in found if encoding)


def _settled(
    lines: Sequence[Line], proved: Mapping[int, str], known: tuple[str, ...]
) -> Iterator[str | None]:
    """Return the encoding of each line."""
    last: str | None = known[0]
    for number, line in enumerate(lines):
        encodings = [encoding for encoding in known if encoding in _options(line)]
        if number in proved:
            last = proved[number]
        elif encodings:
            last = _best(line, encodings, last)
        elif is_unicode(line.text):
            last = None
        yield last if encodings else None


def _options(line: Line) -> tuple[str, ...]:
    """Return the encodings that a line may be in."""
    if line.raw:
        return _OF_BYTES
    if line.text.isascii():
        return (VIQR,) if has_signs(line.text) else ()
    return _OF_CHARACTERS if has_latin1(line.text) and not is_unicode(line.text) else ()


def _proof(line: Line, options: Sequence[str], first: str | None) -> str | None:
    """Return the best of the encodings that `line` proves, or `first` if it proves that."""
    before = _merit(line, None)
    if first and first in options and _proves(line, first, before):
        return first
    proven = [encoding for encoding in options if _proves(line, encoding, before)]
    return max(proven, key=lambda encoding: _merit(line, encoding).margin, default=None)


def _proves(line: Line, encoding: str, before: Merit) -> bool:
    merit = _merit(line, encoding)
    return (
        merit.different >= _DIFFERENT
        and merit.margin >= before.margin + _MARGIN
        and merit.good >= _SHARE * (merit.good + merit.bad)
        and merit.all_good >= _SHARE_OF_ALL * merit.all_words
        and (encoding != VIQR or sum(map(line.text.count, load_viqr().telling)) >= _TELLING)
    )


def _best(line: Line, known: Sequence[str], last: str | None) -> str | None:
    """Return what fits `line` best of Unicode and the encodings of `known`; `last` where it fits as well."""
    options = [*known] if line.raw else [None, *known]
    margins = {option: _merit(line, option).margin for option in options}
    best = max(margins, key=lambda option: margins[option])
    return last if margins.get(last) == margins[best] else best


def _merit(line: Line, encoding: str | None) -> Merit:
    text = line.text[:_LONGEST]
    if encoding is None:
        return NO_MERIT if line.raw else weigh(text)
    return weigh(convert(text, encoding))
