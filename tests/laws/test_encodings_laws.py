"""Laws of the old encodings, on made-up paragraphs of real syllables."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.syllables import _words, is_syllable, join_syllable, parse_syllable
from pipeline.errors import InputError
from pipeline.readers.encodings import ENCODINGS, Decoded, convert, decode, repair
from tests import legacy

_SYLLABLES = st.sampled_from(sorted(_words()))
_MARKED = st.sampled_from(sorted(word for word in _words() if not word.isascii() and len(word) > 2))
_PARAGRAPHS = st.builds(
    lambda first, rest: " ".join([*first, *rest]) + ",",
    st.lists(_MARKED, min_size=6, max_size=12, unique=True),
    st.lists(_SYLLABLES, max_size=6),
)
_TEXTS = st.lists(_PARAGRAPHS, min_size=1, max_size=5).map("\n".join)
_TELLING = "được nước trưởng huyện"
"""Words whose shapes VIQR writes as no other text does."""
_LOSSLESS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encoding", legacy.ENCODINGS)
@settings(max_examples=200)
@given(text=_TEXTS)
def test_round_trip(encoding: str, text: str) -> None:
    """What is written in an old encoding is read as it was, whatever the syllables."""
    text = f"{_TELLING}\n{text}"
    decoded = decode(legacy.written(text, encoding), "a.txt")
    assert Decoded(legacy.composed(decoded.text), decoded.encoding) == Decoded(text, encoding)


@pytest.mark.parametrize("encoding", _LOSSLESS)
@given(text=_TEXTS)
def test_unicode_stays(encoding: str, text: str) -> None:
    """Vietnamese in Unicode stays as it is."""
    assert decode(text.encode(encoding), "a.txt") == (text, encoding)
    assert repair(text) == (text, None)


@given(st.text())
def test_repair_is_total(text: str) -> None:
    """Any text is read, and what has nothing outside ASCII and no signs of VIQR stays."""
    assert repair(text).encoding is None or repair(text).text != text
    for encoding in ENCODINGS:
        assert isinstance(convert(text, encoding), str)


@given(st.binary())
def test_bytes_are_read_or_refused(data: bytes) -> None:
    """Any bytes are text, or an error says that they are not."""
    with suppress(InputError):
        assert isinstance(decode(data, "a.txt").text, str)


@given(_SYLLABLES)
def test_parts_of_syllables(word: str) -> None:
    """A syllable's parts make a syllable with these parts."""
    parts = parse_syllable(word)
    assert parts is not None
    again = join_syllable(parts)
    assert is_syllable(again)
    assert parse_syllable(again) == parts
