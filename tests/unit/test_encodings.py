"""Letters from bytes, and from the wrong characters that programs made of them."""

from __future__ import annotations

import time

import pytest

from pipeline.errors import InputError
from pipeline.readers.encodings import ENCODINGS, convert, convert_run, decode, font_encoding, repair
from tests import legacy

UNICODE = "Giao Sở Tài chính chủ trì, phối hợp với các đơn vị liên quan tổng hợp, báo cáo."
OTHER = "Ủy ban nhân dân các huyện chịu trách nhiệm kiểm tra việc thực hiện Kế hoạch này."
SHORT = "Số: 5/KH"


def _shown(text: str, encoding: str) -> str:
    """Return what a program shows that takes the bytes for Latin-1, or that reads UTF-8."""
    data = legacy.written(text, encoding)
    return data.decode() if encoding in ("viqr", "utf-8-as-latin-1") else data.decode("cp1252")


@pytest.mark.parametrize("encoding", legacy.ENCODINGS)
def test_files(encoding: str) -> None:
    """A file in an old encoding is read as its text, and the encoding is named."""
    decoded = decode(legacy.written(f"{UNICODE}\n{SHORT}\n{OTHER}\n", encoding), "a.txt")
    assert legacy.composed(decoded.text) == f"{UNICODE}\n{SHORT}\n{OTHER}\n".replace("Ủy", _uy(encoding))
    assert decoded.encoding == encoding


def _uy(encoding: str) -> str:
    return "ủy" if encoding == "tcvn3" else "Ủy"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_paragraphs_of_two_kinds(encoding: str) -> None:
    """A paragraph in an old encoding is found between those in Unicode, which stay."""
    text = f"{UNICODE}\n{_shown(UNICODE, encoding)}\n{OTHER}"
    assert legacy.composed(repair(text).text) == f"{UNICODE}\n{UNICODE}\n{OTHER}"
    assert repair(text).encoding == encoding
    assert decode(text.encode(), "a.txt").encoding == f"utf-8+{encoding}"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "windows-1258"])
def test_bytes_of_two_kinds(encoding: str) -> None:
    """Paragraphs of bytes that are not UTF-8 are read beside those that are."""
    decoded = decode(UNICODE.encode() + b"\n" + legacy.written(UNICODE, encoding), "a.txt")
    assert legacy.composed(decoded.text) == f"{UNICODE}\n{UNICODE}"
    assert decoded.encoding == f"utf-8+{encoding}"


def test_old_encodings_in_one_file() -> None:
    """Several old encodings are each found and named, in one order."""
    data = legacy.written(UNICODE, "vni") + b"\n" + legacy.written(UNICODE, "tcvn3")
    assert decode(data, "a.txt") == (f"{UNICODE}\n{UNICODE}", "tcvn3+vni")


def test_wide_characters_with_old_letters() -> None:
    """Old letters are found in UTF-16 too."""
    assert decode(_shown(UNICODE, "tcvn3").encode("utf-16"), "a.txt") == (UNICODE, "tcvn3")


def test_short_lines_follow_their_neighbours() -> None:
    """A line that both Unicode and an old encoding explain is read as the line before it."""
    line = _shown("Số:", "tcvn3")
    assert repair(f"{_shown(UNICODE, 'tcvn3')}\n{line}").text == f"{UNICODE}\nSố:"
    assert repair(f"{_shown(UNICODE, 'tcvn3')}\n{UNICODE}\n{line}").text == f"{UNICODE}\n{UNICODE}\n{line}"


def test_short_lines_prove_together_what_none_proves_alone() -> None:
    """Lines of a word or two are read where all of them tell one encoding."""
    lines = ["Bộ Nội vụ", "Sở Tài chính", "Thành phố", "Cục Thuế", "Huyện ủy", "Tỉnh ủy"]
    for encoding in ("tcvn3", "vni"):
        assert repair("\n".join(_shown(line, encoding) for line in lines)).text == "\n".join(lines)


@pytest.mark.parametrize(
    ("legacy_line", "line"),
    [
        ("QUYÕT §ÞNH", "QUYẾT ĐỊNH"),
        ("QUYÕT §ÞNH cña ñY BAN", "QUYẾT ĐỊNH của ỦY BAN"),
        ("Bé NéI Vô", "BỘ NỘI VỤ"),
        ("Sè: 5/Q§-UB", "Số: 5/QĐ-UB"),
        ("Sè: 5-KH/TU", "Số: 5-KH/TU"),
        ("céng hßa x· héi", "cộng hòa xã hội"),
    ],
)
def test_capitals_of_tcvn3(legacy_line: str, line: str) -> None:
    """Words and lines whose other letters are capitals are in capitals; abbreviations tell nothing."""
    assert convert(legacy_line, "tcvn3") == line


def test_bullets_of_tcvn3() -> None:
    """A sign alone at the head of a line is a bullet; elsewhere it is a letter."""
    assert convert("· X· héi\n  §\tGiao", "tcvn3") == "· Xã hội\n  §\tGiao"


