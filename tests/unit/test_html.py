"""Web pages."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.readers.html import read
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.source import Source

CAREFUL = (
    "Căn cứ Luật Tổ chức chính quyền địa phương; Sở Nội vụ chủ trì, phối hợp với Sở Y tế thực hiện. " * 3
)


def source(page: str, name: str = "a.html") -> Source:
    """What is read from a page."""
    return read(page.encode(), name, DEFAULT_LIMITS)


def text(body: str) -> str:
    """The text of a page with this body."""
    return source(f"<html><head><title>T</title></head><body>{body}</body></html>").text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>Giao\n  <b>Sở</b> <i> Y</i> tế</p><p>b", "Giao Sở Y tế\nb\n"),
        ("<p>a</p><p>&nbsp;</p><p><br></p><p></p><div> </div><p>b", "a\n\n\nb\n"),
        ("<p>a<br>b<br> c <br></p>d", "a\nb\nc\nd\n"),
        ("<div>a<p>b</p>c<h1>d</h1></div>e", "a\nb\nc\nd\ne\n"),
        ("S&#7903; &amp; <span>ng&agrave;nh</span>&nbsp;x", "Sở & ngành\u00a0x\n"),
        ("<pre>a  b\n c</pre>d  e", "a  b\nc\nd e\n"),
        ("a<!-- b -->c<![if !supportLists]>1.<![endif]>", "ac1.\n"),
    ],
)
def test_blocks_are_lines(body: str, lines: str) -> None:
    """Each block is a line as a browser shows it: blanks run together, breaks part lines, empty ones stay."""
    assert text(body) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ol><li>a<li>b<ol type=a><li>c</ol><li>d</ol>", "1. a\n2. b\na. c\n3. d\n"),
        ("<ol start=4 type=I><li><p>a</p><p>b</p></li><li value=9>c</ol>", "IV. a\nb\nIX. c\n"),
        ("<ol style='list-style-type: lower-roman'><li>a</ol>", "i. a\n"),
        ("<ul><li>a<ul style='list-style: none'><li>b</ul><li></li></ul>c", "- a\nb\nc\n"),
        ("<li>a</li>", "a\n"),
    ],
)
def test_lists_are_numbered_as_in_print(body: str, lines: str) -> None:
    """Items have the numbers and letters that a browser prints."""
    assert text(body) == lines


def test_tables_are_rows() -> None:
    """A row is a line, merged cells carry down, paragraphs of a cell are parted by line feeds."""
    body = (
        "Bảng<table><thead><tr><th rowspan=2>TT<th colspan=2>Việc</tr></thead>"
        "<tr><td>a|b<td><p>c</p><p>d</p></tr><tr><td rowspan=0>1<td>2</table>e"
    )
    assert text(body) == "Bảng\nTT | Việc | \nTT | a/b | c\nd\n1 | 2\ne\n"


def test_a_letterhead_repeats_nothing() -> None:
    """In a narrow table that opens the page the words of a merged cell stand once."""
    body = "<table><tr><td rowspan=2>UBND<td>CỘNG HÒA<tr><td>ngày 1</table>"
    assert text(body) == "UBND | CỘNG HÒA\n | ngày 1\n"


def test_tables_that_lay_out_the_page_are_no_rows() -> None:
    """A table that holds tables, one cell or the whole document leaves its words as they are."""
    inner = "<table><tr><td>TT<td>Việc<tr><td>1<td>a</table>"
    assert text(f"<table><tr><td>x<td><p>y</p>{inner}</table>") == "x\ny\nTT | Việc\n1 | a\n"
    assert text("<table><tr><td><p>a</p><p>b</p></table>") == "a\nb\n"
    assert text(f"<table><tr><td>x<td>{'<p>y</p>' * 2_001}</table>") == "x\n" + "y\n" * 2_001


def test_what_is_not_shown_is_left_out() -> None:
    """Scripts, menus, forms' fields and hidden parts are no text."""
    body = (
        "<script>a</script><style>b</style><nav>c</nav><footer>d</footer><select><option>e</select>"
        "<div style='DISPLAY : none'>f</div><p hidden>g</p><span style='mso-hide:all'>h</span><del>i</del>"
        "<div title=header>k</div><noscript>l</noscript>m<button>n</button>"
    )
    assert text(body) == "m\n"


def test_the_main_part_of_a_portal() -> None:
    """Of a portal's page its main part is read, unless signs of a document stand outside of it."""
    main = "<main><article><p>Kính gửi: A</p></article><p>Nơi nhận: B</p></main>"
    assert text(f"<p>Trang chủ</p>{main}<p>Liên hệ</p>") == "Kính gửi: A\nNơi nhận: B\n"
    assert text("<div>Căn cứ</div><main>Nơi nhận: B</main>") == "Căn cứ\nNơi nhận: B\n"
    assert text("<div role=main>a</div>b") == "a\nb\n"


