"""The patterns of the finder: modifiers of groups, names that no list knows. Each begins at a space."""

from __future__ import annotations

import re

from gazetteer.suffix import UPPER, alternation
from pipeline.mentions.agencies.literals import Rows

_END = r"(?=[,.;:)\n\t|]| \(|\Z"


def tail(groups: Rows, places: str, levels: str) -> re.Pattern[str]:
    """Modifiers that belong to the group: relation, place, area, fixed words."""
    link, area = alternation(groups["placing"]), groups["area"]
    return re.compile(
        rf" (?:(?P<related>{alternation(groups['related'])})"
        rf"|(?P<link>(?:(?:{link}) )?(?:{groups['whole']} )?)(?P<own>{levels})(?: (?P<place>{places}))?"
        rf"|(?P<lies>(?:(?:{alternation(groups['lies'])}) )?){area}"
        rf"(?: (?:{groups['whole']} )?(?P<area>{levels})(?: (?P<where>{places}))?)?"
        rf"|(?P<fixed>{alternation(groups['tails'])})"
        rf"|(?P<last>{alternation(groups['last'])}){_END}| (?:{alternation(groups['duty'])})))(?!\w)"
    )


def seated(groups: Rows, units: Rows) -> re.Pattern[str]:
    """The issuer's own unit below a province after a group ("huyện", "trên địa bàn toàn xã")."""
    links = alternation((*groups["placing"], groups["area"]))
    words = alternation(row["word"] for row in units["unit"])
    return re.compile(rf" (?P<link>(?:(?:{links}) )?(?:{groups['whole']} )?)(?P<unit>{words})(?!\w)")


def free(groups: Rows) -> re.Pattern[str]:
    """A complement without a mark, up to the end of the phrase or the words of a predicate."""
    stops = rf"(?:{alternation(groups['stops'])})(?!\w)"
    return re.compile(rf"(?: (?!{stops})[\w&/-]+){{1,6}}{_END}| {stops})")


def described(groups: Rows) -> re.Pattern[str]:
    """The rest of "Đối với các đơn vị …": to the end of the heading, or to a comma and a predicate."""
    stops = rf"(?:{alternation((*groups['stops'], *groups['closers']))})(?!\w)"
    modal = rf"(?:{alternation(groups['modals'])})(?!\w)"
    word = rf" (?!{modal})[\w&/-]+"
    heading = rf"(?:,?{word}){{1,30}}(?=:|\n|\Z| \()"
    return re.compile(rf"{heading}|(?:{word}){{1,14}}(?=, {stops})")


def enumerated(groups: Rows) -> re.Pattern[str]:
    """Further items of a complement, before a predicate or the end of the phrase (", thủy điện tổ chức")."""
    stops = rf"(?:{alternation(groups['stops'])})(?!\w)"
    item = rf",(?: (?!{stops}|{groups['every']} )[\w&/-]+){{1,3}}"
    last = rf" {groups['last_and']}(?: (?!{stops}|{groups['every']} )[\w&/-]+){{1,4}}(?=[.:;]?(?:\n|\Z))"
    return re.compile(rf"(?:{item}){{0,2}}{last}|(?:{item}){{1,2}}(?=[.;:)\n]|\Z| {stops})")


def opened(groups: Rows) -> re.Pattern[str]:
    """Modifiers whose end only the context tells, up to the words of a predicate."""
    closers = rf"(?:{alternation(groups['closers'])})(?!\w)"
    passive = rf"(?:{alternation(groups['passives'])}) {closers}(?: {groups['carry']})?"
    word = rf"(?:{passive}|(?!{closers})[\w&/()-]+)"
    opener = rf" (?=(?:{alternation(groups['openers'])})(?!\w))(?!{closers})\w+"
    more = rf"(?:(?:,(?! {groups['every']}) | ){word})"
    return re.compile(rf"{opener}{more}{{0,24}}")


def open_name(heads: Rows, titles: Rows) -> re.Pattern[str]:
    """A name that no list knows, after its head noun: it begins with a capital and runs to a stop."""
    nouns = alternation(way for row in heads["head"] for way in (row["word"], *row.get("short", ())))
    stops = alternation(heads["open"]["stops"])
    posts = alternation(row["word"] for row in titles["title"])
    and_ = heads["open"]["and"]
    stop = rf"(?:(?:{stops})(?!\w)|{and_} (?:{nouns}) [{UPPER}]|{and_} (?:{posts})(?!\w))"
    compounds = rf"(?:{alternation(heads['open']['compounds'])})(?!\w)"
    word = rf"(?:{compounds}|[{UPPER}\d][\w&./'-]*\w|[{UPPER}]|[\w/]+)"
    first = rf"(?:{compounds}|[{UPPER}][\w&'-]*)"
    return re.compile(rf" (?!{stop}){first}(?:(?: - | & | )(?!{stop}){word}){{0,12}}")


def named_places(heads: Rows, places: str) -> re.Pattern[str]:
    """A province inside a name, with another word behind it that does not join it."""
    joins = alternation(heads["open"]["after_place"])
    return re.compile(rf" (?:{places})(?= (?!(?:{joins})(?!\w))[^\W\d])")


def about(heads: Rows) -> re.Pattern[str]:
    """The subject of a steering body, which may begin without a capital."""
    ends, inner = alternation(heads["open"]["ends"]), alternation(heads["open"]["inner"])
    return re.compile(rf"(?: (?!(?:{ends})(?!\w))[\w&/-]+(?:, (?=(?:{inner})(?!\w)))?){{0,16}}")


def posts(titles: Rows) -> tuple[str, ...]:
    """The titles, in lower case, with the space behind them."""
    return tuple(f"{way.lower()} " for row in titles["title"] for way in (row["word"], *row.get("short", ())))
