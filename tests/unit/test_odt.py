"""OpenDocument texts."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.odt import read
from pipeline.source import Remark, Source
from tests.odt_files import odt, zipped

NUMBERS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."'
    ' text:display-levels="2"/>'
    '<text:list-level-style-number text:level="3" style:num-format="a" style:num-suffix=")"'
    ' text:start-value="3"/>'
    '</text:list-style><text:list-style style:name="B">'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="-"/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="&#xF0B7;"/></text:list-style>'
)
HIDDEN = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'


def source(body: str, **parts: str) -> Source:
    """What is read from an .odt with this body."""
    return read(odt(body, **parts), "a.odt", DEFAULT_LIMITS)


def items(*texts: str) -> str:
    """List items, each a paragraph."""
    return "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)


def cells(*texts: str) -> str:
    """Cells of a table row, each a paragraph."""
    return "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)


def test_paragraphs_are_lines() -> None:
    """Each paragraph is a line, empty ones too; blanks, tabs and line breaks are those of the print."""
    body = (
        '<text:p>Số:<text:s text:c="3"/>/KH</text:p><text:p/>'
        '<text:h text:outline-level="1">I.<text:tab/>A</text:h>'
        "<text:section><text:p>Giao\n  <text:span>Sở <text:span>Y</text:span></text:span> tế"
        "<text:line-break/>b</text:p></text:section>"
    )
    read_source = source(body)
    assert read_source.text == "Số:   /KH\n\nI.\tA\nGiao Sở Y tế\nb\n"
    assert read_source.media_type == "application/vnd.oasis.opendocument.text"
    assert read_source.remarks == ()


def test_lists_are_numbered_as_in_print() -> None:
    """Items have the numbers of their levels, a level below another begins anew, a start value holds."""
    inner = f"<text:list>{items('x', 'y')}</text:list>"
    third = f"<text:list><text:list-item><text:list>{items('z')}</text:list></text:list-item></text:list>"
    body = (
        f'<text:list text:style-name="L"><text:list-item><text:p>a</text:p><text:p>same</text:p>{inner}'
        f"</text:list-item>{items('b')}<text:list-item>{third}</text:list-item>"
        f"<text:list-header><text:p>head</text:p></text:list-header></text:list>"
    )
    lines = source(body, automatic=NUMBERS).text.splitlines()
    assert lines == ["I. a", "same", "I.1. x", "I.2. y", "II. b", "c) z", "head"]


def test_lists_go_on() -> None:
    """A list begins anew unless it says that it goes on, with the last of its style or with one by name."""
    body = (
        f'<text:list xml:id="one" text:style-name="L">{items("a")}</text:list><text:p>between</text:p>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{items("b")}</text:list>'
        f'<text:list text:style-name="L">{items("c")}</text:list>'
        f'<text:list text:style-name="L" text:continue-list="one">{items("d")}</text:list>'
        '<text:list text:style-name="L"><text:list-item text:start-value="9"><text:p>e</text:p>'
        "</text:list-item></text:list>"
    )
    lines = source(body, automatic=NUMBERS).text.splitlines()
    assert lines == ["I. a", "between", "II. b", "I. c", "III. d", "IX. e"]


def test_bullets_are_printed() -> None:
    """A bullet is its character, a dot where the font alone gives it a shape; no style means no mark."""
    inner = f"<text:list>{items('b')}</text:list>"
    body = (
        f'<text:list text:style-name="B"><text:list-item><text:p>a</text:p>{inner}</text:list-item>'
        f"</text:list><text:list>{items('c')}</text:list>"
    )
    assert source(body, automatic=NUMBERS).text == "- a\n• b\nc\n"


def test_headings_are_numbered() -> None:
    """Headings outside lists have the numbers of the outline, where it has any."""
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"'
        ' style:num-prefix="Phần "/><text:outline-level-style text:level="2" style:num-format=""/>'
        "</text:outline-style>"
    )
    body = "".join(
        f'<text:h text:outline-level="{level}">{text}</text:h>'
        for level, text in ((1, "A"), (2, "B"), (1, "C"))
    )
    body += '<text:h text:outline-level="1" text:is-list-header="true">D</text:h>'
    assert source(body, styles=outline).text == "Phần 1 A\nB\nPhần 2 C\nD\n"


def test_tables_are_rows() -> None:
    """A row is a line; merged cells carry down, a nested table stays in its cell."""
    body = (
        "<text:p>Bảng</text:p><table:table><table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-rows-spanned="2"><text:p>TT</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-spanned="2"><text:p>Việc</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row></table:table-header-rows>"
        f"<table:table-row><table:covered-table-cell/>{cells('a', 'b')}</table:table-row>"
        f"<table:table-row>{cells('1', '2')}<table:table-cell><table:table><table:table-row>{cells('x', 'y')}"
        "</table:table-row></table:table><text:p>z</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert source(body).text == "Bảng\nTT | Việc | \nTT | a | b\n1 | 2 | x / y\nz\n"


def test_a_letterhead_repeats_nothing() -> None:
    """In a narrow table that opens the document the words of a merged cell stand once."""
    body = (
        '<table:table><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>UBND</text:p>'
        f"</table:table-cell>{cells('CỘNG HÒA')}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{cells('ngày 1')}</table:table-row></table:table>"
    )
    assert source(body).text == "UBND | CỘNG HÒA\n | ngày 1\n"


def test_notes_stand_at_the_end() -> None:
    """A note leaves its sign in brackets in the text and stands behind it at the end."""
    note = "<text:note-citation>1</text:note-citation><text:note-body><text:p>N</text:p></text:note-body>"
    body = f"<text:p>a<text:note>{note}</text:note> b</text:p><text:p>c</text:p>"
    assert source(body).text == "a[1] b\nc\n[1] N\n"


def test_text_boxes_stand_before_their_paragraph() -> None:
    """The words of a frame are paragraphs of their own, once; lines and empty boxes leave nothing."""
    box = "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>"
    body = f"<text:p>a{box}b</text:p><text:p><draw:line><text:p/></draw:line>c</text:p>"
    shape = "<draw:custom-shape><text:p>shape</text:p></draw:custom-shape>"
    body += f"<text:p><draw:g>{shape}{box}</draw:g></text:p>"
    assert source(body).text == "box\nab\nc\nshape\nbox\n\n"


def test_what_is_not_printed_is_left_out() -> None:
    """Deleted words, comments, hidden sections and styles are no text; a remark tells of the changes."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>a<office:annotation><text:p>comment</text:p></office:annotation>"
        '<text:span text:style-name="H">x</text:span>b</text:p><text:p text:style-name="H">y</text:p>'
        '<text:section text:display="none"><text:p>z</text:p></text:section>'
    )
    read_source = source(body, automatic=HIDDEN)
    assert read_source.text == "ab\n"
    assert read_source.remarks == (Remark("tracked-changes"),)


