"""The patterns of page layout, made from the words in gazetteer/layout.toml."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.layout_data import load_layout_words

if TYPE_CHECKING:
    from collections.abc import Iterable


class Rules(NamedTuple):
    """Compiled once. `opener` matches the beginning of a line; its group says what opens there.

    `citing_tails` are the last two letters of all words of `citing` and `counting`: cheaper to ask for first.
    """

    opener: re.Pattern[str]
    label: re.Pattern[str]
    types: re.Pattern[str]
    unit: re.Pattern[str]
    letterhead: re.Pattern[str]
    page: re.Pattern[str]
    page_signs: frozenset[str]
    alone: frozenset[str]
    subject: tuple[str, ...]
    complete_start: tuple[str, ...]
    complete_end: tuple[str, ...]
    citing: re.Pattern[str]
    counting: re.Pattern[str]
    citing_tails: frozenset[str]
    linking: tuple[str, ...]
    range_begun: re.Pattern[str]
    abbreviations: tuple[str, ...]
    agency_head: re.Pattern[str]
    dashed: frozenset[tuple[str, str]]
    blank_before: re.Pattern[str]
    blank_after: tuple[str, ...]
    bullets: frozenset[str]
    item_signs: frozenset[str]


@cache
def load_rules() -> Rules:
    """Return the rules; cached."""
    words = load_layout_words()
    opens, goes_on, page = words["opens"], words["goes_on"], words["page"]
    bullets = words["characters"]["bullets"]
    return Rules(
        opener=_opener(opens, bullets),
        label=re.compile(rf"(?:{_any(opens['labels'])})[^:\n.;]{{0,40}}:"),
        types=re.compile(rf"(?:{_any(opens['types'])})\s*:?\Z"),
        unit=re.compile(rf"(?:{_any(opens['units'])})\s\S{{1,6}}(?:\s\S{{1,6}})?\Z"),
        letterhead=re.compile(rf"(?:{_any(goes_on['letterhead'])})\b"),
        page=re.compile("|".join(_page(shape) for shape in page["numbers"])),
        page_signs=frozenset("0123456789").union(shape[0] for shape in page["numbers"]) - {"#"},
        alone=frozenset(opens["alone"]),
        subject=tuple(opens["subject"]),
        complete_start=tuple(opens["complete_start"]),
        complete_end=tuple(opens["complete_end"]),
        citing=re.compile(rf"(?:^|\W)(?:{_any(goes_on['citing'])})\Z"),
        counting=re.compile(rf"(?:^|\s)(?:{_any(goes_on['counting'])})\Z"),
        linking=tuple(f" {word}" for word in goes_on["linking"]),
        range_begun=re.compile(rf"(?<!\w)(?:{_any(goes_on['ranges'])}) ((?:19|20)\d\d)\Z"),
        citing_tails=frozenset(word[-2:] for word in (*goes_on["citing"], *goes_on["counting"])),
        abbreviations=tuple(goes_on["abbreviations"]),
        agency_head=re.compile(rf"(?:{_any(goes_on['agency_heads'])})\b"),
        dashed=frozenset((first, second) for first, second in goes_on["dashed"]),
        blank_before=re.compile(rf"(?:{_any(w for w in page['blank_before'])}|\d)\Z"),
        blank_after=tuple(page["blank_after"]),
        bullets=frozenset(bullets),
        item_signs=frozenset([*bullets, "-", "|"]),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _page(shape: str) -> str:
    return re.escape(shape).replace(r"\#", r"\d{1,3}")


def _opener(opens: dict[str, Any], bullets: list[str]) -> re.Pattern[str]:
    day, month, year = map(re.escape, opens["date"])
    signs = "".join(re.escape(sign) for sign in bullets)
    return re.compile(
        rf"(?P<word>{_any(opens['always'])})"
        rf"|(?P<dash>[-~](?:\s|(?=[^\W\d_]))|[{signs}]|[^\w\s(\[|\"']{{1,3}}\s?[-~]\s)"
        r"|(?P<bullet>[+*](?=[\s\w]))"
        r"|(?P<number>(?P<value>\d{1,3})(?P<deep>(?:\.\d{1,3}){0,4})"
        r"(?:[.)](?![\d.])|(?<=\.\d)\s|(?<=\.\d\d)\s|[-/](?=\s+[^\W\d_])))"
        r"|(?P<roman>[IVXLC]{1,6}\s?[.)\-/:](?=\s|[^\W\d_]|\Z))"
        r"|(?P<letter>[a-zđA-ZĐ](?:\)|\.(?=\s)))"
        r"|(?P<paren>\([\da-zivx]{1,4}\)\s)"
        r"|(?P<note>\[\d{1,3}\])"
        rf"|(?P<unit>(?:{_any(opens['units'])})\s(?:{opens['numbered']}\s)?[\dIVXLC]+(?P<stop>[.:]|\s*\Z)?)"
        rf"|(?P<date>[^\W\d_a-zđ][^\n,;:]{{1,40}},\s*{day}\s.{{0,14}}?{month}\s.{{0,9}}?{year}\s\d{{0,4}}\Z)"
        rf"|(?P<sentence>{_any(opens['sentence'])})"
    )
