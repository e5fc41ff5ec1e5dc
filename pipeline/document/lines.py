"""The lines of a page: where their words begin and end, and which of them are no text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, compress, count
from operator import add, sub
from typing import Final, NamedTuple

from pipeline.document.rules import Rules

MARKERS: Final = (")", ".")
"""What a letter has behind it where it counts the items of a list."""

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+(?:\s+\d{1,4}(?:/\d{1,4})?)?")
_ADDRESSES: Final = ("http", "www.")
_RULE: Final = "-_=*~.\u2026|"
_TABLE_RULE: Final = "|:- \t"
_DRAWN: Final = _RULE + _TABLE_RULE
_DIGITS: Final = re.compile(r"\d+")
_SHORT: Final = 24
_LONG_HEAD: Final = 120
_FAR: Final = 500
_REPEATS: Final = 3
_ROOM: Final = 9


class Lines(NamedTuple):
    """The lines of text, as parallel lists, and what lies between them.

    `start` and `end` leave out the blanks round the words, `indent` counts those before them on the line,
    `row` counts every line of the page from the top. `furniture` holds the lines that are no text, as
    (start, end, name), and every form feed; `breaks` the text lines (-1: the top) right above such a thing,
    `walls` those of them above a drawn line, which no sentence crosses. `flows` says which begin with a small
    letter that is no list mark, `steps` how many rows each stands below the one above (0 for the first);
    `gaps` are the lines with a wide blank inside, `bars` those with a table's bar.
    """

    start: list[int]
    end: list[int]
    body: list[str]
    indent: list[int]
    row: list[int]
    furniture: list[tuple[int, int, str]]
    breaks: frozenset[int]
    walls: frozenset[int]
    flows: list[bool]
    steps: list[int]
    gaps: list[int]
    bars: list[int]


def find_lines(text: str, rules: Rules, known: Sequence[tuple[int, int]] = ()) -> Lines:
    """Return the lines of `text`; a form feed ends a line. What lies in the `known` ranges is furniture."""
    feeds = "\f" in text
    raw = (text.replace("\f", "\n") if feeds else text).split("\n")
    bare = list(map(str.strip, raw))
    # Column by column, in C: a page has hundreds of lines, and nearly all are plain.
    sizes = list(map(len, raw))
    places = map(add, accumulate(sizes, initial=0), count())
    margins = map(sub, sizes, map(len, map(str.lstrip, raw)))
    body = list(filter(None, bare))
    indent = list(compress(margins, bare))
    row = list(compress(count(), bare))
    start = list(map(add, compress(places, bare), indent))
    end = list(map(add, start, map(len, body)))
    lines = Lines(start, end, body, indent, row, [], frozenset(), frozenset(), [], [], [], [])
    kinds = _furniture(text, lines, rules) | _known(lines, known)
    if kinds or feeds:
        lines = _without(text, lines, kinds)
    return _with_facts(lines)


def _known(lines: Lines, ranges: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Return the lines that lie in `ranges`, by their index, as told by the reader."""
    return {
        index: "told"
        for low, high in ranges
        for index in range(bisect_left(lines.start, low), bisect_left(lines.start, high))
    }


def _with_facts(lines: Lines) -> Lines:
    """Return the lines with what the steps behind ask of each of them over and over."""
    row, body = lines.row, lines.body
    page = "\n".join(body)
    blanks = [blank for blank in ("  ", "\t") if blank in page]
    return lines._replace(
        flows=[line[0].islower() and line[1:2] not in MARKERS for line in body],
        steps=list(map(sub, row, row[:1] + row)),
        gaps=[index for blank in blanks for index, line in enumerate(body) if blank in line],
        bars=[index for index, line in enumerate(body) if "|" in line] if "|" in page else [],
    )


