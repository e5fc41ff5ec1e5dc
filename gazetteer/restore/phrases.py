"""Pairs of words that are confused, from phrases.toml, and words that stand twice, from doubled.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from gazetteer.load import read_toml


class Phrase(NamedTuple):
    """Words that are written for others; lower case, one a syllable."""

    wrong: tuple[str, ...]
    right: tuple[str, ...]
    before: frozenset[str]
    not_behind: frozenset[str]
    policy: Literal["apply", "suggest"]


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """All of them: by their last two syllables, and what may stand twice."""

    by_end: Mapping[tuple[str, str], tuple[Phrase, ...]]
    never_twice: frozenset[tuple[str, ...]]
    kept_twice: frozenset[tuple[str, ...]]


def build_phrases(phrases: Mapping[str, Any], doubled: Mapping[str, Any]) -> Phrases:
    """Both files as read. Raises ValueError for a row that changes nothing, is too short, has no policy."""
    by_end: dict[tuple[str, str], tuple[Phrase, ...]] = {}
    for row in phrases["phrase"]:
        wrong, right = tuple(row["wrong"].split()), tuple(row["right"].split())
        policy = row.get("policy", "apply")
        if wrong == right or not 1 < len(wrong) == len(right) or policy not in {"apply", "suggest"}:
            raise ValueError(
                f"phrases.toml: {row['wrong']!r}: two forms of two syllables or more, and a policy"
            )
        made = Phrase(
            wrong, right, frozenset(row.get("before", ())), frozenset(row.get("not_behind", ())), policy
        )
        by_end[wrong[-2:]] = (*by_end.get(wrong[-2:], ()), made)
    return Phrases(
        by_end,
        frozenset(tuple(words.split()) for words in (*doubled["never"], *doubled["nouns"])),
        frozenset(tuple(words.split()) for words in doubled["kept"]),
    )


def wrong_pairs() -> Sequence[tuple[str, str]]:
    """The pairs of syllables that only slips make: no model may take them for known."""
    phrases = load_phrases()
    doubled = ((words[0], words[0]) for words in phrases.never_twice if len(words) == 1)
    misread = (pair.split() for pair in read_toml("restore/slips.toml")["misread"]["pairs"])
    return (*phrases.by_end, *doubled, *((first, second) for first, second in misread))


@cache
def load_phrases() -> Phrases:
    """Both files, read once."""
    return build_phrases(read_toml("restore/phrases.toml"), read_toml("restore/doubled.toml"))
