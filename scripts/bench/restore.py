"""What mending a text does: to the seeds, to clean decrees, to slips put in, to a public benchmark; how fast.

    .venv/bin/python -m scripts.bench.restore           all tables; some minutes
    .venv/bin/python -m scripts.bench.restore --quick   the seeds, clean text and speed

In: ../shared. Ends with status 1 if a figure misses its bound.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from pipeline.document import read_document
from pipeline.restore import Settings, find_edits, load_knowledge, restore
from pipeline.source import Source
from scripts.bench import restore_seeds, restore_texts
from scripts.bench.documents import SHARED_GOLD, SHARED_TEXTS, texts

WORDS = re.compile(r"\w+|[^\w\s]")
JUDGED = Path(__file__).with_name("restore_judged.txt")
RATES = (0.005, 0.01, 0.02, 0.05)
LEAST_LEXICAL, MOST_FALSE, MOST_ASKED = 12, 0.5, 1.0
LEAST_PRECISION, LEAST_RECALL, MOST_LOAD = 0.98, 0.85, 0.1
OUT_OF_REGISTER = Settings(register=1.0)
"""Asks the language model whatever the text is about."""


def seeds() -> Iterator[str]:
    """Print what became of the catalogue; yield the figures that miss their bound."""
    figures = restore_seeds.measure()
    missed = [row.id for row, done in figures.auto if not done]
    print(f"seeds: {len(figures.auto) - len(missed)} of {len(figures.auto)} auto rows", *missed)
    ways = [how for _, how in figures.lexical]
    print(f"  lexical: {ways.count('applied')} applied, {ways.count('suggested')} suggested of {len(ways)}")
    print("  ", ", ".join(f"{row.id} {how}" for row, how in figures.lexical if how != "missed"))
    print(f"  traps kept: {sum(kept for _, kept in figures.traps)} of {len(figures.traps)}")
    for doc, edit in figures.outside:
        print(f"  outside the catalogue: {doc} {edit.before!r} → {edit.after!r} ({edit.rule})")
    if missed:
        yield f"auto rows missed: {missed}"
    if len(ways) - ways.count("missed") < LEAST_LEXICAL:
        yield "lexical rows"
    if not all(kept for _, kept in figures.traps):
        yield "a trap"


def clean() -> Iterator[str]:
    """Print what is changed in clean text; yield the figures that miss their bound."""
    documents = restore_texts.clean_documents()
    size = restore_texts.syllables(documents)
    judged = set(JUDGED.read_text(encoding="utf-8").splitlines())
    applied = [edit for document in documents for edit in restore_texts.edits(document, "apply")]
    asked = sum(1 for document in documents for _ in restore_texts.edits(document, "suggest"))
    strange = [edit for edit in applied if _judgement(edit) not in judged]
    letters = [edit for edit in applied if edit.before.replace(" ", "") != edit.after.replace(" ", "")]
    print(f"clean: {size} syllables; applied {len(applied)} ({len(letters)} of letters), suggested {asked}")
    print(f"  not judged right: {len(strange)} = {1e4 * len(strange) / size:.2f} in 10,000; ", end="")
    print(f"suggested {1e3 * asked / size:.2f} in 1,000")
    for edit in strange:
        print("  ", _judgement(edit))
    if 1e4 * len(strange) / size > MOST_FALSE:
        yield "false changes"
    if 1e3 * asked / size > MOST_ASKED:
        yield "suggestions"


def _judgement(edit: restore_texts.Edit) -> str:
    return f"{edit.around} → {edit.after!r}"


def injected() -> Iterator[str]:
    """Print precision and recall for slips put in; yield the figures that miss their bound."""
    print("slips put in        open text: P      R   asked      everywhere: P      R")
    for rate in RATES:
        free = restore_texts.injected(rate, open_only=True)
        whole = restore_texts.injected(rate, open_only=False)
        size = sum(free.slips.values())
        row = f"  {rate:5.1%} ({size:5})  {free.precision:8.4f} {free.recall:.4f} {free.suggested / size:.4f}"
        kinds = ", ".join(
            f"{kind} {free.mended[kind] / total:.3f}" for kind, total in sorted(free.slips.items())
        )
        print(f"{row}   {whole.precision:14.4f} {whole.recall:.4f}   {kinds}")
        if rate == RATES[1] and (free.precision < LEAST_PRECISION or free.recall < LEAST_RECALL):
            yield "precision and recall at 1 %"


def wiki() -> None:
    """Print precision and recall on Viwiki-Spelling."""
    for name, policies, settings in (
        ("apply", frozenset({"apply"}), Settings()),
        ("apply, suggest", frozenset({"apply", "suggest"}), Settings()),
        ("apply, out of register too", frozenset({"apply"}), OUT_OF_REGISTER),
        ("apply, suggest, out of register too", frozenset({"apply", "suggest"}), OUT_OF_REGISTER),
    ):
        total, edits, hits, right = restore_texts.wiki(policies, settings)
        found, mended = hits / max(1, edits), right / max(1, edits)
        print(f"Viwiki-Spelling, {name}: detect P {found:.2f} R {hits / total:.2f}, ", end="")
        print(f"correct P {mended:.2f} R {right / total:.2f}")


def speed() -> Iterator[str]:
    """Print how long loading and mending take; yield the figures that miss their bound."""
    start = perf_counter()
    load_knowledge()
    load = perf_counter() - start
    documents = [
        read_document(Source(path.read_text(encoding="utf-8"))) for path in texts(SHARED_GOLD, SHARED_TEXTS)
    ]
    size = sum(len(document.source.text.split()) for document in documents)
    spent = []
    for _ in range(4):
        start = perf_counter()
        for document in documents:
            WORDS.findall(document.source.text)
        middle = perf_counter()
        for document in documents:
            restore(document, find_edits(document))
        spent.append(((middle - start) / size, (perf_counter() - middle) / size))
    base, mend = min(one for one, _ in spent), min(two for _, two in spent)
    print(f"speed: loaded in {load:.3f} s; {1e6 * mend:.2f} µs a syllable; ", end="")
    print(f"baseline {1e6 * base:.2f}, ratio {base / mend:.3f}")
    if load > MOST_LOAD:
        yield "load"


def main(arguments: list[str]) -> int:
    """Measure and print; the exit status is 1 if a figure misses its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args(arguments)
    missed = [*speed(), *seeds(), *clean()]
    if not options.quick:
        missed += injected()
        wiki()
    print(*(f"✗ {line}" for line in missed), sep="\n", end="\n" if missed else "", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
