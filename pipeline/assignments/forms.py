"""The forms in which a sentence makes a body responsible, compiled for one set of cues."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gazetteer.cue_data import BODY, GROUP, ISSUER, Cues
from gazetteer.lazy import Compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

MODIFIER_LENGTH = 200
"""Between an open group ("các tổ chức, cá nhân …") and its predicate stands at most this much."""
DESCRIPTION_LENGTH = 80
"""The same for a predicate that could also be a part of the description."""
TOPIC_LENGTH = 160
"""What it is about may stand before the subject, with a colon ("Phát triển cảng: Bộ A khẩn trương …")."""
_SIGNS = f"{BODY}{ISSUER}{GROUP}"


class ActorPatterns(Compiled):
    """The forms, with groups `bodies` and `verb` or `predicate`; behind them, checks of the words around."""

    opening_demand: re.Pattern[str]
    issuer_demand: re.Pattern[str]
    inner_demand: re.Pattern[str]
    notice: re.Pattern[str]
    joined: re.Pattern[str]
    bracket: re.Pattern[str]
    subject: re.Pattern[str]
    open_subject: re.Pattern[str]
    described_subject: re.Pattern[str]
    circumstance: re.Pattern[str]
    topic: re.Pattern[str]
    sender: re.Pattern[str]
    any_act: re.Pattern[str]

    predicate: re.Pattern[str]
    opening: re.Pattern[str]
    joint: re.Pattern[str]
    object_before: re.Pattern[str]
    directed: re.Pattern[str]
    spokesman: re.Pattern[str]
    statement: re.Pattern[str]
    issuer_subject: re.Pattern[str]
    asks: re.Pattern[str]
    must: re.Pattern[str]
    ordered: re.Pattern[str]
    acts: re.Pattern[str]
    verb_first: re.Pattern[str]
    sent_in: re.Pattern[str]


@cache
def actor_patterns(cues: Cues) -> ActorPatterns:
    """Put the forms together once."""
    w = cues.words
    aside = rf"(?: \([^()]{{0,120}}\))?(?:, {w['openings.especially']} {w['bodies']}(?: [^.;:,]{{0,60}})?,?)?"
    predicate = rf"{aside},? ?(?P<predicate>\(?{w['verbs.predicate']})"
    sources = {
        **_demands(w, predicate),
        **_subjects(w, aside, predicate),
        **_groups(w),
        **_checks(w),
        "predicate": predicate,
    }
    return ActorPatterns(sources)


def _named(w: Mapping[str, str]) -> str:
    return rf"(?P<bodies>{w['bodies']})"


def _demands(w: Mapping[str, str], predicate: str) -> dict[str, str]:
    """Forms in which somebody tells the bodies to act."""
    named = _named(w)
    to = rf"(?: {w['verbs.address']},?)*,? "
    joined = w["openings.joined"]
    return {
        "opening_demand": (
            rf"(?:{w['openings.adverbial']}[^.;]{{0,200}}?, )?"
            rf"(?P<verb>{w['verbs.assign_opening']}){to}{named}"
        ),
        "issuer_demand": (
            rf"{ISSUER}(?! ?{w['verbs.statement']})[^.;,:{BODY}{GROUP}]{{0,60}}?"
            rf"(?P<verb> {w['verbs.assign']}){to}{named}"
        ),
        "inner_demand": (
            rf"(?:[,;:] ?(?:{joined},? )?|{joined},? )(?P<verb>{w['verbs.hand_over']}){to}{named}"
        ),
        "spokesman": rf"{BODY}(?P<verb> {w['verbs.hand_over']}){to}{named}",
        "notice": rf"{ISSUER}(?P<verb> {w['verbs.notify']}) {named}",
        "joined": (
            rf"(?:; ?(?:{joined},? )?|, {joined},? )"
            rf"(?:(?P<verb>{w['verbs.hand_over']}){to}{named}|(?P<subject>{w['bodies']}){predicate})"
        ),
        "bracket": rf"\((?P<verb>{w['verbs.bracketed']} )?{named}{predicate}",
        "topic": (
            rf"[^.;:{_SIGNS}]{{2,{TOPIC_LENGTH}}}: ?"
            rf"(?P<verb>{w['verbs.assign_opening']}{to})?{named}(?(verb)|{predicate})"
        ),
    }


def _subjects(w: Mapping[str, str], aside: str, predicate: str) -> dict[str, str]:
    """Forms in which the bodies are the subject of what they have to do."""
    named = _named(w)
    return {
        "subject": rf"(?P<verb>{w['headings.before']} )?{named}(?:{predicate}|{aside} ?(?P<colon>:))",
        "circumstance": (
            rf"(?:[,:] ?(?:{w['joining.then']} )?|(?P<tight> )){named}{aside},? ?"
            rf"(?P<predicate>(?(tight){w['verbs.obligation']}|{w['verbs.predicate']}))"
        ),
        "sender": (
            rf"(?P<verb>)(?:{w['openings.product']})[^.;:{_SIGNS}]{{0,90}} "
            rf"{w['joining.of']} {named} (?:{w['verbs.sent']})"
        ),
        "any_act": rf"(?P<verb>){named}(?P<predicate> (?!{w['verbs.statement']})[^\W\d_])",
    }


def _groups(w: Mapping[str, str]) -> dict[str, str]:
    """Forms whose last body is an open group, with the words that describe it."""
    and_ = w["joining.and"]
    return {
        "open_subject": (
            rf"(?P<bodies>(?:{w['bodies']}(?:,? (?:{and_} )?| {and_} ))?{GROUP})"
            rf"(?P<modifier> [^.;:{BODY}]{{2,{MODIFIER_LENGTH}}}?),? (?P<predicate>{w['verbs.burden']})"
        ),
        "described_subject": (
            rf"(?P<bodies>(?:{w['bodies']}(?:,? (?:{and_} )?| {and_} |[;,] ))?{GROUP})"
            rf"(?P<modifier> [^.;:{BODY}]{{2,{DESCRIPTION_LENGTH}}}?),? "
            rf"(?P<predicate>{w['verbs.obligation']})"
        ),
    }


def _checks(w: Mapping[str, str]) -> dict[str, str]:
    """What the words around a form, or a sentence without one, tell of it."""
    return {
        "opening": w["openings.adverbial"],
        "joint": rf"(?<=[,;] ){w['openings.joined']},? ?$",
        "object_before": rf"(?<!\w)(?i:{w['verbs.object_before']}),?$",
        "directed": rf"[,;] {w['verbs.directing']} [^,;]*$",
        "statement": rf" {w['verbs.told']}",
        "issuer_subject": (
            rf"(?:{w['openings.adverbial']}[^.;{BODY}{GROUP}]{{0,200}}?, )?"
            rf"{ISSUER}(?![,;]| {w['verbs.assign']})"
        ),
        "asks": (
            rf"(?:{w['openings.adverbial']}[^.;]{{0,300}}?, )?(?:{ISSUER} )?"
            rf"(?i:{w['verbs.hand_over']}) {w['verbs.predicate']}"
        ),
        "must": w["verbs.must"],
        "ordered": rf"(?<!\w)(?:{w['verbs.must']}|(?i:{w['verbs.hand_over']}))",
        "acts": rf" {w['verbs.obligation']}",
        "verb_first": w["verbs.predicate"],
        "sent_in": rf"(?:{w['openings.product']})[^.;:{_SIGNS}]{{0,60}}? (?:{w['verbs.sent']})",
    }
