"""PDF files become text with places."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import suppress
from random import Random
from unicodedata import normalize

import pytest

from pipeline.errors import InputError
from pipeline.readers import ocr
from pipeline.readers.layout import Page, Word
from pipeline.readers.limits import Limits
from pipeline.readers.ocr.model import Picture
from pipeline.readers.pdf import read
from pipeline.source import Remark, Source
from tests.pdf_files import Sheet, pdf

WORDS = (
    "Giao Sở Nội vụ chủ trì phối hợp với các cơ quan đơn vị có liên quan tham mưu trình Ủy ban nhân dân tỉnh "
    "ban hành kế hoạch triển khai thực hiện hoàn thành trước ngày"
)
"""More words than it takes to judge a page."""


def source(*sheets: Sheet, limits: Limits | None = None) -> Source:
    """What is read of a file of `sheets`."""
    return read(pdf(*sheets), "a.pdf", limits or Limits())


def refused(data: bytes, limits: Limits | None = None) -> str:
    """The code with which a file is refused."""
    with pytest.raises(InputError) as caught:
        read(data, "a.pdf", limits or Limits())
    assert caught.value.file == "a.pdf"
    assert str(caught.value)
    return caught.value.code


def test_reads_words_with_their_places() -> None:
    """The text comes with its type, pages and boxes."""
    found = source(Sheet().write(80, 100, "Ủy ban nhân dân"), Sheet().write(80, 100, "Hết."))
    assert found.text == "Ủy ban nhân dân\n\fHết.\n\f"
    assert found.media_type == "application/pdf"
    assert (found.encoding, found.ocr, found.remarks) == (None, False, ())
    assert [found.text[slice(*span)] for span in found.pages] == ["Ủy ban nhân dân\n\f", "Hết.\n\f"]
    assert found.words is not None
    assert found.words.box(0) == pytest.approx((1, 80, 88.8, 94, 102.8), abs=0.1)
    assert found.words.sizes == [(595, 842), (595, 842)]


def test_number_and_date_of_a_signed_field_stand_in_their_place() -> None:
    """What a signature put into a form is read where it is shown."""
    sheet = Sheet().write(80, 100, "Số:").write(180, 100, "/UBND-VX")
    found = source(sheet.sign(115, 88, 160, 104, "123"))
    assert found.text == "Số: 123 /UBND-VX\n\f"


def test_signing_stamp_is_furniture() -> None:
    """A stamp laid over the page by signing software is no text of the document."""
    stamp = "Người ký: Trung tâm\nThời gian ký: 1.1.2024"
    found = source(Sheet().write(80, 100, "Lời.").sign(300, 60, 560, 110, stamp))
    assert found.text == f"Lời.\n{stamp}\n\f"
    assert [found.text[slice(*span)] for span in found.furniture] == found.text.split("\n")[1:3]


def test_table_by_drawn_lines() -> None:
    """Lines drawn on a page make cells of its words."""
    sheet = Sheet().grid((80, 120, 400), (90, 110, 130))
    sheet.write(85, 105, "TT").write(125, 105, "Nhiệm vụ").write(85, 125, "1").write(125, 125, "Rà soát")
    assert source(sheet).text == "TT | Nhiệm vụ\n1 | Rà soát\n\f"


@pytest.mark.parametrize(
    "drawn", ["{x} {y} {w} {h} re S", "{x} {y} {w} 0.5 re f", "q 1 0 0 1 {x} {y} cm 0 0 m {w} 0 l S Q"]
)
def test_every_way_to_draw_a_rule(drawn: str) -> None:
    """Rectangles, thin filled ones and moved lines rule a table, too."""
    sheet = Sheet()
    for x in (80, 120, 400):
        sheet.rule(x, 90, x, 130)
    for y in (90, 110, 130):
        sheet.drawn.append(drawn.format(x=80, y=842 - y, w=320, h=0.5))
    sheet.write(85, 105, "TT").write(125, 105, "Nhiệm vụ").write(85, 125, "1").write(125, 125, "Rà soát")
    assert source(sheet).text == "TT | Nhiệm vụ\n1 | Rà soát\n\f"


def test_rules_in_a_form() -> None:
    """Lines that a form draws rule the page that it stands on."""
    lines = [f"{x} {842 - 90} m {x} {842 - 130} l S" for x in (80, 120, 400)]
    lines += [f"80 {842 - y} m 400 {842 - y} l S" for y in (90, 110, 130)]
    sheet = Sheet(form="\n".join(lines)).write(85, 105, "TT").write(125, 105, "Hạn").write(85, 125, "1")
    assert source(sheet).text == "TT | Hạn\n1 | \n\f"


def test_shades_are_no_rules() -> None:
    """A filled field, a clipped path and a slanting line part nothing."""
    sheet = Sheet().write(85, 105, "TT").write(125, 105, "Hạn")
    sheet.drawn += ["80 700 320 60 re f", "80 700 320 60 re W n", "80 700 m 400 760 l S", "0 0 0 0 0 0 c S"]
    assert source(sheet).text == "TT Hạn\n\f"


def test_drawing_is_no_table() -> None:
    """A page that draws more lines than any table has is read without them."""
    sheet = Sheet().grid((80, 120, 400), (90, 130)).write(85, 105, "TT").write(125, 105, "Hạn")
    lines = " ".join(f"{at % 500} {at // 500} m {at % 500 + 5} {at // 500} l" for at in range(9_000))
    sheet.drawn += [f"{lines} S"] * 3
    assert source(sheet).text == "TT Hạn\n\f"


def test_long_file() -> None:
    """A file of more pages than are read before it is opened anew keeps its signed fields."""
    sheets = [Sheet().write(80, 100, "Số:").sign(115, 88, 160, 104, str(number)) for number in range(120)]
    assert source(*sheets).text == "".join(f"Số: {number}\n\f" for number in range(120))


def test_page_that_is_not_there() -> None:
    """A page that can't be loaded is empty, and a remark says so."""
    data = pdf(Sheet(), Sheet().write(80, 100, "Lời.")).replace(b"[8 0 R ", b"[0 0 R ")
    found = read(data, "a.pdf", Limits())
    assert found.remarks == (Remark("page-not-read", found.pages[0]),)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages(turn: int) -> None:
    """A page is read upright, whether it is shown turned or its words are written so."""
    shown = source(Sheet(rotate=turn).write(200, 400, "Ủy ban nhân dân"))
    written = source(Sheet().write(300, 400, "Ủy ban nhân dân", turn=turn))
    assert shown.text == written.text == "Ủy ban nhân dân\n\f"


