"""The picture in the README: the tasks of one sample document, as a table.

    .venv/bin/python -m scripts.picture            draw it
    .venv/bin/python -m scripts.picture --check    is it what the extraction gives today? status 1 if not

In: corpus/, through a real extraction. Out: scripts/readme/output.svg.
"""

from __future__ import annotations

import sys
import tempfile
import textwrap
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from pipeline.messages import say
from scripts.bench.documents import CORPUS, Record, extract, records
from scripts.environment import ROOT

DOCUMENT = CORPUS / "chi-thi-ubnd-tinh-2019.txt"
PICTURE = ROOT / "scripts" / "readme" / "output.svg"
MOST_ROWS, MOST_LINES = 7, 3
WIDTH, MARGIN, LINE, HEAD = 1120, 24, 19, 96
STYLE = (
    "text{font:13px system-ui,'Segoe UI','Noto Sans',sans-serif;fill:#1f2937}"
    ".h{font-weight:600;fill:#6b7280;font-size:12px}.t{font-weight:600;font-size:17px}.s{fill:#6b7280}"
    ".lead{fill:#1d4ed8;font-weight:600}.support{fill:#0f766e}.due{fill:#b45309;font-weight:600}.ref{fill:#7c3aed}"
)


class Column(NamedTuple):
    """A column of the table: what heads it, where it begins, how many letters fit, how it looks."""

    title: str
    x: int
    letters: int
    look: str


COLUMNS = (
    Column("#", 24, 9, "s"),
    Column(say("explain.text"), 92, 46, ""),
    Column(say("role.lead"), 440, 24, "lead"),
    Column(say("role.support"), 640, 26, "support"),
    Column(say("show.when"), 840, 14, "due"),
    Column(say("show.cites"), 950, 21, "ref"),
)


def cells(task: Record) -> tuple[str, ...]:
    """What a task has to say in each column."""
    names = {
        role: "; ".join(one["name"] for one in task["assignees"] if one["role"] == role)
        for role in ("lead", "support")
    }
    due = "; ".join(_due(deadline) for deadline in task["deadlines"])
    cited = "; ".join(ref["number"] or ref["title"] or ref["citation"] for ref in task["legal_refs"])
    return task["label"], task["text"], names["lead"], names["support"], due, cited


def draw(document: Record, tasks: Iterable[Record]) -> str:
    """The table as SVG, one row a task, with what kind of document it is above."""
    body, y = [], HEAD
    for task in tasks:
        wrapped = [_wrap(cell, column) for cell, column in zip(cells(task), COLUMNS, strict=True)]
        body.append(f'<path d="M{MARGIN} {y - 15}H{WIDTH - MARGIN}" stroke="#e5e7eb"/>')
        for column, lines in zip(COLUMNS, wrapped, strict=True):
            body += [_text(column.x, y + n * LINE + 4, line, column.look) for n, line in enumerate(lines)]
        y += LINE * max(map(len, wrapped)) + 12
    metadata = document["metadata"]
    title = f"{metadata['type']} {metadata['number']} · {metadata['issuer']['name']} · {metadata['date']}"
    top = [_text(MARGIN, 36, title, "t"), *(_text(column.x, 68, column.title, "h") for column in COLUMNS)]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}">',
            f"<style>{STYLE}</style>",
            f'<rect width="{WIDTH}" height="{y}" rx="10" fill="#fff" stroke="#d1d5db"/>',
            *top,
            *body,
            "</svg>\n",
        )
    )


def telling(tasks: Iterable[Record]) -> Iterator[Record]:
    """The tasks that show most: those with a deadline, a partner or a citation, in reading order."""
    said = sorted(tasks, key=lambda task: -sum(map(bool, cells(task)[3:])))[:MOST_ROWS]
    yield from sorted(said, key=lambda task: int(task["order"]))


def main(arguments: list[str]) -> int:
    """Draw or check; the exit status is 1 if the picture is not today's."""
    with tempfile.TemporaryDirectory() as out:
        extract([DOCUMENT], Path(out))
        [document] = records(Path(out, "documents.jsonl"))
        made = draw(document, telling(records(Path(out, "tasks.jsonl"))))
    if "--check" not in arguments:
        PICTURE.write_text(made, encoding="utf-8")
        return 0
    current = PICTURE.exists() and PICTURE.read_text(encoding="utf-8") == made
    print("the picture is current" if current else f"{PICTURE} is out of date; run: -m scripts.picture")
    return 0 if current else 1


def _due(deadline: Record) -> str:
    if deadline["kind"] != "recurring":
        return str(deadline["value"] or deadline["quote"])
    return ", ".join(say(f"recurrence.{value}") for value in deadline["value"].split(","))


def _wrap(text: str, column: Column) -> list[str]:
    return textwrap.wrap(text, column.letters, max_lines=MOST_LINES, placeholder=" …") or ["–"]


def _text(x: int, y: int, words: str, look: str) -> str:
    return f'<text x="{x}" y="{y}" class="{look}">{escape(words)}</text>'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
