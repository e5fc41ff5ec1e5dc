"""The issuer out of the lines of the letterhead: the superior body above, the issuer below it.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2. Lines of a scan carry noise and lose accents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gazetteer.tolerant import fold, skeleton, tolerant
from pipeline.blocks.evidence import EDGES, REACH, Context, Named, identify
from pipeline.blocks.heads import is_capital

SUFFIXES = 12  # words of a body's name behind noise
LONGEST = 80


def name_from_lines(context: Context) -> Named | None:
    """Return the body that the letterhead's lines name, with no id where the gazetteer has none.

    "UBND TỈNH X / SỞ Y TẾ" is the department, "ỦY BAN NHÂN DÂN / TỈNH X" one body on two lines.
    """
    lines = [line.strip(EDGES) for line in context.evidence.lines]
    lines = [line for line in lines if is_capital(line)] or lines
    if not lines:
        return None
    composed = _dependent(lines, context) or _under_party(lines, context)
    if composed:
        return composed
    found, unknown = _suffix(lines, context)
    if found:
        return found
    mended = [_mended(line, context) for line in lines]
    found, other = _suffix(mended, context)
    if found:
        return found
    unknown = unknown or other
    if unknown:
        return _of_unit(lines, unknown, context)
    return _behind_noise(mended, context) or _as_written(mended, context)


def _suffix(lines: Sequence[str], context: Context) -> tuple[Named | None, Named | None]:
    """Return the known body that the last lines name together, the longest; and the first unknown one."""
    unknown: Named | None = None
    for start in range(len(lines)):
        found = context.identify(" ".join(lines[start:]))
        if found and found[0]:
            return found, None
        unknown = unknown or found
    return None, unknown


def _dependent(lines: Sequence[str], context: Context) -> Named | None:
    """Name an office under its superior: "… TỈNH X / VĂN PHÒNG THƯỜNG TRỰC"; it has no name of its own."""
    last = lines[-1]
    if lines == [last] or not context.words.patterns["dependent"].fullmatch(last):
        return None
    above = " ".join(lines[:-1])
    whole = identify(context.gazetteer, f"{last} {above}", context.place)
    if whole and whole[0]:
        return whole
    parent = context.identify(above)
    return (None, f"{_running(last)} {parent[1]}") if parent else None


def _under_party(lines: Sequence[str], context: Context) -> Named | None:
    """Name a Party body under its committee: "BAN CHẤP HÀNH TRUNG ƯƠNG / BAN TỔ CHỨC"."""
    above = fold(" ".join(lines[:-1]))
    for parent in context.words.data["issuer"]["parents"]:
        if above and fold(parent["words"]) in above:
            return identify(context.gazetteer, f"{lines[-1]} {parent['suffix']}", context.place)
    return None


def _of_unit(lines: Sequence[str], unknown: Named, context: Context) -> Named:
    """Add the unit to an office below it: "UBND XÃ BÌNH LƯ / PHÒNG KINH TẾ" is of the commune."""
    parent = context.identify(" ".join(lines[:-1])) if len(lines) > 1 else None
    committee = context.words.data["issuer"]["committee"] + " "
    if not parent or not parent[1].startswith(committee):
        return unknown
    unit = parent[1].removeprefix(committee)
    office = identify(context.gazetteer, lines[-1])
    if office is None or unit.lower() in unknown[1].lower():
        return unknown
    return None, f"{office[1]} {unit}"


def _mended(line: str, context: Context) -> str:
    """Return a line of lost accents as the body of the text spells it: "SƠ Y TE" as "Sở Y tế"."""
    known = identify(context.gazetteer, line, context.place)
    if len(line) > LONGEST or (known and known[0]):
        return line
    spelling = re.compile(rf"(?<!\w){tolerant(line, any_case=True)}(?!\w)")
    body = context.evidence.body[:REACH]
    spelled = Counter(body[slice(*match.span())] for match in spelling.finditer(skeleton(body)))
    forms = [form for form, _ in spelled.most_common() if not is_capital(form)]
    for form in forms:
        if (found := identify(context.gazetteer, form, context.place)) and found[0]:
            return form
    return forms[0] if forms else line


def _behind_noise(lines: Sequence[str], context: Context) -> Named | None:
    noisy = " ".join(lines).split()[-SUFFIXES:]
    for start in range(1, len(noisy)):
        found = identify(context.gazetteer, " ".join(noisy[start:]), context.place)
        if found and found[0]:
            return found
    return None


def _as_written(lines: Sequence[str], context: Context) -> Named | None:
    """Name an unknown body by its own words, if they begin like a body."""
    whole = " ".join(lines)
    return (None, _running(whole)) if context.words.patterns["body"].match(whole) else None


def _running(line: str) -> str:
    return line[0] + line[1:].lower() if is_capital(line) else line
