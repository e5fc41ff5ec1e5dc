"""The body that a sentence makes responsible: "Giao X …", "X chủ trì …", "…, X có trách nhiệm …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from gazetteer.cue_data import BODIES, BODY, ISSUER, Cues

MODIFIER_LENGTH = 220
"""Between an open group ("các tổ chức, cá nhân …") and its predicate stands at most this much."""


class Actor(NamedTuple):
    """Found in a text with signs: the bodies stand in [start, end), the instruction begins at `begin`.

    `rule` names the form: demand, subject, label, circumstance, bracket; `predicate` is where the predicate starts.
    """

    rule: str
    begin: int
    start: int
    end: int
    predicate: int


@dataclass(frozen=True, slots=True)
class ActorPatterns:
    """The forms, compiled for one set of cues."""

    issuer_demand: re.Pattern[str]
    opening_demand: re.Pattern[str]
    inner_demand: re.Pattern[str]
    bracket: re.Pattern[str]
    subject: re.Pattern[str]
    open_subject: re.Pattern[str]
    opening: re.Pattern[str]
    circumstance: re.Pattern[str]
    object_before: re.Pattern[str]
    joined: re.Pattern[str]
    statement: re.Pattern[str]


@cache
def actor_patterns(cues: Cues) -> ActorPatterns:
    """Compile the forms once."""
    w = cues.words
    to = rf"(?: {w['verbs.address']},?)*,? "
    bodies = rf"(?P<bodies>{BODIES})"
    aside = r"(?: \([^()]{0,120}\))?"
    predicate = rf"{aside},? ?(?P<predicate>(?:\(?{w['verbs.predicate']}))"
    return ActorPatterns(
        issuer_demand=re.compile(rf"{ISSUER}[^.;{BODY}]{{0,80}}? {w['verbs.assign']}{to}{bodies}"),
        opening_demand=re.compile(rf"(?:{w['openings.adverbial']}[^.;]{{0,200}}?, )?{w['verbs.assign_opening']}{to}{bodies}"),
        inner_demand=re.compile(rf"(?:[,;:] ?(?:{w['openings.joined']},? )?|{w['openings.joined']},? ){w['verbs.assign']}{to}{bodies}"),
        bracket=re.compile(rf"\((?:(?:[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị) )?{bodies}{predicate}"),
        subject=re.compile(rf"(?:[Rr]iêng |[Đđ]ối với |Về phía |Các đồng chí |Đồng chí )?{bodies}(?:{predicate}|{aside} ?(?P<colon>:))"),
        open_subject=re.compile(rf"{bodies}(?P<modifier> [^.;:]{{2,{MODIFIER_LENGTH}}}?),? (?P<predicate>{w['verbs.must']})"),
        opening=re.compile(w["openings.adverbial"]),
        circumstance=re.compile(
            rf"(?:, ?(?:thì )?|(?P<tight> )){bodies}{aside},? ?(?P<predicate>(?(tight){w['verbs.obligation']}|{w['verbs.predicate']}))"
        ),
        object_before=re.compile(rf"(?<!\w){w['verbs.object_before']}$"),
        joined=re.compile(rf"(?:; ?(?:{w['openings.joined']},? )?|, (?:đồng thời),? ){bodies}{predicate}"),
        statement=re.compile(rf" ?{w['verbs.statement']}"),
    )


def find_actor(text: str, start: int, end: int, patterns: ActorPatterns, *, open_text: bool) -> Actor | None:
    """The body made responsible by the sentence [start, end) of a text with signs, or None.

    With `open_text` the sentence stands under no body of its own, so that a demand inside it ("…, đề nghị X …")
    is the issuer's; otherwise it may be the assignee's, and only demands at the head of the sentence count.
    """
    return (
        _match(patterns.opening_demand, "demand", text, start, end)
        or _subject(text, start, end, patterns)
        or _issuer_demand(text, start, end, patterns)
        or _circumstance(text, start, end, patterns)
        or (_search(patterns.inner_demand, "demand", text, start, end) if open_text else None)
        or _search(patterns.bracket, "bracket", text, start, end)
    )


def _match(pattern: re.Pattern[str], rule: str, text: str, start: int, end: int) -> Actor | None:
    match = pattern.match(text, start, end)
    return match and Actor(rule, start, *match.span("bodies"), match.end("bodies"))


def _search(pattern: re.Pattern[str], rule: str, text: str, start: int, end: int) -> Actor | None:
    match = pattern.search(text, start, end)
    return match and Actor(rule, start, *match.span("bodies"), match.end("bodies"))


def _issuer_demand(text: str, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    if text.find(ISSUER, start, end) < 0:
        return None
    return _search(patterns.issuer_demand, "demand", text, start, end)


def _subject(text: str, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    match = patterns.subject.match(text, start, end)
    if match is not None and ISSUER not in match["bodies"]:
        if match["colon"]:
            return Actor("label", start, *match.span("bodies"), match.end())
        return Actor("subject", start, *match.span("bodies"), match.start("predicate"))
    match = patterns.open_subject.match(text, start, end)
    if match is None or ISSUER in match["bodies"] or patterns.statement.match(text, match.end("bodies")) and match["modifier"].count(",") > 2:
        return None
    return Actor("open-subject", start, match.start("bodies"), match.end("modifier"), match.start("predicate"))


def _circumstance(text: str, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    """The subject behind the circumstances that open the sentence: after a comma, or directly before a strong predicate."""
    if patterns.opening.match(text, start, end) is None:
        return None
    for match in patterns.circumstance.finditer(text, start, end):
        tight = match["tight"] is not None
        if ISSUER in match["bodies"] or (tight and patterns.object_before.search(text, max(start, match.start() - 30), match.start())):
            continue
        return Actor("circumstance", start, *match.span("bodies"), match.start("predicate"))
    return None
