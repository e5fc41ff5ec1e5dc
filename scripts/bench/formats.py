"""How well each format is read: the samples of corpus/formats, and the originals of real documents.

    .venv/bin/python -m scripts.bench.formats             the samples
    .venv/bin/python -m scripts.bench.formats --shared    the originals in ../shared/directives, too
    .venv/bin/python -m scripts.bench.formats --readme    write the table of the samples into the README
    .venv/bin/python -m scripts.bench.formats --json      print the figures as JSON

Each document is read from its file and scored against the annotations of its text, beside what the text
itself scores: F1 of the tasks, and the part of them that needs no hand. `words` is the part of the words
read and of the text's that both have. Needs the programs that the formats need.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any
from unicodedata import normalize

from pipeline.errors import InputError
from pipeline.evaluate import Gold, load_gold, score
from pipeline.evaluate.gold import SUFFIX
from pipeline.extraction import extract
from pipeline.readers import read_source
from pipeline.source import Source
from scripts.bench.documents import CORPUS, DIRECTIVES_GOLD, SHARED, SHARED_GOLD, SHARED_TEXTS
from scripts.marked import write_between
from scripts.samples.catalog import load_samples

ORIGINALS = SHARED / "directives" / "original"
BLOCK = "scripts/bench/formats.py"
HEAD = ("dạng", "mẫu", "việc tìm đúng (F1)", "việc không phải sửa", "từ đọc đúng")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Original:
    """A file, and what is known of the document in it: its text, its annotations."""

    name: str
    path: Path
    text: str
    gold: Gold | None
    feature: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: figures None where it has no annotations, or where `refused` says why not."""

    name: str
    feature: str
    seconds: float
    refused: str = ""
    ocr: bool = False
    words: float | None = None
    task: float | None = None
    touch_free: float | None = None
    text_task: float | None = None
    text_touch_free: float | None = None


def samples() -> Iterator[Original]:
    """The samples of corpus/formats."""
    for sample in load_samples():
        yield Original(sample.file, sample.path, sample.text, load_gold(sample.gold, CORPUS), sample.feature)


def originals() -> Iterator[Original]:
    """The originals in ../shared that have a text, with gold where there is some."""
    for path in sorted(ORIGINALS.glob("*")):
        for gold, texts in ((SHARED_GOLD, SHARED_GOLD), (DIRECTIVES_GOLD, SHARED_TEXTS)):
            text, annotated = texts / f"{path.stem}.txt", gold / f"{path.stem}{SUFFIX}"
            if text.exists():
                known = load_gold(annotated, texts) if annotated.exists() else None
                yield Original(path.name, path, text.read_text(encoding="utf-8"), known, path.suffix)
                break


def measure(original: Original) -> Reading:
    """Read a file and compare it with what is known of it."""
    begin = perf_counter()
    try:
        source = read_source(original.path)
    except InputError as error:
        return Reading(original.name, original.feature, perf_counter() - begin, error.code)
    seconds = perf_counter() - begin
    words = agreement(source.text, original.text)
    figures = figures_of(source, original.gold) + figures_of(Source(text=original.text), original.gold)
    return Reading(original.name, original.feature, seconds, "", source.ocr, words, *figures)


def agreement(read: str, wanted: str) -> float:
    """The part of the words of two texts that both have, wherever they stand."""
    one, other = (Counter(_WORD.findall(normalize("NFC", text))) for text in (read, wanted))
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def figures_of(source: Source, gold: Gold | None) -> tuple[float | None, float | None]:
    """F1 of the tasks and the part that is free of touch, of what is read out of a source."""
    if gold is None:
        return None, None
    extraction = extract(source)
    document = {**extraction.fields, "source": {"path": gold.name}}
    overall = score([gold], [document], extraction.task_fields, misses=0)["overall"]
    return overall["task"]["f1"], overall["touch_free"]["rate"]


def lines(readings: Iterable[Reading]) -> Iterator[str]:
    """A table for the terminal."""
    yield f"{'file':38}{'words':>8}{'task':>8}{'(text)':>8}{'free':>8}{'(text)':>8}{'seconds':>9}"
    for one in readings:
        shown = (one.words, one.task, one.text_task, one.touch_free, one.text_touch_free)
        cells = "".join(f"{'' if value is None else f'{value:.3f}':>8}" for value in shown)
        yield f"{one.name:38}{one.refused or cells:40}{one.seconds:9.2f}"


def rows(readings: Iterable[Reading]) -> Iterator[str]:
    """The table of the README."""
    yield _line(HEAD)
    yield _line(("---", "---", "---:", "---:", "---:"))
    for one in readings:
        shown = (_share(one.task), _share(one.touch_free), _share(one.words))
        yield _line((one.feature, f"`{one.name}`", *shown))


def main(arguments: list[str]) -> int:
    """Measure and print; the exit status is 1 if a sample was refused or the README lacks the marks."""
    options = _options(arguments)
    found = {"samples": [measure(one) for one in samples()]}
    if options.shared:
        found["originals"] = [measure(one) for one in originals()]
    if options.json:
        print(json.dumps({name: list(map(asdict, read)) for name, read in found.items()}, indent=1))
    else:
        print("\n\n".join("\n".join(lines(read)) for read in found.values()))
    refused = any(one.refused for one in found["samples"])
    written = not options.readme or write_between(BLOCK, rows(found["samples"]))
    return 1 if refused or not written else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for option in ("--shared", "--readme", "--json"):
        parser.add_argument(option, action="store_true")
    return parser.parse_args(arguments)


def _share(value: float | None) -> str:
    """In the Vietnamese way: 97,5%."""
    return "" if value is None else f"{100 * value:.1f}%".replace(".", ",")


def _line(cells: Iterable[Any]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