@pytest.mark.parametrize(
    ("meta", "codec"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<meta charset=windows-1252>", "utf-8"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1258'>", "cp1258"),
        ("<meta charset='utf-16'>", "utf-8"),
    ],
)
def test_letters_are_decoded(meta: str, codec: str) -> None:
    """The mark, the bytes and the declaration tell the encoding; a declaration that cannot hold does not."""
    words = "Giao Sô Y tê phô biên" if codec == "cp1258" else "Giao Sở Y tế phổ biến"
    page = (
        f"<html><head>{meta}</head><body><p>{words} {CAREFUL if codec != 'cp1258' else ''}</p></body></html>"
    )
    assert read(page.encode(codec), "a.html", DEFAULT_LIMITS).text.startswith(words)


def test_a_damaged_letter_loses_no_page() -> None:
    """A page that declares UTF-8 is read even if one of its letters is cut."""
    page = f"<meta charset=utf-8><p>{CAREFUL}</p><p>Sở".encode()[:-1]
    assert read(page, "a.html", DEFAULT_LIMITS).text == f"{CAREFUL.strip()}\nS\ufffd\n"
    with pytest.raises(InputError) as caught:
        read(page.replace(b"utf-8", b"x-none"), "a.html", DEFAULT_LIMITS)
    assert caught.value.code == "unknown-encoding"


def test_a_page_in_one_file() -> None:
    """A page that Word saved with its pictures is read by its own part, in the encoding that it declares."""
    data = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\nA web page\n--x\n'
        b'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
        b"<html><p>K=C3=ADnh g=E1=BB=ADi: A</html>\n--x\nContent-Type: image/png\n\nzzz\n--x--\n"
    )
    assert read(data, "a.doc", DEFAULT_LIMITS).text == "Kính gửi: A\n"
    with pytest.raises(InputError) as caught:
        read(data.replace(b"text/html", b"text/plain"), "a.doc", DEFAULT_LIMITS)
    assert caught.value.code == "broken-file"


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".doc"])
@pytest.mark.parametrize(
    "page",
    [
        "<html><title>404 Not Found</title><body>" + "The page is gone. " * 200,
        "<html><body><h1>Đăng nhập hệ thống</h1><p>" + "Vui lòng nhập mật khẩu. " * 20,
        "<html><body><script>location='/'</script>Trang chủ",
        "<html></html>",
    ],
)
def test_an_error_page_is_no_document(suffix: str, page: str) -> None:
    """A site's error, log-in or empty page under the name of a document is refused."""
    with pytest.raises(InputError) as caught:
        source(page, f"a{suffix.upper()}")
    assert caught.value.code == "wrong-content"
    assert caught.value.details == {"suffix": suffix}


@pytest.mark.parametrize("name", ["a.doc", "a.pdf"])
def test_a_document_is_no_error_page(name: str) -> None:
    """A page with the signs of a document, or with many words and no error, is read under any name."""
    directive = "<html><title>Lỗi 404</title><p>Kính gửi: Sở Y tế</p><p>Khắc phục lỗi hệ thống.</p></html>"
    assert source(directive, name).text == "Kính gửi: Sở Y tế\nKhắc phục lỗi hệ thống.\n"
    assert source(f"<html><p>{'việc ' * 400}</p></html>", name).text.startswith("việc")
    assert source("<html><p>404</p></html>", "a.html").text == "404\n"


def test_nothing_is_an_empty_text() -> None:
    """A page without anything in it gives no text."""
    assert source("<!-- a -->").text == ""
    assert source("<html><body></body></html>").text == ""


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "a",
        "<p>" + "a" * 11_000_000,
        "<table>" + "<tr>" + f"<td rowspan=9999>{'x' * 1_000}<td>" + "<tr><td>y" * 5_000,
    ],
)
def test_swollen_pages_are_refused(page: str) -> None:
    """Endless nesting, endless words and cells repeated without end are a named error."""
    with pytest.raises(InputError) as caught:
        read(f"<html><p>x</p>{page}".encode(), "a.html", Limits(text=1_000_000))
    assert (caught.value.code, caught.value.file) == ("too-complex", "a.html")


def test_entities_and_references_are_not_followed() -> None:
    """A page with a document type of its own brings in no file and no other page."""
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><p>x&a;y<img src="http://x.invalid/a">'
    assert "root:" not in source(page).text
