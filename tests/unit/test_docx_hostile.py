"""Word files that are damaged or made to do harm: refused by name, in bounded time and memory."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest

from pipeline.errors import InputError
from pipeline.readers.docx import read
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from tests.word import cell, packed, paragraph, part, relations, row, run, table, word_file

_DOCUMENT = "word/document.xml"


def refused(data: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    """The code of the error that reading `data` raises; the error names the file and has a message."""
    with pytest.raises(InputError) as caught:
        read(data, "a.docx", limits)
    assert caught.value.file == "a.docx"
    assert str(caught.value)
    return caught.value.code


def nested(opening: str, closing: str, inner: str, times: int) -> str:
    """XML inside so many layers of the same."""
    return opening * times + inner + closing * times


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no zip",
        packed({}),
        packed({"word/styles.xml": "<a/>"}),
        packed({_DOCUMENT: "<a>"}),
        packed({_DOCUMENT: ""}),
        packed({_DOCUMENT: part("w:document", "<w:body><w:p/>").removesuffix("</w:document>")}),
        packed({"_rels/.rels": "<a", _DOCUMENT: part("w:document", "<w:body/>")}),
        word_file(paragraph("a"), styles="<w:style>"),
        word_file(paragraph("a"))[:-30],
        word_file(paragraph("a" * 9000)).replace(b"\0\0\0", b"\0\1\0", 3),
    ],
)
def test_broken_files(data: bytes) -> None:
    """A file that is damaged anywhere where its text could be lost is refused."""
    assert refused(data) == "broken-file"


def test_locked_files() -> None:
    """A file that a password locks is refused as such."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refused(ole) == "encrypted"
    assert refused(ole[:600]) == "broken-file"
    data = bytearray(word_file(paragraph("a")))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)) == "encrypted"


def test_bombs() -> None:
    """What the parts unpack to is counted together while they unpack."""
    limits = replace(DEFAULT_LIMITS, unpacked=100_000)
    data = word_file(paragraph("a" * 60_000), styles=" " * 60_000)
    assert len(data) < 5_000
    assert refused(data, limits) == "unpacks-too-large"
    assert read(data, "a", replace(limits, unpacked=200_000)).text


def test_number_of_entries() -> None:
    """A file of too many parts is refused."""
    files = {str(at): "" for at in range(20)}
    assert refused(packed(files), replace(DEFAULT_LIMITS, entries=10)) == "too-many-entries"


def test_length_of_the_text() -> None:
    """A text that gets too long is refused before it is made."""
    limits = replace(DEFAULT_LIMITS, text=1_000)
    assert refused(word_file(paragraph("a" * 100) * 20), limits) == "too-long"
    rows = [row(cell("a" * 500, '<w:vMerge w:val="restart"/>'), "b", "c", "d")]
    rows += [row(cell("", "<w:vMerge/>"), "b", "c", "d")] * 9
    assert refused(word_file(table(*rows)), limits) == "too-complex"


def test_entities() -> None:
    """Entities are never expanded, files never asked for."""
    body = part("w:document", f"<w:body>{paragraph('<w:r><w:t>&j;</w:t></w:r>')}</w:body>")
    laughs = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise("abcdefghij"))
    assert refused(packed({_DOCUMENT: f'<!DOCTYPE x [<!ENTITY a "ha">{laughs}]>{body}'})) in {
        "broken-file", "too-complex",
    }  # fmt: skip
    for entity in ('"x"', 'SYSTEM "file:///etc/passwd"', 'SYSTEM "http://127.0.0.1:9/x"'):
        assert refused(packed({_DOCUMENT: f"<!DOCTYPE x [<!ENTITY j {entity}>]>{body}"})) == "broken-file"
    styles = f"<!DOCTYPE x [<!ENTITY j SYSTEM 'a'>]>{part('w:styles', '&j;')}"
    files = {_DOCUMENT: part("w:document", "<w:body/>"), "word/styles.xml": styles}
    files["word/_rels/document.xml.rels"] = relations(styles="styles.xml")
    assert refused(packed(files)) == "broken-file"


