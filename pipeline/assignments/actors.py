"""The body that a sentence makes responsible: "Giao X …", "X chủ trì …", "…, X có trách nhiệm …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.cue_data import BODIES, BODY, GROUP, ISSUER, Cues

if TYPE_CHECKING:
    from pipeline.assignments.signs import SignText

MODIFIER_LENGTH = 200
"""Between an open group ("các tổ chức, cá nhân …") and its predicate stands at most this much."""
TOPIC_LENGTH = 160
"""What a sentence is about may stand before its subject, with a colon ("Phát triển cảng: Bộ A khẩn trương …")."""
DESCRIPTION_LENGTH = 80
"""The same for a predicate that could also be a part of the description."""


class Actor(NamedTuple):
    """Found in a text with signs: the bodies stand in [start, end), the instruction begins at `begin`.

    `rule` names the form: demand, notice, subject, label, open-subject, circumstance, topic, sender,
    doer, joined, bracket; `predicate` is
    where the predicate starts; `verb` where the words of a demand do, else where the bodies do.
    """

    rule: str
    begin: int
    start: int
    end: int
    predicate: int
    verb: int


@dataclass(frozen=True, slots=True)
class ActorPatterns:
    """The forms, compiled for one set of cues."""

    issuer_demand: re.Pattern[str]
    notice: re.Pattern[str]
    opening_demand: re.Pattern[str]
    inner_demand: re.Pattern[str]
    bracket: re.Pattern[str]
    subject: re.Pattern[str]
    predicate: re.Pattern[str]
    open_subject: re.Pattern[str]
    opening: re.Pattern[str]
    circumstance: re.Pattern[str]
    joined: re.Pattern[str]
    joint: re.Pattern[str]
    issuer_subject: re.Pattern[str]
    object_before: re.Pattern[str]
    must: re.Pattern[str]
    ordered: re.Pattern[str]
    statement: re.Pattern[str]
    verb_first: re.Pattern[str]
    acts: re.Pattern[str]
    described_subject: re.Pattern[str]
    sender: re.Pattern[str]
    sent_in: re.Pattern[str]
    topic: re.Pattern[str]
    asks: re.Pattern[str]
    any_act: re.Pattern[str]


@cache
def actor_patterns(cues: Cues) -> ActorPatterns:
    """Compile the forms once."""
    w = cues.words
    to = rf"(?: {w['verbs.address']},?)*,? "
    bodies = rf"(?P<bodies>{BODIES})"
    aside = rf"(?: \([^()]{{0,120}}\))?(?:, {w['openings.especially']} {BODIES}(?: [^.;:,]{{0,60}})?,?)?"
    predicate = rf"{aside},? ?(?P<predicate>\(?{w['verbs.predicate']})"
    joined = w["openings.joined"]
    return ActorPatterns(
        issuer_demand=re.compile(
            rf"{ISSUER}(?! ?{w['verbs.statement']})[^.;,:{BODY}{GROUP}]{{0,60}}?(?P<verb> {w['verbs.assign']}){to}{bodies}"
        ),
        notice=re.compile(rf"{ISSUER}(?P<verb> {w['verbs.notify']}) {bodies}"),
        opening_demand=re.compile(
            rf"(?:{w['openings.adverbial']}[^.;]{{0,200}}?, )?(?P<verb>{w['verbs.assign_opening']}){to}{bodies}"
        ),
        inner_demand=re.compile(
            rf"(?:[,;:] ?(?:{joined},? )?|{joined},? )(?P<verb>{w['verbs.hand_over']}){to}{bodies}"
        ),
        bracket=re.compile(rf"\((?P<verb>(?:[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị) )?{bodies}{predicate}"),
        subject=re.compile(
            rf"(?P<verb>{w['headings.before']} )?{bodies}(?:{predicate}|{aside} ?(?P<colon>:))"
        ),
        predicate=re.compile(predicate),
        open_subject=re.compile(
            rf"(?P<bodies>(?:{BODIES}(?:,? (?:và )?| và ))?{GROUP})(?P<modifier> [^.;:{BODY}]{{2,{MODIFIER_LENGTH}}}?),? (?P<predicate>{w['verbs.burden']})"
        ),
        opening=re.compile(w["openings.adverbial"]),
        circumstance=re.compile(
            rf"(?:[,:] ?(?:thì )?|(?P<tight> )){bodies}{aside},? ?(?P<predicate>(?(tight){w['verbs.obligation']}|{w['verbs.predicate']}))"
        ),
        joined=re.compile(
            rf"(?:; ?(?:{joined},? )?|, {joined},? )(?:(?P<verb>{w['verbs.hand_over']}){to}{bodies}|(?P<subject>{BODIES}){predicate})"
        ),
        joint=re.compile(rf"(?<=[,;] ){joined},? ?$"),
        issuer_subject=re.compile(
            rf"(?:{w['openings.adverbial']}[^.;{BODY}{GROUP}]{{0,200}}?, )?{ISSUER}(?![,;]| {w['verbs.assign']})"
        ),
        object_before=re.compile(rf"(?<!\w)(?i:{w['verbs.object_before']}),?$"),
        must=re.compile(w["verbs.must"]),
        ordered=re.compile(rf"(?<!\w)(?:{w['verbs.must']}|(?i:{w['verbs.hand_over']}))"),
        statement=re.compile(rf" {w['verbs.told']}"),
        verb_first=re.compile(w["verbs.predicate"]),
        acts=re.compile(rf" {w['verbs.obligation']}"),
        described_subject=re.compile(
            rf"(?P<bodies>(?:{BODIES}(?:,? (?:và )?| và |[;,] ))?{GROUP})(?P<modifier> [^.;:{BODY}]{{2,{DESCRIPTION_LENGTH}}}?),? (?P<predicate>{w['verbs.obligation']})"
        ),
        sent_in=re.compile(
            rf"(?:{w['openings.product']})[^.;:{BODY}{ISSUER}{GROUP}]{{0,60}}? (?:{w['verbs.sent']})"
        ),
        topic=re.compile(
            rf"[^.;:{BODY}{ISSUER}{GROUP}]{{2,{TOPIC_LENGTH}}}: ?(?P<verb>{w['verbs.assign_opening']}{to})?{bodies}(?(verb)|{predicate})"
        ),
        any_act=re.compile(rf"(?P<verb>){bodies}(?P<predicate> (?!{w['verbs.statement']})[^\W\d_])"),
        asks=re.compile(
            rf"(?:{w['openings.adverbial']}[^.;]{{0,300}}?, )?(?:{ISSUER} )?(?i:{w['verbs.hand_over']}) {w['verbs.predicate']}"
        ),
        sender=re.compile(
            rf"(?P<verb>)(?:{w['openings.product']})[^.;:{BODY}{ISSUER}{GROUP}]{{0,90}} của {bodies} (?:{w['verbs.sent']})"
        ),
    )


def find_actor(
    signs: SignText, start: int, end: int, patterns: ActorPatterns, *, open_text: bool
) -> Actor | None:
    """The body made responsible by the sentence [start, end) of a text with signs, or None.

    With `open_text` the sentence stands under no body of its own, so that a demand inside it ("…, đề nghị X …")
    is the issuer's; otherwise it may be the assignee's, and only demands at the head of the sentence count.
    """
    text = signs.text
    actor = (
        _found("demand", start, patterns.opening_demand.match(text, start, end))
        or _subject(signs, start, end, patterns)
        or _issuer_demand(text, start, end, patterns)
        or _circumstance(text, start, end, patterns)
        or _found("topic", start, patterns.topic.match(text, start, end))
        or _found("sender", start, patterns.sender.match(text, start, end))
        or (_found("demand", start, patterns.inner_demand.search(text, start, end)) if open_text else None)
        or _found("bracket", start, patterns.bracket.search(text, start, end))
    )
    return actor and _with_modifier(actor, signs, end, patterns)


def find_doer(text: str, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    """The bodies that the item [start, end) of a text with signs begins with, where any act follows them, known or not."""
    match = patterns.any_act.match(text, start, end)
    if match is None or not text[match.end() - 1].islower():
        return None
    return _found("doer", start, match)


def _with_modifier(actor: Actor, signs: SignText, end: int, patterns: ActorPatterns) -> Actor:
    """Take the words that describe the last body into its name where a predicate follows them."""
    limit = signs.modifiers.get(actor.end - 1)
    if limit is None or limit >= end or patterns.predicate.match(signs.text, actor.end, end):
        return actor
    match = patterns.predicate.match(signs.text, limit, end)
    return actor._replace(end=limit, predicate=match.start("predicate")) if match else actor


def _found(rule: str, begin: int, match: re.Match[str] | None) -> Actor | None:
    if match is None or ISSUER in match["bodies"]:
        return None
    verb = match.start("verb") if match["verb"] else match.start("bodies")
    return Actor(rule, begin, *match.span("bodies"), match.end("bodies"), verb)


def _issuer_demand(text: str, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    """The issuer is the subject of the demand: at the head of the sentence or of a clause, not somebody's object."""
    at = text.find(ISSUER, start, end)
    while at >= 0:
        for rule, pattern in (("demand", patterns.issuer_demand), ("notice", patterns.notice)):
            match = pattern.match(text, at, end)
            if match and not patterns.object_before.search(text, max(start, at - 30), max(start, at - 1)):
                return _found(rule, start, match)
        at = text.find(ISSUER, at + 1, end)
    return None


