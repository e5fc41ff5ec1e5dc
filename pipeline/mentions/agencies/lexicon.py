"""The automaton of all literals and the patterns around them; compiled once per gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from gazetteer import Gazetteer
from gazetteer.load import HEADS, read_toml, spellings
from gazetteer.model import Body
from gazetteer.names import Namer
from gazetteer.suffix import UPPER, SuffixReader, alternation
from pipeline.mentions.agencies import patterns
from pipeline.mentions.agencies.literals import Literal, Noun, Rows, literals_of, noun_of
from pipeline.mentions.agencies.repair import Repair
from pipeline.mentions.agencies.responsible import Responsible, compile_responsible

_LAST_LETTERS = 4


class Lexicon(NamedTuple):
    """The compiled data; immutable. Each pattern matches from where the words before it end."""

    automaton: AhoCorasick
    literals: tuple[Literal | None, ...]
    suffixes: SuffixReader
    namer: Namer
    repair: Repair
    fields: Mapping[tuple[str, str], Body]
    field: Mapping[str, re.Pattern[str]]
    nouns: Mapping[str, Noun]
    closed: Mapping[str, str]
    more_nouns: re.Pattern[str]
    listed: re.Pattern[str]
    tail: re.Pattern[str]
    kept: frozenset[str]
    area: str
    locality: str
    every: str
    beyond: re.Pattern[str]
    described: re.Pattern[str]
    against: str
    grade: str
    seated: re.Pattern[str]
    free: re.Pattern[str]
    enumerated: re.Pattern[str]
    opened: re.Pattern[str]
    open_name: re.Pattern[str]
    about: re.Pattern[str]
    nested: re.Pattern[str]
    quantifier: re.Pattern[str]
    before: Mapping[str, tuple[str, tuple[str, ...]]]
    parents: re.Pattern[str]
    owners: re.Pattern[str]
    dealt: str
    joins: re.Pattern[str]
    between: re.Pattern[str]
    shared: frozenset[str]
    provinces: re.Pattern[str]
    named_places: re.Pattern[str]
    joined: re.Pattern[str]
    and_: str
    names: Mapping[str, Body]
    own: Mapping[str, str]
    actor: tuple[str, ...]
    acts: tuple[str, ...]
    before_short: tuple[str, ...]
    unit_words: frozenset[str]
    responsible: Responsible
    abbreviations: Mapping[str, str]
    abbreviation: re.Pattern[str]


@lru_cache(maxsize=4)
def lexicon_of(gazetteer: Gazetteer) -> Lexicon:
    """The lexicon of a gazetteer."""
    groups, titles, units = read_toml("groups.toml"), read_toml("titles.toml"), gazetteer.units
    heads, links = gazetteer.heads, units["links"]
    literals = literals_of(gazetteer, groups, titles)
    fields = _fields(gazetteer)
    places, nouns = alternation(gazetteer.places), alternation(row["word"] for row in groups["noun"])
    between, levels = alternation(groups["between"]), alternation(_levels(units))
    return Lexicon(
        automaton=AhoCorasick(
            list(literals), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        ),
        literals=tuple(literals.values()),
        suffixes=gazetteer.suffixes,
        namer=gazetteer.namer,
        repair=Repair(fields, gazetteer),
        fields=fields,
        field={
            head: re.compile(rf"(?:{alternation(way for h, way in fields if h == head)})(?!\w)")
            for head in {head for head, _ in fields}
        },
        nouns={row["word"]: noun_of(row) for row in groups["noun"]},
        closed=groups["closed"],
        more_nouns=re.compile(rf"(?:{between})({nouns})(?!\w)"),
        listed=re.compile(
            rf"(?:{between})(?:{nouns})(?!\w)"
            rf"| (?:{alternation((*groups['related'], *groups['tails'], *links['owner']))})(?!\w)"
        ),
        tail=patterns.tail(groups, places, levels),
        kept=frozenset(groups["kept"]),
        area=groups["area"],
        locality=units["collective"]["open"],
        every=f"{groups['every']} ",
        beyond=re.compile(rf"(?<!\w)(?:{alternation(groups['beyond'])})(?!\w)"),
        described=patterns.described(groups),
        against=f"{groups['against']} ",
        grade=f"{units['collective']['grade']} ",
        seated=patterns.seated(groups, units),
        free=patterns.free(groups),
        enumerated=patterns.enumerated(groups),
        opened=patterns.opened(groups),
        open_name=patterns.open_name(heads, titles),
        about=patterns.about(heads),
        nested=re.compile(rf" (?:{alternation(heads['open']['nested'])})(?!\w)"),
        quantifier=_quantifier(groups, links),
        before=_before(groups["quantifiers"]),
        parents=re.compile(alternation(links["parent"])),
        owners=re.compile(rf" (?:{alternation(links['owner'])}) "),
        dealt=f" {links['dealt']} ",
        joins=re.compile(alternation(links["titles"])),
        between=re.compile(alternation(links["lists"])),
        shared=frozenset(links["lists"]) | frozenset(links["titles"]),
        provinces=re.compile(rf"(?:({levels}) )?({places})(?!\w)"),
        named_places=patterns.named_places(heads, places),
        joined=re.compile(rf" {heads['open']['and']} (?=[{UPPER}])"),
        and_=f" {heads['open']['and']} ",
        names=gazetteer.names,
        own={word: role for role, words in heads["own"].items() for word in words},
        actor=(*units["actor"]["before"], "\n"),
        acts=tuple(units["actor"]["after"]),
        before_short=(*units["actor"]["before"], "\n", *patterns.posts(titles)),
        unit_words=frozenset(row["word"] for row in units["unit"]),
        responsible=compile_responsible(groups),
        abbreviations=groups["abbreviations"],
        abbreviation=re.compile(rf"\b(?:{alternation(groups['abbreviations'])})\b"),
    )


def _levels(units: Rows) -> tuple[str, ...]:
    """The words for a province and for a city under the centre."""
    rows = [row for row in units["unit"] if row["level"] == "province"]
    return tuple(way for row in rows for way in (row["word"], *row.get("short", ())))


def _fields(gazetteer: Gazetteer) -> dict[tuple[str, str], Body]:
    """Ministries, departments and offices by head noun and the spelling of their field."""
    bodies = {entry.body.id: entry.body for entry in gazetteer.bodies}
    made: dict[tuple[str, str], Body] = {}
    for row in read_toml("agencies/fields.toml")["field"]:
        made_of = [bodies[id_] for head in HEADS if (id_ := f"{head}.{row['id']}") in bodies]
        for body, way in product(made_of, spellings(row)):
            made.setdefault((body.head, way.text.lower()), body)
    return made


def _before(quantifiers: Iterable[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The quantifiers with a space by their last letters: the shortest, the others longest first."""
    made: dict[str, tuple[str, tuple[str, ...]]] = {}
    for word in sorted((f"{quantifier} " for quantifier in quantifiers), key=len):
        letters = word[-_LAST_LETTERS:]
        shortest, longer = made.get(letters, ("", ()))
        made[letters] = (shortest, (word, *longer)) if shortest else (word, ())
    return made


def _quantifier(groups: Rows, links: Rows) -> re.Pattern[str]:
    """What may stand between a title and what it heads."""
    of = rf"(?:(?:{alternation(links['place'])}) )?"
    return re.compile(rf" {of}(?:{alternation(groups['quantifiers'])}) | {of}")
