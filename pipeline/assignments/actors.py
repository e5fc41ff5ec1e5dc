"""The body that a sentence makes responsible: "Giao X …", "X chủ trì …", "…, X có trách nhiệm …"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.cue_data import BODY, ISSUER

if TYPE_CHECKING:
    import re

    from pipeline.assignments.forms import ActorPatterns
    from pipeline.assignments.signs import SignText

BEFORE = 30
CLAUSE = 90
"""So many characters before a body tell whether it is an object."""


class Actor(NamedTuple):
    """Found in a text with signs: the bodies stand in [start, end), the instruction begins at `begin`.

    `rule` names the form: demand, notice, subject, label, open-subject, circumstance, topic, sender, doer,
    joined, bracket; `predicate` is where the predicate starts; `verb` where the words of a demand do, else
    where the bodies do.
    """

    rule: str
    begin: int
    start: int
    end: int
    predicate: int
    verb: int


def find_actor(
    signs: SignText, start: int, end: int, patterns: ActorPatterns, *, open_text: bool
) -> Actor | None:
    """The body made responsible by the sentence [start, end) of a text with signs, or None.

    With `open_text` the sentence stands under no body of its own, so that a demand inside it ("…, đề nghị X
    …") is the issuer's; otherwise it may be the assignee's, and only demands at its head count.
    """
    if not signs.names(start, end):
        return None
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


def find_spoken(text: str, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    """Those of whom a body other than the issuer asks something in [start, end): it speaks for the issuer."""
    match = patterns.spokesman.search(text, start, end)
    return _found("demand", start, match) if match else None


def find_doer(text: str, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    """The bodies that the item [start, end) of a text with signs begins with, whatever act follows."""
    match = patterns.any_act.match(text, start, end)
    if match is None or not text[match.end() - 1].islower():
        return None
    return _found("doer", start, match)


def _found(rule: str, begin: int, match: re.Match[str] | None) -> Actor | None:
    """The bodies of a match, which is None or a form without a predicate to be noted; never the issuer."""
    if match is None or ISSUER in match["bodies"]:
        return None
    verb = match.start("verb") if match["verb"] else match.start("bodies")
    return Actor(rule, begin, *match.span("bodies"), match.end("bodies"), verb)


def _with_modifier(actor: Actor, signs: SignText, end: int, patterns: ActorPatterns) -> Actor:
    """Take the words that describe the last body into its name where a predicate follows them."""
    limit = signs.modifiers.get(actor.end - 1)
    if limit is None or limit >= end or patterns.predicate.match(signs.text, actor.end, end):
        return actor
    match = patterns.predicate.match(signs.text, limit, end)
    return actor._replace(end=limit, predicate=match.start("predicate")) if match else actor


def _issuer_demand(text: str, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    """The issuer, as the subject and nobody's object, demands something of the bodies."""
    at = text.find(ISSUER, start, end)
    while at >= 0:
        for rule, pattern in (("demand", patterns.issuer_demand), ("notice", patterns.notice)):
            match = pattern.match(text, at, end)
            before = max(start, at - BEFORE), max(start, at - 1)
            if match and not patterns.object_before.search(text, *before):
                return _found(rule, start, match)
        at = text.find(ISSUER, at + 1, end)
    return None


def _subject(signs: SignText, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    """The bodies that the sentence begins with."""
    text = signs.text
    wide = patterns.open_subject.match(text, start, end)
    if wide is not None and ISSUER not in wide["bodies"] and _describes(wide["modifier"], patterns):
        return _described(start, wide)
    match = patterns.subject.match(text, start, end)
    if match is not None and ISSUER not in match["bodies"]:
        verb = match.start("verb") if match["verb"] else match.start("bodies")
        if match["colon"]:
            return Actor("label", start, *match.span("bodies"), match.end(), verb)
        return Actor("subject", start, *match.span("bodies"), match.start("predicate"), verb)
    limit = signs.modifiers.get(start)
    if limit is not None and limit < end:
        match = patterns.predicate.match(text, limit, end)
        if match is not None:
            return Actor("open-subject", start, start, limit, match.start("predicate"), start)
    match = patterns.described_subject.match(text, start, end)
    if match is None or patterns.statement.match(match["modifier"]):
        return None
    return _described(start, match)


def _described(begin: int, match: re.Match[str]) -> Actor:
    """A subject whose name takes the words that describe it ("các xã có rừng thường xuyên …")."""
    return Actor(
        "open-subject",
        begin,
        match.start("bodies"),
        match.end("modifier"),
        match.start("predicate"),
        begin,
    )


def _describes(modifier: str, patterns: ActorPatterns) -> bool:
    """Whether the words only describe a group: no other subject, none that only a predicate begins with."""
    return (
        patterns.circumstance.match(f" {modifier}") is None
        and patterns.must.match(modifier.lstrip()) is None
        and patterns.circumstance.match(f" {BODY}{modifier}") is None
    )


def _circumstance(text: str, start: int, end: int, patterns: ActorPatterns) -> Actor | None:
    """The subject behind the circumstances that open the sentence.

    It stands after a comma, or directly before a strong predicate.
    """
    if patterns.opening.match(text, start, end) is None:
        return None
    for match in patterns.circumstance.finditer(text, start, end):
        reach, refused = (BEFORE, patterns.object_before) if match["tight"] else (CLAUSE, patterns.directed)
        before = max(start, match.start() - reach), match.start()
        if ISSUER in match["bodies"] or refused.search(text, *before):
            continue
        bodies = match.span("bodies")
        return Actor("circumstance", start, *bodies, match.start("predicate"), bodies[0])
    return None
