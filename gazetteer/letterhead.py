"""Words of the head and the end of a document, from letterhead.toml, as patterns that bear lost accents."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gazetteer.letterhead_patterns import build_patterns
from gazetteer.tolerant import fold, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that mark a place in the letterhead; `pattern` matches them where they begin."""

    id: str
    source: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A code in document numbers and the body it stands for, until `until` (ISO date) where that is known."""

    name: str
    place: bool
    until: str | None


@dataclass(frozen=True, slots=True)
class LetterheadWords:
    """Everything letterhead.toml says, ready to match.

    `types` maps a folded type line ("QUYETDINH") to the type's name, `codes` the abbreviation in a number
    ("CT") to it; `symbols` maps the code of a body; `signers` a folded signature line to (name, place
    needed).
    """

    phrases: Mapping[str, Phrase]
    types: Mapping[str, str]
    codes: Mapping[str, str]
    symbols: Mapping[str, Symbol]
    signers: Mapping[str, tuple[str, bool]]
    surnames: Mapping[str, str]
    known_surnames: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]
    levels: tuple[tuple[str, re.Pattern[str]], ...]
    data: Mapping[str, Any]


def build_words(data: Mapping[str, Any]) -> LetterheadWords:
    """Compile `data` (letterhead.toml as read).

    Raises ValueError when a phrase misses one of its examples, takes one of its near misses, or one code or
    type line stands for two types.
    """
    phrases = {entry["id"]: _phrase(entry) for entry in data["phrases"]}
    types: dict[str, str] = {}
    codes: dict[str, str] = {}
    for entry in data["types"]:
        for words in entry["words"]:
            _claim(types, fold(words), entry["name"])
        for code in entry["codes"]:
            _claim(codes, code, entry["name"])
    surnames: dict[str, str] = {}
    for surname in dict.fromkeys(data["signature"]["surnames"]):
        surnames.setdefault(fold(surname), surname)  # the list goes from frequent to rare
    return LetterheadWords(
        phrases=MappingProxyType(phrases),
        types=MappingProxyType(types),
        codes=MappingProxyType(codes),
        symbols=MappingProxyType(
            {e["code"]: Symbol(e["name"], e.get("place", False), e.get("until")) for e in data["symbols"]}
        ),
        signers=MappingProxyType(
            {
                fold(w): (e["name"], e.get("place", False))
                for e in data["issuer"]["signers"]
                for w in e["words"]
            }
        ),
        surnames=MappingProxyType(surnames),
        known_surnames=frozenset(data["signature"]["surnames"]),
        patterns=MappingProxyType(
            build_patterns(data, {key: phrase.source for key, phrase in phrases.items()})
        ),
        levels=tuple(
            (level, re.compile(rf"(?<!\w){one_of(units, 'exact')}"))
            for level, units in data["levels"].items()
        ),
        data=MappingProxyType(dict(data)),
    )


def _claim(table: dict[str, str], key: str, name: str) -> None:
    if table.setdefault(key, name) != name:
        raise ValueError(f"letterhead.toml: {key!r} stands for {table[key]} and {name}")


def _phrase(entry: Mapping[str, Any]) -> Phrase:
    source = one_of(entry["words"], entry.get("match", "marks"))
    phrase = Phrase(entry["id"], source, re.compile(source), tuple(entry["examples"]), tuple(entry["misses"]))
    for example in phrase.examples:
        if not phrase.pattern.search(example):
            raise ValueError(f"letterhead.toml: phrase {phrase.id!r} does not match its example {example!r}")
    for miss in phrase.misses:
        if phrase.pattern.match(miss):
            raise ValueError(f"letterhead.toml: phrase {phrase.id!r} matches its near miss {miss!r}")
    return phrase


@cache
def load_letterhead_words() -> LetterheadWords:
    """Return letterhead.toml compiled; read once."""
    with (files("gazetteer") / "letterhead.toml").open("rb") as file:
        return build_words(tomllib.load(file))
