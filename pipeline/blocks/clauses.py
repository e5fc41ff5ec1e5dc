"""The clause tree: which paragraph stands under which.

Numbering is taken as found: any mix of styles, with gaps, repeats and skipped letters. A style that is
already open continues its list; a new one opens a list under the clause above. Parts, chapters, sections and
articles close every lower list. An unnumbered paragraph opens a list when it announces one (it ends with a
colon, or is a short heading) and the next mark begins anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.blocks.markers import BULLETS, Marker, read_marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.blocks.paragraphs import Paragraph

HEADING_LENGTH = 160
"""An unnumbered paragraph that opens a list without a colon is at most this long."""

# Higher units first; a unit that comes late (its list began unseen) closes every lower one.
_RANKS = (
    "part",
    "chapter",
    "section",
    "subsection",
    "article",
    "upper",
    "roman",
    "decimal",
    "multi-1",
    "decimal-bracket",
    "multi-2",
    "multi-3",
    "counting",
    "letter",
    "bracket",
    "star",
    "dash",
    "plus",
    "para",
)
_RANK = {style: rank for rank, style in enumerate(_RANKS)}
# The first of these closes what is below it too. Articles and sections may stand under letters or Roman
# numbers that part a regulation.
_UNITS = {
    "part": _RANK["part"],
    "chapter": _RANK["chapter"],
    "section": _RANK["roman"],
    "subsection": _RANK["roman"],
    "article": _RANK["roman"],
}
_UNFINISHED = re.compile(r"[^.;,!?/]$")


class Clause(NamedTuple):
    """One paragraph in the tree.

    `start`, `end`: the paragraph in the matched text; `body`: where its words begin, after the mark;
    `style`, `label`, `value`: of the mark ("para" and "" without one); `parent`: index of the clause above,
    -1 at the top.
    """

    start: int
    end: int
    body: int
    style: str
    label: str
    value: int
    parent: int


@dataclass(slots=True)
class _Open:
    """One list on the stack: style, the clause that it stands at, last value, whether that is a heading."""

    style: str
    clause: int
    value: int
    heading: bool = False


def build_clauses(text: str, paragraphs: Sequence[Paragraph], pattern: re.Pattern[str]) -> tuple[Clause, ...]:
    """Arrange `paragraphs` (of one body, in order) as a tree, one clause a paragraph, parents first."""
    markers = [read_marker(text, paragraph.start, pattern) for paragraph in paragraphs]
    stack: list[_Open] = []
    clauses: list[Clause] = []
    for index, (paragraph, marker) in enumerate(zip(paragraphs, markers, strict=True)):
        if marker is None:
            following = markers[index + 1] if index + 1 < len(markers) else None
            opened = _open_list(text, paragraph, following, stack)
            parent = stack[-1].clause if stack else -1
            if opened is not None:
                stack.append(_Open("para", index, 0, opened))
            clauses.append(Clause(paragraph.start, paragraph.end, paragraph.start, "para", "", 0, parent))
        else:
            _close_lists(marker, stack, clauses, text)
            parent = stack[-1].clause if stack else -1
            stack.append(_Open(marker.style, index, marker.value))
            clauses.append(
                Clause(
                    paragraph.start,
                    paragraph.end,
                    marker.end,
                    marker.style,
                    marker.label,
                    marker.value,
                    parent,
                )
            )
    return tuple(clauses)


def _close_lists(marker: Marker, stack: list[_Open], clauses: Sequence[Clause], text: str) -> None:
    """Close what ends where `marker` stands, so that the top of the stack is its parent."""
    for depth, entry in enumerate(stack):
        if entry.style == marker.style:
            del stack[depth:]
            return
    rank = _RANK[marker.style]
    if marker.style in BULLETS:
        # A star heads the dashes that follow it, unless the dash above announces it.
        while (
            marker.style == "star"
            and stack
            and stack[-1].style in BULLETS
            and not _announces(stack[-1], clauses, text)
        ):
            stack.pop()
        return
    while (
        stack
        and stack[-1].style in BULLETS
        and not (rank >= _RANK["letter"] and _announces(stack[-1], clauses, text))
    ):
        stack.pop()
    if marker.value <= 1 and marker.style not in _UNITS:
        return
    lowest = _UNITS.get(marker.style, rank)
    for depth, entry in enumerate(stack):
        if entry.style != "para" and _RANK[entry.style] > lowest:
            del stack[depth:]
            return


def _announces(entry: _Open, clauses: Sequence[Clause], text: str) -> bool:
    return text[clauses[entry.clause].end - 1] == ":"


def _open_list(text: str, paragraph: Paragraph, following: Marker | None, stack: list[_Open]) -> bool | None:
    """Whether the unmarked `paragraph` opens the list that `following` begins: None, or whether as a heading.

    Closes the lists that it ends.
    """
    colon = text[paragraph.end - 1] == ":"
    short = paragraph.end - paragraph.start <= HEADING_LENGTH
    if not (colon or (following and short and _UNFINISHED.search(text, paragraph.end - 1, paragraph.end))):
        return None
    heading = short and not (colon and paragraph.end - paragraph.start > HEADING_LENGTH // 2)
    if following is None:
        if stack and stack[-1].style == "para":
            stack.pop()
        return heading
    for depth, entry in enumerate(stack):
        if entry.style == following.style:
            if following.style not in BULLETS and following.value > 1:
                return None
            del stack[depth:]
            if stack and stack[-1].style == "para" and (stack[-1].heading or not heading):
                stack.pop()
            break
    return heading


def ancestors(clauses: Sequence[Clause], index: int) -> Iterable[int]:
    """Yield the indexes of the clauses above `index`, nearest first."""
    index = clauses[index].parent
    while index >= 0:
        yield index
        index = clauses[index].parent
