"""Old encodings on the real documents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from gazetteer.syllables import is_syllable
from pipeline.readers.encodings import decode, repair
from tests import legacy

# Recognised by machines, without the care that the other texts have got.
_RAW = (".textlayer.", ".legacy.", ".segmented.")
_WORD = re.compile(r"[^\W\d_]+")
_ENCODINGS = (*legacy.ENCODINGS, "utf-8", "utf-8-sig", "utf-16")


def _texts(paths: Iterable[Path]) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths if not any(mark in path.name for mark in _RAW)]


def test_real_files_in_tcvn3(shared: Path) -> None:
    """What a program gave for Word files in TCVN3 agrees with their transcripts, lost letters included."""
    found = sorted((shared / "directives" / "text").glob("*.legacy.txt"))
    assert found
    for path in found:
        decoded = decode(path.read_bytes(), path.name)
        words = decoded.text.lower().split()
        transcript = (
            path.with_name(path.name.replace(".legacy", "")).read_text(encoding="utf-8").lower().split()
        )
        assert decoded.encoding == "tcvn3"
        assert _shared_pairs(words, transcript) >= 0.995


def _shared_pairs(words: list[str], others: list[str]) -> float:
    """Return the share of neighbours that are neighbours on the other side too."""
    pairs, found = (set(pairwise(side)) for side in (words, others))
    return len(pairs & found) / max(len(pairs), len(found))


@pytest.mark.parametrize("encoding", _ENCODINGS)
def test_there_and_back(shared_texts: tuple[Path, ...], encoding: str) -> None:
    """Each real document in another encoding is read as it was but for a few stops that might be marks."""
    lines = wrong = 0
    for text in map(legacy.writable, _texts(shared_texts)):
        back = legacy.composed(decode(legacy.written(text, encoding), "a.txt").text)
        pairs = list(zip(back.lower().split("\n"), text.lower().split("\n"), strict=True))
        lines += len(pairs)
        wrong += sum(one != other for one, other in pairs)
    assert wrong <= (0.01 if encoding == "viqr" else 0.0005) * lines


def test_real_documents_stay(shared_texts: tuple[Path, ...]) -> None:
    """No document in Unicode is taken for one in an old encoding, whatever signs machines saw in it."""
    for path in shared_texts:
        if ".legacy." not in path.name:
            text = path.read_text(encoding="utf-8")
            assert repair(text) == (text, None)


def test_words_are_syllables(shared_texts: tuple[Path, ...]) -> None:
    """Words with marks in real documents are syllables, but for names and slips."""
    words = [
        word.lower()
        for text in _texts(shared_texts)
        for word in _WORD.findall(legacy.composed(text))
        if not word.isascii() and not word.isupper()
    ]
    assert sum(map(is_syllable, words)) >= 0.995 * len(words)
