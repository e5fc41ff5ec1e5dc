"""Sentences of a paragraph, and the stretches of it that different bodies carry."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.cue_data import BODY, GROUP, ISSUER, Cues
from pipeline.assignments.actors import Actor, ActorPatterns, actor_patterns, find_actor, find_doer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.assignments.partners import Togetherness
    from pipeline.assignments.signs import SignText

# Code points of Vietnamese capitals; they alternate with small letters, so no range will do.
_CAPITALS = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"


JOINT_REACH = 40


class Segment(NamedTuple):
    """A stretch [start, end) of a text with signs that one set of bodies carries.

    `actor` names them at its beginning, or None; `again` names them only further on.
    """

    start: int
    end: int
    actor: Actor | None
    again: Actor | None = None


_END = re.compile(rf"[.!?…][\"')]?[ \n]+(?=[\"'(]?[{_CAPITALS}{BODY}{ISSUER}{GROUP}])")


@cache
def _abbreviation(cues: Cues) -> re.Pattern[str]:
    return re.compile(cues.words["abbreviations.words"])


def split_sentences(text: str, start: int, end: int, cues: Cues) -> list[tuple[int, int]]:
    """Split [start, end) of a text with signs into sentences, in order, without the gaps between them.

    A full stop behind an abbreviation or an initial ends none.
    """
    sentences = []
    for match in _END.finditer(text, start, end):
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
    start: int,
    end: int,
    cues: Cues,
    *,
    open_text: bool,
    item: bool,
    differs: Callable[[Actor, Actor | None], bool],
) -> list[Segment]:
    """Split [start, end) where another body takes over (guide T2).

    `differs(new, current)` says whether `new` names other bodies than those who carry the stretch so far
    (`current`, None for those inherited). The first stretch takes the first actor of its first sentence; that of an
    `item` is carried by the body that it begins with, whatever the verb.
    """
    patterns, text = actor_patterns(cues), signs.text
    segments: list[Segment] = []
    begin = start
    current: Actor | None = None
    again: Actor | None = None
    if item:
        current = find_doer(text, start, end, patterns)
    for first, last in split_sentences(text, start, end, cues):
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
    first = find_actor(signs, start, end, patterns, open_text=open_text)
    found = [first] if first is not None else []
    for match in patterns.joined.finditer(signs.text, start, end):
        handed = match["verb"] is not None
        begin, stop = match.span("bodies" if handed else "subject")
        if (
            ISSUER in signs.text[begin:stop]
            or (first is not None and begin < first.end)
            or (handed and not open_text and first is None)
        ):
            continue
        if _is_partner(begin, signs.together):
            continue
        verb = match.start("verb") if handed else begin
        found.append(
            Actor("joined", verb, begin, stop, match.start("predicate") if match["predicate"] else stop, verb)
        )
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
