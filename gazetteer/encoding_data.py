"""The code tables of the encodings of Vietnamese before Unicode, from encodings/*.toml."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from gazetteer.load import read_toml

WITH_TABLES: Final = ("tcvn3", "vni", "viqr")


class Fonts(NamedTuple):
    """What tells a font of an encoding: how its name begins, in lower case; how one of capitals ends."""

    beginnings: tuple[str, ...]
    capitals: str


class Dropped(NamedTuple):
    """What shows that a program dropped `letter`, and the `words` that are then something else."""

    letter: str
    rhymes: tuple[str, ...]
    words: Mapping[str, str]


class Marks(NamedTuple):
    """VIQR: what a sign after a vowel means. See viqr.toml."""

    shapes: Mapping[str, str]
    fits: Mapping[str, str]
    tones: Mapping[str, str]
    stroke: str
    escape: str
    heavy: frozenset[str]
    codas: tuple[str, ...]
    telling: tuple[str, ...]


@cache
def load_tcvn3() -> Mapping[str, str]:
    """Return the letter of each code of TCVN3, the code as a Latin-1 character."""
    rows: Mapping[str, str] = _read("tcvn3")["codes"]
    return {chr(int(first, 16) + i): letter for first, row in rows.items() for i, letter in enumerate(row)}


@cache
def load_bullets() -> str:
    """Return the codes of TCVN3 that mean themselves where they stand alone at the head of a line."""
    return str(_read("tcvn3")["bullets"])


@cache
def load_dropped() -> Dropped:
    """Return how to know and mend the letter of TCVN3 that programs drop."""
    data = _read("tcvn3")["dropped"]
    return Dropped(data["letter"], tuple(data["rhymes"]), data["words"])


@cache
def load_vni() -> Mapping[str, str]:
    """Return the letter of each character, or pair of characters, of VNI."""
    data = _read("vni")
    table: dict[str, str] = {**dict(_pairs(data["marks"], data["letters"])), **data["letters"]}
    capitals = {code.capitalize(): letter.upper() for code, letter in table.items()}
    return table | capitals | {code.upper(): letter.upper() for code, letter in table.items()}


def _pairs(rows: list[dict[str, Any]], letters: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for vowel in row["vowels"]:
            for sign, marks in row["signs"].items():
                yield vowel + sign, unicodedata.normalize("NFC", letters.get(vowel, vowel) + marks)


@cache
def load_viqr() -> Marks:
    """Return the signs of VIQR."""
    data = _read("viqr")
    return Marks(
        shapes=data["shapes"],
        fits=data["fits"],
        tones=data["tones"],
        stroke=data["stroke"],
        escape=data["escape"],
        heavy=frozenset(data["heavy"]),
        codas=tuple(data["codas"]),
        telling=tuple(data["telling"]),
    )


@cache
def load_fonts() -> Mapping[str, Fonts]:
    """Return the fonts of each encoding that has its own."""
    read = {encoding: _read(encoding) for encoding in WITH_TABLES}
    return {
        encoding: Fonts(tuple(data["fonts"]), data["capital_fonts"])
        for encoding, data in read.items()
        if "fonts" in data
    }


def _read(encoding: str) -> dict[str, Any]:
    return read_toml(f"encodings/{encoding}.toml")
