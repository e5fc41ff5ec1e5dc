"""Words of the head and the end of a document, from letterhead.toml, as patterns that bear lost accents."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.letterhead_patterns import bare_sources, text_sources
from gazetteer.load import read_toml
from gazetteer.tolerant import Finder, Loose, fold, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Phrase(NamedTuple):
    """Words that mark a place in the letterhead; `source` matches them where they begin.

    `loose`: in the skeleton of a text, not in the text.
    """

    id: str
    source: str
    loose: bool
    examples: tuple[str, ...]
    misses: tuple[str, ...]

    @property
    def pattern(self) -> Finder:
        """The phrase alone, for a text."""
        pattern = re.compile(self.source)
        return Loose(pattern) if self.loose else pattern


class Patterns(dict[str, Finder]):
    """Patterns by name, each compiled when it is first asked for: a document needs few of them.

    `bare` holds those for a skeleton, which as items of this mapping are Loose.
    """

    def __init__(self, sources: Mapping[str, str], bare: BarePatterns) -> None:
        super().__init__()
        self.sources, self.bare = sources, bare

    def __missing__(self, name: str) -> Finder:
        bare = name in self.bare.sources
        found = self[name] = Loose(self.bare[name]) if bare else re.compile(self.sources[name])
        return found


class BarePatterns(dict[str, re.Pattern[str]]):
    """Patterns for a skeleton by name, each compiled when it is first asked for."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        super().__init__()
        self.sources = sources

    def __missing__(self, name: str) -> re.Pattern[str]:
        pattern = self[name] = re.compile(self.sources[name])
        return pattern


class Symbol(NamedTuple):
    """A code in document numbers and the body it stands for, until `until` (ISO date) where that is known."""

    name: str
    place: bool
    until: str | None


class LetterheadWords(NamedTuple):
    """Everything letterhead.toml says, ready to match.

    `patterns` match a text. Those of them that bear lost accents are in `bare` too, as patterns for the
    skeleton of a text (gazetteer.tolerant), which has the same offsets. `types` maps a folded type line
    ("QUYETDINH") to the type's name, `codes` the abbreviation in a number ("CT") to it; `symbols` maps
    the code of a body; `signers` a folded signature line to (name, place needed).
    """

    phrases: Mapping[str, Phrase]
    types: Mapping[str, str]
    codes: Mapping[str, str]
    symbols: Mapping[str, Symbol]
    signers: Mapping[str, tuple[str, bool]]
    surnames: Mapping[str, str]
    known_surnames: frozenset[str]
    patterns: Mapping[str, Finder]
    bare: Mapping[str, re.Pattern[str]]
    levels: tuple[tuple[str, re.Pattern[str]], ...]
    data: Mapping[str, Any]


def build_words(data: Mapping[str, Any]) -> LetterheadWords:
    """Check `data` (letterhead.toml as read) and make it ready to match.

    Raises ValueError when a phrase misses one of its examples, takes one of its near misses, or one code or
    type line stands for two types.
    """
    words = _unchecked(data)
    _check(words.phrases.values())
    return words


def _unchecked(data: Mapping[str, Any]) -> LetterheadWords:
    phrases = {entry["id"]: _phrase(entry) for entry in data["phrases"]}
    sources = {key: phrase.source for key, phrase in phrases.items()}
    bare = BarePatterns(bare_sources(data, sources))
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
        patterns=Patterns(text_sources(data, sources), bare),
        bare=bare,
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
    how = entry.get("match", "marks")
    source = one_of(entry["words"], how)
    examples, misses = tuple(entry["examples"]), tuple(entry["misses"])
    return Phrase(entry["id"], source, how in {"marks", "any"}, examples, misses)


def _check(phrases: Iterable[Phrase]) -> None:
    for phrase in phrases:
        for example in phrase.examples:
            if not phrase.pattern.search(example):
                raise ValueError(
                    f"letterhead.toml: phrase {phrase.id!r} does not match its example {example!r}"
                )
        for miss in phrase.misses:
            if phrase.pattern.match(miss):
                raise ValueError(f"letterhead.toml: phrase {phrase.id!r} matches its near miss {miss!r}")


@cache
def load_letterhead_words() -> LetterheadWords:
    """Return letterhead.toml ready to match; read once. Its phrases are checked by the tests of the data."""
    return _unchecked(read_toml("letterhead.toml"))
