"""Words that make a number a measurable aim: targets.toml, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from gazetteer.load import read_toml

FILE: Final = "targets.toml"
COMPARATORS: Final = (">=", "<=", ">", "<", "=")
FROM: Final = "from"
ABOUT: Final = "~"
_NUMBER: Final = r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?)(?![\d/])(?!,\d)"


class TargetLexicon(NamedTuple):
    """targets.toml, compiled.

    `anchors` finds comparing words; `led` is matched at one of them, `share` must end right before "%".
    """

    anchors: AhoCorasick
    led: re.Pattern[str]
    share: re.Pattern[str]
    behind: re.Pattern[str]
    comparators: Mapping[str, str]
    ends: Mapping[str, str]
    exact: frozenset[str]
    none: tuple[str, ...]
    examples: tuple[Mapping[str, Any], ...]
    near_misses: tuple[str, ...]


def _any(words: Iterable[str]) -> str:
    """A pattern for one of the words, longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def build_target_lexicon(data: Mapping[str, Any]) -> TargetLexicon:
    """Compile targets.toml as read.

    Raises ValueError, naming the entry, for an unknown comparator, an empty or repeated word, an exact word
    that is no word of reaching, an example whose quote is not in its text, or a missing list.
    """
    compare, reach, unit = data["compare"], data["reach"]["words"], data["unit"]["words"]
    for word, sign in (*compare.items(), *data["behind"].items()):
        if sign not in (*COMPARATORS, FROM, ABOUT):
            raise ValueError(f"{FILE}: {word!r} compares by {sign!r}")
    for name, words in (
        ("reach", reach),
        ("unit", unit),
        ("filler", data["filler"]["words"]),
        ("none", data["none"]["words"]),
    ):
        if not words or len(set(words)) != len(words) or "" in words:
            raise ValueError(f"{FILE}: {name} is empty or holds a word twice")
    if not set(data["reach"]["exact"]) <= set(reach):
        raise ValueError(f"{FILE}: reach.exact holds words that reach.words lacks")
    cases = data["cases"]
    for case in cases["examples"]:
        if case["quote"] not in case["text"]:
            raise ValueError(f"{FILE}: the quote {case['quote']!r} is not in its text")
    filler = f"(?:(?:{_any(data['filler']['words'])}) ){{0,2}}"
    led = (
        rf"(?:(?P<reach>{_any(_both(reach))}) {filler})?(?:(?P<compare>{_any(_both(compare))}) ?{filler})?"
        rf"{_NUMBER}(?P<upto> ?- ?\d{{1,9}}(?:[.,]\d{{1,4}})?)?(?: ?(?P<unit>{_any(unit)})(?!\w))?"
    )
    words = {*_both(compare), *_both(reach)}
    return TargetLexicon(
        anchors=AhoCorasick(sorted(words), matchkind=MatchKind.LeftmostLongest),
        led=re.compile(led),
        share=re.compile(rf"(?<![\w/.,]){_NUMBER}(?P<upto> ?- ?\d{{1,9}}(?:[.,]\d{{1,4}})?)? ?$"),
        behind=re.compile(rf" ({_any(data['behind'])})(?!\w)"),
        comparators=MappingProxyType({word.lower(): sign for word, sign in compare.items()}),
        ends=MappingProxyType(data["behind"]),
        exact=frozenset(data["reach"]["exact"]),
        none=tuple(" " + word for word in data["none"]["words"]),
        examples=tuple(MappingProxyType(case) for case in cases["examples"]),
        near_misses=tuple(cases["near_misses"]),
    )


def _both(words: Iterable[str]) -> list[str]:
    """Each word as written, and at the start of a sentence."""
    return sorted({spelling for word in words for spelling in (word, word[0].upper() + word[1:])})


@cache
def load_target_lexicon() -> TargetLexicon:
    """Return the lexicon, read and checked once."""
    return build_target_lexicon(read_toml(FILE))
