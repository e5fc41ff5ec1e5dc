"""Every sample of corpus/formats gives the tasks of its text."""

from __future__ import annotations

import shutil
from typing import Any
from unicodedata import normalize

import pytest
from rapidfuzz import fuzz

from pipeline.evaluate import load_gold
from pipeline.extraction import extract
from pipeline.readers import read_source
from pipeline.source import Source
from scripts.bench.documents import CORPUS
from scripts.bench.formats import figures_of
from scripts.samples.catalog import FOLDER, Sample, load_samples

SAMPLES = load_samples()
PROGRAMS = {"doc": "soffice", "scan": "tesseract", "photo": "tesseract"}
PAGED = {"pdf", "signed"}
PICTURES = {"scan", "photo"}
LEAST_TASKS = 0.85
LIKE_ENOUGH = {"pdf": 99, "signed": 99, "photo": 97, "clean": 96, "medium": 97, "heavy": 95}
"""Of a hundred characters of a text, in words wherever they stand, how many are read right."""
MOST_BYTES = 3_000_000


def needing(sample: Sample) -> Any:  # noqa: ANN401 - pytest's own type for a marked case is not public
    """A sample as a case, skipped where the program that it needs is missing."""
    program = PROGRAMS.get(sample.form)
    missing = program is not None and shutil.which(program) is None
    return pytest.param(
        sample, id=sample.file, marks=pytest.mark.skipif(missing, reason=f"needs {program}, not installed")
    )


def carried(source: Source) -> list[tuple[str, str, list[tuple[str, str]], list[tuple[str, str | None]]]]:
    """Of each task its label, its kind, who carries it and by when."""
    return [
        (
            task["label"],
            task["kind"],
            [(who["role"], who["name"]) for who in task["assignees"]],
            [(when["kind"], when["value"]) for when in task["deadlines"]],
        )
        for task in extract(source).task_fields
    ]


def lines(text: str) -> list[str]:
    """The lines of a text that have words, without blanks at their ends, in NFC."""
    return [line.rstrip() for line in normalize("NFC", text).splitlines() if line.strip()]


EXACT = [needing(one) for one in SAMPLES if one.form not in PICTURES]
WITH_LINES = [needing(one) for one in SAMPLES if one.form not in PICTURES | PAGED]
WITH_PAGES = [needing(one) for one in SAMPLES if one.form in PICTURES | PAGED]
RECOGNISED = [needing(one) for one in SAMPLES if one.form in PICTURES]


@pytest.mark.parametrize("sample", EXACT)
def test_a_sample_gives_the_tasks_of_its_text(sample: Sample) -> None:
    """Labels, kinds, who carries each task and by when are those that the text itself gives."""
    assert carried(read_source(sample.path)) == carried(Source(text=sample.text))


@pytest.mark.parametrize("sample", RECOGNISED)
def test_a_picture_gives_most_tasks(sample: Sample) -> None:
    """Where words must be recognised, the tasks are found all the same."""
    task, _ = figures_of(read_source(sample.path), load_gold(sample.gold, CORPUS))
    assert (task or 0) >= LEAST_TASKS


@pytest.mark.parametrize("sample", WITH_LINES)
def test_nothing_is_lost(sample: Sample) -> None:
    """Formats that know their paragraphs give the text, line for line."""
    assert lines(read_source(sample.path).text) == lines(sample.text)


@pytest.mark.parametrize("sample", WITH_PAGES)
def test_little_is_lost(sample: Sample) -> None:
    """Formats that know but pages give nearly all of the text, and say which page each stretch is from."""
    source = read_source(sample.path)
    alike = fuzz.token_sort_ratio(source.text, sample.text)
    assert alike >= LIKE_ENOUGH[sample.options.get("level", sample.form)]
    assert source.pages
    assert source.ocr == (sample.form in PICTURES)


def test_the_list_is_the_folder() -> None:
    """corpus/formats holds what samples.toml lists and nothing else, and stays small."""
    files = list(FOLDER.iterdir())
    assert {file.name for file in files} == {sample.file.split("/")[0] for sample in SAMPLES}
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


def test_no_sample_is_taken_for_a_text_of_the_corpus() -> None:
    """Scoring goes by the beginnings of names; no sample's is that of an annotated text."""
    names = {path.stem for path in FOLDER.parent.glob("*.txt")}
    stems = {sample.path.stem for sample in SAMPLES}
    assert not [
        (one, other) for one in names for other in stems if one.startswith(other) or other.startswith(one)
    ]
