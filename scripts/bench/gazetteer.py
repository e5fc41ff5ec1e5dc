"""How soon the gazetteer is there, what memory it takes, and how fast it finds, links and resolves names.

    .venv/bin/python -m scripts.bench.gazetteer

Every figure is the best of some fresh processes: a machine that is shared is slower at times, never faster.
The texts are those of ../shared where it exists, else those of corpus/, as the pipeline matches them. The
speed is a ratio to `re.findall` of words and signs over the same texts in one process, taking turns. Ends
with status 1 if a figure misses its bound.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from scripts.bench.documents import CORPUS, SHARED_TEXTS, texts
from scripts.environment import ROOT

WORDS = re.compile(r"\w+|[^\w\s]")
LINKS = ROOT / "annotations" / "agency_ids.csv"
PROCESSES, REPETITIONS = 5, 15
MOST_LOAD, MOST_MEMORY, LEAST_RATIO, LEAST_STRINGS = 0.3, 120.0, 5.0, 120_000
MEBI, MICRO = 1 << 20, 1e6

Figures = dict[str, float]


def load() -> Figures:
    """Seconds and memory for the gazetteer of the main job, for the automaton, and for all the rest."""
    before, begin = _memory(), perf_counter()
    from gazetteer import load_gazetteer

    state = load_gazetteer().state
    loaded, main, begun = perf_counter() - begin, _memory(), perf_counter()
    state.names.find("Sở Nội vụ tỉnh Lai Châu")
    compiled, automaton = perf_counter() - begun, _memory()
    state.linker.link("Sở Nội vụ tỉnh Lai Châu")
    state.membership.named("các sở tỉnh Lai Châu", "2024-01-01")
    state.lineage.after("vn.bo.thuy-san")
    _ = state.closer
    return {
        "load_gazetteer with imports, s": loaded,
        "automaton, s": compiled,
        "strings": len(state.names),
        "memory of load_gazetteer, MB": main - before,
        "memory with the automaton, MB": automaton - before,
        "memory with every part, MB": _memory() - before,
    }


def find() -> Figures:
    """Time of `find` and of the baseline over all texts, in turns."""
    from gazetteer import load_gazetteer
    from pipeline.document import read_document
    from pipeline.readers import read_source

    names = load_gazetteer().state.names
    sources = [read_document(read_source(str(path))).text for path in texts(SHARED_TEXTS) or texts(CORPUS)]
    found: dict[str, Callable[[str], object]] = {"find": names.find, "baseline": WORDS.findall}
    best = dict.fromkeys(found, float("inf"))
    for _ in range(REPETITIONS):
        for name, work in found.items():
            best[name] = min(best[name], _seconds(work, sources))
    return {
        "characters": sum(map(len, sources)),
        "find, ms": 1000 * best["find"],
        "baseline, ms": 1000 * best["baseline"],
        "ratio": best["baseline"] / best["find"],
    }


def link() -> Figures:
    """Microseconds for each name of the checked list: to link it first and again, and to resolve it."""
    from gazetteer import load_gazetteer
    from pipeline.mentions.agencies.resolve import resolve

    gazetteer = load_gazetteer()
    with LINKS.open(encoding="utf-8") as file:
        rows = [(row["name"], row["date"] or None) for row in csv.DictReader(file)]
    begin = perf_counter()
    linker = gazetteer.state.linker
    begun = perf_counter() - begin
    nobody = gazetteer.issuer("")
    resolve(rows[0][0], gazetteer, nobody, rows[0][1])
    return {
        "linker, s": begun,
        "link first, µs": MICRO * _seconds(lambda row: linker.link(*row), rows) / len(rows),
        "link again, µs": MICRO * _seconds(lambda row: linker.link(*row), rows) / len(rows),
        "resolve, µs": MICRO
        * _seconds(lambda row: resolve(row[0], gazetteer, nobody, row[1]), rows)
        / len(rows),
    }


PARTS: dict[str, Callable[[], Figures]] = {"load": load, "find": find, "link": link}


def best(part: str) -> Figures:
    """The best of the figures that fresh processes give for one part: the least of all but of the ratio."""
    command = [sys.executable, "-m", "scripts.bench.gazetteer", part]
    runs: list[Figures] = [
        json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        for _ in range(PROCESSES)
    ]
    return {name: (max if name == "ratio" else min)(run[name] for run in runs) for name in runs[0]}


def faults(figures: Figures) -> Iterator[str]:
    """Name each figure that misses its bound."""
    for name in ("load_gazetteer with imports, s", "automaton, s"):
        if figures[name] >= MOST_LOAD:
            yield f"{name}: {figures[name]:.3f}, it must be under {MOST_LOAD}"
    if (memory := figures["memory with every part, MB"]) >= MOST_MEMORY:
        yield f"memory, MB: {memory:.1f}, it must be under {MOST_MEMORY}"
    if figures["ratio"] < LEAST_RATIO:
        yield f"ratio: {figures['ratio']:.2f}, it must be {LEAST_RATIO} or more"
    if figures["strings"] <= LEAST_STRINGS:
        yield f"strings: {figures['strings']:,.0f}, there must be more than {LEAST_STRINGS:,}"


def main(arguments: Sequence[str]) -> int:
    """Measure and print; the exit status is 1 if a figure misses its bound."""
    if arguments:
        print(json.dumps(PARTS[arguments[0]]()))
        return 0
    figures = {name: value for part in PARTS for name, value in best(part).items()}
    print(*(f"{name:34}{value:14,.3f}" for name, value in figures.items()), sep="\n")
    missed = list(faults(figures))
    print(*(f"✗ {line}" for line in missed), sep="\n", end="\n" if missed else "", file=sys.stderr)
    return 1 if missed else 0


def _seconds(work: Callable[[Any], object], items: Sequence[Any]) -> float:
    begin = perf_counter()
    for item in items:
        work(item)
    return perf_counter() - begin


def _memory() -> float:
    """MB of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEBI


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