def _subject(signs: SignText, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    text = signs.text
    wide = patterns.open_subject.match(text, start, end)
    if (
        wide is not None
        and ISSUER not in wide["bodies"]
        and not patterns.circumstance.match(" " + wide["modifier"])
    ):
        first = patterns.must.match(wide["modifier"].lstrip())
        if first is None and _plain(wide["modifier"], patterns):
            return Actor(
                "open-subject",
                start,
                wide.start("bodies"),
                wide.end("modifier"),
                wide.start("predicate"),
                start,
            )
    match = patterns.subject.match(text, start, end)
    if match is not None and ISSUER not in match["bodies"]:
        verb = match.start("verb") if match["verb"] else match.start("bodies")
        if match["colon"]:
            return Actor("label", start, *match.span("bodies"), match.end(), verb)
        return Actor("subject", start, *match.span("bodies"), match.start("predicate"), verb)
    return _described(signs, start, end, patterns)


def _plain(modifier: str, patterns: ActorPatterns) -> bool:
    """Whether the words only describe a group: they do not begin with what only a predicate begins with."""
    return patterns.circumstance.match(f" {BODY}{modifier}") is None


def _described(signs: SignText, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    """A subject whose name takes the words that describe it ("UBND các xã có rừng thường xuyên …")."""
    limit = signs.modifiers.get(start)
    if limit is not None and limit < end:
        match = patterns.predicate.match(signs.text, limit, end)
        if match is not None:
            return Actor("open-subject", start, start, limit, match.start("predicate"), start)
    match = patterns.described_subject.match(signs.text, start, end)
    if match is None or patterns.statement.match(match["modifier"]):
        return None
    return Actor(
        "open-subject", start, match.start("bodies"), match.end("modifier"), match.start("predicate"), start
    )


def _circumstance(text: str, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    """The subject behind the circumstances that open the sentence: after a comma, or directly before a strong predicate."""
    if patterns.opening.match(text, start, end) is None:
        return None
    for match in patterns.circumstance.finditer(text, start, end):
        before = max(start, match.start() - 30), match.start()
        if ISSUER in match["bodies"] or (match["tight"] and patterns.object_before.search(text, *before)):
            continue
        return Actor(
            "circumstance", start, *match.span("bodies"), match.start("predicate"), match.start("bodies")
        )
    return None
