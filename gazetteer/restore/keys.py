"""What is typed for a word, by Telex or VNI, and which slips of the fingers lead away from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


class Typing:
    """One way to type marks with plain keys, from a table of slips.toml."""

    def __init__(self, data: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._tones = {mark: key for mark, key in data["tones"]}  # noqa: C416 (rows of two, not pairs)
        self._letters = str.maketrans({letter: keys for letter, keys in data["letters"]})  # noqa: C416

    def keys(self, word: str) -> str:
        """The keys of `word`, the tone's last."""
        letters = unicodedata.normalize("NFD", word)
        tone = next((mark for mark in letters if mark in TONES), "")
        bare = unicodedata.normalize("NFC", letters.replace(tone, "")) if tone else word
        return bare.translate(self._letters) + self._tones.get(tone, "")


def neighbours(rows: Sequence[str]) -> Mapping[str, str]:
    """The keys beside each key of a keyboard: in its row, and in those above and below."""
    places = {key: (at + row / 2, row) for row, keys in enumerate(rows) for at, key in enumerate(keys)}
    return {
        key: "".join(other for other in sorted(places) if _near(places[key], places[other])) for key in places
    }


def _near(one: tuple[float, int], other: tuple[float, int]) -> bool:
    return one != other and abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1


def one_off(keys: str, beside: Mapping[str, str]) -> Iterator[str]:
    """Every row of keys from which `keys` came by one slip: dropped, swapped, beside, or one too many."""
    for at, key in enumerate(keys):
        before, behind = keys[:at], keys[at + 1 :]
        yield before + behind
        for other in beside.get(key, ""):
            yield before + other + behind
        if behind:
            yield before + behind[0] + key + behind[1:]
    for at in range(len(keys) + 1):
        for other in beside:
            yield keys[:at] + other + keys[at:]