def test_torn_accents_are_put_back() -> None:
    """Where a substituted font tears accented vowels from their words, places make the words."""
    sheet = Sheet()
    for number, words in enumerate(textwrap.wrap(WORDS, 60)):
        y = 100 + 30 * number
        plain = re.sub(r"[ộủữệếơởớịạầấảểủụ]", " ", words)
        sheet.write(60, y, plain)
        for at, letter in enumerate(words):
            if plain[at] != letter:
                sheet.write(60 + 7 * at, y, letter + " ")
    assert " ".join(source(sheet).text.split()) == WORDS


def test_fonts_of_old_encodings() -> None:
    """Words in a font made for TCVN3 are read as what they show."""
    shown = "Uû ban nh©n d©n tØnh giao Së Néi vô chñ tr×, phèi hîp víi c¸c c¬ quan liªn quan"
    sheet = Sheet()
    for number in range(3):
        sheet.write_old(30, 100 + 20 * number, shown)
    assert source(sheet).text.startswith(
        "Uỷ ban nhân dân tỉnh giao Sở Nội vụ chủ trì, phối hợp với các cơ quan"
    )


def test_refusals() -> None:
    """Every file that can't be read is refused by name."""
    whole = pdf(Sheet().write(80, 100, "Lời."))
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + "o" * 32 + ") /U (" + "u" * 32 + ") >>"
    assert refused(pdf(Sheet().write(80, 100, "Lời."), more=locked + " /ID [(a) (a)]")) == "encrypted"
    assert refused(b"%PDF-1.7\nnothing") == "broken-file"
    assert refused(b"") == "broken-file"
    assert refused(pdf(*[Sheet()] * 3), Limits(pages=2)) == "too-many-pages"
    assert refused(pdf()) == "broken-file"
    assert refused(pdf(Sheet())) == "no-text"
    assert refused(whole[:200]) == "broken-file"


def test_too_many_letters() -> None:
    """A page with more letters than any page can show is refused."""
    sheet = Sheet()
    for number in range(600):
        sheet.write(10, 10 + number, "a" * 1_000, size=1)
    assert refused(pdf(sheet)) == "too-complex"