def test_letter_dropped_as_soft_hyphen() -> None:
    """Where a program has dropped "ư" from all of a text in TCVN3, what cannot be without it gets it back."""
    shown = _shown(UNICODE + " Thủ tướng giao Bộ Tư pháp; người dân, lưu trữ, điểm c, d và t).", "tcvn3")
    lost = repair(f"{shown}\n{_shown('CHƯƠNG I', 'tcvn3')}".replace("\xad", "").replace("¦", "")).text
    assert "Thủ tướng giao Bộ Tư pháp; người dân, lưu trữ, điểm c, d và t)." in lost
    assert lost.endswith("CHƯƠNG I")
    assert "Bộ T pháp" in repair(f"{_shown('Như', 'tcvn3')} {_shown(UNICODE + ' Bộ T pháp', 'tcvn3')}").text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Chu? tri`. Ba'o ca'o.", "Chủ trì. Báo cáo."),
        ("theo no^.i dung tre^n dda^y. Giao", "theo nội dung trên đây. Giao"),
        ("Bo^. No^.i vu.", "Bộ Nội vụ"),
        ("di.ch vu..", "dịch vụ."),
        ("va` to^? chu+'c...", "và tổ chức..."),
        ("qua... xa./.", "qua... xa./."),
        ("a. Giao\nI. Chung", "a. Giao\nI. Chung"),
        ("Dda('k La('k, Ba('c Ka.n", "Đắk Lắk, Bắc Kạn"),
        ("GDDDT, QDD-TTg, DDie^.n", "GDĐT, QĐ-TTg, Điện"),
        ("khai\\. Ba.n la\\. ad\\d", "khai. Bạn la. add"),
        ("www.abc.com, KT. CH, e.g. xyz", "www.abc.com, KT. CH, e.g. xyz"),
    ],
)
def test_signs_of_viqr(shown: str, text: str) -> None:
    """Signs are marks where they make a syllable, stops where sentences, lists and names have them."""
    assert convert(shown, "viqr") == text


def test_utf8_with_lost_blanks() -> None:
    """A blank that was a no-break blank is still the second half of its letter."""
    assert convert("HÃ\xa0 NÃ´i, hÃ ng", "utf-8-as-latin-1") == "Hà Nôi, hàng"
    assert convert("Ã\x80 â€“ Ä\x90á»‹nh Ãz à\x80\x80", "utf-8-as-latin-1") == "À – Định Ãz à€€"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text, nothing else: f(a) = a^b + c^d; it's done.",
        "Nhiệt độ 25 °C ± 1, diện tích 30 m², khoảng ½, đoạn § 5, «Kế hoạch» © 2024",
        "À la carte, déjà vu, naïve façade; Müller & Söhne, año, för",
        "Ðối với các đơn vị",
        "Nguyê\u0303n Va\u0306n A",
    ],
)
def test_what_is_no_old_encoding(text: str) -> None:
    """Text without a proof of an old encoding stays."""
    assert repair(text) == (text, None)
    assert decode(text.encode(), "a.txt") == (text, "utf-8")


def test_tags_prove_nothing() -> None:
    """The letters of a web page are found in spite of its tags."""
    page = (
        f'<html><body class="a b c"><p align=left><font face=".VnTime">{_shown(UNICODE, "tcvn3")}</font></p>'
    )
    assert UNICODE in decode(page.encode("cp1252"), "a.html").text


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnTimeH", "tcvn3"),
        (".vnarial narrow", "tcvn3"),
        ("VNI-Times", "vni"),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
    ],
)
def test_fonts(font: str, encoding: str | None) -> None:
    """Fonts of the old encodings are known by how their names begin."""
    assert font_encoding(font) == encoding


@pytest.mark.parametrize(
    ("text", "font", "letters"),
    [
        ("ñy ban", ".VnTimeH", "ỦY BAN"),
        ("ñ", ".VnTimeH", "Ủ"),
        ("ñy ban", ".VnTime", "ủy ban"),
        ("· héi", ".VnTime", "ã hội"),
        ("Uûy ban", "VNI-Times", "Ủy ban"),
        ("ñy ban", "Arial", "ñy ban"),
        ("ñy ban", None, "ñy ban"),
        ("Sở Nội vụ", ".VnTime", "Sở Nội vụ"),
        ("báo cáo", ".VnTime", "báo cáo"),
    ],
)
def test_runs(text: str, font: str | None, letters: str) -> None:
    """The font tells how a run's characters look; words that Unicode alone explains are Unicode."""
    assert convert_run(text, font) == letters


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"Uy ban nh\xe2n d\xe2n", "unknown-encoding", "byte 9"),
        ("Ủy".encode() + b"\xe2\x28", "unknown-encoding", "byte 4"),
        ("Một dòng\n".encode() + b"Caf\xe9 cr\xe8me", "unknown-encoding", "byte 15"),
        (b"\xef\xbb\xbfa\xff", "unknown-encoding", "byte 4"),
        (b"\xff\xfea", "unknown-encoding", "byte 2"),
        (b"\x01\x02\xff\xfe\x03abc", "binary-file", None),
        (b"abc\0\0\0def", "binary-file", None),
    ],
)
def test_bytes_that_nothing_explains(data: bytes, code: str, place: str | None) -> None:
    """Bytes that are no text raise an error, with the place of the first that none explains."""
    with pytest.raises(InputError) as caught:
        decode(data, "a.txt")
    assert (caught.value.code, caught.value.place) == (code, place)


def test_wide_binary() -> None:
    """Control characters in what looks like UTF-16 without a mark are no text."""
    with pytest.raises(InputError) as caught:
        decode(("ab\x01" * 99).encode("utf-16-le"), "a.txt")
    assert caught.value.code == "binary-file"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 400_000,
        b"a^" * 200_000,
        b"a" + b"." * 400_000 + b"^ o^ e^",
        b"^" + b"d" * 400_000,
        b"^" + b"<" * 400_000,
        "été créé à la fête ".encode("latin-1") * 20_000,
        "§ÞNH BAN ".encode("latin-1") * 40_000,
    ],
)
def test_hostile_files(data: bytes) -> None:
    """Files made to take long do not."""
    start = time.perf_counter()
    try:
        decode(data, "a.txt")
    except InputError as error:
        assert error.code in ("unknown-encoding", "binary-file")  # noqa: PT017 - either outcome is right
    assert time.perf_counter() - start < 5
