"""The shape of document numbers, made of the pieces that citations.toml lists under [number]."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gazetteer.law_titles import any_of
from gazetteer.lazy import Compiled

if TYPE_CHECKING:
    from collections.abc import Mapping


class NumberForms(Compiled):
    """Patterns for numbers, with the groups serial, sep, year and suffix where they apply.

    `plain` matches from the end of a type word a number without any damage; `number` one with blanks or signs
    astray; `lowered` one in small letters; `damaged` one with misread digits, from "số"; `old_number` one
    without a code. `mark` matches "số" (and misread digits behind it) before a serial, `listed` the serials
    before the last one of a list.
    """

    plain: re.Pattern[str]
    number: re.Pattern[str]
    damaged: re.Pattern[str]
    lowered: re.Pattern[str]
    old_number: re.Pattern[str]
    mark: re.Pattern[str]
    listed: re.Pattern[str]


def _part(number: Mapping[str, Any]) -> str:
    """Return the pattern of one part of a code: capitals, digits, the small letters of `mixed_case`."""
    small = sorted({c for word in number["mixed_case"] for c in word if c.islower()})
    return rf"[A-ZĐƯ](?:[A-ZĐƯ&]|\d{{1,4}}|[{''.join(small)}](?![a-zà-ỹ])){{0,15}}"


def _suffix(data: Mapping[str, Any]) -> str:
    """Return the pattern of what follows the serial: parts joined by hyphen, slash or a stray blank.

    Blanks on both sides of a hyphen are allowed before one of `bodies` alone.
    """
    part = _part(data)
    bodies = any_of(data["bodies"])
    joint = rf"(?:[-/_.](?=[A-ZĐƯ])| [-/](?=[A-ZĐƯ])|[-/] (?=[A-ZĐƯ&]{{2}})| - (?=(?:{bodies})\b))"
    terms = rf"(?:{any_of(data['terms'])})[1Il!] ?\d"
    return rf"(?:{terms}(?!\w)|{part}(?:{joint}{part}){{0,6}}(?:-(?:{terms}(?!\w)))?)"


def build_number_forms(number: Mapping[str, Any]) -> NumberForms:
    """Put the patterns together."""
    suffix, part, mark = _suffix(number), _part(number), f"(?:{any_of(number['marks'])})"
    odd, joins = re.escape("".join(number["digits"])), any_of(number["words"]["joins"])
    late = r"(?:(?P<year>\d{4}) ?[/⁄-]? ?)?"
    return NumberForms(
        {
            "plain": (
                rf" (?:{mark}:? )?(?P<serial>\d{{1,6}}[a-zA-Z]?)(?:(?P<sep>/)(?:(?P<year>(?:19|20)\d\d)/)?|-)"
                rf"(?P<suffix>{part}(?:[-/]{part}){{0,7}})(?!\w| ?[-/_]|\.[A-ZĐ]| \d)"
            ),
            "number": (
                rf"(?<![A-Za-zĐđ\d])(?P<serial>\d{{1,6}}[a-zA-Z]?)"
                rf"(?:(?P<sep> ?[/⁄] ?){late}| ?- ?)(?P<suffix>{suffix})"
            ),
            "damaged": (
                rf"(?P<mark>{mark})[:.]? ?(?P<serial>[\d{odd} ]{{1,8}}?) ?[/⁄] ?{late}(?P<suffix>{suffix})"
            ),
            "lowered": (
                r"(?<![A-Za-zĐđ\d])(?P<serial>\d{1,6}[a-z]?)(?P<sep> ?/ ?)(?:(?P<year>\d{4})/)?"
                r"(?P<suffix>[a-zđư]{1,8}(?:-[a-zđư&]{2,10}){1,5})"
            ),
            "old_number": (
                rf"(?<![\w/.,-])(?P<serial>\d{{1,4}})-(?P<suffix>{any_of(number['old_bodies'])})(?![\w/-])"
            ),
            "mark": (rf"(?<!\w){mark} ?[:.]? ?(?:(?P<stray>[A-Z\d{odd}]) )?(?P<odd>[{odd}]{{0,3}})$"),
            "listed": (rf"(?:(?<!\w)\d{{1,5}}[a-z]?(?:{joins})){{1,20}}$"),
        }
    )
