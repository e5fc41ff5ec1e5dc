"""The automaton of all literals and the patterns around them; compiled once per gazetteer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from gazetteer import Gazetteer, Place
from gazetteer.load import read_toml, spellings
from gazetteer.model import Body
from gazetteer.names import Namer
from gazetteer.suffix import UPPER, SuffixReader, alternation
from pipeline.mentions.agencies.literals import Literal, Noun, Rows, literals_of, noun_of
from pipeline.mentions.agencies.repair import Repair

_END = r"(?=[,.;:)\n\t|]|\Z"
_LAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled data; immutable. Each pattern matches from where the words before it end."""

    automaton: AhoCorasick
    literals: tuple[Literal | None, ...]
    suffixes: SuffixReader
    namer: Namer
    repair: Repair
    members: Callable[[str, Place | None, str | None], tuple[str, ...]]
    fields: Mapping[tuple[str, str], Body]
    field: Mapping[str, re.Pattern[str]]
    nouns: Mapping[str, Noun]
    closed: Mapping[str, str]
    more_nouns: re.Pattern[str]
    listed: re.Pattern[str]
    tail: re.Pattern[str]
    kept: frozenset[str]
    area: str
    grade: str
    seated: re.Pattern[str]
    free: re.Pattern[str]
    opened: re.Pattern[str]
    open_name: re.Pattern[str]
    about: re.Pattern[str]
    nested: re.Pattern[str]
    quantifier: re.Pattern[str]
    before: Mapping[str, tuple[str, ...]]
    parents: re.Pattern[str]
    owners: re.Pattern[str]
    joins: re.Pattern[str]
    between: re.Pattern[str]
    shared: frozenset[str]
    provinces: re.Pattern[str]
    named_places: re.Pattern[str]
    joined: re.Pattern[str]
    names: Mapping[str, Body]
    own: Mapping[str, str]
    actor: tuple[str, ...]
    acts: tuple[str, ...]
    unit_words: frozenset[str]
    abbreviations: Mapping[str, str]
    abbreviation: re.Pattern[str]


@lru_cache(maxsize=4)
def lexicon_of(gazetteer: Gazetteer) -> Lexicon:
    """The lexicon of a gazetteer."""
    groups, units = read_toml("groups.toml"), gazetteer.units
    heads, links = gazetteer.heads, units["links"]
    literals = literals_of(gazetteer, groups, read_toml("titles.toml"))
    fields = _fields(gazetteer)
    places, nouns = alternation(gazetteer.places), alternation(row["word"] for row in groups["noun"])
    between, levels = alternation(groups["between"]), alternation(_levels(units))
    return Lexicon(
        automaton=AhoCorasick(
            list(literals), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        ),
        literals=tuple(literals.values()),
        suffixes=gazetteer.suffixes,
        namer=gazetteer.namer,
        repair=Repair(fields, gazetteer.places.values()),
        members=gazetteer.members,
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
        tail=_tail(groups, places, levels),
        kept=frozenset(groups["kept"]),
        area=groups["area"],
        grade=f"{units['collective']['grade']} ",
        seated=_seated(groups, units),
        free=_free(groups),
        opened=_opened(groups),
        open_name=_open_name(heads),
        about=_about(heads),
        nested=re.compile(rf" (?:{alternation(heads['open']['nested'])})(?!\w)"),
        quantifier=_quantifier(groups, links),
        before=_before(groups["quantifiers"]),
        parents=re.compile(alternation(links["parent"])),
        owners=re.compile(rf" (?:{alternation(links['owner'])}) "),
        joins=re.compile(alternation(links["titles"])),
        between=re.compile(alternation(links["lists"])),
        shared=frozenset(links["lists"]) | frozenset(links["titles"]),
        provinces=re.compile(rf"(?:({levels}) )?({places})(?!\w)"),
        named_places=_named_places(heads, places),
        joined=re.compile(rf" {heads['open']['and']} (?=[{UPPER}])"),
        names=gazetteer.names,
        own={word: role for role, words in heads["own"].items() for word in words},
        actor=(*units["actor"]["before"], "\n"),
        acts=tuple(units["actor"]["after"]),
        unit_words=frozenset(row["word"] for row in units["unit"]),
        abbreviations=groups["abbreviations"],
        abbreviation=re.compile(rf"\b(?:{alternation(groups['abbreviations'])})\b"),
    )


def _levels(units: Rows) -> tuple[str, ...]:
    """The words for a province and for a city under the centre."""
    rows = [row for row in units["unit"] if row["level"] == "province"]
    return tuple(way for row in rows for way in (row["word"], *row.get("short", ())))


