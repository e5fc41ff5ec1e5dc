"""The catalogue of the seed documents' errors against what restoring them does.

A row counts as mended where the text made of the raw words, with a little around them, reads as the
catalogue says; blanks count as one where the row is not about them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.document import Document, read_document
from pipeline.document.changes import apply
from pipeline.restore import Proposal, find_edits, restore
from pipeline.restore.shifts import Shifts
from pipeline.restore.twins import find_twins
from pipeline.source import Source
from scripts.bench.documents import SHARED, SHARED_GOLD

CATALOGUE = SHARED / "restore" / "seed_errors.tsv"
LEXICAL = frozenset([
    "000-003", "000-008", "000-027", "000-029", "000-037", "000-043", "000-044", "000-046", "000-062",
    "000-073", "000-074", "001-104", "003-133", "003-135", "003-144", "003-151", "003-169", "003-171",
    "004-196", "004-206", "004-218", "004-219", "004-220", "004-251",
])  # fmt: skip
"""The lexical errors of high confidence, as ../shared/research/noise.md lists them."""
AROUND = 6


class Row(NamedTuple):
    """One row of the catalogue: a range of a seed's source, what stands there, what should."""

    id: str
    doc: str
    start: int
    end: int
    right: str
    kind: str
    policy: str


class Seed(NamedTuple):
    """One seed: its text, the document as read, what was found, the document as mended."""

    text: str
    document: Document
    found: tuple[Proposal, ...]
    mended: Document


@dataclass(frozen=True)
class Figures:
    """Rows by what they are and whether they came out, and the edits that no row asks for."""

    auto: list[tuple[Row, bool]]
    lexical: list[tuple[Row, str]]
    traps: list[tuple[Row, bool]]
    outside: list[tuple[str, Proposal]]


def read_rows(path: Path = CATALOGUE) -> list[Row]:
    """The catalogue, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Row(
                row["id"], row["doc"], int(row["offset"]), int(row["offset"]) + int(row["length"]),
                row["corrected"].replace("\\n", "\n"), row["class"], row["policy"],
            )
            for row in rows
        ]  # fmt: skip


def read_seed(doc: str) -> Seed:
    """Read and mend the seed `doc`."""
    text = (SHARED_GOLD / f"seed_{doc}.txt").read_text(encoding="utf-8")
    document = read_document(Source(text))
    found = find_edits(document)
    return Seed(text, document, found, restore(document, found))


def with_twins(seeds: Mapping[str, Seed]) -> dict[str, Seed]:
    """The seeds with what reading them as one batch suggests besides."""
    twins = find_twins([seed.document for seed in seeds.values()])
    return {
        doc: seed._replace(found=tuple(sorted({*seed.found, *more})))
        for (doc, seed), more in zip(seeds.items(), twins, strict=True)
    }


def measure() -> Figures:
    """Mend the seeds and hold every row against what came out."""
    rows = read_rows()
    seeds = with_twins({doc: read_seed(doc) for doc in sorted({row.doc for row in rows})})
    auto = [row for row in rows if row.policy == "auto" and row.kind != "quote_style"]
    lexical = [row for row in rows if row.id in LEXICAL]
    traps = [row for row in rows if row.kind == "trap_correct"]
    return Figures(
        [(row, _reads(seeds[row.doc], seeds[row.doc].mended, row)) for row in auto],
        [(row, _how(seeds[row.doc], row)) for row in lexical],
        [(row, not _touching(seeds[row.doc], row)) for row in traps],
        [(doc, edit) for doc, seed in seeds.items() for edit in _outside(seed, rows, doc)],
    )


def _reads(seed: Seed, document: Document, row: Row) -> bool:
    """Tell whether the words of `row` read in `document` as they should."""
    low, high = max(0, row.start - AROUND), min(len(seed.text), row.end + AROUND)
    way = Shifts(document.changes)
    got = document.text[way.start(low) : way.end(high)]
    want = seed.text[low : row.start] + row.right + seed.text[row.end : high]
    plain = read_document(Source(want)).text
    return got.split() == plain.split() and (row.right.split() != [] or "  " not in got)


def _how(seed: Seed, row: Row) -> str:
    """How `row` came out: applied, suggested, or missed."""
    if _reads(seed, seed.mended, row):
        return "applied"
    asked = [edit for edit in _touching(seed, row) if edit.policy == "suggest"]
    right = " ".join(row.right.split())
    done = [apply(seed.document.text, [(*edit.span, edit.after, edit.rule)]) for edit in asked]
    return "suggested" if any(right in " ".join(text.split()) for text in done) else "missed"


def _touching(seed: Seed, row: Row) -> list[Proposal]:
    """The edits of letters or blanks, made or suggested, that touch the words of `row`."""
    return [
        edit
        for edit in seed.found
        if edit.policy != "flag"
        and any(start <= row.end + 1 and row.start <= end + 1 for start, end in _pieces(seed, edit))
    ]


def _pieces(seed: Seed, edit: Proposal) -> Iterable[tuple[int, int]]:
    return seed.document.source_spans(edit.span)


def _outside(seed: Seed, rows: Iterable[Row], doc: str) -> list[Proposal]:
    """The edits applied to `seed` that touch no row of the catalogue."""
    asked = {edit for row in rows if row.doc == doc for edit in _touching(seed, row)}
    return [edit for edit in seed.found if edit.policy == "apply" and edit not in asked]
