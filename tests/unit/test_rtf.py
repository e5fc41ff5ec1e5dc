"""Rich Text Format."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.rtf import read
from pipeline.source import Remark, Source

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1"
    r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset163 Arial;}{\f2\fcharset2 Symbol;}}"
    r"{\stylesheet{\s0 Normal;}}{\info{\title Secret}}{\*\generator Word}{\header top\par}"
)
ROW = r"\trowd\cellx1000\cellx2000 "


def source(body: str) -> Source:
    """What is read from a file with this body."""
    return read(f"{HEAD}{body}}}".encode("latin-1"), "a.rtf", DEFAULT_LIMITS)


def text(body: str) -> str:
    """Its text."""
    return source(body).text


def test_paragraphs_are_lines() -> None:
    """Each paragraph is a line; line breaks of the file are none, signs have their letters."""
    body = "\\pard Giao \\b S\\u7903?\\b0  Y\r\n t\\u7871 ?\\par\\par "
    body += r"I.\tab A\line B\~\{\}\\ \emdash\par"
    assert text(body) == "Giao Sở Y tế\n\nI.\tA\nB\u00a0{}\\ —\n"
    assert source(body).media_type == "application/rtf"
    assert source(body).remarks == ()


def test_letters_come_in_the_code_page_of_their_font() -> None:
    """Bytes are read in the character set of their font, and in the file's own where the font has none."""
    assert text(r"\f0 \'e9{\f1 \'e2\'d0}\'f4") == "éâ\u0110ô\n"
    assert source("a").encoding == "cp1252"


def test_characters_by_number() -> None:
    """Numbers may be negative, come in pairs, and have any count of stand-ins behind them."""
    assert text(r"\u-3913?\uc2\u7903ab{\uc0\u7903}\u7903\'61b\u55357??\u56832??c") == "\uf0b7ởởở😀c\n"


def test_printed_numbers_stay() -> None:
    """The number that a program printed before an item stands before it, behind it one blank."""
    item = r"\pard{\listtext\pard\plain  %s\tab}\ls1 "
    body = "a\\par" + item % "1." + r"b\par" + item % r"\f2\'b7" + r"c\par{\pntext\f0 a)\tab}d\par"
    assert text(body + item % "" + r"e\par") == "a\n1. b\n• c\na) d\ne\n"


def test_tables_are_rows() -> None:
    """A row is a line, the paragraphs of a cell are parted by line feeds, cells stay when they are empty."""
    body = r"Bang\par" + ROW + r"\intbl a\par b\cell\cell\row" + ROW + r"c|\cell d\cell\row\pard e\par"
    assert text(body) == "Bang\na\nb | \nc/ | d\ne\n"


def test_a_number_in_a_cell_leaves_the_cell_whole() -> None:
    """What holds inside a group ends with it: a number's own format does not end the table."""
    body = ROW + r"\pard\intbl{\listtext\pard 1.\tab}a\par{\listtext\pard 2.\tab}b\cell c\cell\row\pard"
    assert text(body) == "1. a\n2. b | c\n"


def test_cells_are_merged_down_and_across() -> None:
    """A cell that goes on below is repeated; a wide cell fills the columns that its edges span."""
    body = (
        r"Bang\par\trowd\clvmgf\cellx1000\cellx3000 TT\cell Viec\cell\row"
        r"\trowd\clvmrg\cellx1010\cellx2000\cellx3000 \cell a\cell b\cell\row"
        r"\trowd\clmgf\cellx1000\clmrg\cellx2000\cellx3000 c\cell\cell d\cell\row\pard"
    )
    assert text(body) == "Bang\nTT | Viec | \nTT | a | b\nc |  | d\n"


def test_a_letterhead_repeats_nothing() -> None:
    """In a narrow table that opens the document the words of a merged cell stand once."""
    body = (
        r"\trowd\clvmgf\cellx1000\cellx2000 UBND\cell X\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx2000 \cell Y\cell\row\pard a\par"
    )
    assert text(body) == "UBND | X\n | Y\na\n"


def test_tables_in_cells_stay_there() -> None:
    """The rows of a table inside a cell are lines of that cell."""
    inner = r"x\nestcell y\nestcell{\*\nesttableprops\trowd}\nestrow z"
    body = r"a\par" + ROW + rf"\intbl {inner}\cell w\cell\row"
    assert text(body) == "a\nx / y / \nz | w\n"


def test_text_boxes_and_notes() -> None:
    """A text box stands before the paragraph that it hangs at, a note at the end; empty boxes are none."""
    box = r"{\shp{\*\shpinst{\sp{\sn n}{\sv 1}}{\shptxt %s\par}}{\shprslt again\par}}"
    body = "a" + box % "box" + r"b{\footnote N}\par" + box % "" + r"c\par"
    assert text(body) == "box\nab\nc\nN\n"


def test_what_is_not_printed_is_left_out() -> None:
    """Hidden and deleted words, pictures and field codes are no text; a remark tells of changes."""
    body = (
        r"a{\v b}{\deleted c}\v d\v0 e{\revised f}{\pict 0102}{\*\unknown g}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt h}}\v i\plain j"
    )
    assert text(body) == "aefhj\n"
    assert source(body).remarks == (Remark("tracked-changes"),)


def test_binary_pieces_are_skipped() -> None:
    """Bytes that a picture holds as they are are no control words."""
    assert text(r"a{\pict\bin4 {{{{}b{\pict\bin999999 ") == "ab\n"


def test_what_follows_the_document_is_left_out() -> None:
    """The text ends with the outer group, and an unfinished file with its bytes."""
    assert text(r"a}{b") == "a\n"
    assert read(rb"{\rtf1 a\'", "a.rtf", DEFAULT_LIMITS).text == "a\n"
    assert read(rb"{\rtf1", "a.rtf", DEFAULT_LIMITS).text == ""


def test_an_unknown_code_page_is_western() -> None:
    """A code page that does not exist means that of Western Windows."""
    assert read(rb"{\rtf1\ansicpg99999 \'e9}", "a.rtf", DEFAULT_LIMITS).text == "é\n"


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1" + b"{" * 100_000,
        b"{\\rtf1 a\\par\\trowd\\clvmgf\\cellx1 " + b"x" * 900 + b"\\cell\\row"
        + b"\\trowd\\clvmrg\\cellx1\\cell\\row" * 2_000,
    ],
)  # fmt: skip
def test_swollen_files_are_refused(data: bytes) -> None:
    """Groups nested without end and cells repeated without end are a named error."""
    with pytest.raises(InputError) as caught:
        read(data, "a.rtf", Limits(text=1_000_000))
    assert (caught.value.code, caught.value.file) == ("too-complex", "a.rtf")
