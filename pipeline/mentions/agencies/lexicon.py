"""All literals of the finder in one automaton, and the patterns around them; compiled once per gazetteer."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from gazetteer import Gazetteer
from gazetteer.load import read_toml, spellings
from gazetteer.model import Body, Place
from gazetteer.names import Namer
from gazetteer.suffix import UPPER, SuffixReader, alternation
from pipeline.mentions.agencies.repair import Repair


_KEY = 4


class Title(NamedTuple):
    """A title; `alone` is the group the bare title means."""

    kind: str
    alone: str


class Noun(NamedTuple):
    """A noun of collectives."""

    key: str
    write: str
    definite: bool
    free: bool
    alone: bool
    first: bool
    unit: bool
    inner: bool
    national: bool
    capital: bool
    loose: bool
    proper: bool


class Literal(NamedTuple):
    """Everything one literal can be; the words around it decide."""

    body: Body | None = None
    weak: bool = False
    title: Title | None = None
    noun: Noun | None = None
    head: bool = False
    parent: bool = False
    quiet: bool = False
    spaced: bool = False
    repairs: str = ""
    about: bool = False
    damaged: bool = False


class Lexicon(NamedTuple):
    """The compiled data; immutable."""

    automaton: AhoCorasick
    literals: tuple[Literal | None, ...]
    suffixes: SuffixReader
    namer: Namer
    members: Callable[[str, Place | None, str | None], tuple[str, ...]]
    shared: frozenset[str]
    parents: re.Pattern[str]
    owners: re.Pattern[str]
    joins: re.Pattern[str]
    between: re.Pattern[str]
    fields: dict[tuple[str, str], Body]
    field: dict[str, re.Pattern[str]]
    nouns: dict[str, Noun]
    more_nouns: re.Pattern[str]
    quantifier: re.Pattern[str]
    before: dict[str, tuple[str, ...]]
    listed: re.Pattern[str]
    tail: re.Pattern[str]
    free: re.Pattern[str]
    opened: re.Pattern[str]
    open_name: re.Pattern[str]
    about: re.Pattern[str]
    nested: re.Pattern[str]
    provinces: re.Pattern[str]
    repair: Repair
    own: dict[str, str]
    actor: tuple[str, ...]
    acts: tuple[str, ...]
    unit_words: frozenset[str]
    abbreviations: dict[str, str]
    abbreviation: re.Pattern[str]


@lru_cache(maxsize=4)
def lexicon_of(gazetteer: Gazetteer) -> Lexicon:
    """The lexicon of a gazetteer."""
    groups, heads, titles = read_toml("groups.toml"), gazetteer.heads, read_toml("titles.toml")
    links = gazetteer.units["links"]
    literals = _literals(gazetteer, groups, heads, titles)
    fields = _fields(gazetteer)
    nouns = {row["word"]: _noun(row) for row in groups["noun"]}
    between = alternation(groups["between"])
    stops = rf"(?:{alternation(groups['stops'])})(?!\w)"
    closers = rf"(?:{alternation(groups['closers'])})(?!\w)"
    places = alternation(gazetteer.places)
    return Lexicon(
        AhoCorasick(list(literals), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA),
        tuple(literals.values()),
        gazetteer.suffixes,
        gazetteer.namer,
        gazetteer.members,
        frozenset(links["lists"]) | frozenset(links["titles"]),
        re.compile(alternation(links["parent"])),
        re.compile(rf" (?:{alternation(links['owner'])}) "),
        re.compile(alternation(links["titles"])),
        re.compile(alternation(links["lists"])),
        fields,
        {head: re.compile(rf"(?:{alternation(w for h, w in fields if h == head)})(?!\w)")
         for head in ("Bộ", "Sở", "Phòng")},
        nouns,
        re.compile(rf"(?:{between})({alternation(nouns)})(?!\w)"),
        re.compile(rf" (?:của )?(?:{alternation(groups['quantifiers'])}) | (?:của )?"),
        _before(groups["quantifiers"]),
        re.compile(rf"(?:{between})(?:{alternation(nouns)})(?!\w)"
                   rf"| (?:{alternation((*groups['related'], *groups['tails']))}|thuộc|trực thuộc)(?!\w)"),
        _tail(groups, places),
        re.compile(rf"(?: (?!{stops})[\w&/-]+){{1,5}}(?=[,.;:)\n\t|]|\Z| {stops})"),
        _opened(groups, closers),
        _open_name(heads),
        re.compile(rf"(?: (?!(?:{alternation(heads['open']['ends'])})(?!\w))[\w&/-]+(?:, (?=chống|chữa|tôn))?){{0,16}}"),
        re.compile(rf" (?:{alternation(heads['open']['nested'])})(?!\w)"),
        re.compile(rf"(?:(tỉnh|thành phố|tp\.?) )?({places})(?!\w)"),
        Repair(fields, gazetteer.places.values()),
        {word: role for role, words in heads["own"].items() for word in words},
        tuple((*gazetteer.units["actor"]["before"], "\n")),
        tuple(gazetteer.units["actor"]["after"]),
        frozenset(row["word"] for row in gazetteer.units["unit"]),
        groups["abbreviations"],
        re.compile(rf"\b(?:{alternation(groups['abbreviations'])})\b"),
    )  # fmt: skip


def _literals(gazetteer: Gazetteer, groups: Any, heads: Any, titles: Any) -> dict[str, Literal | None]:
    found: dict[str, Literal | None] = {}

    def put(word: str, **what: Any) -> None:
        found[word] = (found.get(word) or Literal())._replace(**what)

    for body, names, weak in gazetteer.bodies:
        for name in names:
            if (known := found.get(name.lower())) is None or known.body is None:
                put(name.lower(), body=body, weak=name in weak)
    for row in titles["title"]:
        for way in (row["word"], *row.get("short", ())):
            put(way.lower(), title=Title(row.get("kind", "head"), row.get("alone", "")))
    for row in groups["noun"]:
        put(row["word"], noun=_noun(row))
    for row in heads["head"]:
        for way in (row["word"], *row.get("short", ())):
            put(way.lower(), head=True, parent=row.get("parent", False), about=row.get("about", False))
    for word, ways in heads["damaged"].items():
        for way in (*ways, word):
            known = found.get(way.lower())
            put(way.lower(), head=True, repairs=word, damaged=known is None or not known.head)
    for decoy in groups["decoys"]:
        found.setdefault(decoy, None)
    for source in (groups["noun"], heads["head"], titles["title"]):
        for row in source:
            for miss in row.get("near_misses", ()):
                found.setdefault(miss.lower(), None)
    return {word: _hushed(literal, word) for word, literal in found.items()}


def _hushed(literal: Literal | None, word: str) -> Literal | None:
    """Marks a literal that means nothing without a quantifier, title or capital, to pass it by quickly."""
    if literal is None:
        return None
    literal = literal._replace(spaced=" " in word)
    noun = literal.noun
    if literal.body or literal.title or (noun and (noun.alone or noun.loose or noun.unit or noun.proper)):
        return literal
    return literal._replace(quiet=True)


def _before(quantifiers: Any) -> dict[str, tuple[str, ...]]:
    """The quantifiers with a space, longest first, by their last letters."""
    words = sorted((f"{quantifier} " for quantifier in quantifiers), key=len, reverse=True)
    return {word[-_KEY:]: tuple(w for w in words if w[-_KEY:] == word[-_KEY:]) for word in words}


def _noun(row: Any) -> Noun:
    word = row["word"]
    key = (
        word
        if word in ("bộ", "sở")
        else word[:2]
        if word.startswith(("bộ,", "bộ ", "sở,", "sở ", "sở-"))
        else ""
    )
    flags = (
        row.get(flag, False)
        for flag in (
            "definite",
            "free",
            "alone",
            "first",
            "unit",
            "inner",
            "national",
            "capital",
            "loose",
            "proper",
        )
    )
    return Noun(key, row.get("write", ""), *flags)


def _fields(gazetteer: Gazetteer) -> dict[tuple[str, str], Body]:
    bodies = {body.id: body for body, _, _ in gazetteer.bodies}
    made: dict[tuple[str, str], Body] = {}
    for row in read_toml("agencies/fields.toml")["field"]:
        for head in row["heads"]:
            body = bodies[f"{head}.{row['id']}"]
            for way in spellings(row):
                made.setdefault((body.head, way.lower()), body)
    return made


def _tail(groups: Any, places: str) -> re.Pattern[str]:
    """Modifiers that belong to the group: relation, place, area, fixed words."""
    return re.compile(
        rf" (?:(?P<related>{alternation(groups['related'])})"
        rf"|(?P<link>(?:(?:của|thuộc|trong|trực thuộc|tại) )?(?:toàn )?)(?P<own>tỉnh|thành phố|tp\.?)(?: (?P<place>{places}))?"
        rf"|trên địa bàn(?: (?:toàn )?(?P<area>tỉnh|thành phố|tp\.?)(?: (?P<where>{places}))?)?"
        rf"|(?P<fixed>{alternation(groups['tails'])})"
        rf"|(?P<last>{alternation(groups['last'])})(?=[,.;:)\n\t|]|\Z| có trách| chịu trách))(?!\w)"
    )


def _opened(groups: Any, closers: str) -> re.Pattern[str]:
    """Modifiers whose end only the context tells, up to the words of a predicate."""
    passive = rf"(?:{alternation(groups['passives'])}) {closers}(?: thực hiện)?"
    word = rf"(?:{passive}|(?!{closers})[\w&/()-]+)"
    return re.compile(
        rf" (?=(?:{alternation(groups['openers'])})(?!\w))(?!{closers})\w+(?: thuộc)?(?:(?:,(?! các) | ){word}){{0,24}}"
    )


def _open_name(heads: Any) -> re.Pattern[str]:
    """A name that no list knows, after its head noun: it begins with a capital and runs to a stop."""
    nouns = alternation(way for row in heads["head"] for way in (row["word"], *row.get("short", ())))
    stop = rf"(?:{alternation(heads['open']['stops'])}|và (?:{nouns}) |(?:{nouns}) [{UPPER}])(?!\w)"
    word = rf"(?:[{UPPER}\d][\w&./'-]*\w|[{UPPER}]|(?!{stop})[\w/]+)"
    return re.compile(rf" (?!{stop})[{UPPER}][\w&'-]*(?:(?: - | & | )(?!{stop}){word}){{0,12}}")
