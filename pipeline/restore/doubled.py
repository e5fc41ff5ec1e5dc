"""Words that stand twice in a row by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gazetteer.restore.language import SYLLABLES
from pipeline.restore.mends import CERTAIN, WELL_KNOWN, Knowledge, Mend, Stretch, cost, pair_level

_LONGEST: Final = 4
_LIKELY: Final = 8.0
"""Bits that the second time must cost before anybody is asked about it."""


def doubled_mends(stretch: Stretch, knowledge: Knowledge) -> Iterator[Mend]:
    """Yield the words, of one syllable or of two to four, that are followed by themselves."""
    words = stretch.words
    for at in range(max(0, stretch.first - 1), stretch.past):
        if not words[at] or words[at] not in words[at + 1 : at + 1 + _LONGEST]:
            continue
        for size in range(_LONGEST, 0, -1):
            if _stand_twice(stretch, at, size):
                once = tuple(words[at : at + size])
                if once + once not in knowledge.phrases.kept_twice:
                    yield from _doubled(stretch, at, once, knowledge)
                break


def _stand_twice(stretch: Stretch, at: int, size: int) -> bool:
    """Tell whether `size` words from `at` on, a blank apart, are followed by themselves in small letters."""
    past = at + 2 * size
    words = stretch.words[at:past]
    return (
        words[:size] == words[size:]
        and all(words)
        and all(map(stretch.joined, range(at, past - 1)))
        and all(map(stretch.plain, range(at + size, past)))
    )


def _doubled(stretch: Stretch, at: int, words: tuple[str, ...], knowledge: Knowledge) -> Iterator[Mend]:
    """Yield what may be done about `words`, which stand twice from `at` on."""
    size, row = len(words), stretch.row
    never = words in knowledge.phrases.never_twice
    gain = CERTAIN if never else _gain(stretch, at, size, knowledge)
    if gain < _LIKELY:
        return
    meant = None if never or size > 1 else _meant(stretch, at, knowledge)
    if meant:
        yield Mend(row[at].start, row[at].end, meant, "doubled", gain, "suggest", " ".join(words * 2))
    else:
        low, high = row[at + size - 1].end, row[at + 2 * size - 1].end
        yield Mend(low, high, "", "doubled", gain, "apply" if never else "suggest", " ".join(words * 2))


def _gain(stretch: Stretch, at: int, size: int, knowledge: Knowledge) -> float:
    """What leaving one out gains in bits; 0 where both belong there: "trực tiếp tiếp nhận"."""
    model = knowledge.model
    before, once = stretch.ids(at - 2, at), stretch.ids(at, at + size)
    behind = stretch.ids(at + 2 * size, at + 2 * size + 2)
    if size == 1:
        outside = pair_level(model, before[1], once[0]), pair_level(model, once[0], behind[0])
        both = min(before[1], behind[0]) >= SYLLABLES and min(outside) >= 0
        if both or pair_level(model, once[0], once[0]) >= 0:
            return 0.0
    elif stretch.line[stretch.row[at].start].isupper():
        return 0.0
    return cost(model, [*before, *once, *once, *behind]) - cost(model, [*before, *once, *behind])


def _meant(stretch: Stretch, at: int, knowledge: Knowledge) -> str | None:
    """The word for which the first of two stands that begins as it does: "gặp gỡ"."""
    model = knowledge.model
    word, ids = stretch.word(at), stretch.ids(at - 2, at + 3)
    found: list[tuple[float, str]] = []
    for other in model.ids:
        number = model.ids[other]
        if other[0] == word[0] and other != word and pair_level(model, number, ids[2]) >= WELL_KNOWN:
            found.append((cost(model, [*ids[:2], number, *ids[3:]]), other))
    return min(found)[1] if found else None
