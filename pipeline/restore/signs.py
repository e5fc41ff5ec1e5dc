"""Blanks that are lost or too many beside signs: "chức,viên", "( b/c)", "9001: 2015"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.restore.mends import CERTAIN, Knowledge, Mend

_SIGN: Final = re.compile(
    r"[,;. ](?:"
    r"(?P<comma>(?<=[^\W\d_][,;])(?=[^\W\d_]{2}))"
    r"|(?P<stop>(?<=[^\W\d_]{3}\.)(?=[^\W\d_]{2}))"
    r"|(?<= )(?:"
    r"(?P<before>(?=[,;](?:\s|\Z))(?<=[\w)\"].))"
    r"|(?P<open>(?<=\(.)(?=\S))|(?P<close>(?=\))(?<=[^\s(].))"
    r"|(?P<number>(?=/[A-ZĐ]{2})(?<=\d.))|(?P<standard>(?<=\d:.)(?=(?:19|20)\d\d(?!\d)))"
    r"))"
)
_EVIDENCE: Final = {
    "comma": "no blank behind a comma or semicolon", "stop": "no blank behind a full stop",
    "before": "blank before a comma or semicolon", "open": "blank inside a bracket",
    "close": "blank inside a bracket", "number": "blank inside a number", "standard": "blank inside a number",
}  # fmt: skip
_STANDARD: Final = re.compile(r"\b[A-Z]{2,}[ \w./-]{0,20}\d:\Z")
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]+\Z")
_WORD_BEHIND: Final = re.compile(r"[^\W\d_]+")


def sign_mends(line: str, knowledge: Knowledge) -> Iterator[Mend]:
    """Yield the blanks that are missing behind a sign, or stand where none belongs."""
    for match in _SIGN.finditer(line):
        low, high = match.span()
        kind = match.lastgroup or ""
        if kind == "stop" and not _ends_sentence(line, low, knowledge.model.ids):
            continue
        if kind == "standard" and not _STANDARD.search(line, max(0, low - 40), low):
            continue
        after = f"{match[0]} " if kind in {"comma", "stop"} else ""
        yield Mend(low, high, after, "spacing", CERTAIN, "apply", _EVIDENCE[kind])


def _ends_sentence(line: str, stop: int, ids: Mapping[str, int]) -> bool:
    """Tell whether a syllable in small letters stands before the stop, one that opens a sentence behind."""
    before, behind = _WORD_BEFORE.search(line, max(0, stop - 10), stop), _WORD_BEHIND.match(line, stop + 1)
    if not before or not behind:
        return False
    opens = behind[0][0].isupper() and behind[0][1:].islower()
    return opens and before[0].islower() and before[0] in ids and behind[0].lower() in ids
