"""The noise ladder: what slips in the text cost the extraction, and what mending them brings back.

    .venv/bin/python -m scripts.bench.ladder             measure and print
    .venv/bin/python -m scripts.bench.ladder --readme    write the table into the README, too

In: the gold documents of ../shared, else those of corpus/. Slips are put into each of their texts, about so
many in a hundred words of small letters and with the same seeds every time; each text is extracted twice.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.evaluate import evaluate
from scripts.bench.documents import CORPUS, CORPUS_GOLD, SHARED_GOLD, extract, texts
from scripts.bench.noise import damage
from scripts.marked import write_between

RATES = (0.0, 0.01, 0.02, 0.05)
SEED = 20260101
FIELDS = ("task", "lead", "support", "deadline", "legal_ref", "touch_free")
BLOCK = "scripts/bench/ladder.py"


class Step(NamedTuple):
    """The figures of all documents at one rate of slips, without mending and with it."""

    rate: float
    off: dict[str, Any]
    on: dict[str, Any]


def climb() -> Iterator[Step]:
    """Yield the steps of the ladder, the clean text first."""
    gold, folder = (SHARED_GOLD, SHARED_GOLD) if SHARED_GOLD.is_dir() else (CORPUS_GOLD, CORPUS)
    annotated = {path.name.removesuffix(".gold.json") for path in gold.glob("*.gold.json")}
    documents = [path for path in texts(folder) if path.stem in annotated]
    for rate in RATES:
        with tempfile.TemporaryDirectory() as place:
            damaged = list(_damaged(documents, rate, Path(place, "texts")))
            figures = []
            for name, options in (("off", ["--no-restore"]), ("on", [])):
                out = Path(place, name)
                extract(damaged, out, options=options)
                figures.append(evaluate(gold, out, texts=folder)["overall"])
            yield Step(rate, *figures)


def _damaged(documents: Sequence[Path], rate: float, folder: Path) -> Iterator[Path]:
    """Write each document with slips put in to `folder`, and yield where."""
    folder.mkdir()
    for number, path in enumerate(documents):
        text, _ = damage(path.read_text(encoding="utf-8"), rate, SEED + number)
        (made := folder / path.name).write_text(text, encoding="utf-8")
        yield made


def rows(steps: Sequence[Step]) -> Iterator[str]:
    """The table, each field without mending → with it."""
    yield f"| lỗi / errors | {' | '.join(f'`{field}`' for field in FIELDS)} |"
    yield f"| ---: |{' ---: |' * len(FIELDS)}"
    for step in steps:
        pairs = (f"{_figure(step.off[field]):.3f} → {_figure(step.on[field]):.3f}" for field in FIELDS)
        yield f"| {step.rate:.0%} | {' | '.join(pairs)} |"


def _figure(figures: dict[str, Any]) -> float:
    return float(figures["f1"] if "f1" in figures else figures["rate"])


def main(arguments: list[str]) -> int:
    """Measure and print; the exit status is 1 if the README lacks the marks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--readme", action="store_true")
    options = parser.parse_args(arguments)
    table = list(rows(list(climb())))
    print(*table, sep="\n")
    return 0 if not options.readme or write_between(BLOCK, table) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
