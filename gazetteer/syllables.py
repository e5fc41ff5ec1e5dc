"""The written syllables of Vietnamese, from syllables.toml: what is one, and its parts.

Words are taken in lower case and in NFC. Both places of the tone are known ("hòa", "hoà").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, Final, NamedTuple

from gazetteer.load import read_toml

TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
"""The level tone, which is not written, and the marks of the five others."""


class Syllable(NamedTuple):
    """The parts of a syllable; the rhyme is `nucleus` + `coda`, `tone` one of TONES."""

    onset: str
    nucleus: str
    coda: str
    tone: str


def is_syllable(word: str) -> bool:
    """Tell whether `word` is one well-formed syllable, in use or not."""
    return word in _words()


def parse_syllable(word: str) -> Syllable | None:
    """Return the parts of `word`, None where it is no syllable."""
    if word not in _words():
        return None
    letters = unicodedata.normalize("NFD", word)
    tone = next((sign for sign in letters if sign in TONES), "")
    bare = unicodedata.normalize("NFC", letters.replace(tone, "")) if tone else word
    return Syllable(*_shapes()[bare], tone)


def join_syllable(syllable: Syllable) -> str:
    """Return the word; its tone stands as in "hòa, khỏe, thủy"."""
    onset, nucleus, coda, tone = syllable
    at = _bearers(nucleus, coda)[0]
    return _head(onset, nucleus) + _toned(nucleus, at, tone) + coda


@cache
def _words() -> AbstractSet[str]:
    """Return every syllable."""
    found: set[str] = set()
    for onset, nucleus, coda in _shapes().values():
        found.update(map(_head(onset, nucleus).__add__, _rhymes(nucleus, coda)))
    return found


@cache
def _shapes() -> Mapping[str, tuple[str, str, str]]:
    """Return onset, nucleus and coda of every syllable, by how it is written without its tone."""
    data = _grammar()
    shapes: dict[str, tuple[str, str, str]] = {}
    for row in data["onset"]:
        for onset in row["letters"]:
            # The longer nucleus first: "giếng" has that of "tiếng".
            for nucleus, codas in sorted(_allowed(row, data["rhymes"]), key=lambda pair: -len(pair[0])):
                for coda in codas:
                    shapes.setdefault(_head(onset, nucleus) + nucleus + coda, (onset, nucleus, coda))
    return shapes


def _allowed(
    row: Mapping[str, list[str]], rhymes: Mapping[str, Mapping[str, list[str]]]
) -> Iterator[tuple[str, list[str]]]:
    """Return each nucleus that may follow the onsets of `row`, with its codas."""
    for group, nuclei in rhymes.items():
        for nucleus, codas in nuclei.items():
            if group in row.get("before", ()) or nucleus in row.get("nuclei", ()):
                yield nucleus, codas
            elif nucleus in row.get("alone", ()):
                yield nucleus, [""]


def _head(onset: str, nucleus: str) -> str:
    """Return the onset as it is written before `nucleus`."""
    return _grammar()["shortened"].get(onset, onset) if onset.endswith(nucleus[0]) else onset


@cache
def _rhymes(nucleus: str, coda: str) -> frozenset[str]:
    """Return the rhyme with each tone that it may have, in each of its places."""
    tones = _grammar()["stop_tones"] if coda in _grammar()["stops"] else TONES
    return frozenset(_toned(nucleus, at, tone) + coda for at in _bearers(nucleus, coda) for tone in tones)


def _toned(nucleus: str, at: int, tone: str) -> str:
    return unicodedata.normalize("NFC", nucleus[: at + 1] + tone) + nucleus[at + 1 :]


@cache
def _bearers(nucleus: str, coda: str) -> tuple[int, ...]:
    """Return the letters of the nucleus that may bear the tone, the customary one first."""
    marked = [at for at, letter in enumerate(nucleus) if unicodedata.decomposition(letter)]
    if marked:
        return (marked[-1],)
    if coda:
        return (len(nucleus) - 1,)
    if nucleus in _grammar()["two_ways"]:
        return (0, 1)
    return (1,) if nucleus in _grammar()["second"] else (0,)


@cache
def _grammar() -> Mapping[str, Any]:
    """Return syllables.toml as read."""
    return read_toml("syllables.toml")
