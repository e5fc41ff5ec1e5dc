"""Decides whether a time says when the act is due, or something about a noun beside it.

One guard for each name that a rule of times.toml may give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from gazetteer.time_data import TimeLexicon
from gazetteer.time_words import TimeWords
from pipeline.mentions.times.values import group

_REACH_BEFORE: Final = 140
_REACH_AFTER: Final = 80
_NEAR: Final = 26
_NOUN_REACH: Final = 70
_CLAUSE: Final = 100
_ENUMERATOR: Final = re.compile(r"(?:[-+*•]|\(?\w{1,5}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?)\s*")
_ENDS: Final = ".;,:)"
_OPENERS: Final = (".", ";", ":", "(", "|", "/", "")


class Around(NamedTuple):
    """The words beside a match, in its own paragraph.

    `before` is the rest of the sentence in front, without the blank at its end; `opens` says that nothing
    but an enumerator, or the end of another clause, stands in front; `after` is what follows, without the
    leading blank; `noted` says that the match names the day of its recurrence, which no attribute of a noun
    does.
    """

    before: str
    after: str
    opens: bool
    first: bool
    noted: bool


def look_around(text: str, start: int, end: int, *, told: bool = False) -> Around:
    """Cut the words beside `[start, end)`: at most 140 code points before and 80 after.

    `told` says that the match itself names the day of its recurrence.
    """
    floor = max(0, start - _REACH_BEFORE)
    line = text.rfind("\n", floor, start) + 1
    whole = line > 0 or floor == 0
    before = text[max(line, floor) : start].rstrip()
    first = whole and (not before or _ENUMERATOR.fullmatch(before) is not None)
    cut = max(before.rfind(". "), before.rfind("; "))
    sentence = before[cut + 1 :].lstrip() if cut >= 0 else before
    opens = first or before[-1:] in _OPENERS
    if not opens and (cut >= 0 or not whole):
        opens = _ENUMERATOR.fullmatch(sentence) is not None
    ceiling = text.find("\n", end, end + _REACH_AFTER)
    after = text[end : ceiling if ceiling >= 0 else end + _REACH_AFTER]
    return Around(
        before=sentence,
        after=after.strip(),
        opens=opens,
        first=first,
        noted=told or text[end - 1] == ")",
    )


def _duty_follows(around: Around, words: TimeWords) -> bool:
    return around.after.startswith(words.act)


def _ends_clause(around: Around, words: TimeWords) -> bool:
    after = around.after
    return not after or after[0] in _ENDS or after.startswith(words.goes_on)


def _attributes(around: Around, lexicon: TimeLexicon) -> bool:
    """Return whether the phrase in front holds a noun that the time may be the attribute of."""
    return lexicon.nouns_behind.search(around.before[-_NOUN_REACH:].lower()) is not None


def _at_noun(around: Around, lexicon: TimeLexicon) -> bool:
    return f" {around.before[-_NEAR:].lower()}".endswith(lexicon.noun_ends)


def _limit(around: Around, lexicon: TimeLexicon) -> bool:
    """A day before which: not when the sentence goes on to tell what happened by then."""
    words = lexicon.words
    if around.after.startswith(words.dated) or around.before.endswith(words.happened):
        return False
    return not _foreseen(around, words)


def _foreseen(around: Around, words: TimeWords) -> bool:
    near = around.before[-_NEAR:]
    return any(word in near for word in words.expected)


def _until(around: Around, lexicon: TimeLexicon) -> bool:
    """An end: of no period that has a start, and of an act that can be finished."""
    words = lexicon.words
    if any(word in around.before for word in words.since) or not _limit(around, lexicon):
        return False
    if around.after.lstrip(", ").startswith(words.aim):
        return False
    sentence = around.before + " " + around.after
    return any(word in sentence for word in words.finish) and not any(
        word in sentence for word in (*words.measured, *words.aimed)
    )


def _period(around: Around, lexicon: TimeLexicon, *, year: bool) -> bool:
    """A month or quarter is a deadline as a day is; a bare year only at the end of a clause about an act."""
    return _limit(around, lexicon) and (not year or _bare_year(around, lexicon.words))


def _bare_year(around: Around, words: TimeWords) -> bool:
    if (around.before[-1:], around.after[:1]) == ("(", ")"):
        return True
    if around.opens:
        return around.after.startswith(",") and not around.after[1:].lstrip().startswith(words.aim)
    if around.after and around.after[0] not in _ENDS and not around.after.startswith(words.closing):
        return False
    clause = around.before[-_CLAUSE:]
    if clause.endswith(words.done):
        return True
    act = max(clause.rfind(word) for word in words.finish)
    if act < 0 or any(word in around.before for word in words.aimed):
        return False
    return not any(clause.rfind(word) > act for word in words.measured)


def _opening(around: Around, _lexicon: TimeLexicon) -> bool:
    return around.first


def _span(around: Around, lexicon: TimeLexicon) -> bool:
    """So many days: from something on, or as the limit of an act."""
    return not _at_noun(around, lexicon)


def _every(around: Around, lexicon: TimeLexicon) -> bool:
    """A recurrence of the act opens the clause, stands before a verb, or ends a clause without a noun."""
    words = lexicon.words
    if around.noted:
        return True
    if around.opens:
        return not around.after.lstrip(", ").startswith(words.aim)
    if _at_noun(around, lexicon) or around.after.startswith(words.owner):
        return False
    if _duty_follows(around, words):
        return True
    return (
        not around.before.endswith(",") and _ends_clause(around, words) and not _attributes(around, lexicon)
    )


def _each(around: Around, lexicon: TimeLexicon) -> bool:
    """The word for "each" counts where a verb of duty follows at the start of a clause."""
    return around.opens and around.after.lstrip(", ").startswith(lexicon.words.act)


def _periodic(around: Around, lexicon: TimeLexicon) -> bool:
    """A recurrence that is called periodic is an adverb unless a noun owns it."""
    if around.noted or around.opens or around.before.endswith(","):
        return True
    if around.after.startswith(lexicon.words.owner):
        return False
    return _duty_follows(around, lexicon.words) or not _attributes(around, lexicon)


def _continuous(around: Around, lexicon: TimeLexicon) -> bool:
    """Continuity beside a verb of duty or in a row of manners, not behind a noun or before a state."""
    words = lexicon.words
    if around.after.startswith(words.state):
        return False
    if around.opens:
        return True
    if _at_noun(around, lexicon):
        return False
    before = around.before.rstrip(",")
    return _duty_follows(around, words) or before.endswith(lexicon.manners)


def _free(_around: Around, _lexicon: TimeLexicon) -> bool:
    return True


Guard = Callable[[Around, TimeLexicon], bool]
GUARDS: Final[Mapping[str, Guard]] = MappingProxyType(
    {
        "limit": _limit,
        "until": _until,
        "opening": _opening,
        "span": _span,
        "every": _every,
        "each": _each,
        "periodic": _periodic,
        "continuous": _continuous,
        "free": _free,
    }
)


def modifies_act(name: str, around: Around, lexicon: TimeLexicon, match: re.Match[str]) -> bool:
    """Return whether a time, as `match` found it, tells when the act beside it is due."""
    if name == "period":
        groups = match.groupdict()
        bare = not (group(groups, "day") or group(groups, "month") or group(groups, "quarter"))
        return _period(around, lexicon, year=bare)
    return GUARDS[name](around, lexicon)
