"""What holds of whatever text is put into cells and names of sheets."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.cells import clean, is_formula, pieces
from pipeline.export.sheet_names import LONGEST, SheetNames

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(" ='@+-\t\n\U0001f4c4đ")), max_size=60)


def units(text: str) -> int:
    """The length of a text as Excel counts."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(2, 40))
def test_pieces_are_the_whole_and_each_fits(text: str, longest: int) -> None:
    """Nothing is lost by cutting, and no sign of two units is cut through."""
    cut = list(pieces(text, longest))
    assert "".join(cut) == text
    assert all(units(piece) <= longest for piece in cut)
    assert all(cut) or cut == [""]


@given(TEXTS)
def test_a_clean_text_has_no_control_characters_and_cleaning_it_again_changes_nothing(text: str) -> None:
    """What XML cannot hold is gone; white space before a formula does not hide it."""
    cleaned = clean(text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", cleaned)
    assert clean(cleaned) == cleaned
    assert is_formula(cleaned) == (cleaned[:1] in set("=+-@＝＋－＠"))


@given(st.lists(TEXTS, max_size=12))
def test_names_of_sheets_are_such_as_excel_takes(wanted: list[str]) -> None:
    """Not empty, not long, without its signs, and different whatever the capitals."""
    names = SheetNames()
    given_names = [names.take(one) for one in wanted]
    assert len({name.casefold() for name in given_names}) == len(given_names)
    for name in given_names:
        assert 1 <= units(name) <= LONGEST
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"
