"""What mending does to text that a machine has read: wrong words before and after, right words spoiled.

    .venv/bin/python -m scripts.bench.restore_scans            measure; some minutes
    .venv/bin/python -m scripts.bench.restore_scans --edits    show every edit, too

In: documents of corpus/, printed and scanned at three levels of damage; where they exist, the real scans of
../shared that restore_scans.toml lists. Needs what the formats need: LibreOffice, Tesseract. Writes nothing.
Ends with status 1 if mending leaves as many words wrong as before, or spoils more right ones than it may.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, NamedTuple
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from pipeline.document import read_document
from pipeline.document.changes import apply
from pipeline.readers import read_source
from pipeline.restore import Proposal, find_edits
from pipeline.source import Source
from pipeline.spans import Span
from scripts.bench.documents import CORPUS, SHARED
from scripts.samples.office import convert
from scripts.samples.paper import BAR, printed, read_paper
from scripts.samples.pictures import LEVELS, scan
from scripts.samples.word import Style, make_docx, plain_runs

Verdict = Literal["right", "spoiled", "still wrong"]

DOCUMENTS = (
    "chi-thi-ubnd-tinh-2006", "chi-thi-ubnd-tinh-2019", "chi-thi-ubnd-tinh-2023", "cong-dien-ttg-2020",
    "cong-van-mat-dau-2021", "huong-dan-so-noi-vu-2021", "ket-luan-tinh-uy-2023", "quyet-dinh-ubnd-tinh-2017",
    "thong-bao-vpcp-2023",
)  # fmt: skip
"""Documents of corpus/ without tables, which may be read in another order than they are written in."""
SCANS = Path(__file__).with_suffix(".toml")
REAL = "real"
MOST_SPOILED = 0.0002
"""The part of all words, over all levels of damage."""
AROUND = 24
_SYLLABLE = re.compile(r"[^\W\d_]+")


class Reading(NamedTuple):
    """What was read of a page or more, what stands there, and what restoring would do."""

    level: str
    name: str
    text: str
    truth: str
    edits: tuple[Proposal, ...]


@dataclass
class Figures:
    """How many words there are, and syllables; how many are wrong; how the edits were, by policy."""

    size: Counter[str] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    edits: Counter[tuple[str, Verdict]] = field(default_factory=Counter)

    def rate(self, unit: str, state: str) -> float:
        """How many of a hundred are wrong."""
        return 100 * self.wrong[unit, state] / max(1, self.size[unit])


def words(text: str) -> list[str]:
    """What stands between blanks; bars between cells do not count."""
    return [word for word in normalize("NFC", text).split() if word != BAR.strip()]


def syllables(text: str) -> list[str]:
    """The runs of letters."""
    return _SYLLABLE.findall(normalize("NFC", text))


UNITS = {"words": words, "syllables": syllables}


def rendered() -> Iterator[Reading]:
    """Print, scan and read the documents at each level of damage."""
    for name in DOCUMENTS:
        paper = read_paper((CORPUS / f"{name}.txt").read_text(encoding="utf-8"))
        pdf = convert(make_docx(paper, Style(plain_runs)), "pdf")
        for level in LEVELS:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, f"{name}.pdf")
                path.write_bytes(scan(pdf, level))
                yield reading(level, name, read_source(path), printed(paper))


def real() -> Iterator[Reading]:
    """Read the scans of ../shared; none where that is not there."""
    for row in scans() if SHARED.is_dir() else ():
        truth = (SHARED / row["text"]).read_text(encoding="utf-8")
        for old, new in row["right"]:
            if old not in truth:
                raise ValueError(f"{SCANS.name}: {row['file']}: {old!r} is not in its text")
            truth = truth.replace(old, new)
        source = read_source(SHARED / "directives" / "original" / f"{row['file']}.pdf")
        yield reading(REAL, row["file"], source, truth, row["begin"], row["end"])


def scans() -> list[dict[str, Any]]:
    """The rows of restore_scans.toml."""
    listed: list[dict[str, Any]] = tomllib.loads(SCANS.read_text(encoding="utf-8"))["scan"]
    return listed


def reading(level: str, name: str, source: Source, truth: str, begin: str = "", end: str = "") -> Reading:
    """What was read and what is true from `begin` to `end`; ValueError where either lacks the beginning."""
    document = read_document(source)
    right = read_document(Source(truth)).text
    low, high = _part(document.text, begin, end)
    edits = [edit for edit in find_edits(document) if edit.policy != "flag"]
    inside = [
        edit._replace(span=Span(edit.span.start - low, edit.span.end - low))
        for edit in edits
        if low <= edit.span.start and edit.span.end <= high
    ]
    return Reading(
        level, name, document.text[low:high], right[slice(*_part(right, begin, end))], tuple(inside)
    )


def _part(text: str, begin: str, end: str) -> tuple[int, int]:
    low = text.index(begin)
    high = text.find(end, low) if end else -1
    return low, high if high >= 0 else len(text)


def measure(one: Reading) -> Figures:
    """Hold what was read against the truth: as it is, with what is applied, with suggestions taken, too."""
    applied = [edit for edit in one.edits if edit.policy == "apply"]
    states = {"before": one.text, "after": _with(one.text, applied), "asked": _with(one.text, one.edits)}
    figures = Figures()
    for unit, cut in UNITS.items():
        right = cut(one.truth)
        figures.size[unit] = len(right)
        for state, text in states.items():
            figures.wrong[unit, state] = Levenshtein.distance(right, cut(text))
    figures.edits.update((edit.policy, verdict(one, edit)) for edit in one.edits)
    return figures


def verdict(one: Reading, edit: Proposal) -> Verdict:
    """Tell what `edit` alone does: fewer syllables wrong, or words, or more of them, or as many."""
    text = _with(one.text, [edit])
    for cut in (syllables, words):
        right = cut(one.truth)
        more = Levenshtein.distance(right, cut(text)) - Levenshtein.distance(right, cut(one.text))
        if more:
            return "right" if more < 0 else "spoiled"
    return "still wrong"


def _with(text: str, edits: Iterable[Proposal]) -> str:
    """`text` after those of `edits` that don't overlap one before them."""
    chosen: list[tuple[int, int, str, str]] = []
    for edit in sorted(edits):
        if not chosen or edit.span.start > chosen[-1][1]:
            chosen.append((*edit.span, edit.after, edit.rule))
    return apply(text, chosen)


