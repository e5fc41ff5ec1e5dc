"""Pictures of counts."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from matplotlib import rcParams
from matplotlib.image import imread

from pipeline.export.plots import Words, draw_bars, draw_matrix, draw_timeline

WORDS = Words("Nhiệm vụ", "Đếm trên 9 nhiệm vụ", "Chủ trì", "Phối hợp")
HOSTILE = [
    "$x^",
    "",
    "a" * 300,
    "<svg>&",
    "😀\u200b",
    "Sở Nông nghiệp và Phát triển nông thôn tỉnh Thừa Thiên Huế",
]


@pytest.mark.parametrize("labels", [[], ["Sở Y tế"], HOSTILE])
def test_any_names_can_be_drawn(labels: list[str]) -> None:
    """Formulas, tags, long names and strange letters are only words; no bars give an empty picture."""
    numbers = list(range(len(labels)))
    for picture in (
        draw_bars(WORDS, labels, {"": numbers}, "svg"),
        draw_bars(WORDS, labels, {"Chủ trì": numbers, "Phối hợp": numbers}, "svg"),
        draw_matrix(WORDS, labels or ["a"], labels or ["a"], [numbers or [0]] * (len(labels) or 1), "svg"),
        draw_timeline(WORDS, numbers, {place: f"$20{place}" for place in numbers}, "svg"),
    ):
        assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 - our own


def test_numbers_are_written_as_the_words_say() -> None:
    """Thousands have the mark of the language, beside bars, in cells and at the sides."""
    written: list[int] = []

    def number(value: int) -> str:
        written.append(value)
        return f"{value:,}"

    words = Words("x", "", number=number)
    draw_bars(words, ["a"], {"": [1_234]}, "png")
    assert len(written) > 1
    draw_matrix(words, ["a"], ["b"], [[2_345]], "png")
    draw_timeline(words, [3_456], {0: "2025"}, "png")
    assert {1_234, 2_345, 3_456} <= set(written)
    assert max(written) > 3_456


def test_a_picture_grows_with_what_it_shows() -> None:
    """More bars make a higher picture, longer names too, so that nothing is squeezed."""

    def height(labels: list[str]) -> int:
        picture = draw_bars(WORDS, labels, {"": [1] * len(labels)}, "png")
        return int(imread(BytesIO(picture)).shape[0])

    assert height(["a"] * 3) < height(["a"] * 30)
    assert height(["a"] * 3) < height(["Ủy ban nhân dân " * 8] * 3)


def test_columns_are_as_broad_as_the_lines_of_their_heads() -> None:
    """A long name above a column does not lie over that of its neighbour."""

    def width(head: str) -> int:
        picture = draw_matrix(WORDS, ["Sở Y tế"], [head] * 9, [[1] * 9], "png")
        return int(imread(BytesIO(picture)).shape[1])

    assert width("Sở Y tế") < width(
        "các sở, ban, ngành, đơn vị, tổ chức chính trị - xã hội, hội, đoàn thể, hiệp hội"
    )


def test_the_style_of_the_user_changes_nothing() -> None:
    """The same counts give the same bytes whatever matplotlib is set to, and its settings stay."""
    before = draw_bars(WORDS, ["a"], {"": [1]}, "svg")
    kept = rcParams["axes.facecolor"]
    rcParams["axes.facecolor"] = "red"
    try:
        assert draw_bars(WORDS, ["a"], {"": [1]}, "svg") == before
        assert rcParams["axes.facecolor"] == "red"
    finally:
        rcParams["axes.facecolor"] = kept
    assert b"<dc:date>" not in before
    assert draw_bars(WORDS, ["a"], {"": [2]}, "svg") != before
