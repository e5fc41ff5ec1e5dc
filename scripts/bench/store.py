"""How fast a large store is filled and asked, and what memory that takes.

    .venv/bin/python -m scripts.bench.store [--tasks 1000000] [--url URL] [--folder FOLDER]

Makes records (kept in FOLDER for the next time), loads them in a fresh process into a new SQLite file there,
or into the empty database at URL, and asks. A question's time is the median of five, a page of 100 tasks for
queries. Ends with status 1 if a figure misses its bound.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from pipeline.store import WHATS, Filters, Store, changes, load, open_store, query_page, search, stats
from scripts.bench.made_records import write_records
from scripts.environment import ROOT

LEAST_SPEED: Final = 5_000
MOST_MEMORY: Final = 300
"""MB of the process that loads, however many tasks there are."""
MOST_QUESTION, MOST_SEARCH, MOST_CHANGES = 1.0, 0.3, 0.1
TIMES: Final = 5

_DEPARTMENT, _ISSUER = "vn.tinh.dien-bien.so.noi-vu", "vn.tinh.dien-bien.ubnd"
QUESTIONS: Final = {
    "all": Filters(),
    "agency": Filters(agency=_DEPARTMENT),
    "agency, lineage, members": Filters(agency=_DEPARTMENT, lineage=True, members=True),
    "agency by name of many": Filters(agency="so noi vu"),
    "agency and role": Filters(agency=_DEPARTMENT, role="support"),
    "lead and support": Filters(lead=_DEPARTMENT, support="vn.tinh.dien-bien.so.tai-chinh"),
    "role": Filters(role="support"),
    "issuer": Filters(issuer=_ISSUER),
    "cites, often": Filters(cites="1/2010/NĐ-CP"),
    "cites, seldom": Filters(cites="2999/2010/NĐ-CP"),
    "cites, never": Filters(cites="0/0/0"),
    "due before": Filters(due_before="2024-01-01"),
    "due after": Filters(due_after="2024-01-01"),
    "due between": Filters(due_after="2024-01-01", due_before="2024-02-01"),
    "overdue": Filters(overdue_on="2025-06-01"),
    "recurring": Filters(recurring=True),
    "monthly": Filters(recurring="monthly"),
    "kind": Filters(kind="closing"),
    "review": Filters(review="no-lead"),
    "any review": Filters(review=True),
    "year": Filters(year=2020),
    "document": Filters(document="7/CT-UBND"),
    "withdrawn": Filters(withdrawn=True),
    "text, often": Filters(text="thuc hien"),
    "text, seldom": Filters(text="xâm nhập mặn"),
    "text, never": Filters(text="qwerty"),
    "overdue, text, year": Filters(overdue_on="2025-06-01", text="thực hiện", year=2020),
    "closing, due, never": Filters(kind="closing", role="support", due_after="2030-01-01"),
    "review, recurring, role": Filters(review="no-lead", recurring=True, role="support"),
}
SEARCHES: Final = (
    "dien bien",
    "Điện Biên",
    "giao so noi vu",
    "thực hiện",
    "thuc hien",
    "tinh tinh so",
    "xâm nhập",
)
COUNTS: Final = {
    "": Filters(),
    " of a year": Filters(year=2020),
    " of an agency": Filters(agency=_DEPARTMENT),
}

Figure = tuple[str, float, float]
"""A name, its value, and its bound: a speed is at least that, all others at most."""


def fill(out: Path, url: str) -> None:
    """Load, and print the figures as JSON: run in a process of its own."""
    begin = perf_counter()
    summary = load(out, url)
    seconds = perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"tasks": summary.added, "seconds": seconds, "memory": memory}))


def filled(out: Path, url: str) -> Iterator[Figure]:
    """Load in a fresh process."""
    command = [sys.executable, "-m", "scripts.bench.store", "--fill", str(out), "--url", url]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    figures = json.loads(done.stdout)
    yield "tasks loaded a second", figures["tasks"] / figures["seconds"], LEAST_SPEED
    yield "memory of the load, MB", figures["memory"], MOST_MEMORY


def asked(store: Store, tasks: int) -> Iterator[Figure]:
    """Ask everything of a store of so many tasks."""
    for name, filters in QUESTIONS.items():
        yield f"query: {name}", _seconds(query_page, store, filters), MOST_QUESTION
    for what in WHATS:
        for name, filters in COUNTS.items():
            yield f"stats: {what}{name}", _seconds(stats, store, what, filters), MOST_QUESTION
    for words in SEARCHES:
        yield f"search: {words}", _seconds(search, store, words), MOST_SEARCH
    for name, since in {"first": 0, "middle": tasks // 2}.items():
        yield f"changes: {name} page of 500", _seconds(changes, store, since), MOST_CHANGES


def _seconds(ask: Callable[..., object], *arguments: object) -> float:
    times = []
    for _ in range(TIMES):
        begin = perf_counter()
        ask(*arguments)
        times.append(perf_counter() - begin)
    return median(times)


def main() -> int:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "giaoviec-bench"))
    parser.add_argument("--url")
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ask", action="store_true", help="ask the store at URL without filling it")
    options = parser.parse_args()
    if options.fill:
        fill(options.fill, options.url)
        return 0
    out = options.folder / f"records-{options.tasks}"
    url = options.url or str(options.folder / f"store-{options.tasks}.db")
    missed = 0
    if not options.ask:
        if not out.is_dir():
            write_records(out, tasks=options.tasks)
        if not options.url:
            for path in options.folder.glob(f"store-{options.tasks}.db*"):
                path.unlink()
        missed += sum(map(_print, filled(out, url)))
    with open_store(url) as store:
        missed += sum(map(_print, asked(store, options.tasks)))
    return 1 if missed else 0


def _print(figure: Figure) -> bool:
    """Print a figure; return whether it misses its bound."""
    name, value, bound = figure
    missed = value < bound if "a second" in name else value > bound
    print(f"{name:45} {value:12,.3f}   {'MISSED' if missed else 'ok':6} ({bound:g})", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main())
