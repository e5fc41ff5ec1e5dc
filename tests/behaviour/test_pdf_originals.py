"""Real PDF files against their texts."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.extraction import Extraction
from pipeline.readers.limits import Limits
from pipeline.readers.pdf import read
from pipeline.source import Source

SHARED = Path(__file__).resolve().parents[3] / "shared"
ORIGINALS = SHARED / "directives" / "original"
TEXTS = (SHARED / "gold", SHARED / "directives" / "text")
BORN_DIGITAL = [
    "085_kh173_hanoi_2026",
    "096_cv2496_laocai",
    "098_cv7432_laocai_2026",
    "110_tb254_pctt_tthue_2022",
]

pytestmark = pytest.mark.skipif(not ORIGINALS.is_dir(), reason="../shared is not here")


def original(name: str) -> Source:
    """What is read of an original file."""
    return read((ORIGINALS / f"{name}.pdf").read_bytes(), f"{name}.pdf", Limits())


def given_text(name: str) -> str:
    """Its text as it was given."""
    path = next(folder / f"{name}.txt" for folder in TEXTS if (folder / f"{name}.txt").exists())
    return path.read_text(encoding="utf-8")


def words(text: str) -> Counter[str]:
    """The words of a text, counted."""
    return Counter(re.findall(r"\w+", text))


def assigned(found: Extraction) -> list[list[tuple[str, str]]]:
    """Who has which part in each task."""
    return [[(one["role"], one["name"]) for one in task["assignees"]] for task in found.task_fields]


@pytest.mark.parametrize("name", BORN_DIGITAL)
def test_words_agree(name: str) -> None:
    """Of the words of a born-digital file 98 in 100 are those of the given text."""
    found, given = words(original(name).text), words(given_text(name))
    assert 2 * (found & given).total() >= 0.98 * (found.total() + given.total())


@pytest.mark.parametrize("name", [name for name in BORN_DIGITAL if (TEXTS[0] / f"{name}.gold.json").exists()])
def test_tasks_agree(name: str) -> None:
    """The tasks of a born-digital file, and what its letterhead says, are those of its text."""
    found, given = extract(original(name)), extract(Source(text=given_text(name)))
    assert [task["text"] for task in found.task_fields] == [task["text"] for task in given.task_fields]
    assert assigned(found) == assigned(given)
    told = json.loads((TEXTS[0] / f"{name}.gold.json").read_text(encoding="utf-8"))["metadata"]
    metadata = found.fields["metadata"]
    assert (metadata["number"], metadata["date"]) == (told["number"], told["date"])


def test_signed_number_stands_in_its_place() -> None:
    """The number and date that were set by signing are read where the letterhead shows them."""
    text = original("096_cv2496_laocai").text
    assert "Số: 2496 /UBND-KT\n" in text
    assert "Lào Cai, ngày 06 tháng 4 năm 2026\n" in text
