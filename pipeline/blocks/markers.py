"""The marks that open a list item: Điều 3., II., 1., 1.2., a), (1), -, +, *.

The forms are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5, with the variants found in practice
(`1/`, `1)`, `1-` of the Party, `a.`); which words open a part, chapter, section or article is data.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

BULLETS = frozenset({"dash", "plus", "star"})
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"  # đ follows d; f, j, w, z are skipped or not, as found
_UNITS = ("part", "chapter", "section", "subsection")
_BULLET_STYLES = {"-": "dash", "+": "plus", "*": "star"}


class Marker(NamedTuple):
    """One mark: its `style`, the `label` it gives to a clause, its `value` in the sequence.

    `end` is the offset of the text after it. A bullet has value 0 and its own sign as label.
    """

    style: str
    label: str
    value: int
    end: int


def marker_pattern(words: Mapping[str, Any]) -> re.Pattern[str]:
    """Compile the pattern for every mark; `words` is the `units` table of clauses.toml."""

    def either(key: str) -> str:
        return "|".join(re.escape(word) for word in sorted(words[key], key=len, reverse=True))

    return re.compile(
        rf"""(?P<bullet>[-+*])[ ]?(?=[^\s|])
        | (?P<article>(?:{either("article")})[ ](?P<article_value>\d{{1,3}}))[a-zđ]?
            (?:[.:]|(?=[ ]?[(]|[ ]?$))[ ]?
        | (?P<unit>(?:(?P<part>{either("part")})|(?P<chapter>{either("chapter")})
            |(?P<section>{either("section")})|(?P<subsection>{either("subsection")}))[ ]
            (?P<unit_value>[IVXLC]{{1,6}}|\d{{1,2}}|[A-E]|{either("ordinals")}))(?:[.:-]|$|(?=[ ]))[ ]?
        | (?P<multi>\d{{1,2}}(?:[.]\d{{1,2}}){{1,3}})(?:[.)/]|-(?=[ ])|(?=[ ]\D))[ ]?(?=[^\W\d_]|["(])
        | (?P<decimal>\d{{1,3}})(?:[.)/](?:[ ]+(?=\S)|(?=[^\W\d_])|$)|-[ ]+(?=[^\W\d_]))
        | (?P<roman>[IVX]{{1,7}}|[IVX][ivx]{{1,5}})[.)/](?:[ ]+(?=\S)|(?=[^\W\d_])|$)
        | (?P<upper>[A-HĐ])[.)/][ ]+(?=\S)
        | (?P<letter>[a-zđ]{{1,2}})(?:[)][ ]?|[.][ ]+)(?=\S)
        | (?P<counting>{either("counting")})[,:.;][ ]?(?=\S)
        | [(](?P<bracket>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})[)][ ]?(?=\S)
        """,
        re.VERBOSE | re.MULTILINE,
    )


def read_marker(text: str, start: int, pattern: re.Pattern[str]) -> Marker | None:
    """Read the mark that stands at `start`, or None where the paragraph has none."""
    match = pattern.match(text, start)
    if match is None:
        return None
    style = match.lastgroup or ""
    label = match[style]
    if style == "counting":
        return Marker(style, label, 0, match.end())
    if style == "bullet":
        return Marker(_BULLET_STYLES[label], label, 0, match.end())
    if style in {"article_value", "article"}:
        return Marker("article", match["article"], int(match["article_value"]), match.end())
    if match["unit"]:
        unit = next(name for name in _UNITS if match[name])
        return Marker(unit, match["unit"], _unit_value(match["unit_value"]), match.end())
    label = label.upper() if style == "roman" else label
    value = _value(style, label)
    if style == "decimal" and text[match.end("decimal")] == ")":
        style = "decimal-bracket"
    elif style == "multi":
        style = f"multi-{label.count('.')}"
    return Marker(style, label, value, match.end())


def _value(style: str, label: str) -> int:
    if style == "roman":
        return _roman(label)
    if style == "multi":
        return int(label.rpartition(".")[2])
    return _unit_value(label)


def _unit_value(label: str) -> int:
    if label.isdecimal():
        return int(label)
    if len(label) == 1 and label.lower() in _LETTERS and label not in "IVX":
        return _LETTERS.index(label.lower()) + 1
    return _roman(label.upper())


def _roman(label: str) -> int:
    """The value of a Roman numeral; 0 for other words, which then only open a unit."""
    if not set(label) <= set(_ROMAN_DIGITS):
        return 0
    total = 0
    for digit, following in zip(label, [*label[1:], ""], strict=True):
        value = _ROMAN_DIGITS[digit]
        total += -value if following and _ROMAN_DIGITS[following] > value else value
    return total
