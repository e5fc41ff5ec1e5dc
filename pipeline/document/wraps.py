"""Which line ends are wraps and which end a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from operator import sub
from typing import Final

from pipeline.document.habits import Habits, goes_on, reach
from pipeline.document.lines import Lines
from pipeline.document.rules import Rules

_STOPS: Final = frozenset(".:…!?")
_SOFT: Final = frozenset(".:…!?;,")
_QUOTES: Final = "\"')]"
_OPENING: Final = "\"'(["
_HYPHEN: Final = re.compile(r"[^\W_]-\Z")
_CODE: Final = re.compile(r"[\dA-ZĐ]")
_BARE: Final = re.compile(r"(?:[-+*]|\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVXLC]{1,5}[.)]|[a-zđA-ZĐ][.)])\Z")
_NUMBERED: Final = re.compile(r"^[ \t]*(\d{1,3}|[IVXLC]{1,6})[.)]", re.MULTILINE)
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_WIDE: Final = re.compile(r"\S {4,}\S|\t")
_SUBJECT: Final = re.compile(r"V/v|V/V|Về việc")

_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SPECKS: Final = " .,:;'`_~‹•|"
_FEW: Final = 14  # longer than any number that stands alone on a line
_ENDS: Final = frozenset(".;:")
_TAIL: Final = 24
_NEAR: Final = 20_000
_LONG: Final = 60
_KINDS: Final = {"value": "number", "deep": "number", "stop": "unit"}
_MARKERS: Final = (")", ".")
_DOUBTFUL: Final = frozenset("VS|")  # it may be a subject ("V/v …"), a number ("Số: …"), or a cell

BLOCK: Final = "\n"
SPACE: Final = " "
NOTHING: Final = ""


def _goes_on_plainly(upper: str, lower: str) -> bool:
    """Say whether `lower` goes on from `upper` beyond doubt: running text, a small letter, no columns."""
    return (
        lower[0].islower()
        and (upper[-1] == "," or upper[-1].isalnum())
        and lower[1:2] not in _MARKERS
        and not (upper[0] in _DOUBTFUL or upper.isupper() or "    " in upper or "    " in lower)
        and not ("\t" in upper or "\t" in lower or "|" in upper or "|" in lower)
    )


def _never(_upper: str, _lower: str) -> bool:
    return False


def _in_capitals(body: str) -> bool:
    """Say whether a line is a heading in capitals: two words or more, and of many words nine in ten.

    So not "8. UBND" or "TTHC.", but "HẠ TẦNG IoT TRONG CÁC KHU CÔNG NGHIỆP".
    """
    if not body[-2:].isupper() and not body[:4].isupper() and not body.isupper():
        return False
    words = _WORD.findall(body)
    high = sum(map(str.isupper, words))
    return high > 1 and high * 10 >= len(words) * 9


def _value(number: str) -> tuple[bool, int]:
    """Return whether a number is a Roman one, and its value."""
    if number.isdigit():
        return False, int(number)
    digits = [_ROMAN[sign] for sign in number]
    return True, sum(
        -one if one < two else one for one, two in zip(digits, [*digits[1:], 0], strict=True)
    )  # fmt: skip


def _speck(upper: str, lower: str) -> bool:
    """Say whether `lower` goes on behind a speck that a scanner took for a sign: ". hành chính"."""
    rest = lower.lstrip(_SPECKS)
    return rest is not lower and bool(rest) and goes_on(upper[-1], rest)


def _glue(upper: str, lower: str) -> str:
    """Return what joins a line that ends in a hyphen: nothing inside a number or code, else a blank."""
    if not _HYPHEN.match(upper[-2:]):
        return SPACE
    return NOTHING if _CODE.match(lower) and _CODE.match(upper[-2]) else SPACE


@dataclass(slots=True)
class Wraps:
    """Decides, from the top of a page to its bottom, what stands between a line and the next.

    `text` is what the lines were found in; `inside` the line ends that lie inside bold or italic words.
    """

    text: str
    lines: Lines
    rules: Rules
    habits: Habits
    inside: frozenset[int]
    _joined: bool = False
    _subject: bool = False
    _cell: bool = False
    _numbers: list[tuple[bool, int, int]] | None = field(default=None)

    def separators(self) -> list[str]:
        """Return what stands after each line but the last: "\n" where a paragraph ends, " " or "" where not."""
        found: list[str] = []
        body, breaks = self.lines.body, self.lines.breaks
        wrapped, double = self.habits.wrapped, self.habits.double
        plain = _goes_on_plainly if wrapped else _never
        ends = self._ends_plainly if wrapped else self._stands_plainly
        for below, step in enumerate(map(sub, self.lines.row[1:], self.lines.row), 1):
            upper, lower = body[below - 1], body[below]
            self._cell = step == 1 and (self._cell or upper == "|")
            tight = step == 1 or double or below - 1 in breaks
            if not tight:
                joins = lower[0].islower() and self._joins(below, step, tight=False)
            elif self._subject:
                joins = self._joins(below, step, tight=True)
            else:
                # The two short cuts decide most line ends, as _joins would.
                joins = plain(upper, lower) or (not ends(upper, lower, below) and self._joins(below, step, tight=True))
            self._joined = joins
            if joins:
                found.append(SPACE if upper[-1] != "-" else _glue(upper, lower))
            else:
                self._subject = False
                found.append(BLOCK)
        return found

    def _ends_plainly(self, upper: str, lower: str, below: int) -> bool:
        """Say whether a paragraph of a wrapped page ends beyond doubt: a stop, and an item or a capital."""
        last = upper[-1]
        if last not in _ENDS or len(upper) < _FEW:
            return upper == "|" or lower == "|"
        if lower[:2] in ("- ", "+ "):
            return True
        habits = self.habits
        return (
            last == "."
            and lower[0].isupper()
            and not (habits.separated or habits.indented or upper[-5:].endswith(self.rules.abbreviations))
            and self.lines.end[below - 1] not in self.inside
        )

    def _stands_plainly(self, upper: str, lower: str, below: int) -> bool:
        """Say whether a line of a page without wraps is a paragraph of its own beyond doubt."""
        return (
            len(upper) >= _FEW
            and lower[0].isupper()
            and upper[0] not in _DOUBTFUL
            and self.lines.end[below - 1] not in self.inside
        )

    def _joins(self, below: int, step: int, *, tight: bool) -> bool:
        upper, lower = self.lines.body[below - 1], self.lines.body[below]
        if upper[0] == "|" or lower[0] == "|" or " | " in upper or " | " in lower:
            return False
        if upper.startswith(self.rules.complete_start) or upper.endswith(self.rules.complete_end):
            return False
        habits = self.habits
        goes = goes_on(upper[-1], lower) or self._number_due(upper, lower) or _speck(upper, lower)
        if not tight:
            # Blank lines part paragraphs here; a scan may still have torn a full line from its end.
            enough = habits.full if habits.wrapped else _LONG
            return goes and reach(self.lines, below - 1, below) >= enough and not upper.isupper()
        inside = self.lines.end[below - 1] in self.inside
        if not (habits.wrapped or goes or inside or _BARE.match(upper)):
            return False
        if self._opens(below - 1, below):
            return False
        known = self._columns(below - 1, below)
        if known is None:
            known = self._capitals(below - 1, below)
        if known is None:
            known = goes or inside or _BARE.match(upper) is not None or self._full(below - 1, below, lower, step)
        return known

    def _number_due(self, upper: str, lower: str) -> bool:
        """Say whether the line above ends in a word that a number must follow ("khoản", "số"), and it does."""
        return lower[0].isdigit() and self.rules.counting.search(upper[-_TAIL:]) is not None

    # What opens a paragraph ----------------------------------------------------------------------

    def _opens(self, above: int, below: int) -> bool:
        lower = self.lines.body[below]
        match = self.rules.opener.match(lower)
        if match is None:
            return self.rules.label.match(lower) is not None and not self._unfinished(above, below)
        kind = _KINDS.get(match.lastgroup or "", match.lastgroup)
        upper = self.lines.body[above]
        if kind in ("word", "note", "bullet") or _BARE.match(upper):
            return kind != "sentence"
        if upper.rstrip(_QUOTES)[-1:] in _SOFT or not self._unfinished(above, below):
            return True
        if kind == "dash":
            return self._dash_opens(above, below, match)
        if kind == "sentence" or self.rules.citing.search(upper[-_TAIL:]):
            return False
        if kind == "unit":
            return match["stop"] is not None
        if kind == "number" and not match["deep"]:
            return self._in_turn(match["value"], self.lines.start[below])
        if kind == "roman":
            return self._in_turn(match[0].rstrip(" .)-/:"), self.lines.start[below])
        return True

    def _unfinished(self, above: int, below: int) -> bool:
        """Say whether the line above may have been cut by the margin: full, and no stop at its end."""
        upper = self.lines.body[above]
        if upper[-1] in _STOPS and not upper.endswith(self.rules.abbreviations):
            return False
        return reach(self.lines, above, below) >= self.habits.full or self._hanging(upper)

    def _hanging(self, upper: str) -> bool:
        """Say whether a line ends in a word that needs another ("của", "số"), and is none of a few words."""
        return len(upper) * 2 > self.habits.usual and self.rules.citing.search(upper[-_TAIL:]) is not None

    def _dash_opens(self, above: int, below: int, match: re.Match[str]) -> bool:
        lower = self.lines.body[below]
        rest = lower[match.end() :].lstrip()
        if not rest or not rest[0].isupper():
            return False
        if self.habits.indented:
            step = self.lines.indent[below] - self.lines.indent[above]
            return not (step <= -3 or (self._joined and step <= 1))
        last = self.lines.body[above][-_TAIL:].rsplit(None, 1)[-1]
        first = rest[:_TAIL].split(None, 1)[0].rstrip(",;.)")
        here = self.lines.start[below]
        if self.text.find(f"{last} - {first}", max(0, here - _NEAR), here + _NEAR) >= 0:
            return False
        return not any(last == one and rest.startswith(two) for one, two in self.rules.dashed)

    def _in_turn(self, number: str, start: int) -> bool:
        """Say whether a clause `number` could begin here: it is the first, or its predecessor stands above."""
        style, value = _value(number)
        if value == 1:
            return True
        if self._numbers is None:
            self._numbers = sorted((*_value(m[1]), m.start()) for m in _NUMBERED.finditer(self.text))
        at = bisect_left(self._numbers, (style, value - 1, start)) - 1
        return at >= 0 and self._numbers[at][:2] == (style, value - 1)

    # Columns and capitals ------------------------------------------------------------------------

    def _columns(self, above: int, below: int) -> bool | None:
        """Decide where a line holds two columns: they never go on, but a subject (V/v …) beside them does."""
        upper, lower = self.lines.body[above], self.lines.body[below]
        if _SUBJECT.match(upper):
            self._subject = True
        if self._subject and self.lines.row[below] - self.lines.row[above] == 1:
            return not _WIDE.search(lower)
        if _WIDE.search(lower) or _WIDE.search(upper):
            return None if goes_on(upper[-1], lower) and self._joined else False
        return None

    def _capitals(self, above: int, below: int) -> bool | None:
        upper, lower = self.lines.body[above], self.lines.body[below]
        high, low = _in_capitals(upper), _in_capitals(lower)
        if not high and not low and not (upper.isupper() and lower.isupper()):
            return None
        rules = self.rules
        if rules.types.match(upper) or rules.types.match(lower) or upper in rules.alone or lower in rules.alone:
            return False
        if (high or upper.isupper()) and (low or lower.isupper()):
            if self.lines.end[above] in self.inside:
                return True
            if self._cell or not self.habits.wrapped:
                return False
            return not (rules.letterhead.match(upper) and rules.letterhead.match(lower))
        if (high and not _LETTER.search(lower)) or (low and upper[-1] == ","):
            return None  # "… GIAI ĐOẠN ⏎ 2025-2030", "các Vụ: TH, ⏎ KTTH, PL"
        return False

    # Everything else -----------------------------------------------------------------------------

    def _full(self, above: int, below: int, lower: str, rows: int) -> bool:
        """Decide where the next line begins with a capital, a number or a sign."""
        upper = self.lines.body[above]
        habits = self.habits
        reached = reach(self.lines, above, below)
        if lower[0].islower() and (reached >= habits.full or self._cell):
            return True
        stopped = upper.rstrip(_QUOTES)[-1:] in _STOPS and not upper.endswith(self.rules.abbreviations)
        if stopped:
            if upper[-1] == ":" and upper[0] in "-+" and rows == 1 and habits.separated and not self._cell:
                return True  # "- Nhóm 1: ⏎ 40 xã …": the blank lines would part them
            inner = self._hangs(above, below) if habits.indented else habits.separated and rows == 1
            return inner and reached >= habits.full and not self._cell
        if self._two_agencies(upper, lower):
            return False
        if habits.indented and self._joined and self.lines.indent[below] - self.lines.indent[above] >= 3:
            return False
        if habits.separated and rows == 1 and not self._joined and self._after_blank(above):
            return True
        if upper[-1] in ",-" and rows == 1 and reached * 5 >= habits.usual * 3:
            return True
        return reached >= habits.full or self._hanging(upper)

    def _after_blank(self, index: int) -> bool:
        return index > 0 and self.lines.row[index] - self.lines.row[index - 1] > 1

    def _hangs(self, above: int, below: int) -> bool:
        step = self.lines.indent[below] - self.lines.indent[above]
        return step <= -3 or (self._joined and step <= 1)

    def _two_agencies(self, upper: str, lower: str) -> bool:
        head = self.rules.agency_head
        return (
            len(upper) * 2 < self.habits.usual
            and head.match(upper) is not None
            and head.match(lower) is not None
            and not self.rules.citing.search(upper[-_TAIL:])
            and upper[-1] != ","
        )
