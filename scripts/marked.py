"""Tables in the README that programs write, each between two marks named after its program."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from scripts.environment import ROOT

README = ROOT / "README.md"


def with_block(text: str, program: str, lines: Iterable[str]) -> str | None:
    """Return `text` with the block of `program` written anew; None where its marks are missing."""
    begin, end = f"<!-- {program} -->\n", f"<!-- /{program} -->\n"
    before, mark, rest = text.partition(begin)
    _, other, after = rest.partition(end)
    if not (mark and other):
        return None
    block = "".join(f"{line}\n" for line in lines)
    return f"{before}{begin}\n{block}\n{end}{after}"


def write_between(program: str, lines: Iterable[str]) -> bool:
    """Write the block of `program` in the README anew; False, and a message, where its marks are missing."""
    made = with_block(README.read_text(encoding="utf-8"), program, lines)
    if made is None:
        print(f"{README} lacks the marks of {program}", file=sys.stderr)
        return False
    README.write_text(made, encoding="utf-8")
    return True
