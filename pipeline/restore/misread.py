"""Letters that machines misread: two words that hardly stand so, but often do with another letter or two."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import Final, NamedTuple

from gazetteer.restore.language import LanguageModel
from gazetteer.restore.slips import Slip
from pipeline.restore.mends import STRONG, Knowledge, Mend, Stretch, cost, pair_level, strangeness
from pipeline.restore.model import Settings

_KNOWN: Final = 4.0
"""Bits fewer than a typist's slip must gain: of a machine's it is known which letters they may be in."""


_Slips = tuple[Slip | None, Slip | None]
"""What two tokens in a row may have been instead, None for what they are."""


class _Reading(NamedTuple):
    """What two tokens in a row may have been, and how many bits reading them so gains."""

    gain: float
    slips: _Slips


def misread_mends(
    stretch: Stretch, letter: float, knowledge: Knowledge, settings: Settings
) -> Iterator[Mend]:
    """Yield other readings of two words of `stretch` that stand side by side, where they gain enough.

    `letter`: bits by which the document is known for misread letters. A typist's slip stands alone among
    words that are right; a machine misreads several in a row, and those with a capital, too.
    """
    meant = [_meant(stretch, at, knowledge) for at in stretch.places]
    for at, (one, two) in enumerate(pairwise(meant), stretch.first):
        if (one or two) and stretch.joined(at):
            pairs = product((None, *one), (None, *two))
            readings = _readings(stretch, at, pairs, letter, knowledge.model)
            best = max(readings, key=lambda reading: reading.gain, default=None)
            if best and best.gain >= settings.apply - _KNOWN:
                yield _mend(stretch, at, best)


def _meant(stretch: Stretch, at: int, knowledge: Knowledge) -> Sequence[Slip]:
    """What token `at` may have been instead; nothing where it may not be mended."""
    slips = knowledge.slips.misread(stretch.row[at].word)
    return slips if slips and (stretch.plain(at) or _is_no_name(stretch, at, knowledge.slips.titles)) else ()


def _readings(
    stretch: Stretch, at: int, pairs: Iterable[_Slips], letter: float, model: LanguageModel
) -> Iterator[_Reading]:
    """Yield those of `pairs` that were seen often as what the tokens `at` and `at + 1` may have been."""
    row = stretch.row
    written = row[at].id, row[at + 1].id
    before, behind = stretch.ids(at - 2, at), stretch.ids(at + 2, at + 4)
    for one, two in pairs:
        pair = one.id if one else written[0], two.id if two else written[1]
        if pair != written and pair_level(model, *pair) >= STRONG:
            gain = cost(model, [*before, *written, *behind]) - cost(model, [*before, *pair, *behind])
            for place, slip in enumerate((one, two), at):
                if slip:
                    gain += strangeness(row[place]) + stretch.doubt(place) + letter - slip.cost
            yield _Reading(gain, (one, two))


def _is_no_name(stretch: Stretch, at: int, titles: Container[str]) -> bool:
    """Tell whether token `at`, which has a capital, stands between small letters and behind no `titles`."""
    token, before = stretch.row[at], stretch.word(at - 1)
    if not stretch.line[token.start : token.end].istitle() or stretch.tied(at) or before in titles:
        return False
    if before and stretch.line[stretch.row[at - 1].start].isupper():
        return False
    return bool(stretch.word(at + 1)) and stretch.plain(at + 1)


def _mend(stretch: Stretch, at: int, best: _Reading) -> Mend:
    slips = [(place, slip) for place, slip in enumerate(best.slips, at) if slip]
    low, high = stretch.row[slips[0][0]].start, stretch.row[slips[-1][0]].end
    after = " ".join(_as_written(stretch, place, slip.word) for place, slip in slips)
    return Mend(low, high, after, "spelling", best.gain, "apply", f"misread, {best.gain:.0f} bits")


def _as_written(stretch: Stretch, at: int, word: str) -> str:
    """Return `word` with a capital where token `at` has one."""
    return word.capitalize() if stretch.line[stretch.row[at].start].isupper() else word