def test_parts_outside_the_file() -> None:
    """A part that is said to lie outside the file, or nowhere, is as if it were not named."""
    files = {_DOCUMENT: part("w:document", f"<w:body>{paragraph('a')}</w:body>")}
    links = relations(styles="../../../etc/passwd", numbering="http://127.0.0.1:9/x", header="nowhere.xml")
    external = links.replace("Target=", 'TargetMode="External" Target=', 1)
    for some in (links, external):
        files["word/_rels/document.xml.rels"] = some
        assert read(packed(files), "a", DEFAULT_LIMITS).text == "a\n"


_LAYERS = {
    "table": partial(nested, "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    "control": partial(nested, "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "choice": partial(nested, "<mc:AlternateContent><mc:Fallback>", "</mc:Fallback></mc:AlternateContent>"),
}


@pytest.mark.parametrize("kind", sorted(_LAYERS))
def test_deep_nesting(kind: str) -> None:
    """Content is read as deep as the parser goes, and refused beyond."""
    layers = _LAYERS[kind]
    assert read(word_file(layers(paragraph("a"), 80)), "a", DEFAULT_LIMITS).text == "a\n"
    assert refused(word_file(layers(paragraph("a"), 100_000))) == "too-complex"


def test_deep_runs() -> None:
    """Links inside links are read as deep as the parser goes."""
    deep = nested("<w:hyperlink>", "</w:hyperlink>", run("a"), 245)
    assert read(word_file(f"<w:p>{deep}</w:p>"), "a", DEFAULT_LIMITS).text == "a\n"


def test_nested_carrying_down() -> None:
    """Tables that would double their words at every layer are refused."""
    cells = "<w:tc/><w:tc/><w:tc/><w:tc><w:tcPr>{}</w:tcPr>"
    first, more = cells.format('<w:vMerge w:val="restart"/>'), cells.format("<w:vMerge/>")
    opening, closing = f"<w:tbl><w:tr>{first}", f"</w:tc></w:tr><w:tr>{more}</w:tc></w:tr></w:tbl>"
    assert refused(word_file(nested(opening, closing, paragraph("a"), 60))) == "too-complex"


def test_too_many_elements() -> None:
    """A paragraph of millions of elements is refused; so many paragraphs would not be."""
    assert refused(word_file(f"<w:p>{'<w:r/>' * 4_000_001}</w:p>")) == "too-complex"
    assert refused(word_file(paragraph("a"), styles="<w:style/>" * 4_000_001)) == "too-complex"


def test_long_documents() -> None:
    """A document of a hundred thousand paragraphs is read one by one, circles of joined ones included."""
    assert read(word_file(paragraph("a") * 100_000), "a", DEFAULT_LIMITS).text == "a\n" * 100_000
    joined = paragraph("a", properties="<w:rPr><w:del/></w:rPr>") * 100_000
    assert read(word_file(joined), "a", DEFAULT_LIMITS).text == "a" * 100_000 + "\n"


def test_long_chains_of_styles() -> None:
    """A chain of styles as long as the file is followed without recursion."""
    styles = "".join(
        f'<w:style w:styleId="s{at}"><w:basedOn w:val="s{at - 1}"/></w:style>' for at in range(20_000)
    )
    body = paragraph("a", properties='<w:pStyle w:val="s19999"/>')
    assert read(word_file(body, styles=styles), "a", DEFAULT_LIMITS).text == "a\n"


def test_unknown_xml() -> None:
    """Comments, instructions and elements that nobody knows print nothing."""
    odd = (
        "<!-- a --><?x y?><w:p><!-- b --><w:odd><w:r><w:t>c</w:t></w:r></w:odd><w:r><?x?><w:odd/></w:r></w:p>"
    )
    assert read(word_file(odd + paragraph("d")), "a", DEFAULT_LIMITS).text == "\nd\n"
