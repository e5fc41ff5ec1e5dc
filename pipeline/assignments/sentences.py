"""Sentences of a paragraph, and the stretches of it that different bodies carry."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.cue_data import BODY, GROUP, ISSUER, Cues
from pipeline.assignments.actors import Actor, find_actor, find_doer
from pipeline.assignments.forms import ActorPatterns, actor_patterns

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.assignments.cooperation import Togetherness
    from pipeline.assignments.signs import SignText

JOINT_REACH = 40
"""The words that join a sentence to the one before are no longer."""
_SIGNS = f"{BODY}{ISSUER}{GROUP}"
_END = re.compile(rf"[.!?…][\"')]?[ \n]+(?=[\"'(]?([^\W\d_]|[{_SIGNS}]))")


class Segment(NamedTuple):
    """A stretch [start, end) of a text with signs that one set of bodies carries.

    `actor` names them at its beginning, or None; `again` names them only further on.
    """

    start: int
    end: int
    actor: Actor | None
    again: Actor | None = None


@cache
def _abbreviation(cues: Cues) -> re.Pattern[str]:
    return re.compile(cues.words["abbreviations.words"])


def split_sentences(text: str, start: int, end: int, cues: Cues) -> list[tuple[int, int]]:
    """Split [start, end) of a text with signs into sentences, in order, without the gaps between them.

    A sentence begins with a capital or a body; a full stop behind an abbreviation or an initial ends none.
    """
    sentences = []
    for match in _END.finditer(text, start, end):
        if not (match[1].isupper() or match[1] in _SIGNS):
            continue
        stop = match.start()
        if text[stop] == ".":
            word = text[max(text.rfind(" ", start, stop), text.rfind(".", start, stop), start - 1) + 1 : stop]
            if (len(word) == 1 and word.isupper()) or _abbreviation(cues).fullmatch(word):
                continue
        sentences.append((start, stop + 1))
        start = match.end()
    if start < end:
        sentences.append((start, end))
    return sentences


def split_segments(
    signs: SignText,
    stretch: tuple[int, int],
    cues: Cues,
    *,
    open_text: bool,
    item: bool,
    differs: Callable[[Actor, Actor | None], bool],
) -> list[Segment]:
    """Split a `stretch` [start, end) of a text with signs where another body takes over (guide T2).

    `differs(new, current)` says whether `new` names other bodies than those who carry the words so far
    (`current`, None for those inherited). The first segment takes the first actor of its first sentence; that
    of an `item` is carried by the body that it begins with, whatever the verb. `open_text` as for find_actor.
    """
    patterns, text = actor_patterns(cues), signs.text
    segments: list[Segment] = []
    begin, end = stretch
    current = find_doer(text, begin, end, patterns) if item else None
    again: Actor | None = None
    for first, last in split_sentences(text, begin, end, cues):
        for actor in _actors(signs, first, last, patterns, open_text=open_text):
            if actor.begin > begin and differs(actor, current):
                segments.append(Segment(begin, _end_before(text, actor.begin, patterns), current, again))
                begin, current, again = actor.begin, actor, None
            elif actor.begin == begin:
                current = actor
            else:
                again = again or actor
    segments.append(Segment(begin, end, current, again))
    return segments


def _actors(
    signs: SignText, start: int, end: int, patterns: ActorPatterns, *, open_text: bool
) -> list[Actor]:
    """The actors of one sentence: its own, and those who take over behind a semicolon."""
    if not signs.names(start, end):
        return []
    first = find_actor(signs, start, end, patterns, open_text=open_text)
    found = [first] if first is not None else []
    for match in patterns.joined.finditer(signs.text, start, end):
        handed = match["verb"] is not None
        begin, stop = match.span("bodies" if handed else "subject")
        known = begin < first.end if first is not None else handed and not open_text
        if known or ISSUER in signs.text[begin:stop] or _is_partner(begin, signs.together):
            continue
        verb = match.start("verb") if handed else begin
        predicate = stop if handed else match.start("predicate")
        found.append(Actor("joined", verb, begin, stop, predicate, verb))
    return found


def _is_partner(place: int, together: tuple[Togetherness, ...]) -> bool:
    """Whether the body at `place` stands in a row of partners ("phối hợp với A; B và C")."""
    index = bisect_right(together, place, key=lambda item: item.start) - 1
    return index >= 0 and together[index].body <= place < together[index].end


def _end_before(text: str, offset: int, patterns: ActorPatterns) -> int:
    """Where the words before `offset` end, without those that only join the next ones to them."""
    joint = patterns.joint.search(text, max(0, offset - JOINT_REACH), offset)
    offset = joint.start() if joint else offset
    while text[offset - 1] in " \n":
        offset -= 1
    return offset
