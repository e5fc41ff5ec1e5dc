"""How fast files are read, where the time goes, how much memory a long one takes.

    .venv/bin/python -m scripts.bench.readers          measure
    .venv/bin/python -m scripts.bench.readers --json   print the figures as JSON

In: corpus/formats; the PDFs of 200 and 2,000 pages are its PDF over and over. Runs on one core; reading
alone is measured, not what is made of the text. Of the time for a scan, what other programs use counts as
theirs. Ends with status 1 if a figure misses its bound.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from pipeline.readers import read_source
from scripts.samples.catalog import FOLDER

PDF = FOLDER / "ban-dien-tu.pdf"
SCANS = ("quet-bang.pdf", "quet-vua.pdf")
QUICK = ("danh-so-tu-dong.docx", "van-ban.odt", "van-ban.rtf", "trang-web.html", "tcvn3.txt", "utf-16.txt")
PAGES, MANY_PAGES = 200, 2_000
REPETITIONS = 20
LEAST_PAGES, LEAST_SHARE, MOST_MEMORY = 100.0, 0.9, 500.0

Figures = dict[str, dict[str, float]]


def long_pdf(pages: int, place: Path) -> Path:
    """Write a PDF of so many pages: copies of the sample, each with fonts of its own."""
    path = place / f"{pages}.pdf"
    with pdfium.PdfDocument(PDF) as sample, pdfium.PdfDocument.new() as made:
        while len(made) < pages:
            made.import_pages(sample, list(range(min(len(sample), pages - len(made)))))
        made.save(path)
    return path


def pdf_speed() -> dict[str, float]:
    """Pages a second of a born-digital PDF."""
    with tempfile.TemporaryDirectory() as place:
        path = long_pdf(PAGES, Path(place))
        return {"pages_per_second": PAGES / _seconds(path)}


def scan_share() -> dict[str, float]:
    """Seconds a page of the scans, and the part of the processor's time that other programs used."""
    read_source(FOLDER / SCANS[0])  # once, so that what is imported does not count
    own, others = _used(resource.RUSAGE_SELF), _used(resource.RUSAGE_CHILDREN)
    begin = perf_counter()
    pages = sum(len(read_source(FOLDER / name).pages) for name in SCANS)
    wall = perf_counter() - begin
    own, others = _used(resource.RUSAGE_SELF) - own, _used(resource.RUSAGE_CHILDREN) - others
    return {"seconds_per_page": wall / pages, "share_of_tesseract": others / (own + others)}


def quick_speed() -> dict[str, float]:
    """Million characters a second of the formats that are read without other programs."""
    return {
        name: len(read_source(FOLDER / name).text)
        / min(_seconds(FOLDER / name) for _ in range(REPETITIONS))
        / 1e6
        for name in QUICK
    }


def memory() -> dict[str, float]:
    """Peak MB of a fresh process after the sample, and after a PDF of 2,000 pages."""
    with tempfile.TemporaryDirectory() as place:
        return {"short": _peak(PDF), "pages_2000": _peak(long_pdf(MANY_PAGES, Path(place)))}


def faults(figures: Figures) -> Iterator[str]:
    """Name each figure that misses its bound."""
    pages = figures["pdf"]["pages_per_second"]
    if pages < LEAST_PAGES:
        yield f"born-digital pages a second: {pages:.0f}, the bound is {LEAST_PAGES:.0f}"
    share = figures["scans"]["share_of_tesseract"]
    if share < LEAST_SHARE:
        yield f"share of Tesseract: {share:.3f}, the bound is {LEAST_SHARE}"
    peak = figures["memory"]["pages_2000"]
    if peak > MOST_MEMORY:
        yield f"memory, MB: {peak:.0f}, the bound is {MOST_MEMORY:.0f}"


def main(arguments: list[str]) -> int:
    """Measure and print; the exit status is 1 if a figure misses its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--peak-of", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.peak_of:
        read_source(options.peak_of)
        print(_most_memory())
        return 0
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    figures: Figures = {
        "pdf": pdf_speed(),
        "scans": scan_share(),
        "million_characters_per_second": quick_speed(),
        "memory": memory(),
    }
    missed = list(faults(figures))
    print(json.dumps({**figures, "missed": missed}, indent=1) if options.json else _table(figures))
    print(*(f"✗ {line}" for line in missed), sep="\n", end="\n" if missed else "", file=sys.stderr)
    return 1 if missed else 0


def _seconds(path: Path) -> float:
    begin = perf_counter()
    read_source(path)
    return perf_counter() - begin


def _used(whose: int) -> float:
    usage = resource.getrusage(whose)
    return usage.ru_utime + usage.ru_stime


def _most_memory() -> float:
    """The peak MB of this program; that of `getrusage` begins with what its parent had."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def _peak(path: Path) -> float:
    command = [sys.executable, "-m", "scripts.bench.readers", "--peak-of", str(path)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _table(figures: Figures) -> str:
    rows = []
    for group, values in figures.items():
        rows.append(group)
        rows += [f"  {name:34}{value:12,.3f}" for name, value in values.items()]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
