"""Wrong words: a syllable that hardly stands so, one slip away from one that often does."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final, NamedTuple

from gazetteer.restore.language import SIZE, SYLLABLES, UNKNOWN, LanguageModel
from gazetteer.restore.slips import Slip
from pipeline.restore.mends import STRONG, WELL_KNOWN, Knowledge, Mend, Stretch, cost, pair_level, strangeness
from pipeline.restore.model import Policy, Settings

_SOME: Final = 12
"""Level of a pair seen twice: what it must make with the other one, where that is a word."""


_NOWHERE: Final = SIZE * SIZE
"""Beyond every pair."""
_DOUBT: Final = 5.0
"""Bits more that a reading must gain where one side alone speaks for it, or it could be a foreign word."""
_REAL: Final = 3.0
"""Bits more before anybody is asked about a real word."""
_SHORT: Final = 4


class Reading(NamedTuple):
    """Another reading of a token: what was meant, the gain, and the levels of the pairs it makes."""

    slip: Slip
    gain: float
    before: int
    behind: int


def spelling_mends(stretch: Stretch, knowledge: Knowledge, settings: Settings) -> Iterator[Mend]:
    """Yield the best other reading of each word of `stretch`, where the words around it speak for one."""
    for at in stretch.places:
        if not stretch.words[at] or _at_home(stretch, at, knowledge.model) or not stretch.plain(at):
            continue
        reading = _best(stretch, at, knowledge)
        if reading is None or reading.gain < settings.suggest + (0 if _is_unknown(stretch, at) else _REAL):
            continue
        token = stretch.row[at]
        policy: Policy = (
            "apply" if _is_safe(stretch, at, reading, knowledge.slips.kept, settings) else "suggest"
        )
        evidence = f"{reading.slip.kind}, {reading.gain:.0f} bits"
        yield Mend(token.start, token.end, reading.slip.word, "spelling", reading.gain, policy, evidence)


def _is_unknown(stretch: Stretch, at: int) -> bool:
    """Tell whether token `at` is no syllable in use, and no short foreign word or abbreviation either."""
    token = stretch.row[at]
    return token.id == UNKNOWN and not (token.word.isascii() and len(token.word) < _SHORT)


def _best(stretch: Stretch, at: int, knowledge: Knowledge) -> Reading | None:
    model = knowledge.model
    left, _, right = stretch.ids(at - 1, at + 2)
    supported = _supported(knowledge, stretch.row[at].word, left, right)
    if not supported:
        return None
    ids = stretch.ids(at - 2, at + 3)
    old = cost(model, ids) + strangeness(stretch.row[at]) + stretch.doubt(at)
    best: Reading | None = None
    for slip in supported:
        ids[2] = slip.id
        gain = old - cost(model, ids) - slip.cost
        if gain > 0 and (best is None or gain > best.gain):
            best = Reading(slip, gain, pair_level(model, left, slip.id), pair_level(model, slip.id, right))
    return best


def _supported(knowledge: Knowledge, word: str, left: int, right: int) -> list[Slip]:
    """The slips for which at least one of the neighbours speaks that is a syllable."""
    level = knowledge.model.pairs.get
    before = left * SIZE if left >= SYLLABLES else _NOWHERE
    behind = right if right >= SYLLABLES else _NOWHERE
    return [
        slip
        for slip in knowledge.slips.of(word)
        if level(before + slip.id, -1) >= WELL_KNOWN or level(slip.id * SIZE + behind, -1) >= WELL_KNOWN
    ]


def _at_home(stretch: Stretch, at: int, model: LanguageModel) -> bool:
    """Tell whether token `at`, a syllable in use, was seen beside its neighbours, or those say nothing."""
    left, word, right = stretch.ids(at - 1, at + 2)
    return (
        word != UNKNOWN
        and (left <= UNKNOWN or left * SIZE + word in model.pairs)
        and (right <= UNKNOWN or word * SIZE + right in model.pairs)
    )


def _is_safe(stretch: Stretch, at: int, reading: Reading, kept: Container[str], settings: Settings) -> bool:
    """Tell whether a reading may be applied without asking; `kept` words are too weighty for a guess."""
    left, _, right = stretch.ids(at - 1, at + 2)
    if stretch.named(at - 1) and reading.before < STRONG:
        return False  # part of a name, and of none that documents write often
    if reading.slip.kind == "onset" and (stretch.prior or reading.slip.word in kept):
        return False  # machines take letters for others of like shape; a guess makes no number and no "not"
    if _is_unknown(stretch, at):
        return reading.gain >= settings.apply
    sides = [level for side, level in ((left, reading.before), (right, reading.behind)) if side >= SYLLABLES]
    if reading.slip.kind == "onset" or max(sides) < STRONG:
        return False
    both = len(sides) > 1 and min(sides) >= _SOME
    return reading.gain >= settings.apply + (0 if both else _DOUBT)