def _without(text: str, lines: Lines, kinds: dict[int, str]) -> Lines:
    """Return the lines without those named in `kinds`, which become furniture, as form feeds do."""
    kept = [True] * len(lines.start)
    for index in kinds:
        kept[index] = False
    furniture = [(lines.start[index], lines.end[index], kind) for index, kind in kinds.items()]
    at = text.find("\f")
    while at >= 0:
        furniture.append((at, at + 1, "form-feed"))
        at = text.find("\f", at + 1)
    furniture.sort()
    start, end, indent, row = (
        list(compress(column, kept)) for column in (lines.start, lines.end, lines.indent, lines.row)
    )
    body = list(compress(lines.body, kept))
    above = [bisect_left(start, place) - 1 for place, _, _ in furniture]
    walls = [index for index, (_, _, kind) in zip(above, furniture, strict=True) if kind == "rule"]
    return Lines(start, end, body, indent, row, furniture, frozenset(above), frozenset(walls), [], [], [], [])


def _furniture(text: str, lines: Lines, rules: Rules) -> dict[int, str]:
    """Return the lines that are no text, by their index, and what they are."""
    kinds: dict[int, str] = {}
    page = rules.page_signs
    short = [index for index, body in enumerate(lines.body) if len(body) <= _SHORT and body[0] in page]
    numbers = [index for index in short if rules.page.fullmatch(lines.body[index])]
    for index in [index for index, body in enumerate(lines.body) if body[0] in _RULE]:
        if _is_rule(lines.body[index]):
            kinds[index] = "rule"
    if "://" in text or "w" in text:  # no Vietnamese word has a "w"
        for index, body in enumerate(lines.body):
            if body.startswith(_ADDRESSES) and _ADDRESS.fullmatch(body):
                kinds[index] = "address"
    if numbers:
        _add_numbers(text, lines, numbers, kinds)
    if lines.body and ("\f" in text or "page-number" in kinds.values()):
        _add_heads(text, lines, kinds, rules)
    return kinds


def _is_rule(body: str) -> bool:
    """Say whether a line is drawn, not written: dashes, or the line under a Markdown table's head."""
    if body[1:3].strip(_DRAWN):
        return False
    if len(body) > 2 and not body.strip(_RULE[:-1]):  # noqa: PLR2004 (two dots are a slip of the pen)
        return True
    return "--" in body and not body.strip(_TABLE_RULE)


def _add_numbers(text: str, lines: Lines, numbers: list[int], kinds: dict[int, str]) -> None:
    """Add the lone numbers that stand at a page's edge: with room around them, and far from each other."""
    places = [-_FAR, *(lines.start[index] for index in numbers), len(text) + _FAR]
    size = len(lines.start)
    row = lines.row
    for order, index in enumerate(numbers, 1):
        near = places[order] - places[order - 1] < _FAR or places[order + 1] - places[order] < _FAR
        if "|" in lines.body[max(0, index - 1) : index + 2]:
            continue  # a table cell
        low = lines.end[index - 1] if index else 0
        high = lines.start[index + 1] if index + 1 < size else len(text)
        above = row[index] - row[index - 1] if index else _ROOM
        below = row[index + 1] - row[index] if index + 1 < size else _ROOM
        room = above > 1 or below > 1 or lines.indent[index] >= _SHORT
        if "\f" in text[low:high] or (room and not near and index):
            kinds[index] = "page-number"


def _add_heads(text: str, lines: Lines, kinds: dict[int, str], rules: Rules) -> None:
    """Add the lines that stand at three page edges or more, always the same: running heads and feet."""
    seen: dict[str, list[int]] = {}
    for index in _page_edges(text, lines, kinds):
        body = lines.body[index]
        if index not in kinds and len(body) <= _LONG_HEAD and not rules.opener.match(body):
            seen.setdefault(_DIGITS.sub("#", body), []).append(index)
    for places in seen.values():
        if len(places) >= _REPEATS:
            kinds.update(dict.fromkeys(places, "running-head"))


def _page_edges(text: str, lines: Lines, kinds: dict[int, str]) -> list[int]:
    """Return the lines next to a form feed or a page number, in order."""
    last = len(lines.start) - 1
    edges = {0, last}
    for index, kind in kinds.items():
        if kind == "page-number":
            edges.update((max(0, index - 1), min(last, index + 1)))
    at = text.find("\f")
    while at >= 0:
        below = bisect_left(lines.start, at)
        edges.update((max(0, below - 1), min(last, below)))
        at = text.find("\f", at + 1)
    return sorted(edges)
