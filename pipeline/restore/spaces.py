"""Blanks that are lost or too many inside words: "Giámđốc", "ĐIỀ U"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from gazetteer.restore.language import UNKNOWN, LanguageModel
from gazetteer.syllables import is_syllable
from pipeline.restore.mends import COMMON, WELL_KNOWN, Knowledge, Mend, Stretch, cost, pair_level, strangeness
from pipeline.restore.tokens import Token

_PIECES: Final = 4
_LONGEST: Final = 7  # letters of a syllable
_SPLIT: Final = -4.0
"""Bits that a lost blank costs: less than nothing, as no word of several syllables is written without."""
_MERGE: Final = 6.0


class _Around(NamedTuple):
    """The tokens before and behind a word."""

    before: Sequence[int]
    behind: Sequence[int]


def split_mends(stretch: Stretch, knowledge: Knowledge) -> Iterator[Mend]:
    """Yield the words that are several syllables without the blanks between them."""
    for at in stretch.places:
        token = stretch.row[at]
        if token.id != UNKNOWN or is_syllable(token.word) or not _is_word(stretch, at, at):
            continue
        around = _Around(stretch.ids(at - 2, at), stretch.ids(at + 1, at + 3))
        best = _best_split(token.word, around, knowledge)
        if best is None:
            continue
        new, pieces = best
        old = cost(knowledge.model, [*around.before, UNKNOWN, *around.behind]) + strangeness(token)
        gain = old - new - _SPLIT
        if gain > 0:
            written = iter(stretch.line[token.start : token.end])
            after = " ".join("".join(next(written) for _ in piece) for piece in pieces)
            yield Mend(token.start, token.end, after, "split", gain, "apply", f"{gain:.0f} bits")


def _best_split(word: str, around: _Around, knowledge: Knowledge) -> tuple[float, tuple[str, ...]] | None:
    """The most likely syllables in use that make `word`, each pair of them known, behind their bits."""
    model = knowledge.model
    found: list[tuple[float, tuple[str, ...]]] = []
    for pieces in _cuts(word, _PIECES, model.ids):
        ids = [model.ids[piece] for piece in pieces]
        levels = map(pair_level, [model] * len(ids), ids, ids[1:])
        if min(levels, default=-1) >= WELL_KNOWN:
            found.append((cost(model, [*around.before, *ids, *around.behind]), pieces))
    return min(found, default=None)


def _cuts(word: str, pieces: int, ids: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Yield every way to cut `word` into at most so many syllables in use."""
    if word in ids and is_syllable(word):
        yield (word,)
    if pieces > 1:
        for at in range(2, min(len(word) - 1, _LONGEST + 1)):
            if word[:at] in ids and is_syllable(word[:at]):
                for rest in _cuts(word[at:], pieces - 1, ids):
                    yield (word[:at], *rest)


def merge_mends(stretch: Stretch, knowledge: Knowledge) -> Iterator[Mend]:
    """Yield the syllables that a blank cuts in two: "ĐIỀ U"."""
    model = knowledge.model
    for at in range(max(0, stretch.first - 1), min(stretch.past, len(stretch.row) - 1)):
        first, second = stretch.row[at], stretch.row[at + 1]
        whole = model.ids.get(first.word + second.word)
        if whole is None or not stretch.joined(at) or not _is_word(stretch, at, at + 1):
            continue
        broken = not (_stands(first, model) and _stands(second, model))
        if not broken or not is_syllable(first.word + second.word):
            continue
        if _is_fragment(stretch, at - 1, model) or _is_fragment(stretch, at + 2, model):
            continue  # a line of spaced letters: which of them belong together is not plain
        before, behind = stretch.ids(at - 2, at), stretch.ids(at + 2, at + 4)
        old = cost(model, [*before, first.id, second.id, *behind]) + strangeness(first) + strangeness(second)
        gain = old - cost(model, [*before, whole, *behind]) - _MERGE
        if gain > 0:
            written = stretch.line[first.start : first.end] + stretch.line[second.start : second.end]
            yield Mend(first.start, second.end, written, "merge", gain, "apply", f"{gain:.0f} bits")


def _is_word(stretch: Stretch, first: int, last: int) -> bool:
    """Tell whether the tokens `first` to `last` together are cased as one word, and no part of a code."""
    written = "".join(stretch.line[token.start : token.end] for token in stretch.row[first : last + 1])
    return (written[1:].islower() or written.isupper()) and not (stretch.tied(first) or stretch.tied(last))


def _stands(token: Token, model: LanguageModel) -> bool:
    """Tell whether a word is a syllable in use: no piece of one that a blank has cut."""
    return is_syllable(token.word) and token.id != UNKNOWN and model.singles[token.id] >= COMMON


def _is_fragment(stretch: Stretch, at: int, model: LanguageModel) -> bool:
    """Tell whether token `at` is a word that could not stand alone, or a single letter."""
    word = stretch.word(at)
    return bool(word) and (len(word) == 1 or not _stands(stretch.row[at], model))