def _fields(gazetteer: Gazetteer) -> dict[tuple[str, str], Body]:
    """Ministries, departments and offices by head noun and the spelling of their field."""
    bodies = {body.id: body for body, _, _ in gazetteer.bodies}
    made: dict[tuple[str, str], Body] = {}
    for row in read_toml("agencies/fields.toml")["field"]:
        for head in row["heads"]:
            body = bodies[f"{head}.{row['id']}"]
            for way in spellings(row):
                made.setdefault((body.head, way.lower()), body)
    return made


def _before(quantifiers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The quantifiers with a space, longest first, by their last letters."""
    words = sorted((f"{quantifier} " for quantifier in quantifiers), key=len, reverse=True)
    last = {word[-_LAST_LETTERS:] for word in words}
    return {letters: tuple(word for word in words if word.endswith(letters)) for letters in last}


def _quantifier(groups: Rows, links: Rows) -> re.Pattern[str]:
    """What may stand between a title and what it heads."""
    of = rf"(?:(?:{alternation(links['place'])}) )?"
    return re.compile(rf" {of}(?:{alternation(groups['quantifiers'])}) | {of}")


def _tail(groups: Rows, places: str, levels: str) -> re.Pattern[str]:
    """Modifiers that belong to the group: relation, place, area, fixed words."""
    link, area = alternation(groups["placing"]), groups["area"]
    return re.compile(
        rf" (?:(?P<related>{alternation(groups['related'])})"
        rf"|(?P<link>(?:(?:{link}) )?(?:{groups['whole']} )?)(?P<own>{levels})(?: (?P<place>{places}))?"
        rf"|{area}(?: (?:{groups['whole']} )?(?P<area>{levels})(?: (?P<where>{places}))?)?"
        rf"|(?P<fixed>{alternation(groups['tails'])})"
        rf"|(?P<last>{alternation(groups['last'])}){_END}| (?:{alternation(groups['duty'])})))(?!\w)"
    )


def _seated(groups: Rows, units: Rows) -> re.Pattern[str]:
    """The issuer's own unit below a province after a group ("huyện", "trên địa bàn toàn xã")."""
    links, words = alternation((*groups["placing"], groups["area"])), (row["word"] for row in units["unit"])
    return re.compile(rf" (?P<link>(?:(?:{links}) )?(?:{groups['whole']} )?)(?P<unit>{alternation(words)})(?!\w)")


def _free(groups: Rows) -> re.Pattern[str]:
    """A complement without a mark, up to the end of the phrase or the words of a predicate."""
    stops = rf"(?:{alternation(groups['stops'])})(?!\w)"
    return re.compile(rf"(?: (?!{stops})[\w&/-]+){{1,5}}{_END}| {stops})")


def _opened(groups: Rows) -> re.Pattern[str]:
    """Modifiers whose end only the context tells, up to the words of a predicate."""
    closers = rf"(?:{alternation(groups['closers'])})(?!\w)"
    passive = rf"(?:{alternation(groups['passives'])}) {closers}(?: {groups['carry']})?"
    word = rf"(?:{passive}|(?!{closers})[\w&/()-]+)"
    opener = rf" (?=(?:{alternation(groups['openers'])})(?!\w))(?!{closers})\w+"
    more = rf"(?:(?:,(?! {groups['every']}) | ){word})"
    return re.compile(rf"{opener}{more}{{0,24}}")


def _open_name(heads: Rows) -> re.Pattern[str]:
    """A name that no list knows, after its head noun: it begins with a capital and runs to a stop."""
    nouns = alternation(way for row in heads["head"] for way in (row["word"], *row.get("short", ())))
    stops = alternation(heads["open"]["stops"])
    stop = rf"(?:(?:{stops})(?!\w)|{heads['open']['and']} (?:{nouns}) [{UPPER}])"
    word = rf"(?:[{UPPER}\d][\w&./'-]*\w|[{UPPER}]|[\w/]+)"
    return re.compile(rf" (?!{stop})[{UPPER}][\w&'-]*(?:(?: - | & | )(?!{stop}){word}){{0,12}}")


def _named_places(heads: Rows, places: str) -> re.Pattern[str]:
    """A province inside a name, with another word behind it that does not join it."""
    joins = alternation(heads["open"]["after_place"])
    return re.compile(rf" (?:{places})(?= (?!(?:{joins})(?!\w))[^\W\d])")


def _about(heads: Rows) -> re.Pattern[str]:
    """The subject of a steering body, which may begin without a capital."""
    ends, inner = alternation(heads["open"]["ends"]), alternation(heads["open"]["inner"])
    return re.compile(rf"(?: (?!(?:{ends})(?!\w))[\w&/-]+(?:, (?=(?:{inner})(?!\w)))?){{0,16}}")
