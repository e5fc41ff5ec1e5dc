"""Pictures of pages made ready, recognised, and put back in place."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.errors import InputError
from pipeline.readers.layout.model import Word
from pipeline.readers.limits import DEFAULT_LIMITS
from pipeline.readers.ocr import Picture, pages, recognise, tesseract
from pipeline.readers.ocr.cells import picture_of, put_back, unread_cells
from pipeline.readers.ocr.prepare import Prepared, prepare, set_upright
from pipeline.readers.ocr.ruling import take_rules
from pipeline.readers.ocr.skew import lies_sideways, skew
from pipeline.readers.ocr.tesseract import Tesseract, find_tesseract
from pipeline.readers.tools import ToolError, find_tool

A4 = (595.0, 842.0)
LETTERS = 12
"""Dots of the letters that the pages drawn here have."""


def lines(width: int = 1200, height: int = 1600) -> Image.Image:
    """A page of short strokes in lines, as writing looks from far."""
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    for top in range(100, height - 100, 40):
        for left in range(100, width - 100 - (top * 7) % 300, 16):
            draw.rectangle((left, top, left + 9, top + LETTERS), fill=0)
    return image


def table() -> Image.Image:
    """A table of three columns and three rows, whose fields are empty."""
    image = Image.new("L", (1488, 2105), 255)
    draw = ImageDraw.Draw(image)
    for top in (300, 500, 700, 900):
        draw.line((200, top, 1200, top), fill=0, width=3)
    for left in (200, 300, 700, 1200):
        draw.line((left, 300, left, 900), fill=0, width=3)
    return image


def picture(image: Image.Image, number: int = 2) -> Picture:
    """A picture of an A4 page."""
    return Picture(number, *A4, image)


@pytest.mark.parametrize("angle", [-3.0, -0.7, 0.0, 0.4, 2.0])
def test_skew(angle: float) -> None:
    """By how many degrees a page is askew is known to a tenth or two."""
    turned = lines().rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew(np.asarray(turned)) == pytest.approx(angle, abs=0.2)


def test_sideways() -> None:
    """A page on its side is told from one that stands."""
    assert not lies_sideways(np.asarray(lines()))
    assert lies_sideways(np.asarray(lines().rotate(90, expand=True)))


def test_nothing_to_measure() -> None:
    """An empty page, and a black one, lie straight."""
    for shade in (0, 255):
        page = np.full((400, 300), shade, dtype=np.uint8)
        assert skew(page) == 0
        assert not lies_sideways(page)


def test_black_edges_do_not_tell_the_skew() -> None:
    """The edge that a scanner leaves beside a page is no line of it."""
    turned = np.array(lines().rotate(-1, Image.Resampling.BICUBIC, fillcolor=255))
    turned[:, :60] = turned[-60:] = 0
    assert skew(turned) == pytest.approx(1, abs=0.2)


def test_rules_are_taken() -> None:
    """The lines of a table are found where they stand, and the page has none of them any more."""
    bare, strips = take_rules(np.asarray(table()))
    lying = [strip for strip in strips if strip.right - strip.left > strip.bottom - strip.top]
    assert [round(strip.top, -1) for strip in lying] == [300, 500, 700, 900]
    assert [round(strip.left, -1) for strip in strips if strip not in lying] == [200, 300, 700, 1200]
    assert bare.min() == 255


def test_letters_are_no_rules() -> None:
    """Strokes of letters, thick blocks and noise are left alone."""
    image = lines()
    ImageDraw.Draw(image).rectangle((300, 1520, 900, 1580), fill=0)
    page = np.asarray(image)
    bare, strips = take_rules(page)
    assert strips == []
    assert (bare == page).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (5, 5)])
def test_tiny_pages(shape: tuple[int, int]) -> None:
    """A picture of a few dots is prepared like any other."""
    image = Image.fromarray(np.zeros(shape, dtype=np.uint8))
    page = prepare(set_upright(Picture(1, 10.0, 10.0, image)))
    assert page.rules == ()


def test_one_size() -> None:
    """Pictures of any size and shape are recognised at one size, huge pages at fewer dots."""
    assert prepare(set_upright(picture(lines()))).scale == pytest.approx(2.5, abs=0.01)
    huge = prepare(set_upright(Picture(1, 20_000.0, 20_000.0, lines())))
    assert huge.dots.size < 7_000_000
    strip = prepare(set_upright(Picture(1, 595.0, 60_000_000.0, Image.new("L", (1, 100_000), 255))))
    assert max(strip.dots.shape) <= 10_000


def test_shadows() -> None:
    """Paper in a shadow becomes as white as the rest, the ink on it stays dark."""
    light = np.linspace(0.5, 1.0, 1200)
    shaded = Image.fromarray((np.asarray(lines()) * light).astype(np.uint8))
    dots = np.asarray(set_upright(picture(shaded)).image)
    assert np.percentile(dots, 90) >= 250
    assert (dots < 100).sum() == pytest.approx(
        (np.asarray(set_upright(picture(lines())).image) < 100).sum(), rel=0.1
    )


def test_unread_cells() -> None:
    """Cells with ink and no word are put in one picture, and its words back into the cells."""
    image = table()
    draw = ImageDraw.Draw(image)
    draw.rectangle((230, 380, 250, 420), fill=0)
    draw.rectangle((800, 780, 900, 820), fill=0)
    draw.rectangle((400, 580, 500, 620), fill=0)
    page = prepare(set_upright(picture(image)))
    scale = page.scale
    word = Word("x", 400 / scale, 580 / scale, 500 / scale, 620 / scale, 90)
    cuts = unread_cells(page, [word])
    assert len(cuts) == 2
    stack = picture_of(page, cuts)
    down, across = np.nonzero(stack.dots < 100)
    found = []
    for rows in (down < cuts[1].top, down >= cuts[1].top):
        x, y = across[rows] / scale, down[rows] / scale
        found.append(Word("1", x.min(), y.min(), x.max(), y.max(), 90))
    placed = list(put_back(found, cuts, scale))
    assert [round(word.left * scale) for word in placed] == [230, 800]
    assert [round(word.top * scale) for word in placed] == [380, 780]


def test_no_table_no_cells() -> None:
    """A page without a table has no cells to read."""
    assert unread_cells(prepare(set_upright(picture(lines()))), []) == []


class Fake:
    """A recogniser that finds the same word on every page."""

    def words(self, _page: Prepared, _layout: str = "page") -> tuple[Word, ...]:
        """The word."""
        return (Word("chữ", 10, 10, 30, 20, 95),)


def drawn(count: int, ahead: list[int]) -> Iterator[Picture]:
    """Pictures of white pages; `ahead` notes each as it is drawn."""
    for number in range(1, count + 1):
        ahead.append(number)
        yield picture(Image.new("L", (120, 170), 255), number)


def test_in_order_and_not_far_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages come in the order of their pictures, and few pictures are drawn before they are needed."""
    monkeypatch.setattr(pages, "find_tesseract", lambda *_: Fake())
    ahead: list[int] = []
    for page in recognise(drawn(30, ahead), "a.pdf", DEFAULT_LIMITS):
        assert len(ahead) <= page.number + 4
        assert page.words
    assert ahead == list(range(1, 31))