LAUGHS = "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12))
LAUGHS = f"<!DOCTYPE a [<!ENTITY a0 'ha'>{LAUGHS}]>"
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("entity", ["&a;", "</text:p>&a;<text:p>"])
def test_entities_bring_in_nothing(entity: str) -> None:
    """An entity that stands for a file of this machine stands for nothing."""
    assert source(f"<text:p>x{entity}y</text:p>", before=OUTSIDE).text.replace("\n", "") == "xy"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (odt("<text:p>a"), "broken-file"),
        (odt("<text:p>&a11;</text:p>", before=LAUGHS), "broken-file"),
        (odt("<text:section>" * 300 + "</text:section>" * 300), "broken-file"),
        (odt("a", manifest="<manifest><encryption-data/></manifest>"), "encrypted"),
        (odt("a")[:200], "broken-file"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "broken-file"),
        (zipped({"content.xml": "<a/>"}), "broken-file"),
        (zipped({"content.xml": b"<a>" + b" " * 2_000_000}), "unpacks-too-large"),
    ],
)
def test_bad_files_are_refused(data: bytes, code: str) -> None:
    """Damaged, locked and swollen files are named errors."""
    with pytest.raises(InputError) as caught:
        read(data, "a.odt", Limits(size=1_000_000))
    assert (caught.value.code, caught.value.file) == (code, "a.odt")


def test_repeated_blanks_are_bounded() -> None:
    """A count of blanks beyond all sense is not believed."""
    assert len(source('<text:p><text:s text:c="999999"/>a</text:p>').text) < 1_100
    assert source('<text:p>a<text:s text:c="99999999999"/>b</text:p>').text == "a b\n"
