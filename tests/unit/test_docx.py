"""Reading Word files: words, numbers, tables, changes, notes, headers."""

from __future__ import annotations

import pytest

from pipeline.readers.docx import MEDIA_TYPE, read
from pipeline.readers.limits import DEFAULT_LIMITS
from tests.word import abstract, cell, item, level, num, packed, paragraph, part, row, run, table, word_file

_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_OLD_STYLE = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
)


def text(body: str, **parts: str) -> str:
    """The text of a file with this body."""
    return read(word_file(body, **parts), "a.docx", DEFAULT_LIMITS).text


def code(words: str) -> str:
    """A run of a field's code."""
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def test_paragraphs() -> None:
    """Each paragraph is a line, an empty one an empty line, whatever its runs are cut into."""
    source = read(word_file(paragraph("Sở Nội", " vụ") + "<w:p/>" + paragraph("Hết")), "a", DEFAULT_LIMITS)
    assert source.text == "Sở Nội vụ\n\nHết\n"
    assert source.media_type == MEDIA_TYPE
    assert (source.encoding, source.pages, source.remarks) == (None, (), ())


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        ("<w:t>a</w:t><w:br/><w:t>b</w:t>", "a\nb"),
        ("<w:t>a</w:t><w:cr/><w:tab/><w:t>b</w:t>", "a\n\tb"),
        ('<w:t>a</w:t><w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>b</w:t>', "a\nb"),
        ("<w:t>a\nb</w:t>", "a b"),
        ("<w:t>40</w:t><w:noBreakHyphen/><w:t>KH</w:t>", "40-KH"),
        ("<w:t>a</w:t><w:softHyphen/><w:t>b</w:t>", "a\u00adb"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
        ('<w:sym w:font="Symbol" w:char="B7"/>', "•"),
        ('<w:sym w:font="Strange" w:char="F041"/>', "\uf041"),
        ('<w:sym w:font="Symbol" w:char="?"/>', ""),
        ("<w:t>\uf0b7 a</w:t>", "• a"),
        ('<w:rPr><w:rFonts w:hAnsi="Symbol"/></w:rPr><w:t>\uf044</w:t>', "Δ"),
        ("<w:rPr><w:caps/></w:rPr><w:t>Điều</w:t>", "ĐIỀU"),
        ('<w:rPr><w:caps w:val="0"/></w:rPr><w:t>Điều</w:t>', "Điều"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>mật</w:t>", ""),
        ("<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>", ""),
    ],
)
def test_runs(inner: str, printed: str) -> None:
    """A run gives what is printed for it: breaks, hyphens, symbols, capitals, nothing where it is hidden."""
    assert text(paragraph(f"<w:r>{inner}</w:r>")) == f"{printed}\n"


def test_containers() -> None:
    """Links, smart tags, content controls and formulas give the words inside them, in their place."""
    inside = (
        f"<w:hyperlink>{run('b')}</w:hyperlink><w:smartTag><w:smartTag>{run('c')}</w:smartTag></w:smartTag>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('d')}</w:sdtContent></w:sdt>"
        "<m:oMath><m:r><m:t>e</m:t></m:r></m:oMath>"
    )
    assert text(f"<w:p>{run('a')}{inside}{run('f')}</w:p>") == "abcdef\n"
    assert text(f"<w:sdt><w:sdtContent>{paragraph('a')}</w:sdtContent></w:sdt>{paragraph('b')}") == "a\nb\n"


def test_fields() -> None:
    """A field gives its result, not its code; the number of a page is no text."""
    link = [_BEGIN, code("HYPERLINK"), _SEPARATE, "tại đây", _END]
    assert text(paragraph("Xem ", *link, ".")) == "Xem tại đây.\n"
    page = [_BEGIN, code(" PAGE \\* MERGEFORMAT "), _SEPARATE, "7", _END]
    assert text(paragraph("Trang ", *page, ".")) == "Trang .\n"
    assert text(paragraph('<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>')) == "\n"
    assert text(paragraph('<w:fldSimple w:instr="DATE"><w:r><w:t>5/6</w:t></w:r></w:fldSimple>')) == "5/6\n"
    nested = [_BEGIN, code("IF "), _BEGIN, code("PAGE"), _SEPARATE, "1", _END, _SEPARATE, "kết quả", _END]
    assert text(paragraph(*nested)) == "kết quả\n"


def test_fields_over_paragraphs() -> None:
    """The result of a field may run over paragraphs, and one that never ends hides no other paragraph."""
    body = paragraph(_BEGIN, code("TOC"), _SEPARATE, "Phần I") + paragraph("Phần II", _END)
    assert text(body) == "Phần I\nPhần II\n"
    assert text(paragraph("a", _BEGIN, "b") + paragraph("c")) == "a\nc\n"


