"""Markdown in running text: stars, hashes and backslashes go, what they made bold or italic is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.document.changes import Change

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_STAR: Final = re.compile(r"\*\**")  # a literal first: the engine skips to it
_ESCAPE: Final = re.compile(r"\\(?=[\\*_#\-.()+!|\[\]~>&])")
_UNDER: Final = re.compile(r"__(?<!___)(?!_)")
_HASH: Final = re.compile(r"##{0,5}[ \t]+(?=\S)")
_END: Final = re.compile(r"\n[ \t\r]*[\n|]")
_ITEM: Final = re.compile(r"\*[ \t]+[^\s*]")
_INDENT: Final = 60
_STARS: Final[dict[int, tuple[str, ...]]] = {1: ("one",), 2: ("two",), 3: ("one", "two")}
_NONE: Final[frozenset[int]] = frozenset()


class Markup(NamedTuple):
    """The changes, and the ranges that were bold or italic, counted in the text the changes make."""

    changes: list[Change]
    emphasis: list[tuple[int, int]]


_Token = tuple[int, int, str]  # where a sign begins and ends, and which it is


def markup_changes(text: str) -> Markup:
    """Return what to take out of `text`.

    Emphasis never runs over an empty line or into the next table cell. Kept: a single star that opens a list
    item, that has no partner, or that stands in brackets or between digits.
    """
    changes: list[Change] = []
    emphasis: list[tuple[int, int]] = []
    removed = 0
    for block in _blocks(text, _tokens(text)):
        # Most blocks are one bold phrase, which no sign in it can spoil.
        kept = _NONE if _is_phrase(block) else _literal(text, block)
        since: dict[str, int] = {}
        for start, end, sign in block:
            if start in kept:
                continue
            here = start - removed
            for mark in _toggled(sign, end - start):
                begun = since.pop(mark, -1)
                if begun < 0:
                    since[mark] = here
                elif begun < here:
                    emphasis.append((begun, here))
            changes.append((start, end, "", "markdown"))
            removed += end - start
    emphasis.sort()
    return Markup(changes, emphasis)


def _tokens(text: str) -> list[_Token]:
    """Return every sign that may be markup, in order."""
    tokens: list[_Token] = []
    if "*" in text:
        tokens += [(m.start(), m.end(), "*") for m in _STAR.finditer(text)]
    if "\\" in text:
        escapes = {m.end(): m.start() for m in _ESCAPE.finditer(text)}
        tokens = [token for token in tokens if token[0] not in escapes]
        tokens += [(start, end, "\\") for end, start in escapes.items()]
    if "__" in text:
        tokens += [(m.start(), m.end(), "_") for m in _UNDER.finditer(text)]
    if "#" in text:
        heads = [match.span() for match in _HASH.finditer(text)]
        tokens += [(start, end, "#") for start, end in heads if text[start - 1 : start] in ("", "\n")]
    tokens.sort()
    return tokens


def _blocks(text: str, tokens: list[_Token]) -> list[list[_Token]]:
    """Return the tokens parted where an empty line or the next table cell stands between two of them."""
    if not tokens:
        return []
    block = [tokens[0]]
    blocks = [block]
    find, search = text.find, _END.search
    last = tokens[0][1]
    for token in tokens[1:]:
        start = token[0]
        first = find("\n", last, start)
        if first >= 0 and search(text, first, start):
            block = [token]
            blocks.append(block)
        else:
            block.append(token)
        last = token[1]
    return blocks


def _toggled(sign: str, length: int) -> tuple[str, ...]:
    if sign == "_":
        return ("under",)
    return _STARS.get(length, ()) if sign == "*" else ()


def _is_phrase(block: list[_Token]) -> bool:
    """Say whether a block is two double stars and nothing else."""
    if len(block) != 2:  # noqa: PLR2004 (one before, one behind)
        return False
    (start, end, sign), (low, high, other) = block
    return sign == other == "*" and end - start == high - low == 2  # noqa: PLR2004 (bold)


def _literal(text: str, block: list[_Token]) -> AbstractSet[int]:
    """Return where the single stars stand that are no markup, and the underscores without a partner."""
    single: list[int] = []
    items: list[int] = []
    under: list[int] = []
    kept: set[int] = set()
    for start, end, sign in block:
        if sign == "_":
            under.append(start)
        elif sign == "*" and end - start == 1:
            if _opens_item(text, start):
                items.append(start)
            elif _stands_alone(text, start):
                kept.add(start)
            else:
                single.append(start)
        elif sign == "*" and end - start == 3:  # noqa: PLR2004 (bold and italic)
            single.append(-1)
    if items and len(single) % 2:
        single.append(items.pop(0))  # "* (Có phụ lục kèm theo).*" is no list item
    kept.update(items)
    for places in (single, under):
        if len(places) % 2 and places[-1] >= 0:
            kept.add(places[-1])
    return kept


def _stands_alone(text: str, at: int) -> bool:
    """Say whether the star at `at` is a mark of its own, "(*)", or a sign between digits."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (before == "(" and after == ")") or (before.isdigit() and after.isdigit())


def _opens_item(text: str, at: int) -> bool:
    """Say whether the star at `at` is a bullet: first on its line, a blank and words behind it."""
    before = text[max(0, at - _INDENT) : at].rpartition("\n")
    return (bool(before[1]) or at < _INDENT) and not before[2].strip() and _ITEM.match(text, at) is not None
