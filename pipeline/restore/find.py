"""Finding what might be mended in a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Final

from gazetteer.restore.language import load_language
from gazetteer.restore.phrases import load_phrases
from gazetteer.restore.slips import load_slips
from pipeline.document import Document
from pipeline.restore.edges import load_edges
from pipeline.restore.lines import Bench, Mended, mend_line
from pipeline.restore.mends import Knowledge
from pipeline.restore.model import CHANGING, Guard, Proposal, Settings
from pipeline.restore.oddities import find_oddities, load_oddities
from pipeline.restore.priors import prior_of, shifted
from pipeline.restore.protected import LineGuards, load_zones, zone_guards
from pipeline.restore.register import Register, register_of
from pipeline.restore.scan import Look
from pipeline.spans import Span

_GUESSED: Final = frozenset({"spelling", "gap", "doubled"})
"""The rules that have the word of the language model alone."""
_OF_TYPISTS: Final = frozenset({"gap"})
"""The rules for what people do and machines do not: a reader of scans leaves out no words."""
_LINE_RULES: Final = CHANGING - {"twin"}
_MISREAD: Final = 0.25
"""Of so many words that are no syllables it is not the words that are wrong, but all letters."""
_OFTEN: Final = 3
"""So many times the same guess in one document is how its author writes."""


@cache
def load_knowledge() -> Knowledge:
    """Load the language model and the lists; a twentieth of a second."""
    model, phrases = load_language(), load_phrases()
    known = ((model.ids.get(first, 0), model.ids.get(second, 0)) for first, second in phrases.by_end)
    return Knowledge(model, load_slips(), phrases, frozenset(filter(all, known)))


def find_edits(
    document: Document,
    protected: Sequence[Guard] = (),
    knowledge: Knowledge | None = None,
    settings: Settings | None = None,
) -> tuple[Proposal, ...]:
    """Return what might be mended in the text of `document`, sorted by place; those to apply never overlap.

    Quotations, titles, the letterhead and the closing are found here; `protected` adds to them.
    """
    settings = settings or Settings()
    known = knowledge or load_knowledge()
    text = document.text
    load_edges(known).trim()
    look = Look(text, known)
    register = register_of(look, known)
    zones, prior = load_zones(), prior_of(document, register)
    off = settings.off | _unfit(register, settings) | (_OF_TYPISTS if prior else frozenset())
    bench = Bench(known, replace(settings, off=off))
    guards = [*protected, *zone_guards(text, zones)]
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found: list[Proposal] = []
    scans = look.scans(every=prior is not None) if _LINE_RULES - bench.settings.off else ()
    for seen in scans:
        line, at = lines[seen.line], starts[seen.line]
        own = LineGuards(line, at, guards, zones)
        mended = mend_line(line, seen, own, prior and shifted(prior, at), bench)
        found += _proposals(mended, line, at)
    if prior is None:
        found = list(_not_usual(found))
    odd = [edit for edit in find_oddities(text, load_oddities()) if edit.rule not in settings.off]
    return tuple(sorted([*found, *odd]))


def _unfit(register: Register, settings: Settings) -> frozenset[str]:
    """The rules that know nothing about such a text."""
    if register.unknown > _MISREAD:
        return CHANGING
    return _GUESSED if register.strange > settings.register else frozenset()


def _not_usual(found: Sequence[Proposal]) -> Iterator[Proposal]:
    """Yield what was found but guesses that come again and again: so the author writes."""
    times = Counter((edit.rule, edit.before, edit.after) for edit in found)
    for edit in found:
        guess = edit.policy == "suggest" and edit.rule in _GUESSED
        if not guess or times[edit.rule, edit.before, edit.after] < _OFTEN:
            yield edit


def _proposals(mended: Mended, line: str, at: int) -> Iterator[Proposal]:
    """Yield what is to be done to `line`, which begins at `at`; no suggestion beside what changes."""
    applied = sorted(mended.applied)
    places = [placed.span.start for placed in applied]
    for low, high, after, rule in mended.changes:
        made = [mend for _, mend in applied[bisect_left(places, low) : bisect_right(places, high)]]
        sure = min((confidence(mend.gain) for mend in made), default=1.0)
        evidence = "; ".join(dict.fromkeys(mend.evidence for mend in made))
        yield Proposal(Span(at + low, at + high), line[low:high], after, rule, sure, "apply", evidence)
    ends = [change[1] for change in mended.changes]
    for (low, high), mend in mended.suggested:
        next_ = bisect_left(ends, low)
        if next_ == len(ends) or mended.changes[next_][0] > high:
            span, sure = Span(at + low, at + high), confidence(mend.gain)
            yield Proposal(span, line[low:high], mend.after, mend.rule, sure, "suggest", mend.evidence)


def confidence(gain: float) -> float:
    """How likely a mend is right that gains so many bits."""
    return round(1 - 2 ** (-gain / 3), 3)