def recognition(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[tuple[int, int, int]]:
    """Let recognition find `words` on every picture; return the number and size of each that it is given."""
    seen: list[tuple[int, int, int]] = []

    def recognise(pictures: Iterable[Picture], _name: str, _limits: Limits) -> Iterator[Page]:
        for picture in pictures:
            seen.append((picture.number, *picture.image.size))
            placed = [Word(word, 80 + 60 * at, 90, 130 + 60 * at, 104, 70) for at, word in enumerate(words)]
            yield Page(picture.number, picture.width, picture.height, tuple(placed))

    monkeypatch.setattr(ocr, "recognise", recognise)
    return seen


def missing(_pictures: Iterable[Picture], name: str, _limits: Limits) -> Iterator[Page]:
    """Recognition where Tesseract is not installed."""
    raise InputError("missing-tool", file=name, tool="tesseract", install="apt-get install tesseract-ocr")


def test_pages_without_words_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture goes to recognition at 300 dots an inch; pages with words and blank pages do not."""
    seen = recognition(monkeypatch, "một", "hai")
    found = source(Sheet().write(80, 100, "Lời."), Sheet(picture=True), Sheet(), Sheet(picture=True))
    assert found.text == "Lời.\n\fmột hai\n\f\fmột hai\n\f"
    assert [number for number, *_ in seen] == [2, 4]
    assert seen[0][1:] == pytest.approx((595 / 72 * 300, 842 / 72 * 300), abs=2)
    assert found.ocr
    assert found.words is not None
    assert set(found.words.confidence) == {255, 70}


def test_picture_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page's picture has no more pixels than allowed, however large the page is."""
    seen = recognition(monkeypatch, "một")
    source(Sheet(width=14_000, height=14_000, picture=True), limits=Limits(pixels=1_000_000))
    assert seen[0][1] * seen[0][2] <= 1_010_000


def test_signed_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan with a signing stamp and a number typed into it is recognised, and both are kept as they are."""
    recognition(monkeypatch, "Số:")
    stamp = "Người ký: Trung tâm\nThời gian ký: 1.1.2024"
    found = source(Sheet(picture=True).sign(150, 90, 200, 105, "123").sign(300, 700, 560, 750, stamp))
    assert found.text == f"Số: 123\n{stamp}\n\f"


def test_bad_text_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan whose words lost their accents is recognised anew, and a remark says so."""
    recognition(monkeypatch, "một")
    bare = normalize("NFD", WORDS).encode("ascii", "ignore").decode()
    found = source(Sheet(picture=True).lines(30, 60, textwrap.wrap(bare, 60)))
    assert found.text == "một\n\f"
    assert found.remarks == (Remark("bad-text-layer", found.pages[0]),)


def test_good_text_layer_of_a_scan() -> None:
    """A scan whose words are sound is read from them."""
    found = source(Sheet(picture=True).lines(30, 60, textwrap.wrap(WORDS, 60)))
    assert found.text.split() == WORDS.split()
    assert not found.ocr


def test_foreign_page() -> None:
    """A page in English, with no picture behind it, is read as it is."""
    lines = [
        "the committee shall report to the provincial council every year and on request of any member"
    ] * 4
    assert source(Sheet().lines(30, 60, lines)).remarks == ()


def test_scan_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Tesseract a file of pictures is refused, one with words besides is read with a remark."""
    monkeypatch.setattr(ocr, "recognise", missing)
    assert refused(pdf(Sheet(picture=True))) == "missing-tool"
    found = source(Sheet(picture=True), Sheet(picture=True), Sheet().write(80, 100, "Lời."))
    assert found.text == "\f\fLời.\n\f"
    assert found.remarks == (Remark("page-not-read", found.pages[0]),)


def test_failing_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """What else goes wrong in recognition refuses the file."""

    def recognise(_pictures: Iterable[Picture], name: str, _limits: Limits) -> Iterator[Page]:
        raise InputError("timed-out", file=name, seconds=1)

    monkeypatch.setattr(ocr, "recognise", recognise)
    assert refused(pdf(Sheet(picture=True))) == "timed-out"


def test_damaged_files_are_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever byte of a file is wrong, it is read or refused by name."""
    recognition(monkeypatch)
    chance = Random(4)  # noqa: S311 (damage that is the same on every run)
    sheet = (
        Sheet().grid((80, 120, 400), (90, 110)).write(85, 105, "TT").sign(300, 60, 560, 110, "Người ký: A")
    )
    whole = pdf(sheet, Sheet(picture=True))
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(InputError):
            read(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]), "a.pdf", Limits())
