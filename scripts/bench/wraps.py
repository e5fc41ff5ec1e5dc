"""How many line ends are read right: joined where a margin cut the line, kept where a paragraph ended.

    python -m scripts.bench.wraps [LABELS.tsv GOLD_FOLDER]

The labels name a document ("000" for seed_000.txt), the offset and length of the gap, and what it is:
`block`, `join_space`, `join_nospace`, `join_page` (a wrap at a page's end) or `url` (an address in the way).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.document import Document, read_document
from pipeline.readers import read_source
from pipeline.spans import Span

LABELS: Final = Path("../shared/restore/seed_wraps.tsv")
GOLD: Final = Path("../shared/gold")
_WANTED: Final = {"block": "\n", "join_space": " ", "join_page": " ", "join_nospace": "", "url": " "}


class Gap(NamedTuple):
    """One labelled line end: the document, the range of the source between two lines, and what it is."""

    doc: str
    start: int
    end: int
    label: str
    around: str


def read_labels(path: Path) -> list[Gap]:
    """Return the labelled gaps of a TSV file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Gap(
                row["doc"], int(row["offset"]), int(row["offset"]) + int(row["length"]),
                row["label"], f"{row['before']} ⏎ {row['after']}",
            )
            for row in rows
        ]  # fmt: skip


def found(document: Document, gap: Gap) -> str:
    """Return what the matched text has between the words on either side of `gap`."""
    text = document.text
    before = text[: _matched(document, gap.start)].rstrip(" \n")
    between = text[len(before) : _matched(document, gap.end)]
    return "\n" if "\n" in between else between


def _matched(document: Document, offset: int) -> int:
    """Return the first place of the matched text that stands at the source's `offset` or behind it."""
    low, high = 0, len(document.text)
    while low < high:
        middle = (low + high) // 2
        if document.source_spans(Span(middle, middle + 1))[0].start < offset:
            low = middle + 1
        else:
            high = middle
    return low


def wrong(labels: list[Gap], folder: Path) -> list[tuple[Gap, str]]:
    """Return the gaps that were read wrongly, with what was found there."""
    documents = {
        doc: read_document(read_source(folder / f"seed_{doc}.txt"))
        for doc in sorted({gap.doc for gap in labels})
    }
    read = [(gap, found(documents[gap.doc], gap)) for gap in labels]
    return [(gap, between) for gap, between in read if between != _WANTED[gap.label]]


def main(arguments: list[str]) -> int:
    """Print the score and every error; return 0 if no more than 3 are wrong in 483."""
    labels, folder = (Path(arguments[0]), Path(arguments[1])) if arguments else (LABELS, GOLD)
    gaps = read_labels(labels)
    errors = wrong(gaps, folder)
    print(f"{len(gaps) - len(errors)} of {len(gaps)} line ends right")
    for gap, between in errors:
        print(f"{gap.doc} {gap.start}: {gap.label}, read as {between!r}: {gap.around}")
    return int(len(errors) * 483 > 3 * len(gaps))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
