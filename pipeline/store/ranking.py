"""The best tasks of a search first.

What agrees with the accents as typed goes before what only agrees without, and words that stand together
before words apart. Among these come first the tasks that say the words more often in fewer others, then the
newer. Only the newest MOST of each kind are held against each other, so that a search takes no longer in a
large store; and they are ranked here, not by the databases, so that both give the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, Connection

from pipeline.store.search import ways_to_find
from pipeline.store.words import Word, words_of

MOST: Final = 500
_TERMS: Final = 32
"""Words of a search beyond these are not looked for."""
_SATURATION, _LENGTH_SHARE, _USUAL_LENGTH = 1.2, 0.75, 30
"""How BM25 weighs repeated words and long texts, with the usual number of words of a task."""


def best_first(
    connection: Connection, words: str, where: Sequence[ColumnElement[bool]], limit: int
) -> list[int]:
    """The numbers of the best tasks among those that fulfil `where`, at most `limit`."""
    typed = words_of(words)[:_TERMS]
    found: dict[int, None] = {}
    for way in ways_to_find(typed):
        rows = connection.execute(way.newest(connection, typed, where).limit(max(MOST, limit)))
        scored = [(_score(row.text, typed, accented=way.accented), row.id) for row in rows]
        found |= dict.fromkeys(id_ for _, id_ in sorted(scored, reverse=True))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _score(text: str, typed: Sequence[Word], *, accented: bool) -> float:
    """How much of a text the words are: BM25 with all words alike."""
    words = words_of(text)
    counts = Counter(word.accented if accented else word.folded for word in words)
    length = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * len(words) / _USUAL_LENGTH)
    times = (counts[word.accented if accented else word.folded] for word in typed)
    return sum(count / (count + length) for count in times)
