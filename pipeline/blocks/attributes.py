"""Attribute lines: "Cơ quan chủ trì: Sở A; Cơ quan phối hợp: Sở B", one or several on a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gazetteer.attribute_data import AttributeLabels

# A label begins the line or follows a full stop or semicolon, and ends at a colon.
_WORDS = r"[-+*( ]*([^\W\d_][^:;.|\t\n]{2,60}?) ?: ?"
_FIRST = re.compile(_WORDS)
_LATER = re.compile(r"[;.,] ?" + _WORDS)


class Attribute(NamedTuple):
    """One label with its value.

    `role` as in attributes.toml; the label begins at `start`, the value is [value, end).
    """

    role: str
    start: int
    value: int
    end: int


def read_attributes(text: str, start: int, end: int, labels: AttributeLabels) -> tuple[Attribute, ...]:
    """Read the attributes of the paragraph [start, end); empty unless a known label opens it.

    Later labels on the line count when they are known; a value runs to the next label and loses its trailing
    mark. A value may be empty, when the lines below hold it.
    """
    if text.find(":", start, min(end, start + 80)) < 0:
        return ()
    first = _FIRST.match(text, start, end)
    if first is None or first[1].lower() not in labels.lines:
        return ()
    found = [(labels.lines[first[1].lower()], first.start(1), first.end(), first.start())]
    for match in _LATER.finditer(text, first.end(), end):
        role = labels.lines.get(match[1].lower())
        if role is not None:
            found.append((role, match.start(1), match.end(), match.start()))
    ends = [begin for *_, begin in found[1:]] + [end]
    return tuple(
        Attribute(role, begin, value, _strip_end(text, value, stop))
        for (role, begin, value, _), stop in zip(found, ends, strict=True)
    )


def label_role(text: str, start: int, end: int, labels: AttributeLabels) -> str | None:
    """The role of a heading that is nothing but a label ("2. Cơ quan chủ trì"), or None."""
    return labels.lines.get(text[start:end].rstrip(" :.").lower())


def _strip_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " .;/,":
        end -= 1
    return end
