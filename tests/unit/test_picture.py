"""Pictures of pages as files: formats, sizes, and files that are meant to harm."""

from __future__ import annotations

import shutil
import struct
import time
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.errors import InputError
from pipeline.readers import picture
from pipeline.readers.layout.model import Page, Word
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.ocr import Picture
from pipeline.readers.picture import read
from pipeline.readers.tiff import count_pages
from pipeline.source import Source
from tests.conftest import ROOT

PHOTO = ROOT / "corpus" / "formats" / "anh-chup.jpg"
recognising = pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract, not installed")


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:  # noqa: ANN401 - whatever Pillow takes
    """An image as a file."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG file that says it has that size, and holds little."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    """The pictures that came to recognition, which finds one word in each but the second."""
    pictures: list[Picture] = []

    def recognise(given: Iterator[Picture], *_: object) -> Iterator[Page]:
        for one in given:
            pictures.append(one)
            words = () if one.number == 2 else (Word("chữ", 10, 10, 30, 20, 95),)
            yield Page(one.number, one.width, one.height, words)

    monkeypatch.setattr(picture, "recognise", recognise)
    return pictures


def code_of(data: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    """The code of the error that a file gives, which takes no longer than a moment."""
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        read(data, "anh.png", limits)
    assert time.monotonic() - began < 5
    assert caught.value.file == "anh.png"
    assert str(caught.value)
    return caught.value.code


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP"])
@pytest.mark.usefixtures("seen")
def test_formats(kind: str) -> None:
    """Every format is read and named."""
    source = read(saved(Image.new("L", (850, 1100), 255), kind), "a", DEFAULT_LIMITS)
    assert source.media_type == f"image/{kind.lower()}"
    assert source.ocr
    assert source.text == "chữ\n\f"
    assert source.words is not None
    assert source.words.recognised(source.pages[0]) == (95,)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_modes(mode: str, seen: list[Picture]) -> None:
    """Pictures of every depth and colour come as grey ones, clear ground as white paper."""
    shown = Image.new("L", (200, 300), 255)
    shown.paste(0, (50, 50, 100, 100))
    if mode == "I;16":
        shown = Image.frombytes("I;16", shown.size, b"".join(bytes((v, v)) for v in shown.tobytes()))
    read(saved(shown if mode == "I;16" else shown.convert(mode), "PNG"), "a", DEFAULT_LIMITS)
    assert seen[0].image.mode == "L"
    assert seen[0].image.getpixel((75, 75)) == 0
    assert seen[0].image.getpixel((10, 10)) == 255


def test_clear_ground(seen: list[Picture]) -> None:
    """Where a picture lets the ground through there is white paper."""
    read(saved(Image.new("RGBA", (200, 300), (0, 0, 0, 0)), "PNG"), "a", DEFAULT_LIMITS)
    assert seen[0].image.getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("size", "dots", "page"),
    [
        ((2480, 3508), (300, 300), (595, 842)),
        ((1728, 1145), (204, 98), (610, 841)),  # a fax
        ((3000, 4000), (72, 72), (595, 793)),  # a photo
        ((3000, 4000), None, (595, 793)),
        ((4000, 3000), None, (793, 595)),
        ((3000, 4000), (1, 1), (595, 793)),
    ],
)
def test_size_of_the_page(
    size: tuple[int, int], dots: tuple[int, int] | None, page: tuple[int, int], seen: list[Picture]
) -> None:
    """The size is what the file says where it can be a page, else the width is that of A4."""
    options = {"dpi": dots} if dots else {}
    read(saved(Image.new("1", size, 1), "PNG", **options), "a", DEFAULT_LIMITS)
    assert (seen[0].width, seen[0].height) == pytest.approx(page, abs=2)


def test_turned_photo(seen: list[Picture]) -> None:
    """A photo is turned as its file says."""
    exif = Image.Exif()
    exif[0x112] = 6
    read(saved(Image.new("L", (400, 300), 255), "JPEG", exif=exif), "a", DEFAULT_LIMITS)
    assert seen[0].image.size == (300, 400)


def test_pages_of_a_tiff(seen: list[Picture]) -> None:
    """Each page of a TIFF is a page; one without words is remarked on."""
    pages = [Image.new("1", (850, 1100 + number), 1) for number in range(3)]
    source = read(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]), "a", DEFAULT_LIMITS)
    assert [one.image.height for one in seen] == [1100, 1101, 1102]
    assert len(source.pages) == 3
    assert [(remark.code, remark.span) for remark in source.remarks] == [("page-not-read", source.pages[1])]


def test_moving_picture(seen: list[Picture]) -> None:
    """Of a moving picture the first is read."""
    frames = [Image.new("L", (30, 30), number % 256) for number in range(1_000)]
    read(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]), "a", DEFAULT_LIMITS)
    assert len(seen) == 1


def test_too_large() -> None:
    """A picture of a gigapixel is refused before it is unpacked, whatever Pillow's own limit is."""
    assert code_of(png(40_000, 25_000)) == "picture-too-large"
    assert code_of(png(200, 200), Limits(pixels=10_000)) == "picture-too-large"
    assert Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        png(0, 0),
        png(300, 300),
        saved(Image.effect_noise((300, 300), 50), "JPEG")[:2_000],
        b"II*\0" + bytes(40),
        b"GIF89a" + bytes(3),
        b"BM" + bytes(60),
    ],
)
def test_broken(data: bytes) -> None:
    """A damaged or cut off file is refused by name."""
    assert code_of(data) == "broken-file"


