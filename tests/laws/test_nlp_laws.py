"""What holds for every text that goes to a tool of language people."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.drafts import gold_of
from pipeline.nlp import docbin
from pipeline.nlp.tokens import blank
from pipeline.nlp.units import Utf16
from pipeline.nlp.words import split
from tests.annotated import DIRECTIVE, TOOLS, exported

NLP = blank()
PARTS = (
    *("Sở", "Nội vụ", "Ngị", "2.Sở", "76/NQ-CP", "08-NQ/TU", "30/6/2023", "1.500,5", "-", "....", "/", "_"),
    *(" ", "  ", "\n", "\r\n", "\t", "\x0c", "\u00a0", "\u0301", "\u200b", "\ufeff", "😀", "𝐀"),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Any text, and rows of what documents hold, composed or decomposed."""
    words = draw(st.lists(st.sampled_from(PARTS) | st.text(max_size=5), max_size=20))
    return unicodedata.normalize(draw(st.sampled_from(("NFC", "NFD"))), "".join(words))


@given(texts(), st.data())
def test_words_with_their_blanks_are_the_text(text: str, data: st.DataObject) -> None:
    """Nothing is lost, added or moved; every stretch asked for is a row of whole words, blanks and all."""
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
        lambda one: one[0] < one[1]
    )
    stretches = data.draw(st.lists(places, max_size=4)) if text else []
    words = list(split(text, stretches))
    assert "".join(text[word.start : word.end] + " " * word.blank for word in words) == text
    assert all(word.start < word.end for word in words)
    assert {start for start, _ in stretches} <= {word.start for word in words}
    assert {end for _, end in stretches} <= {word.end for word in words}


@given(texts())
def test_a_document_of_spacy_has_the_text(text: str) -> None:
    """The tokenizer gives back what it was given, white space and accents that stand apart too."""
    doc = NLP.make_doc(text)
    assert doc.text == text
    assert [token.idx for token in doc] == [word.start for word in split(text)]


@given(texts())
def test_units_are_those_of_utf16(text: str) -> None:
    """Every position has its unit and comes back; no other unit has a position."""
    units = Utf16(text)
    positions = [len(text[:point].encode("utf-16-le")) // 2 for point in range(len(text) + 1)]
    assert [units.from_point(point) for point in range(len(text) + 1)] == positions
    assert [units.to_point(unit) for unit in positions] == list(range(len(text) + 1))
    for unit in set(range(positions[-1])) - set(positions):
        with pytest.raises(ValueError, match="middle of a character"):
            units.to_point(unit)


@given(texts(), st.integers(0, len(DIRECTIVE)), st.sampled_from(("NFC", "NFD")))
def test_records_come_back_from_every_tool(
    tmp_path_factory: pytest.TempPathFactory, words: str, place: int, form: str
) -> None:
    """Whatever stands in a directive, in whatever form, no tool loses a record or moves a position."""
    text = unicodedata.normalize(form, DIRECTIVE[:place] + words + DIRECTIVE[place:])  # type: ignore[arg-type]
    one = exported(text)
    path: Path = tmp_path_factory.getbasetemp() / "annotations"
    for tool in (*TOOLS.values(), docbin):
        tool.write([one], path)
        (back,) = tool.read(path)
        assert back == one
        assert gold_of(back, "a") == gold_of(one, "a")