def test_text_boxes() -> None:
    """A text box stands once, behind the paragraph that it hangs at, though it is there in two forms."""
    box = f"<w:txbxContent>{paragraph('Số: 5/KH')}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><a:graphic><wps:txbx>{box}</wps:txbx></a:graphic>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert text(paragraph("a", shape, "b") + paragraph("c")) == "ab\nSố: 5/KH\nc\n"
    old = f"<w:r><w:pict><v:group><v:textbox>{box}</v:textbox></v:group></w:pict></w:r>"
    assert text(paragraph("a", old)) == "a\nSố: 5/KH\n"
    inner = (
        f"<mc:AlternateContent><mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent>"
    )
    group = f"<w:r><w:pict><v:group>{inner}<mc:AlternateContent/></v:group></w:pict></w:r>"
    around = f"<mc:AlternateContent><mc:Choice>{group}</mc:Choice></mc:AlternateContent>"
    assert text(f"<w:p>{around}</w:p>") == "\nSố: 5/KH\n"
    emoji = "<mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent>"
    assert text(paragraph(f"<w:r>{emoji}</w:r>")) == "☺\n"


def test_changes_are_accepted() -> None:
    """What was put in stands, what was taken out is gone, and a remark says that there were changes."""
    body = paragraph(
        f"<w:ins>{run('Sở Tài chính')}</w:ins><w:del><w:r><w:delText>Sở Y tế</w:delText></w:r></w:del>",
        f"<w:moveTo>{run(' chủ trì')}</w:moveTo><w:moveFrom>{run('cũ')}</w:moveFrom>",
    )
    source = read(word_file(body), "a", DEFAULT_LIMITS)
    assert source.text == "Sở Tài chính chủ trì\n"
    assert [remark.code for remark in source.remarks] == ["tracked-changes"]


def test_deleted_paragraph_marks() -> None:
    """A paragraph whose end is deleted goes on in the next one, which has the number."""
    gone = "<w:numPr><w:numId w:val='1'/></w:numPr><w:rPr><w:del/></w:rPr>"
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    body = paragraph("Giao ", properties=gone) + item(1, words="Sở Y tế") + item(1, words="Hết")
    assert text(body, numbering=numbering) == "1. Giao Sở Y tế\n2. Hết\n"
    assert text(paragraph("a", properties="<w:rPr><w:del/></w:rPr>") + table(row("b", "c"))) == "a\nb | c\n"
    assert text(paragraph("a", properties="<w:rPr><w:moveFrom/></w:rPr>")) == "a\n"


def test_changed_rows() -> None:
    """A row that was taken out is gone."""
    rows = [row("a", "b"), row("c", "d", properties="<w:del/>"), row("e", "f", properties="<w:ins/>")]
    source = read(word_file(table(*rows)), "a", DEFAULT_LIMITS)
    assert source.text == "a | b\ne | f\n"
    assert source.remarks


def test_hidden_paragraphs() -> None:
    """A hidden paragraph leaves no line and counts for no number; a hidden end joins two paragraphs."""
    hidden = "<w:numPr><w:numId w:val='1'/></w:numPr><w:rPr><w:vanish/></w:rPr>"
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    body = paragraph(run("mật", "<w:vanish/>"), properties=hidden) + item(1) + item(1)
    assert text(body, numbering=numbering) == "1. Việc\n2. Việc\n"
    assert text(paragraph("a. ", properties="<w:rPr><w:vanish/></w:rPr>") + paragraph("b")) == "a. b\n"
    assert text(table(row("a", "b"), row("c", "d", properties="<w:hidden/>"))) == "a | b\n"