def chain(count: int) -> bytes:
    """A TIFF of so many directories without fields."""
    heads = b"".join(
        struct.pack("<HI", 0, 8 + 6 * (number + 1) if number + 1 < count else 0) for number in range(count)
    )
    return b"II*\0" + struct.pack("<I", 8) + heads


def test_pages_are_counted() -> None:
    """The directories of a TIFF are counted without reading them; a loop ends them, too many are refused."""
    assert count_pages(chain(7), "a", 10) == 7
    assert count_pages(b"II*\0" + struct.pack("<IHI", 8, 0, 8), "a", 10) == 1
    assert count_pages(b"MM\0*" + struct.pack(">IHI", 8, 0, 0), "a", 10) == 1
    assert count_pages(b"II+\0\x08\0\0\0" + struct.pack("<QQQ", 16, 0, 0), "a", 10) == 1
    assert count_pages(b"II*\0", "a", 10) == 0
    with pytest.raises(InputError) as caught:
        count_pages(chain(11), "a", 10)
    assert caught.value.code == "too-many-pages"


def test_overlapping_directories() -> None:
    """Directories that share their fields, so that a small file holds very many, are refused."""
    step = 8
    heads = bytearray(b"II*\0" + struct.pack("<I", 8) + b"\xff" * 800_000)
    place = 8
    for number in range(4):
        struct.pack_into("<H", heads, place, 60_000)
        following = place + 2 + 12 * 60_000
        struct.pack_into("<I", heads, following, 8 + step * (number + 1))
        place = 8 + step * (number + 1)
    with pytest.raises(InputError) as caught:
        count_pages(bytes(heads), "a", 10)
    assert caught.value.code == "too-complex"


@recognising
def test_no_text() -> None:
    """A picture without a word is refused: nobody takes it for an empty document."""
    assert code_of(saved(Image.new("L", (600, 800), 255), "PNG")) == "no-text"
    assert code_of(saved(Image.new("L", (1, 20_000), 255), "PNG")) == "no-text"


def words(source: Source) -> list[str]:
    """The words of a text."""
    return source.text.split()


@recognising
@pytest.mark.parametrize(
    "turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270]
)
def test_any_way_up(turn: Image.Transpose) -> None:
    """A photo on its side or head gives the words that it gives upright, but for few."""
    with Image.open(PHOTO) as image:
        upright = image.convert("L")
    expected = words(read(saved(upright, "PNG"), "a", DEFAULT_LIMITS))
    found = words(read(saved(upright.transpose(turn), "PNG"), "a", DEFAULT_LIMITS))
    assert len(set(expected) & set(found)) > 0.95 * len(set(expected))


@recognising
def test_same_every_time() -> None:
    """The same picture gives the same text, places and confidences."""
    data = Path(PHOTO).read_bytes()
    one, other = (read(data, "a", DEFAULT_LIMITS) for _ in range(2))
    assert one.text == other.text
    assert one.words is not None
    assert other.words is not None
    assert (one.words.corners, one.words.confidence) == (other.words.corners, other.words.confidence)
