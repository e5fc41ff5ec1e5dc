"""What is put right inside a line: its bullet, the gaps between columns, footnote marks, rules in cells."""

from __future__ import annotations

import re
from typing import Final

from pipeline.document.changes import FURNITURE, Change
from pipeline.document.lines import Lines
from pipeline.document.rules import Rules

_BLANKS: Final = re.compile(r"(?: [ \t]|\t)[ \t]*")
_CELL_RULE: Final = re.compile(r"(?<=[\s|])[-_=]{3,}(?:[ \t]+|(?=\|))|(?<![ \t])[ \t]+[-_=]{3,}\Z")
_NOTE_LINE: Final = re.compile(r"\[(\d{1,3})\]")
_NOTE: Final = re.compile(r"(?<![ \t])[ \t]{0,40}\[(\d{1,3})\]")
_ENUMERATOR: Final = re.compile(r"(?:[-+*]|\(?[\dIVXLCa-zđA-ZĐ.]{1,8}[.)/-]?|[^\W\d_]{1,7} \S{1,5}[.:])\Z")
_COLUMN: Final = 4
_LINE: Final = 150
_MARGIN: Final = 14


class Inner:
    """Finds the changes inside lines; `suspects` says cheaply which lines can have any."""

    def __init__(self, lines: Lines, rules: Rules) -> None:
        self._lines = lines
        self._rules = rules
        bracketed = [body for body in lines.body if body[0] == "["]
        self._notes = {match[1] for body in bracketed if (match := _NOTE_LINE.match(body))}

    def suspects(self) -> set[int]:
        """Return the lines that may need a change."""
        body, signs = self._lines.body, self._rules.item_signs
        marked = [index for index, line in enumerate(body) if line[0] in signs and line[:2] != "- "]
        found = {index for index in marked if body[index] != "|"}
        found.update(self._lines.gaps)
        if self._notes:
            found.update([index for index, line in enumerate(body) if "[" in line])
        return found

    def add(self, index: int, changes: list[Change]) -> str:
        """Add the changes of line `index`, in order; return the line as they make it."""
        body, start = self._lines.body[index], self._lines.start[index]
        found: list[Change] = []
        if body[0] in self._rules.bullets or (body[0] == "-" and body[1:2].isalpha()):
            found.append((0, 1, "- " if body[1:2].isalnum() else "-", "bullet"))
        for match in _BLANKS.finditer(body):
            after = self._blank(body, match)
            if after != match[0]:
                found.append((match.start(), match.end(), after, "blanks"))
        if "|" in body:
            found += [(m.start(), m.end(), "", FURNITURE + "rule") for m in _CELL_RULE.finditer(body)]
        for match in _NOTE.finditer(body) if self._notes else ():
            if match.start() and match[1] in self._notes:
                found.append((match.start(), match.end(), "", "footnote-mark"))
        found.sort(key=lambda change: (change[0], -change[1]))
        pieces: list[str] = []
        past = 0
        for low, high, after, rule in found:
            if low >= past:  # blanks inside furniture go with it
                changes.append((start + low, start + high, after, rule))
                pieces += (body[past:low], after)
                past = high
        return "".join(pieces) + body[past:]

    def _blank(self, body: str, match: re.Match[str]) -> str:
        """Return what a gap becomes: a tab between columns, else one blank."""
        wide = match[0]
        if (len(wide) < _COLUMN and "\t" not in wide) or len(body) > _LINE:
            return " "
        if body[match.start() - 1] == "|" or body[match.end()] == "|":
            return " "
        before = body[max(0, match.start() - _MARGIN) : match.start()]
        if body.startswith(self._rules.blank_after, match.end()) or self._rules.blank_before.search(before):
            return " "
        return " " if match.start() < _MARGIN and _ENUMERATOR.match(before) else "\t"