def test_nothing_is_left_running(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops in the middle leaves no thread behind."""
    monkeypatch.setattr(pages, "find_tesseract", lambda *_: Fake())
    before = threading.active_count()
    reading = recognise(drawn(30, []), "a.pdf", DEFAULT_LIMITS)
    next(reading)
    reading.close()  # type: ignore[attr-defined]  # it is a generator
    assert threading.active_count() == before


def test_missing_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Tesseract, or without its Vietnamese data, the error says how to install them."""
    for name, value in (("find_tool", lambda _: None), ("reads_vietnamese", lambda: False)):
        with monkeypatch.context() as patch:
            patch.setattr(tesseract, name, value)
            with pytest.raises(InputError) as caught:
                next(recognise(drawn(1, []), "a.pdf", DEFAULT_LIMITS))
            assert caught.value.code == "missing-tool"
            assert "tesseract-ocr-vie" in str(caught.value)


@pytest.mark.parametrize(("seconds", "code"), [(None, "tool-failed"), (3.0, "timed-out")])
def test_failing_tool(seconds: float | None, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong in Tesseract is an error of the file."""

    def fail(*_: object, **__: object) -> bytes:
        raise ToolError("tesseract", "no", seconds=seconds)

    monkeypatch.setattr(tesseract, "run_tool", fail)
    with pytest.raises(InputError) as caught:
        Tesseract("/bin/tesseract", "a.pdf", 3).words(prepare(set_upright(picture(lines()))))
    assert caught.value.code == code


def test_table_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words come with their places in points; rows without text, or cut off, are none."""
    rows = [
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
        "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t",
        "5\t1\t1\t1\t1\t1\t25\t50\t100\t25\t96.7\tGiao",
        "5\t1\t1\t1\t1\t2\t25\t50\t100\t25\t95\t ",
        "5\t1\t1",
    ]
    monkeypatch.setattr(tesseract, "run_tool", lambda *_, **__: "\n".join(rows).encode())
    page = Prepared(100.0, 200.0, np.zeros((500, 250), dtype=np.uint8), ())
    assert Tesseract("", "", 1).words(page) == (Word("Giao", 10, 20, 50, 30, 97),)


@pytest.mark.skipif(find_tool("tesseract") is None, reason="needs tesseract, not installed")
def test_blank_page() -> None:
    """A page without a sign has no words."""
    page = prepare(set_upright(picture(Image.new("L", (300, 400), 255))))
    assert find_tesseract("a.pdf", 60).words(page) == ()