def added(figures: Iterable[Figures]) -> Figures:
    """All of `figures` as one."""
    total = Figures()
    for one in figures:
        total.size += one.size
        total.wrong += one.wrong
        total.edits += one.edits
    return total


def lines(level: str, figures: Figures) -> Iterator[str]:
    """The rows of a table."""
    for unit in UNITS:
        rates = " → ".join(f"{figures.rate(unit, state):5.2f}" for state in ("before", "after"))
        asked = f"{figures.rate(unit, 'asked'):5.2f}"
        yield f"{level:8}{figures.size[unit]:7} {unit:10} wrong {rates} %, suggestions taken {asked} %"
    for policy in ("apply", "suggest"):
        counts = (f"{figures.edits[policy, how]:4} {how}" for how in ("right", "spoiled", "still wrong"))
        yield f"{'':8}{policy:9}" + ",".join(counts)


def faults(figures: Iterable[Figures]) -> Iterator[str]:
    """Name what misses its bound."""
    total = added(figures)
    if total.wrong["words", "after"] >= total.wrong["words", "before"]:
        yield "as many words are wrong as before"
    spoiled = total.edits["apply", "spoiled"]
    if spoiled > MOST_SPOILED * total.size["words"]:
        yield f"right words spoiled: {spoiled} of {total.size['words']}"


def main(arguments: list[str]) -> int:
    """Measure and print; the exit status is 1 if something misses its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--edits", action="store_true")
    options = parser.parse_args(arguments)
    order = [*LEVELS, REAL]
    found = sorted([*rendered(), *real()], key=lambda one: order.index(one.level))
    tables = {level: added(map(measure, ones)) for level, ones in groupby(found, key=lambda one: one.level)}
    for level, figures in tables.items():
        print(*lines(level, figures), sep="\n")
    for one in found if options.edits else ():
        print(*_shown(one), sep="\n")
    missed = list(faults(tables.values()))
    print(*(f"✗ {line}" for line in missed), sep="\n", end="\n" if missed else "", file=sys.stderr)
    return 1 if missed else 0


def _shown(one: Reading) -> Iterator[str]:
    for edit in one.edits:
        low, high = edit.span
        before, behind = one.text[max(0, low - AROUND) : low], one.text[high : high + AROUND]
        change = f"{before}[{edit.before} → {edit.after}]{behind}".replace("\n", "¶")
        yield f"{one.level:7} {edit.policy:8} {verdict(one, edit):12} {change}  {edit.evidence}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
