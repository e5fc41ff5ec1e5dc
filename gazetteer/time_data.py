"""Words and patterns of deadlines and recurrences: times.toml, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import tomli
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

FILE: Final = "times.toml"
RECURRENCES: Final = ("daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "continuous")
GUARDS = ("limit", "until", "period", "opening", "span", "every", "each", "periodic", "continuous", "free")
READINGS: Final = ("day", "period", "before", "relative", "list", "months", "continuous")
_PIECE: Final = re.compile(r"\{([a-z]+)\}")
_LONGEST_WORD: Final = 40


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One rule of running text.

    `pattern` is matched at an anchor; `left` may (or, if `left_needed`, must) end right before it, and
    widens the quote. `quoted` says that the quote is the group of that name in the pattern. `guard` names the
    check of the words around and `reads` what is made of the groups; both are known to the finder. `examples`
    and `near_misses` are what times.toml attests, for the tests of the data.
    """

    id: str
    pattern: re.Pattern[str]
    left: re.Pattern[str] | None
    left_needed: bool
    quoted: bool
    guard: str
    reads: str
    examples: tuple[Mapping[str, str], ...]
    near_misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words around a time that decide what it modifies; each list is told in times.toml."""

    act: tuple[str, ...]
    manner: tuple[str, ...]
    noun: tuple[str, ...]
    aim: tuple[str, ...]
    state: tuple[str, ...]
    finish: tuple[str, ...]
    done: tuple[str, ...]
    measured: tuple[str, ...]
    aimed: tuple[str, ...]
    happened: tuple[str, ...]
    expected: tuple[str, ...]
    since: tuple[str, ...]
    dated: tuple[str, ...]
    closing: tuple[str, ...]
    goes_on: tuple[str, ...]
    owner: tuple[str, ...]
    periodic: tuple[str, ...]
    event: tuple[str, ...]
    start: tuple[str, ...]
    until: tuple[str, ...]
    event_inside: tuple[str, ...]
    continuous: tuple[str, ...]
    vague: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttributePatterns:
    """How the value of an attribute line is read: a point of time, a recurrence, a day that returns."""

    point: re.Pattern[str]
    recurring: re.Pattern[str]
    returning: re.Pattern[str]
    part_of_year: Mapping[str, int]
    examples: tuple[Mapping[str, str], ...]
    near_misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """times.toml, compiled: `rules_of[i]` are the rules of the literal `i` of `anchors`, in file order."""

    anchors: AhoCorasick
    rules_of: tuple[tuple[TimeRule, ...], ...]
    rules: tuple[TimeRule, ...]
    words: TimeWords
    attribute: AttributePatterns
    units: Mapping[str, str]
    months: Mapping[int, str]
    cycles: Mapping[str, str]
    numerals: Mapping[str, int]
    item: re.Pattern[str]
    manners: tuple[str, ...]
    noun_ends: tuple[str, ...]
    nouns_behind: re.Pattern[str]


def _expand(pattern: str, pieces: Mapping[str, str], where: str) -> re.Pattern[str]:
    """Put the pieces into `pattern` and compile it; ValueError for an unknown piece or a broken pattern."""

    def piece(match: re.Match[str]) -> str:
        if match[1] not in pieces:
            raise ValueError(f"{FILE}: {where}: no piece {match[0]}")
        return _PIECE.sub(piece, pieces[match[1]])

    try:
        return re.compile(_PIECE.sub(piece, pattern))
    except (re.error, RecursionError) as error:
        raise ValueError(f"{FILE}: {where}: {error}") from error


def _build_rule(row: Mapping[str, Any], pieces: Mapping[str, str]) -> TimeRule:
    """Compile and check one [[rule]]."""
    where = f"rule {row.get('id')!r}"
    for key in ("id", "anchors", "pattern", "guard", "reads", "examples", "near_misses"):
        if not row.get(key):
            raise ValueError(f"{FILE}: {where} has no {key}")
    if row["guard"] not in GUARDS or row["reads"] not in READINGS:
        raise ValueError(f"{FILE}: {where}: unknown guard {row['guard']!r} or reading {row['reads']!r}")
    left = row.get("left")
    pattern = _expand(row["pattern"], pieces, where)
    return TimeRule(
        id=row["id"],
        pattern=pattern,
        left=_expand(left, pieces, where) if left else None,
        left_needed=row.get("left_needed", False),
        quoted="quote" in pattern.groupindex,
        guard=row["guard"],
        reads=row["reads"],
        examples=_checked_examples(row["examples"], where),
        near_misses=tuple(row["near_misses"]),
    )


def _checked_examples(rows: list[dict[str, str]], where: str) -> tuple[Mapping[str, str], ...]:
    """Return the examples; ValueError for a quote that its text lacks or a value that its kind forbids."""
    for row in rows:
        if row.get("quote", row["text"]) not in row["text"]:
            raise ValueError(f"{FILE}: {where}: the quote {row['quote']!r} is not in its text")
        value = row.get("value", "")
        fits = {
            "date": re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None,
            "recurring": bool(value) and set(value.split(",")) <= set(RECURRENCES),
            "relative": not value,
        }
        if not fits.get(row["kind"], False):
            raise ValueError(f"{FILE}: {where}: {row['kind']!r} does not go with {value!r}")
    return tuple(MappingProxyType(row) for row in rows)


def _spellings(anchor: str) -> tuple[str, ...]:
    """The anchor as written, and at the start of a sentence."""
    capital = anchor[0].upper() + anchor[1:]
    return (anchor,) if capital == anchor else (anchor, capital)


def _index(
    rules: tuple[TimeRule, ...], rows: list[dict[str, Any]]
) -> tuple[AhoCorasick, tuple[tuple[TimeRule, ...], ...]]:
    """One automaton over all anchors, and the rules of each."""
    owners: dict[str, list[TimeRule]] = {}
    for rule, row in zip(rules, rows, strict=True):
        for anchor in row["anchors"]:
            for spelling in _spellings(anchor):
                owners.setdefault(spelling, []).append(rule)
    automaton = AhoCorasick(
        list(owners), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )
    return automaton, tuple(map(tuple, owners.values()))


def _build_words(data: Mapping[str, list[str]]) -> TimeWords:
    """Check the word lists: the ones told in TimeWords and no other, none empty, no word twice."""
    known = {field.name for field in fields(TimeWords)}
    if set(data) != known:
        raise ValueError(f"{FILE}: [words] lacks or adds {sorted(set(data) ^ known)}")
    for name, words in data.items():
        twice = sorted({word for word in words if words.count(word) > 1})
        if not words or twice or "" in words:
            raise ValueError(f"{FILE}: words.{name} is empty or holds a word twice: {twice}")
        if any(len(word) > _LONGEST_WORD for word in words):
            raise ValueError(f"{FILE}: words.{name} holds a whole sentence")
    return TimeWords(**{name: tuple(words) for name, words in data.items()})


def _build_attribute(row: Mapping[str, Any], pieces: Mapping[str, str]) -> AttributePatterns:
    """Compile and check [attribute]."""
    return AttributePatterns(
        point=_expand(row["point"], pieces, "attribute.point"),
        recurring=_expand(row["recurring"], pieces, "attribute.recurring"),
        returning=_expand(row["returning"], pieces, "attribute.returning"),
        part_of_year=MappingProxyType(row["part_of_year"]),
        examples=_checked_examples(row["examples"], "attribute"),
        near_misses=tuple(row["near_misses"]),
    )


def build_time_lexicon(data: Mapping[str, Any]) -> TimeLexicon:
    """Compile times.toml as read.

    Raises ValueError, naming the entry, for: a rule without examples or near misses, an unknown guard,
    reading, piece or word list, a broken pattern, an example whose quote or value cannot be, a recurrence
    that the guide does not know, an id used twice.
    """
    months = {int(number): value for number, value in data["months"].items()}
    for value in (*data["units"].values(), *months.values(), *data["cycles"].values()):
        if value not in RECURRENCES:
            raise ValueError(f"{FILE}: {value!r} is no recurrence")
    longest_first = sorted(data["cycles"], key=len, reverse=True)
    pieces = {"units": "|".join(data["units"]), "cycles": "|".join(longest_first), **data["pieces"]}
    rules = tuple(_build_rule(row, pieces) for row in data["rule"])
    ids = [rule.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise ValueError(f"{FILE}: a rule's id stands twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    anchors, rules_of = _index(rules, data["rule"])
    words = _build_words(data["words"])
    return TimeLexicon(
        anchors=anchors,
        rules_of=rules_of,
        rules=rules,
        words=words,
        attribute=_build_attribute(data["attribute"], pieces),
        units=MappingProxyType(data["units"]),
        months=MappingProxyType(months),
        cycles=MappingProxyType(data["cycles"]),
        numerals=MappingProxyType(data["numerals"]),
        item=_expand(data["pieces"]["item"], pieces, "pieces.item"),
        manners=words.act + words.manner,
        noun_ends=tuple(" " + word for word in words.noun),
        nouns_behind=re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words.noun)) + r")(?!\w)"),
    )


@cache
def load_time_lexicon() -> TimeLexicon:
    """Return the lexicon, read and checked once."""
    with (files("gazetteer") / FILE).open("rb") as file:
        return build_time_lexicon(tomli.load(file))
