"""Laws of the layout, on words and rules anywhere on pages of any number."""

from __future__ import annotations

import time
from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.layout import Page, Rule, Word, lay_out

WIDTH, HEIGHT = 595.0, 842.0
ACROSS = st.sampled_from([0.0, 85.0, 90.0, 120.0, 290.0, 297.5, 300.0, 430.0, 540.0, 595.0])
DOWN = st.sampled_from([0.0, 30.0, 40.0, 44.0, 60.0, 100.0, 118.0, 136.0, 300.0, 700.0, 718.0, 800.0, 842.0])
TEXTS = st.sampled_from(
    [
        "giao",
        "Sở",
        "2",
        "1.",
        "a)",
        "-",
        "|",
        "V/v",
        "Số:",
        "/UBND",
        "Kính",
        "2021-",
        "rồi.",
        "Người",
        "ký:",
        "\u00e9",
    ]
)


@st.composite
def words(draw: st.DrawFn) -> Word:
    """A word somewhere."""
    left, top = draw(ACROSS), draw(DOWN)
    confidence = draw(st.sampled_from([255, 0, 60]))
    return Word(
        draw(TEXTS), left, top, left + draw(st.floats(0, 90)), top + draw(st.floats(0, 30)), confidence
    )


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """A line somewhere."""
    (left, right), (top, bottom) = sorted([draw(ACROSS), draw(ACROSS)]), sorted([draw(DOWN), draw(DOWN)])
    return Rule(left, top, right, top) if draw(st.booleans()) else Rule(left, top, left, bottom)


PAGES = st.lists(
    st.builds(
        lambda found, drawn: (tuple(found), tuple(drawn)),
        st.lists(words(), max_size=25),
        st.lists(rules(), max_size=12),
    ),
    max_size=6,
).map(lambda pages: [Page(number, WIDTH, HEIGHT, *page) for number, page in enumerate(pages, 1)])


@given(PAGES)
def test_every_word_is_written_where_it_is_said_to_be(pages: list[Page]) -> None:
    """The ranges of the words hold them, follow each other, and nothing but blanks and bars is between."""
    found = lay_out(iter(pages))
    spans = list(zip(found.words.starts, found.words.ends, strict=True))
    given = {word.text.replace("|", "/") for page in pages for word in page.words}
    assert all(found.text[low:high].replace("|", "/") in given for low, high in spans)
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(found.text)]
    assert all(set(found.text[low:high]) <= set(" \n\f|") for low, high in zip(ends, starts, strict=True))


@given(PAGES)
def test_no_word_is_lost(pages: list[Page]) -> None:
    """Every word is in the text; a table's repeated head alone may be missing."""
    found = lay_out(iter(pages))
    written = Counter(
        found.text[low:high] for low, high in zip(found.words.starts, found.words.ends, strict=True)
    )
    if not any(page.rules for page in pages):
        assert written == Counter(word.text for page in pages for word in page.words)


@given(PAGES)
def test_pages_cover_the_text(pages: list[Page]) -> None:
    """The ranges of the pages join without a gap, one for each page, each ended by a form feed."""
    found = lay_out(iter(pages))
    assert len(found.pages) == len(pages) == len(found.words.sizes) == found.text.count("\f")
    edges = [0, *(page.end for page in found.pages)]
    assert edges[-1] == len(found.text)
    assert [page.start for page in found.pages] == edges[:-1]
    assert all(found.text[page.end - 1] == "\f" for page in found.pages)


@given(PAGES)
def test_furniture_is_whole_lines_in_order(pages: list[Page]) -> None:
    """Furniture is sorted, does not overlap, and each piece is a line."""
    found = lay_out(iter(pages))
    assert all(one.end < other.start for one, other in pairwise(found.furniture))
    for low, high in found.furniture:
        assert found.text[high] == "\n"
        assert not low or found.text[low - 1] in "\n\f"


@given(PAGES, st.randoms(use_true_random=False))
def test_order_of_words_does_not_matter(pages: list[Page], chance: Random) -> None:
    """The words of a page may come in any order, if no two stand in one place."""
    apart = [
        page._replace(words=tuple({(word.left, word.top): word for word in page.words}.values()), rules=())
        for page in pages
    ]
    mixed = [page._replace(words=tuple(chance.sample(page.words, len(page.words)))) for page in apart]
    assert lay_out(iter(apart)).text == lay_out(iter(mixed)).text


HOSTILE = {
    "one line": Page(
        1, WIDTH, HEIGHT, tuple(Word("a", at / 100, 9, at / 100 + 1, 20) for at in range(50_000))
    ),
    "one word a line": Page(1, WIDTH, HEIGHT, tuple(Word("a", 9, at, 20, at + 1) for at in range(50_000))),
    "two columns": Page(
        1,
        WIDTH,
        HEIGHT,
        tuple(
            Word("a", 90 + 400 * (at % 2), at // 2, 120 + 400 * (at % 2), at // 2 + 1) for at in range(50_000)
        ),
    ),
    "one place": Page(1, WIDTH, HEIGHT, (Word("a", 9, 9, 20, 20),) * 50_000),
    "squares": Page(
        1,
        WIDTH,
        HEIGHT,
        tuple(Word("a", at % 500, at % 800, at % 500 + 5, at % 800 + 5) for at in range(20_000)),
        tuple(Rule(at / 18, 0, at / 18, 842) for at in range(10_000))
        + tuple(Rule(0, at / 12, 595, at / 12) for at in range(10_000)),
    ),
    "merged": Page(
        1,
        WIDTH,
        1e6,
        tuple(Word("a", 10, 1 + at / 100, 20, 2 + at / 100) for at in range(10_000))
        + tuple(Word("b", 110, 10 * at + 2, 120, 10 * at + 8) for at in range(5_000)),
        (
            *(Rule(x, 0, x, 5e4) for x in (0, 100, 500)),
            *(Rule(100, 10 * at, 500, 10 * at) for at in range(5_000)),
        ),
    ),
    "lying": Page(
        1,
        WIDTH,
        1e6,
        tuple(Word("a", 10, at, 20, at + 1) for at in range(20_000)),
        tuple(Rule(at // 3 % 7 * 20, 10 * at, 500, 10 * at) for at in range(20_000)),
    ),
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_take_bounded_time(page: Page) -> None:
    """However a page is filled, three copies of it are laid out in seconds."""
    start = time.process_time()
    found = lay_out(page._replace(number=number) for number in (1, 2, 3))
    assert time.process_time() - start < 10
    assert len(found.text) < 3_000_000
