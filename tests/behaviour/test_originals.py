"""The originals of real documents: each is read as well as its text, or refused by name."""

from __future__ import annotations

import shutil
from functools import cache

import pytest

from scripts.bench.formats import ORIGINALS, Reading, measure, originals
from tests.conftest import NO_SHARED

SCANS = {"068", "073", "075", "077", "079", "080", "081", "082", "087", "089"}
"""Those of whose pages there are but pictures, or a text layer without its diacritics."""
TOOLS = ("tesseract", "soffice")
LEAST_WORDS = 0.98
MOST_BELOW_TEXT, LEAST_OF_SCAN = 0.03, 0.85
SHORT = {"067": 0.9, "075": 0.4, "080": 0.79}
"""What three reach that stay below: lists in the cells of a schedule, "Kính gửi" lost, a bullet misread."""
KNOWN = {one.name: one for one in originals()}
BORN_DIGITAL = [name for name in KNOWN if name[:3] not in SCANS]
SCORED = [name for name, one in KNOWN.items() if one.gold is not None]

pytestmark = [
    pytest.mark.skipif(not KNOWN, reason=NO_SHARED),
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"needs {' and '.join(TOOLS)}"),
]


@cache
def reading(name: str) -> Reading:
    """What came of one of them, read once."""
    return measure(KNOWN[name])


def test_the_text_of_every_original_is_known() -> None:
    """The tests below leave out no original."""
    assert {one.path for one in KNOWN.values()} == set(ORIGINALS.iterdir())


@pytest.mark.parametrize("name", KNOWN)
def test_an_original_is_read(name: str) -> None:
    """It is read, and recognised from a picture only where there is no other way."""
    found = reading(name)
    assert not found.refused
    assert found.ocr == (name not in BORN_DIGITAL)


@pytest.mark.parametrize("name", BORN_DIGITAL)
def test_words_of_an_original_are_those_of_its_text(name: str) -> None:
    """Of born-digital PDF and of Word no word is lost or made up, but for a few in a hundred."""
    assert (reading(name).words or 0) >= LEAST_WORDS


@pytest.mark.parametrize("name", SCORED)
def test_tasks_of_an_original_are_found(name: str) -> None:
    """Its tasks are found as well as in its text; of a scan most of them, where the text gives so many."""
    found, text = reading(name), reading(name).text_task or 0
    least = text - MOST_BELOW_TEXT if name in BORN_DIGITAL else min(text, LEAST_OF_SCAN)
    assert (found.task or 0) >= SHORT.get(name[:3], least)
