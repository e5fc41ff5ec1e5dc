"""Characters: composed, one placement of tone marks, one dash, one blank, straight quotes.

Unicode NFC; tone placement as in "hòa, khỏe, thủy" (Quyết định 240/QĐ, 1984), which differs from the other
usage only in open syllables with oa, oe, uy; signs that look alike become one sign. Almost every change
keeps the length, so offsets rarely move.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from gazetteer.layout_data import load_layout_words
from pipeline.document.changes import Change, apply, compose

_BLANKS: Final = "".join(map(chr, [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]))
_DIRECTIONS: Final = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
_NOTHING: Final = "".join(map(chr, (0xAD, 0x61C, 0x180E, 0xFEFF, *_DIRECTIONS)))
_INVISIBLE: Final = re.compile(f"[{_NOTHING}]")
_NEWLINES: Final = "\x0b\x85\u2028\u2029"
_CONTROLS: Final = "".join(map(chr, [*range(9), *range(14, 32), 127]))
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_DOUBLE: Final = "\u201c\u201d\u201e\u201f"
_SINGLE: Final = "\u2018\u2019\u201a\u201b"
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
_SEGMENT: Final = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]{1,64}")
_PIECE: Final = re.compile(r"[\s\S]{1,300}[^ ]{0,64} ?")
_LONGEST: Final = 5
_TONES: Final = "\u0300\u0301\u0309\u0303\u0323"
_PAIRS: Final = ("oa", "oe", "uy")


@dataclass(frozen=True, slots=True)
class _Table:
    """The signs to look for in one pass over UTF-8, and each with what it becomes and the rule's name."""

    signs: BytesAhoCorasick
    meaning: list[tuple[str, str, str]]


@cache
def _table() -> _Table:
    meaning: dict[str, tuple[str, str]] = {}
    for signs, after, rule in (
        (_BLANKS, " ", "blank"), (_NOTHING, "", "invisible"), (_NEWLINES, "\n", "newline"),
        (_CONTROLS, " ", "control"), (_DASHES, "-", "dash"), (_DOUBLE, '"', "quote"), (_SINGLE, "'", "quote"),
    ):  # fmt: skip
        meaning.update(dict.fromkeys(signs, (after, rule)))
    for foreign, latin in load_layout_words()["characters"]["look_alikes"]:
        meaning.update((sign, (letter, "look-alike")) for sign, letter in zip(foreign, latin, strict=True))
    meaning.update(dict.fromkeys(map(chr, range(0x300, 0x370)), ("", "mark")))
    meaning.update(_tone_pairs())
    return _Table(
        BytesAhoCorasick([sign.encode() for sign in meaning], MatchKind.LeftmostLongest, Implementation.DFA),
        [(sign, after, rule) for sign, (after, rule) in meaning.items()],
    )


def _tone_pairs() -> dict[str, tuple[str, str]]:
    """Return "oà" → "òa" and its like in every case."""
    pairs = {}
    for pair in _PAIRS:
        for first in (pair[0], pair[0].upper()):
            for second in (pair[1], pair[1].upper()):
                for tone in _TONES:
                    old = first + unicodedata.normalize("NFC", second + tone)
                    pairs[old] = (unicodedata.normalize("NFC", first + tone) + second, "tone")
    return pairs


def without_invisible(text: str) -> str:
    """Return `text` without the characters that take no room: zero-width signs, soft hyphens."""
    return _INVISIBLE.sub("", text)


def character_changes(text: str) -> list[Change]:
    """Return the changes that make every character of `text` the one the finders look for."""
    found, marks = _signs(text)
    first = [change for change in found if change[3] == "invisible"]
    plain = text
    if first:
        # What stood apart may now belong together: "ho" + zero-width + "à".
        plain = apply(text, first)
        found, marks = _signs(plain)
    composed = _composed(plain, marks)
    if composed:
        first = compose(first, composed)
        plain = apply(plain, composed)
        found, _ = _signs(plain)
    if "\r" in plain:
        found = sorted(found + [(m.start(), m.end(), "\n", "newline") for m in _LONE_RETURN.finditer(plain)])
    return compose(first, found)


def _composed(text: str, marks: list[int]) -> list[Change]:
    """Return the changes to NFC, one a cluster; a run of over 64 characters outside ASCII is cut there.

    `marks` are the places of the combining marks. With none, or with all of them composed, asking whether a
    text is NFC is quick; with some left it means composing the whole text.
    """
    if not marks:
        return [] if unicodedata.is_normalized("NFC", text) else _by_pieces(text)
    changes: list[Change] = []
    past = 0
    for low, high in _clusters_at(marks):
        old = text[low:high]
        if low < past or len(old) > _LONGEST:
            return _by_pieces(text)
        new = unicodedata.normalize("NFC", old)
        if new != old:
            changes.append(_trimmed(low, old, new))
        past = high
    return changes if unicodedata.is_normalized("NFC", apply(text, changes)) else _by_pieces(text)


def _clusters_at(marks: list[int]) -> list[tuple[int, int]]:
    """Return the range of each letter with its marks."""
    clusters: list[tuple[int, int]] = []
    for mark in marks:
        if clusters and clusters[-1][1] == mark:
            clusters[-1] = (clusters[-1][0], mark + 1)
        else:
            clusters.append((max(0, mark - 1), mark + 1))
    return clusters


def _by_pieces(text: str) -> list[Change]:
    changes: list[Change] = []
    # Piece by piece: ordering a long run of combining marks takes time that grows with its square.
    for piece in _PIECE.finditer(text):
        if not unicodedata.is_normalized("NFC", piece[0]):
            changes += _clusters(piece[0], piece.start())
    return changes


def _clusters(piece: str, at: int) -> list[Change]:
    changes: list[Change] = []
    for match in _SEGMENT.finditer(piece):
        old = match[0]
        new = unicodedata.normalize("NFC", old)
        if new != old:
            changes.append(_trimmed(at + match.start(), old, new))
    return changes


def _trimmed(start: int, old: str, new: str) -> Change:
    """Return the change from `old` to `new` at `start` without the letters they begin and end with alike."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return (start + head, start + len(old) - tail, new[head : len(new) - tail], "composed")


def _signs(text: str) -> tuple[list[Change], list[int]]:
    """Return the changes sign by sign, and where the combining marks stand."""
    table = _table()
    meaning = table.meaning
    changes: list[Change] = []
    marks: list[int] = []
    end = 0
    for index, _, _ in table.signs.find_matches_as_indexes(text.encode("utf-8", "surrogatepass")):
        sign, after, rule = meaning[index]
        # Every place of a sign is a match, so the next one of this sign is where the match stands.
        start = text.find(sign, end)
        end = start + len(sign)
        if rule == "tone":
            # An open syllable only ("hoà", not "hoàn"), and "quý" has its tone where it belongs.
            if text[end : end + 1].isalpha() or (after[1] in "yY" and text[start - 1 : start] in ("q", "Q")):
                continue
        elif rule == "mark":
            marks.append(start)
            continue
        elif rule == "look-alike" and not _among_latin(text, start):
            continue
        changes.append((start, end, after, rule))
    return changes, marks


def _among_latin(text: str, at: int) -> bool:
    """Say whether the letters beside `at` belong to no other script: a Russian or Greek word stays."""
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return not any("\u0370" <= sign <= "\u052f" for sign in around)
