"""The issuer where its letterhead is lost: by symbol, signature, or whoever speaks in the text."""

from __future__ import annotations

import re
from collections import Counter

from gazetteer.tolerant import fold
from pipeline.blocks.evidence import EDGES, REACH, Context, Named, identify

CLOSING = 800  # the end of a body, where the issuer asks or informs in its own name
WINDOW = 110  # before a verb, for its subject
NAMED = 10  # words of a body's name


def name_from_line(line: str | None, context: Context) -> Named | None:
    """Return the body of one line: the authority under a title, or who sends a telegram.

    The head stands for the body: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH" is the committee.
    """
    if not line:
        return None
    bare = line.strip(EDGES)
    head = context.words.patterns["head"].match(bare)
    rest = bare[head.end() :].strip() if head else ""
    return context.identify(rest if context.words.patterns["body"].match(rest) else bare)


def name_from_symbol(context: Context) -> Named | None:
    """Return the body whose code the number bears: "1465/SNN-VP". Local codes need a province."""
    evidence = context.evidence
    for part in re.split(r"[-/.]", (evidence.symbol or "").replace("&", "")):
        symbol = context.words.symbols.get(part)
        if symbol is None or (symbol.until and evidence.date and evidence.date >= symbol.until):
            continue
        if symbol.place and context.place is None:
            return None
        place = context.place if symbol.place else None
        return identify(context.gazetteer, symbol.name, place) or (None, symbol.name)
    return None


def name_from_signature(context: Context) -> Named | None:
    """Return the body for which, or as whose head, somebody signs: "TM. ỦY BAN NHÂN DÂN", "THỦ TƯỚNG"."""
    for line in context.evidence.signature:
        for_whom = context.words.patterns["authority"].search(line)
        bare = (line[: for_whom.start()] + line[for_whom.end() :] if for_whom else line).strip(EDGES)
        name, needs_place = context.words.signers.get(fold(bare), (None, False))
        if name and not needs_place:
            return identify(context.gazetteer, name)
        if name and context.place:
            return identify(context.gazetteer, name, context.place)
        found = context.identify(bare)
        if found and found[0]:
            return found
    return None


def name_from_speakers(context: Context) -> Named | None:
    """Return the body that asks, orders or informs in the text: "Giám đốc Sở Y tế yêu cầu".

    It counts more where a list of duties follows, at the end, and where its head signs.
    """
    body = context.evidence.body
    signed = " ".join(context.evidence.signature)
    heads = tuple(
        name
        for title, names in context.words.data["issuer"]["head_of"].items()
        if title in signed
        for name in names
    )
    scores: Counter[Named] = Counter()
    starts = (0, len(body) - REACH) if len(body) > 2 * REACH else (0,)
    for start in starts:
        stop = start + REACH if len(starts) > 1 else len(body)
        for verb in context.words.patterns["speaks"].finditer(body, start, stop):
            found = _speaker(verb.start(), context)
            if found:
                opens = 0 < body.find("\n", verb.end()) == body.find(":", verb.end()) + 1
                closes = verb.start() > len(body) - CLOSING
                scores[found] += 1 + 2 * opens + 2 * closes + 4 * found[1].startswith(heads or "\n")
    return scores.most_common(1)[0][0] if scores else None


def _speaker(end: int, context: Context) -> Named | None:
    """Name the known body whose words end at `end` of the body, the longest."""
    text = context.evidence.body
    window = max(0, end - WINDOW)
    start = max(window, *(text.rfind(stop, window, end) + 1 for stop in (".", ";", ":", "\n")))
    for begin in context.words.patterns["body"].finditer(text, start, end):
        if text[begin.start()].isupper():
            found = identify(context.gazetteer, text[begin.start() : end], context.place)
            if found and found[0]:
                return found
    return None


def name_from_title(context: Context) -> Named | None:
    """Return the known body that the title names: "kết luận của lãnh đạo Bộ Tư pháp tại …"."""
    title = context.evidence.title or ""
    for match in context.words.patterns["body"].finditer(title):
        following = title[match.start() :].split()
        for count in range(min(NAMED, len(following)), 1, -1):
            found = identify(context.gazetteer, " ".join(following[:count]), context.place)
            if found and found[0]:
                return found
    return None
