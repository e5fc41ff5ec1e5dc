"""Figures of the extraction against the gold annotations, held against the committed ones.

    .venv/bin/python -m scripts.bench.accuracy                    measure and compare; status 1 on a drop
    .venv/bin/python -m scripts.bench.accuracy --accept REASON    measure, and commit to the new figures
    .venv/bin/python -m scripts.bench.accuracy --misses 20        show tasks that are not wholly right, too
    .venv/bin/python -m scripts.bench.accuracy --json             print the figures as JSON

In: corpus/ with annotations/gold/; where they exist, ../shared/gold, and ../shared/directives/text with
annotations/directives/. Held against, and rewritten by --accept: scripts/bench/baseline.json. A drop of any
figure over all documents of a set fails; what one document lost is shown. A change that is worth a drop
carries the new baseline, with its reason, in the same commit.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.evaluate import evaluate
from scripts.bench.documents import (
    CORPUS,
    CORPUS_GOLD,
    DIRECTIVES_GOLD,
    SHARED_GOLD,
    SHARED_TEXTS,
    extract,
    texts,
)

BASELINE = Path(__file__).with_name("baseline.json")
SETS = {
    "corpus": (CORPUS_GOLD, CORPUS),
    "shared": (SHARED_GOLD, SHARED_GOLD),
    "directives": (DIRECTIVES_GOLD, SHARED_TEXTS),
}
UP, DOWN, SAME, NEW = "▲", "▼", " ", "+"
COLUMNS = ("task", "lead", "legal_ref", "touch_free")  # of the figures for each document

Figures = dict[str, dict[str, Any]]


def measure(gold: Path, folder: Path, misses: int) -> dict[str, Any]:
    """Extract the documents of `folder` that have gold, and score what came out, naming so many misses."""
    names = {path.name.removesuffix(".gold.json") for path in gold.glob("*.gold.json")}
    with tempfile.TemporaryDirectory() as pairs, tempfile.TemporaryDirectory() as out:
        for path in (*gold.glob("*.gold.json"), *(path for path in texts(folder) if path.stem in names)):
            shutil.copy(path, pairs)  # scoring wants a text and its gold side by side
        extract(texts(Path(pairs)), Path(out))
        return evaluate(Path(pairs), Path(out), misses=misses)


def headline(figures: dict[str, Any]) -> float:
    """The one number of a field that counts: its F1, or its rate where there is no F1."""
    return float(figures["f1"] if "f1" in figures else figures["rate"])


def drops(new: Figures, old: Figures) -> Iterator[str]:
    """Name each field whose figure is lower than before, or gone."""
    for field, before in old.items():
        if field not in new:
            yield f"{field}: no longer measured"
        elif headline(new[field]) < headline(before):
            yield f"{field}: {headline(before):.4f} → {headline(new[field]):.4f}"


def mark(new: float, old: float | None) -> str:
    """One character that says how a figure moved."""
    if old is None:
        return NEW
    return UP if new > old else DOWN if new < old else SAME


def table(name: str, new: dict[str, Any], old: dict[str, Any]) -> Iterator[str]:
    """The figures of one set, field by field and then document by document, with what moved."""
    yield f"{name + ': field':24}{'p':>8}{'r':>8}{'f1':>8}    {'before':>6}{'n':>7}"
    for field, figures in new["overall"].items():
        cells = "".join(f"{figures[key]:8.4f}" if key in figures else " " * 8 for key in ("p", "r"))
        now, then = headline(figures), _before(old.get("overall", {}), field)
        was = " " * 6 if then is None else f"{then:.4f}"
        yield f"  {field:22}{cells}{now:8.4f} {mark(now, then)}  {was}{figures['n']:7}"
    yield f"{name + ': document':40}" + "".join(f"{key:>11} " for key in COLUMNS) + "  tasks"
    for document, figures in new["documents"].items():
        then = old.get("documents", {}).get(document, {})
        cells = "".join(f"{figures[key]:11.4f}{mark(figures[key], then.get(key))}" for key in COLUMNS)
        yield f"  {document:38}{cells}{figures['tasks']:7}" + ("" if figures["read"] else "  unread")


def main(arguments: list[str]) -> int:
    """Measure, print and compare; the exit status is 1 if a figure dropped and was not accepted."""
    options = _options(arguments)
    before = json.loads(BASELINE.read_text(encoding="utf-8"))["accuracy"] if BASELINE.exists() else {}
    here = {name: folders for name, folders in SETS.items() if all(map(Path.is_dir, folders))}
    found = {name: measure(*folders, options.misses) for name, folders in here.items()}
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print(found, before)
    if options.accept:
        kept = {name: {key: found[name][key] for key in ("overall", "documents")} for name in found}
        made = {"reason": options.accept, "accuracy": {**before, **kept}}
        BASELINE.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return 0
    lost = [
        f"{name}: {drop}"
        for name, figures in found.items()
        for drop in drops(figures["overall"], before.get(name, {}).get("overall", {}))
    ]
    print(*(f"{DOWN} {line}" for line in lost), sep="\n", end="\n" if lost else "", file=sys.stderr)
    return 1 if lost else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--accept", metavar="REASON")
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def _before(overall: Figures, field: str) -> float | None:
    return headline(overall[field]) if field in overall else None


def _print(found: dict[str, Any], before: dict[str, Any]) -> None:
    for name in SETS:
        if name not in found:
            print(f"{name}: not here, not measured")
            continue
        print("\n".join(table(name, found[name], before.get(name, {}))), end="\n\n")
        for miss in found[name]["misses"]:
            print(json.dumps(miss, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