def test_looks_come_through_styles() -> None:
    """Capitals and hiding come from the styles of the paragraph and the run, and cancel each other there."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:rPr><w:caps/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:caps/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="V"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    runs = [
        run("a"),
        run("b", '<w:rStyle w:val="C"/>'),
        run("c", '<w:rStyle w:val="V"/>'),
        run("d", "<w:b/>"),
    ]
    assert text(paragraph(*runs, properties='<w:pStyle w:val="H"/>'), styles=styles) == "AbD\n"
    assert text(paragraph(*runs, properties='<w:pStyle w:val="?"/>'), styles=styles) == "aBd\n"


def test_style_circles() -> None:
    """Styles that are based on each other in a circle give what they say themselves."""
    styles = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/><w:rPr><w:caps/></w:rPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    assert text(paragraph("a", properties='<w:pStyle w:val="A"/>'), styles=styles) == "A\n"
    assert text(paragraph("a", properties='<w:pStyle w:val="B"/>'), styles=styles) == "A\n"


def test_old_fonts() -> None:
    """Runs in a font of an old encoding are decoded, and the source says which encoding it was."""
    source = read(word_file(paragraph("§iÒu 1. Ch", "­¬ng tr×nh"), styles=_OLD_STYLE), "a", DEFAULT_LIMITS)
    assert source.text == "Điều 1. Chương trình\n"
    assert source.encoding == "tcvn3"
    hyphen = paragraph("<w:r><w:t>Ch</w:t><w:softHyphen/><w:t>¬ng</w:t></w:r>")
    assert text(hyphen, styles=_OLD_STYLE) == "Chương\n"
    assert text(hyphen.replace("¬", "\u00ad¬"), styles=_OLD_STYLE) == "Chương\n"


def test_old_fonts_of_capitals() -> None:
    """A font of capitals gives capitals."""
    run_of_capitals = run("céng hßa", '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>')
    assert text(paragraph(run_of_capitals)) == "CỘNG HÒA\n"


def test_vni_over_runs() -> None:
    """A letter of two signs is decoded though they stand in two runs."""
    font = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    source = read(word_file(paragraph(run("Co", font), run("äng hoøa", font))), "a", DEFAULT_LIMITS)
    assert source.text == "Cộng hòa\n"
    assert source.encoding == "vni"


def test_old_fonts_over_unicode() -> None:
    """Unicode text stays as it is though the name of an old font is left on it."""
    body = paragraph("Ủy ban nhân dân tỉnh") + paragraph("Công an")
    source = read(word_file(body, styles=_OLD_STYLE), "a", DEFAULT_LIMITS)
    assert source.text == "Ủy ban nhân dân tỉnh\nCông an\n"
    assert source.encoding is None


def test_fonts_of_themes_and_defaults() -> None:
    """The font of a run may be named in the defaults, by way of the theme."""
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsiTheme="minorHAnsi" w:hAnsi="Arial"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults>"
    )
    theme = '<a:fontScheme><a:minorFont><a:latin typeface=".VnTime"/></a:minorFont></a:fontScheme>'
    assert text(paragraph("§iÒu"), styles=styles, theme=theme) == "Điều\n"
    assert text(paragraph("§iÒu"), styles=styles, theme="") == "§iÒu\n"


def test_old_encodings_without_fonts() -> None:
    """Text in an old encoding is decoded though no font tells of it."""
    words = "C¨n cø LuËt Tæ chøc Héi ®ång nh©n d©n vµ ñy ban nh©n d©n ngµy 26/11/2003;"
    source = read(word_file(paragraph(words)), "a", DEFAULT_LIMITS)
    assert source.text.startswith("Căn cứ Luật Tổ chức Hội đồng nhân dân và ")
    assert source.encoding == "tcvn3"


def test_notes() -> None:
    """Notes stand at the end, once each, behind the mark that stands in the text."""
    mark = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    foot, end = mark.format("footnote", 2), mark.format("endnote", 2)
    note = (
        f'<w:{{0}} w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", " {1}")}{paragraph("thêm")}</w:{{0}}>'
    )
    body = paragraph("Theo luật", end, " và", foot, " và", end, ".") + paragraph("Hết")
    notes = {kind + "s": note.format(kind, kind) for kind in ("footnote", "endnote")}
    printed = "Theo luật[1] và[2] và[1].\nHết\n[1] endnote thêm\n[2] footnote thêm\n"
    assert text(body, **notes) == printed
    assert text(paragraph("a", foot), endnotes="") == "a[1]\n"


@pytest.mark.parametrize(
    ("content", "top"),
    [
        (paragraph("UBND TỈNH") + paragraph("Số: 5/KH"), "UBND TỈNH\nSố: 5/KH\n"),
        (table(row("UBND TỈNH", "CỘNG HÒA")), "UBND TỈNH | CỘNG HÒA\n"),
        (paragraph("2"), ""),
        (paragraph("") + table(row("", "")), ""),
    ],
)
def test_headers(content: str, top: str) -> None:
    """The header of the first page stands at the top if it is more than a line; others are left out."""
    section = '<w:sectPr><w:headerReference w:type="{}" r:id="header"/>{}</w:sectPr>'
    first = section.format("first", "<w:titlePg/>")
    assert text(paragraph("Giao Sở") + first, header=content) == f"{top}Giao Sở\n"
    assert text(paragraph("Giao Sở", properties=first), header=content) == f"{top}Giao Sở\n"
    for other in (section.format("default", ""), section.format("first", '<w:titlePg w:val="0"/>')):
        assert text(paragraph("Giao Sở") + other, header=content) == "Giao Sở\n"
    assert text(paragraph("Giao Sở") + section.format("default", "<w:titlePg/>")) == "Giao Sở\n"


def test_table_rows() -> None:
    """A row is a line of cells; paragraphs in a cell are parted by line feeds, and a bar in it is no bar."""
    rows = [row("TT", "Việc"), row("1", paragraph("a|b") + paragraph("c"), "thêm"), row(cell("<w:p/>"), "d")]
    assert text(table(*rows)) == "TT | Việc | \n1 | a/b\nc | thêm\n | d | \n"


def test_cells_over_columns() -> None:
    """A wide cell stands in its first column; columns where no cell starts do not count."""
    wide = cell("A", '<w:gridSpan w:val="2"/>')
    assert text(table(row(wide, "B"), row("a", "b", "c"))) == "A |  | B\na | b | c\n"
    huge = cell("A", '<w:gridSpan w:val="999999999"/>')
    assert text(table(row(huge, "B"), row(huge, "b"))) == "A | B\nA | b\n"
    before = row("b", "c", properties='<w:gridBefore w:val="1"/>')
    assert text(table(row("A", "B", "C"), before)) == "A | B | C\n | b | c\n"
    assert text(table(row(cell("A", '<w:gridSpan w:val="x"/>'), "B"))) == "A | B\n"


def test_seams() -> None:
    """Edges of columns that differ by a hair from row to row are one edge; a narrow cell is a cell."""
    wide = '<w:gridSpan w:val="2"/>'
    rows = [row("TT", cell("Việc", wide), "Ai"), row(cell("1", wide), "Rà soát", "Sở")]
    assert text(table(*rows, widths=[500, 20, 3000, 2000])) == "TT | Việc | Ai\n1 | Rà soát | Sở\n"
    assert text(table(*rows)) == "TT | Việc |  | Ai\n1 |  | Rà soát | Sở\n"
    assert text(table(row("a", "b", "c"), widths=[500, 20, 3000])) == "a | b | c\n"
    assert text(table(row("a", "b", "c"), widths=[0, 0, 0])) == "a | b | c\n"


def test_cells_over_rows() -> None:
    """The words of a high cell are carried down, but not in a letterhead nor beside a signature."""
    first, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [row(cell("Sở A", first), "b", "c"), row(cell("", more), "d", "e"), row("f", "g", "h")]
    carried = "Sở A | b | c\nSở A | d | e\nf | g | h\n"
    assert text(paragraph("Bảng") + table(*rows)) == f"Bảng\n{carried}"
    assert text(table(*rows)) == "Sở A | b | c\n | d | e\nf | g | h\n"
    pair = [row(cell("Nơi nhận:", first), "KT. CHỦ TỊCH"), row(cell("", more), "Nguyễn Văn A")]
    printed = "Hết\nNơi nhận: | KT. CHỦ TỊCH\n | Nguyễn Văn A\n"
    assert text(paragraph("Hết") + table(*pair)) == printed


def test_nested_tables() -> None:
    """A table in a cell stays in that cell; one in a frame of one column is a table of its own."""
    inner = table(row("a", "b")) + "<w:p/>"
    assert text(table(row(inner, "c"))) == "a / b | c\n"
    assert text(table(row(inner))) == "a | b\n"


def test_rows_in_containers() -> None:
    """Rows and cells that stand in content controls are rows and cells."""
    control = f"<w:sdt><w:sdtContent>{row('c', 'd')}</w:sdtContent></w:sdt>"
    cells = f"<w:tr><w:sdt><w:sdtContent>{cell('e')}</w:sdtContent></w:sdt>{cell('f')}</w:tr>"
    assert text(table(row("a", "b"), control, cells)) == "a | b\nc | d\ne | f\n"


def test_strict_files() -> None:
    """Files of ISO's strict variant are read like others."""
    usual = part("w:document", f"<w:body>{paragraph('Giao Sở')}</w:body>")
    strict = usual.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/",
        "http://purl.oclc.org/ooxml/wordprocessingml/",
    )
    assert strict != usual
    assert read(packed({"word/document.xml": strict}), "a", DEFAULT_LIMITS).text == "Giao Sở\n"


def test_names_of_parts() -> None:
    """Parts are found whatever the case and the slashes of their names."""
    data = word_file(paragraph("Giao Sở")).replace(b"word/document.xml", b"word\\Document.xml")
    assert read(data, "a", DEFAULT_LIMITS).text == "Giao Sở\n"
