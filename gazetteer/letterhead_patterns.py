"""The patterns of letterhead and closing, put together from the words of letterhead.toml.

Those of `text_sources` match the text, those of `bare_sources` its skeleton (gazetteer.tolerant).
`type_line`, `addressed_line` … match at the beginning of a line; `token` finds the marks inside a
letterhead line, `mark` the lines of a text that may open one of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from gazetteer.tolerant import CAPITAL, PROPER, one_of, skeleton

MARKS = ("recipients", "annex", "form")  # phrases that open a part of the text at the beginning of a line
TOKENS = ("state", "motto", "party", "number", "day", "subject", "addressed")  # that a letterhead holds
LEAD = r"[ \t|_.,:;*~•·\"'-]{0,8}"
SYMBOL = r"[A-ZĐ][\w&]*(?:(?:[ \t]?[-/][ \t]?|\.)[A-ZĐ&][\w&]*)*"


def text_sources(data: Mapping[str, Any], src: Mapping[str, str]) -> dict[str, str]:
    """Return the patterns for a text from `data` (letterhead.toml as read) and `src`, sources of phrases."""
    heads = one_of(data["issuer"]["place_heads"], "cased")
    return {
        "number": _number(src["number"]),
        "place_before": rf"(?P<place>(?:{heads} ?)?{PROPER})\s*[,.;]\s*\Z",
        "so_called": src["so_called"],
        **_title(data),
        **_closing(data, src),
        **_bodies(data),
        **_addressees(data, src),
    }


def bare_sources(data: Mapping[str, Any], src: Mapping[str, str]) -> dict[str, str]:
    """Return the patterns for the skeleton of a text: words without marks, as OCR may have lost them."""
    signature, type_words = data["signature"], _type_words(data)
    ranks = _firsts((*signature["titles"], *signature["deputies"]))
    return {
        **{key: src[key] for key in ("state", "motto", "annex", "form", "urgent")},
        **_heading(data, src),
        "type_line": rf"[\W_]{{0,12}}(?P<type>{type_words})",
        "type_end": rf"(?:\A|[^\w\s]).{{0,8}}?(?<![^\W\d_])(?P<type>{type_words})[\W_]*\Z",
        "session": one_of(data["issuer"]["sessions"]),
        "unit_line": one_of(data["issuer"]["units"]),
        "enacts_line": rf".{{0,12}}?{src['enacts']}\s?:",
        "attached_line": rf"\({src['attached']}",
        "addressed_line": rf"[\W_]{{0,8}}(?:{src['urgent']}[\W_]{{0,8}})?{src['addressed']}",
        "mark_end": rf"{LEAD}{src['recipients']}",
        "title": rf"(?=[{ranks}]){_signer_title(signature)}",
        "mark": _mark(data, src),
    }


def _number(word: str) -> str:
    return (
        rf"{word}\s*[:.]?\s*(?P<digits>[^|\n]{{0,16}}?)\s*(?P<sep>[-/])\s*"
        rf"(?:(?P<lawyear>(?:19|20)\d\d)\s*/\s*)?(?P<symbol>{SYMBOL})"
    )


def _firsts(words: Iterable[str]) -> str:
    """Return the first letters of `words` in a skeleton: a look-ahead for them spares the alternatives."""
    letters = skeleton("".join(word[0] for word in words))
    return "".join(sorted({*letters.lower(), *letters.upper()}))


def _type_words(data: Mapping[str, Any], how: str = "marks") -> str:
    return one_of((words for entry in data["types"] for words in entry["words"]), how)


def _heading(data: Mapping[str, Any], src: Mapping[str, str]) -> dict[str, str]:
    """The marks of a letterhead; what `token` calls a number `number` must find in the text too."""
    words = next(entry["words"] for entry in data["phrases"] if entry["id"] == "number")
    date = (
        rf"{src['day']}\s*(?P<day>[^|\n]{{0,9}}?)\s*{src['month']}\s*(?P<month>[^|\n]{{0,9}}?)\s*"
        rf"{src['year']}\s*(?P<year>\d[\d ]{{2,4}}\d|\S{{1,5}})?"
    )
    state = rf"{src['state']}|{src['motto']}|{src['party']}"
    firsts = _firsts(word for entry in data["phrases"] if entry["id"] in TOKENS for word in entry["words"])
    return {
        "token": rf"(?=[-_*=~|\t{firsts}])(?:(?P<state>{state})|(?P<rule>[-_*=]{{3,}}|~{{2,}})|"
        rf"(?P<number>{_number(one_of(words))})|(?P<date>{date})|(?P<subject>{src['subject']})|"
        rf"(?P<addressed>{src['addressed']})|(?P<column>[|\t]))",
        "head_token": rf"(?=[{firsts}])(?:{state}|{src['day']}[^|\n]{{0,12}}{src['month']})",
        "subject_line": rf"[\W_]{{0,8}}{src['subject']}",
    }


def _title(data: Mapping[str, Any]) -> dict[str, str]:
    type_any = _type_words(data, "cased")
    names = one_of((entry["name"] for entry in data["types"] if entry["words"]), "exact")
    bodies = one_of((*data["issuer"]["heads"], *data["issuer"]["bodies"]), "cased")
    units = one_of(data["clauses"]["units"], "exact")
    return {
        "type_any": rf"(?P<type>{type_any})",
        "running": rf"(?P<type>{names}) (?={one_of(data['running']['words'], 'exact')})",
        "whole": rf"[\W_]{{0,12}}(?P<type>{type_any})[^\w:;]*\Z",
        "of": rf"{one_of(data['issuer']['of'], 'exact')} ",
        "authority_name": bodies,
        "data_title": one_of(data["forms"]["titles"], "cased"),
        "clause_unit": rf"{units} +(?:\d|[IVX]+\b|{one_of(data['clauses']['ordinals'], 'exact')})",
        "opener": one_of(data["openers"]["words"], "exact"),
        "glued": rf"(?<=\w) (?={one_of(data['openers']['words'], 'exact')} [^\W\d_])",
    }


def _signer_title(signature: Mapping[str, Any], how: str = "marks") -> str:
    deputies, standing = (one_of(signature[key], how) for key in ("deputies", "standing"))
    return f"(?:{deputies} ?)?{one_of(signature['titles'], how)}(?: ?{standing})?"


def _closing(data: Mapping[str, Any], src: Mapping[str, str]) -> dict[str, str]:
    signature = data["signature"]
    authority = one_of(signature["authority"], "cased")
    signers = (words for entry in data["issuer"]["signers"] for words in entry["words"])
    for_whom = one_of((*signature["titles"], *signature["deputies"], *signers), "cased")
    ranks = sorted(signature["ranks"], key=lambda rank: (-len(rank), rank))
    return {
        "signed": rf"\(?{src['signed']}",
        "authority": rf"{LEAD}{authority}\.?",
        "authority_mark": rf"{authority}\.? ?[A-ZĐ]",
        "authority_line": rf"[^\w\n]{{0,8}}{authority}[./]? ?{for_whom}",
        "title_line": rf"(?:{authority}[./]? ?)?(?P<title>{_signer_title(signature, 'cased')})\Z",
        "rank": "|".join(map(re.escape, ranks)),
    }


def _bodies(data: Mapping[str, Any]) -> dict[str, str]:
    issuer = data["issuer"]
    units = one_of(chain.from_iterable(data["levels"].values()), "exact")
    return {
        "body": one_of(issuer["bodies"], "cased"),
        "head": one_of(issuer["heads"], "cased"),
        "place": one_of(issuer["place_heads"], "cased"),
        "dependent": one_of(issuer["dependents"], "cased"),
        "speaks": rf" (?={one_of(issuer['verbs'], 'exact')})",
        "unit_name": rf"(?P<unit>{units}) (?P<name>[{CAPITAL}]{{2,}}(?: [{CAPITAL}]{{2,}})*)(?!\w)",
    }


def _addressees(data: Mapping[str, Any], src: Mapping[str, str]) -> dict[str, str]:
    words = {
        key: one_of(data["addressees"][key], "exact") for key in ("links", "members", "starts", "groups")
    }
    gap = rf"(?:[,;] ?(?:{words['links']} )?| {words['links']} )"
    return {
        "wired_line": rf"[\W_]{{0,8}}(?:(?P<by>[^\n:;.]{{0,80}}?) )?{src['wired']}\s*:",
        "shared_head": rf"(?P<head>{one_of(data['addressees']['shared'], 'exact')})\s?:\s*",
        "agency_gap": rf"{gap}(?=(?P<member>{words['members']})|{words['starts']})",
        "group": words["groups"],
        "unit": rf"(?<!\w){one_of(data['addressees']['units'], 'exact')}\.? {PROPER}",
    }


def _mark(data: Mapping[str, Any], src: Mapping[str, str]) -> str:
    """Lines that may open a part of a text.

    Of an authority the marks count: `authority_mark` must find it in the text too.
    """
    signature = data["signature"]
    words = [word for entry in data["phrases"] if entry["id"] in MARKS for word in entry["words"]]
    words += [word for entry in data["types"] for word in entry["words"]]
    words += [*signature["authority"], *signature["titles"], *signature["deputies"]]
    authority = one_of(signature["authority"], "any")
    return (
        rf"\n{LEAD}(?=[\[({_firsts(words)}])(?:(?P<recipients>{src['recipients']})|(?P<annex>{src['annex']})|"
        rf"(?P<form>{src['form']})|(?P<type>{_type_words(data)})|(?P<attached>\({src['attached']})|"
        rf"(?P<note>\[\d{{1,3}}\])|(?P<authority>{authority}\.? ?[A-Z])|"
        rf"(?P<signer>{_signer_title(signature)}))"
    )
