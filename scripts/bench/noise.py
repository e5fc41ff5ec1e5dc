"""Slips put into a text on purpose, to see which of them come out again.

Three kinds, as often one as the other: of the fingers (a key dropped, added, swapped or missed by one, the
key of a tone left behind), of the tone or a mark (wrong or lost), and of the machine that reads a scan (hook
for acute, lost circumflex, letters of like shape). The tables are not those of gazetteer/restore.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

TONES = "\u0300\u0301\u0303\u0309\u0323"
HATS = "\u0302\u0306\u031b"
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SHAPES = (
    ("m", "rn"),
    ("h", "b"),
    ("i", "l"),
    ("l", "i"),
    ("u", "n"),
    ("c", "e"),
    ("d", "cl"),
    ("n", "u"),
    ("t", "l"),
)
HOOKS = {"\u0309": "\u0301", "\u0301": "\u0309", "\u0303": "\u0309", "\u0300": "\u0301", "\u0323": ""}
TYPED = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
DOUBLED = {"\u0302": "", "\u0306": "w", "\u031b": "w"}
BAR, READ, WAYS = 0.1, 0.7, 4
WORD = re.compile(r"(?<![\w/.@-])[^\W\d_]{2,7}(?![\w/@-])")


class Slip(NamedTuple):
    """One slip: where it stands in the damaged text, what stands there, what stood there, its kind."""

    start: int
    end: int
    after: str
    before: str
    kind: str


def damage(
    text: str, rate: float, seed: int, spared: Iterable[tuple[int, int]] = ()
) -> tuple[str, tuple[Slip, ...]]:
    """Return `text` with about `rate` of its words in small letters damaged, and what was done.

    Words inside a range of `spared` stay as they are. The same arguments give the same damage.
    """
    chance = random.Random(seed)  # noqa: S311 (no secret)
    closed = sorted(spared)
    pieces: list[str] = []
    slips: list[Slip] = []
    at = size = 0
    for match in WORD.finditer(text):
        if not match[0].islower() or chance.random() >= rate:
            continue
        if any(low < match.end() and match.start() < high for low, high in closed):
            continue
        kind, make = chance.choice(KINDS)
        after = make(match[0], chance)
        if after in {match[0], ""}:
            continue
        pieces += (text[at : match.start()], after)
        start = match.start() + size
        slips.append(Slip(start, start + len(after), after, match[0], kind))
        size += len(after) - len(match[0])
        at = match.end()
    return "".join([*pieces, text[at:]]), tuple(slips)


def _typing(word: str, chance: random.Random) -> str:
    """One key missed: dropped, swapped with the next, doubled by its neighbour, or the one beside it."""
    letters = list(word)
    at = chance.randrange(len(letters))
    way = chance.randrange(WAYS)
    if way == 0:
        del letters[at]
    elif way == 1 and len(letters) > at + 1:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    else:
        near = _beside(unicodedata.normalize("NFD", letters[at].replace("đ", "d"))[0], chance)
        letters[at] = near if way == 2 else letters[at] + near  # noqa: PLR2004
    return "".join(letters)


def _beside(key: str, chance: random.Random) -> str:
    row = next((row for row in KEYS if key in row), "")
    at = row.find(key)
    return chance.choice([other for other in row[max(0, at - 1) : at + 2] if other != key] or [key])


def _telex(word: str, chance: random.Random) -> str:
    """The key of a tone or a hat behind the letters, undone: "nhiệmj", "quyêts"."""
    signs = unicodedata.normalize("NFD", word)
    marks = [mark for mark in signs if mark in TONES]
    if not marks:
        return word + chance.choice("sfrxj")
    return unicodedata.normalize("NFC", signs.replace(marks[0], "")) + TYPED[marks[0]]


def _tone(word: str, chance: random.Random) -> str:
    """A tone that is wrong or lost, or a hat that is."""
    signs = unicodedata.normalize("NFD", word.replace("đ", "d") if chance.random() < BAR else word)
    places = [at for at, sign in enumerate(signs) if sign in TONES + HATS]
    if not places:
        return unicodedata.normalize("NFC", signs)
    at = chance.choice(places)
    other = chance.choice([*TONES, ""]) if signs[at] in TONES else ""
    return _composed(signs[:at] + other + signs[at + 1 :])


def _scan(word: str, chance: random.Random) -> str:
    """A hook read as an acute, a lost circumflex, or a letter of like shape."""
    signs = unicodedata.normalize("NFD", word)
    places = [at for at, sign in enumerate(signs) if sign in HOOKS or sign == "\u0302"]
    if places and chance.random() < READ:
        at = chance.choice(places)
        return _composed(signs[:at] + HOOKS.get(signs[at], "") + signs[at + 1 :])
    shapes = [(old, new) for old, new in SHAPES if old in word]
    if not shapes:
        return word
    old, new = chance.choice(shapes)
    return word.replace(old, new, 1)


def _composed(signs: str) -> str:
    """NFC, with the tone of each letter behind its hat, where it makes one character with it."""
    return unicodedata.normalize("NFC", re.sub(f"([{TONES}])([{HATS}])", r"\2\1", signs))


KINDS: Sequence[tuple[str, Callable[[str, random.Random], str]]] = (
    ("typing", _typing),
    ("typing", _telex),
    ("tone", _tone),
    ("tone", _tone),
    ("scan", _scan),
    ("scan", _scan),
)
