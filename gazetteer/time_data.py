"""Words and patterns of deadlines and recurrences: times.toml, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from gazetteer.lazy import Compiled, compiled
from gazetteer.load import read_toml
from gazetteer.time_words import FILE, TimeWords, build_words

RECURRENCES: Final = ("daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "continuous")
GUARDS = ("limit", "until", "period", "opening", "span", "every", "each", "periodic", "continuous", "free")
READINGS: Final = ("day", "period", "before", "relative", "list", "months", "continuous")
_PIECE: Final = re.compile(r"\{([a-z]+)\}")


class TimeRule(NamedTuple):
    """One rule of running text.

    `pattern` is matched at an anchor; `left` may (or, if `left_needed`, must) end right before it, and widens
    the quote; both are compiled when a text has an anchor of the rule. `quoted` says that the quote is the
    group of that name in the pattern. `guard` names the check of the words around and `reads` what is made of
    the groups; both are known to the finder. `examples` and `near_misses` are what times.toml attests, for
    the tests of the data.
    """

    id: str
    source: str
    left_source: str
    left_needed: bool
    quoted: bool
    guard: str
    reads: str
    examples: tuple[Mapping[str, str], ...]
    near_misses: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What is matched."""
        return compiled(self.source)

    @property
    def left(self) -> re.Pattern[str] | None:
        """What may stand before it."""
        return compiled(self.left_source) if self.left_source else None


class ValuePatterns(Compiled):
    """A point of time, a recurrence, a day that returns."""

    point: re.Pattern[str]
    recurring: re.Pattern[str]
    returning: re.Pattern[str]


class AttributePatterns(NamedTuple):
    """How the value of an attribute line is read, by the `patterns` for it."""

    patterns: ValuePatterns
    part_of_year: Mapping[str, int]
    examples: tuple[Mapping[str, str], ...]
    near_misses: tuple[str, ...]


class TimeLexicon(NamedTuple):
    """What times.toml says: `rules_of[i]` are the rules of the literal `i` of `anchors`, in file order."""

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


def _expand(pattern: str, pieces: Mapping[str, str], where: str) -> str:
    """Put the pieces into `pattern`; ValueError for an unknown piece."""

    def piece(match: re.Match[str]) -> str:
        if match[1] not in pieces:
            raise ValueError(f"{FILE}: {where}: no piece {match[0]}")
        return _PIECE.sub(piece, pieces[match[1]])

    return _PIECE.sub(piece, pattern)


def _check_patterns(lexicon: TimeLexicon) -> None:
    """Compile all; ValueError for a broken one."""
    sources = {f"rule {rule.id!r}": [rule.source, rule.left_source] for rule in lexicon.rules}
    sources["attribute"] = list(lexicon.attribute.patterns.sources.values())
    for where, some in sources.items():
        try:
            for source in some:
                compiled(source)
        except (re.error, RecursionError) as error:
            raise ValueError(f"{FILE}: {where}: {error}") from error


def _build_rule(row: Mapping[str, Any], pieces: Mapping[str, str]) -> TimeRule:
    """Check one [[rule]]."""
    where = f"rule {row.get('id')!r}"
    for key in ("id", "anchors", "pattern", "guard", "reads", "examples", "near_misses"):
        if not row.get(key):
            raise ValueError(f"{FILE}: {where} has no {key}")
    if row["guard"] not in GUARDS or row["reads"] not in READINGS:
        raise ValueError(f"{FILE}: {where}: unknown guard {row['guard']!r} or reading {row['reads']!r}")
    source = _expand(row["pattern"], pieces, where)
    return TimeRule(
        id=row["id"],
        source=source,
        left_source=_expand(row.get("left", ""), pieces, where),
        left_needed=row.get("left_needed", False),
        quoted="(?P<quote>" in source,
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
        list(owners), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    return automaton, tuple(map(tuple, owners.values()))


def _build_attribute(row: Mapping[str, Any], pieces: Mapping[str, str]) -> AttributePatterns:
    """Check [attribute]."""
    kinds = ("point", "recurring", "returning")
    return AttributePatterns(
        patterns=ValuePatterns({kind: _expand(row[kind], pieces, f"attribute.{kind}") for kind in kinds}),
        part_of_year=MappingProxyType(row["part_of_year"]),
        examples=_checked_examples(row["examples"], "attribute"),
        near_misses=tuple(row["near_misses"]),
    )


def build_time_lexicon(data: Mapping[str, Any]) -> TimeLexicon:
    """Make times.toml as read ready to use, and compile its patterns to check them.

    Raises ValueError, naming the entry, for: a rule without examples or near misses, an unknown guard,
    reading, piece or word list, a broken pattern, an example whose quote or value cannot be, a recurrence
    that the guide does not know, an id used twice.
    """
    lexicon = _uncompiled(data)
    _check_patterns(lexicon)
    return lexicon


def _uncompiled(data: Mapping[str, Any]) -> TimeLexicon:
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
    words = build_words(data["words"])
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
        item=re.compile(_expand(data["pieces"]["item"], pieces, "pieces.item")),
        manners=words.act + words.manner,
        noun_ends=tuple(" " + word for word in words.noun),
        nouns_behind=re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words.noun)) + r")(?!\w)"),
    )


@cache
def load_time_lexicon() -> TimeLexicon:
    """Return the lexicon, read once. Its patterns are compiled, to check them, by the tests of the data."""
    return _uncompiled(read_toml(FILE))
