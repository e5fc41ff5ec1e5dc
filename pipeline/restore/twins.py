"""The same sentence in another document of a batch: the strongest evidence that a word in this one is a slip.

Only the places are compared at which the language model is at a loss, so a batch costs little more than the
reading of its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from gazetteer.restore.language import BREAK, COMMA, UNKNOWN
from pipeline.document import Document
from pipeline.restore.find import confidence, load_knowledge
from pipeline.restore.mends import Knowledge, cost, pair_level, strangeness
from pipeline.restore.model import Proposal, Settings
from pipeline.restore.tokens import Token, tokens
from pipeline.spans import Span

_BEFORE: Final = 2
_BEHIND: Final = 3
_MOST: Final = 2  # words that may be missing

Sides = tuple[str, ...]
"""The words in front of a place and those behind it."""


class _Place(NamedTuple):
    """Words `low` to `high` of the row of a document."""

    document: int
    low: int
    high: int


def find_twins(
    documents: Sequence[Document], knowledge: Knowledge | None = None, settings: Settings | None = None
) -> tuple[tuple[Proposal, ...], ...]:
    """Return for each of `documents` what another passage has in the same place, where that is more likely.

    Nothing more than suggestions, sorted by place; the order of the documents changes nothing.
    """
    known, settings = knowledge or load_knowledge(), settings or Settings()
    if "twin" in settings.off:
        return tuple(() for _ in documents)
    rows = [_row(document.text, known) for document in documents]
    places = _places(rows, known)
    others = _others(rows, places)
    found: list[list[Proposal]] = [[] for _ in documents]
    for sides, same in places.items():
        for place in same:
            text, row = documents[place.document].text, rows[place.document]
            twin = _better(row, place, others[sides], known)
            if twin and twin[0] >= settings.suggest and _is_small(text, row, place):
                found[place.document].append(_proposal(text, row, place, twin))
    return tuple(tuple(sorted(edits)) for edits in found)


def _row(text: str, knowledge: Knowledge) -> list[Token]:
    """The tokens of `text`; a line end is one, so that no passage reaches over it."""
    row: list[Token] = []
    at = 0
    for line in text.split("\n"):
        row += tokens(text, knowledge.model.ids, at, at + len(line))
        at += len(line) + 1
        row.append(Token(at - 1, at, "\n", BREAK))
    return row


def _places(rows: Sequence[Sequence[Token]], knowledge: Knowledge) -> dict[Sides, list[_Place]]:
    """The places at which the model is at a loss, by what stands around them."""
    places: dict[Sides, list[_Place]] = {}
    for number, row in enumerate(rows):
        for low, high in dict.fromkeys(_doubtful(row, knowledge)):
            sides = _sides(row, low, high)
            if sides:
                places.setdefault(sides, []).append(_Place(number, low, high))
    return places


def _doubtful(row: Sequence[Token], knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """Yield the words of pairs that were hardly ever seen, each alone, and the gap between the two."""
    model = knowledge.model
    for at in range(len(row) - 1):
        first, second = row[at].id, row[at + 1].id
        if min(first, second) < UNKNOWN or COMMA in (first, second):
            continue
        if UNKNOWN in (first, second) or pair_level(model, first, second) < 0:
            yield from ((at, at + 1), (at + 1, at + 2), (at + 1, at + 1))


def _others(rows: Sequence[Sequence[Token]], places: dict[Sides, list[_Place]]) -> dict[Sides, set[Sides]]:
    """What stands between the same sides anywhere."""
    others: dict[Sides, set[Sides]] = {sides: set() for sides in places}
    for row in rows:
        for low in range(_BEFORE, len(row) - _BEHIND):
            for high in range(low, low + _MOST + 1):
                sides = _sides(row, low, high)
                if sides in others:
                    others[sides].add(tuple(token.word for token in row[low:high]))
    return others


def _sides(row: Sequence[Token], low: int, high: int) -> Sides:
    """The words around [`low`, `high`); none where a number, a sign or a line end is near."""
    around = (*row[max(0, low - _BEFORE) : low], *row[high : high + _BEHIND])
    if len(around) < _BEFORE + _BEHIND or min(token.id for token in (*around, *row[low:high])) < UNKNOWN:
        return ()
    return tuple(token.word for token in around)


def _better(
    row: Sequence[Token], place: _Place, others: set[Sides], knowledge: Knowledge
) -> tuple[float, Sides] | None:
    """The likeliest of `others` that may have been meant in `place`, behind the bits that it gains."""
    model = knowledge.model
    own = row[place.low : place.high]
    before = [token.id for token in row[place.low - _BEFORE : place.low]]
    behind = [token.id for token in row[place.high : place.high + _BEFORE]]
    old = cost(model, [*before, *(token.id for token in own), *behind]) + sum(map(strangeness, own))
    meant = (words for words in others if _may_be_meant(own, words, knowledge))
    found = (
        (old - cost(model, [*before, *map(model.ids.__getitem__, words), *behind]), words) for words in meant
    )
    return max(found, default=None)


def _may_be_meant(own: Sequence[Token], words: Sides, knowledge: Knowledge) -> bool:
    """Tell whether `words`, all in use, are missing at an empty place, or one slip away from its one word."""
    if not words or not all(word in knowledge.model.ids for word in words):
        return False
    if not own:
        return True
    if len(words) != 1:
        return False
    slips = knowledge.slips.of(own[0].word)
    return words[0][0] == own[0].word[0] or any(slip.word == words[0] for slip in slips)


def _is_small(text: str, row: Sequence[Token], place: _Place) -> bool:
    """Tell whether what stands in `place` has no capital: it may be a name."""
    return all(text[token.start : token.end].islower() for token in row[place.low : place.high])


def _proposal(text: str, row: Sequence[Token], place: _Place, twin: tuple[float, Sides]) -> Proposal:
    gain, words = twin
    own = row[place.low : place.high]
    end = row[place.low - 1].end
    span = Span(own[0].start, own[-1].end) if own else Span(end, end)
    after = " ".join(words) if own else f" {' '.join(words)}"
    passage = (*row[place.low - _BEFORE : place.low], *row[place.high : place.high + _BEHIND])
    around = [token.word for token in passage]
    evidence = " ".join([*around[:_BEFORE], *words, *around[_BEFORE:]])
    return Proposal(span, text[span.start : span.end], after, "twin", confidence(gain), "suggest", evidence)
