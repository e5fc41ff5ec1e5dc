"""The code tables of gazetteer/encodings, through the readers themselves."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

from gazetteer.encoding_data import load_dropped, load_fonts, load_tcvn3, load_viqr, load_vni
from gazetteer.load import read_toml
from gazetteer.syllables import TONES, is_syllable
from pipeline.readers.encodings import convert, decode, repair

_NAMES = sorted(path.name.removesuffix(".toml") for path in (files("gazetteer") / "encodings").iterdir())
_CAPITALS_OF_TCVN3 = "ĂÂÊÔƠƯĐ"


def _rows(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(name, row) for name in _NAMES for row in read_toml(f"encodings/{name}.toml")[kind]]


@pytest.mark.parametrize(("encoding", "row"), _rows("example"), ids=lambda part: str(part)[:20])
def test_examples(encoding: str, row: dict[str, str]) -> None:
    """What is attested becomes what it says, by its encoding and by its words alone."""
    assert convert(row["legacy"], encoding) == row["text"]
    assert repair(row["legacy"]) == (row["text"], encoding)


@pytest.mark.parametrize(("encoding", "row"), _rows("near_miss"), ids=lambda part: str(part)[:20])
def test_near_misses(encoding: str, row: dict[str, str]) -> None:
    """What only looks like an old encoding stays as it is."""
    assert encoding in _NAMES
    assert repair(row["text"]) == (row["text"], None)
    assert decode(row["text"].encode(), "a.txt") == (row["text"], "utf-8")


def test_tables_have_every_letter() -> None:
    """TCVN3 and VNI have the 67 marked small letters; VNI has their capitals, TCVN3 seven of them."""
    small = {letter for letter in load_tcvn3().values() if letter.islower()}
    assert len(small) == 67
    assert small == {letter for letter in load_vni().values() if letter.islower()}
    assert {letter.upper() for letter in small} <= set(load_vni().values())
    assert set(load_tcvn3().values()) - small == set(_CAPITALS_OF_TCVN3)
    assert len(load_tcvn3()) == len(set(load_tcvn3().values())) == 74


def test_codes_fit_one_byte() -> None:
    """Every code is of characters that one byte holds, outside ASCII but for vowels."""
    for code in load_tcvn3():
        assert 0xA0 < ord(code) < 0x100
    for code in load_vni():
        assert 0xA0 < ord(code[-1]) < 0x100
        assert len(code) <= 2


def test_signs_of_viqr() -> None:
    """Every shape says what it fits, the tones are the five, and words that take the stop are syllables."""
    marks = load_viqr()
    assert marks.shapes.keys() == marks.fits.keys()
    assert set(marks.tones.values()) == set(TONES) - {""}
    assert all(is_syllable(word) for word in marks.heavy)


def test_dropped_letter() -> None:
    """The rhymes are those of no syllable, with the letter they are, and so is every word."""
    dropped = load_dropped()
    for rhyme in dropped.rhymes:
        assert not is_syllable(f"t{rhyme}")
    for broken, whole in dropped.words.items():
        assert whole.replace(dropped.letter, "") == broken
        assert all(is_syllable(word) for word in whole.split())


def test_fonts_tell_one_encoding() -> None:
    """No name of a font begins as those of two encodings do."""
    beginnings = [beginning for fonts in load_fonts().values() for beginning in fonts.beginnings]
    assert all(one == other or not one.startswith(other) for one in beginnings for other in beginnings)
    assert all(beginning == beginning.lower() for beginning in beginnings)
