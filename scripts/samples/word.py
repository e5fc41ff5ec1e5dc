"""A sample as .docx: what Word writes for it, the parts that matter to a reader and no more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final
from xml.sax.saxutils import escape

from scripts.samples.numbering import Counter, definitions
from scripts.samples.paper import Block, Table

Runs = Callable[[str], Iterable[tuple[str, str]]]
"""Parts a text into runs: the font of each and the characters that the file holds for it."""

NOTE: Final = "[1]"
"""The number of the one footnote, in the text and before its words."""
_WIDTH: Final = 9_350  # of the text on A4, in twentieths of a point
_SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES: Final = f'xmlns:w="{_SPACE}" xmlns:r="{_LINKS}"'
_PARTS: Final = ("styles", "numbering", "header", "footnotes")
_USUAL: Final = "Times New Roman"
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_SECTION: Final = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1418" w:header="567" w:footer="567"'
    ' w:gutter="0"/><w:titlePg/></w:sectPr>'
)
_HEADER: Final = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE "/></w:p>'
_STYLES: Final = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{_USUAL}" w:hAnsi="{_USUAL}" w:cs="{_USUAL}"/><w:sz w:val="26"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
)
_FOOTNOTE: Final = '<w:r><w:footnoteReference w:id="1"/></w:r>'


@dataclass(frozen=True, slots=True)
class Style:
    """How the file is made: fonts, automatic enumerators, tracked changes, the words of a footnote."""

    runs: Runs
    numbered: bool = True
    revised: bool = False
    footnote: str = ""


def plain_runs(text: str) -> Iterable[tuple[str, str]]:
    """Unicode in the usual font."""
    yield _USUAL, text


def make_docx(paper: Sequence[Block], style: Style) -> bytes:
    """Return the bytes of the document; the same for the same paper and style."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("document", "officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations([(part, part, f"{part}.xml") for part in _PARTS]),
        "word/document.xml": _Writer(style).document(paper),
        "word/styles.xml": f"<w:styles {_NAMES}>{_STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{definitions()}</w:numbering>",
        "word/header.xml": f"<w:hdr {_NAMES}>{_HEADER}</w:hdr>",
        "word/footnotes.xml": _footnotes(style),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            package.writestr(zipfile.ZipInfo(name), head + xml, zipfile.ZIP_DEFLATED)
    return file.getvalue()


class _Writer:
    """Writes one document; counts its enumerators and its changes."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._counter = Counter()
        self._changes = count(1)

    def document(self, paper: Sequence[Block]) -> str:
        body: list[str] = []
        heading = True
        for block in paper:
            if isinstance(block, Table):
                # Word makes one of two tables that nothing parts.
                body += ["<w:p/>"] if body and body[-1].endswith("</w:tbl>") else []
                body.append(self._table(block))
                heading = True
            else:
                heading = heading and not block.endswith((".", ";", ":", ","))
                body.append(self._paragraph(block, centred=heading or block.startswith("(")))
        return f"<w:document {_NAMES}><w:body>{''.join(body)}{_SECTION}</w:body></w:document>"

    def _paragraph(self, text: str, *, centred: bool) -> str:
        numbered = self._counter.take(text) if self._style.numbered else None
        if numbered is not None:
            return self._p(f'{numbered.properties}<w:jc w:val="both"/>', numbered.text)
        if centred or text.isupper():
            return self._p('<w:ind w:firstLine="0"/><w:jc w:val="center"/>', text)
        return self._p('<w:ind w:firstLine="567"/><w:jc w:val="both"/>', text)

    def _p(self, properties: str, text: str) -> str:
        runs = self._changed(text) if self._style.revised else self.text(text)
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"

    def text(self, text: str, tag: str = "t") -> str:
        """Return the runs of a text, the number of the footnote as a reference to it."""
        bold = "<w:b/>" if text.isupper() else ""
        return _FOOTNOTE.join(
            "".join(
                f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>{bold}</w:rPr>'
                f'<w:{tag} xml:space="preserve">{escape(held)}</w:{tag}></w:r>'
                for font, held in self._style.runs(part)
            )
            for part in text.split(NOTE)
        )

    def _changed(self, text: str) -> str:
        """Runs of which, in a long paragraph, three words were inserted where three others were deleted."""
        words = text.split(" ")
        if len(words) < 20:  # noqa: PLR2004 - short lines stay as they are
            return self.text(text)
        before, new, after = (" ".join(part) for part in (words[:4], words[4:7], words[7:]))
        old = " ".join(words[9:12])
        return (
            self.text(f"{before} ")
            + self._change("del", self.text(old, "delText"))
            + self._change("ins", self.text(new))
            + self.text(f" {after}")
        )

    def _change(self, tag: str, runs: str) -> str:
        made = f'w:id="{next(self._changes)}" w:author="A" w:date="2026-01-01T00:00:00Z"'
        return f"<w:{tag} {made}>{runs}</w:{tag}>"

    def _table(self, table: Table) -> str:
        widths = _widths(table)
        edges = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _SIDES) if table.ruled else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = zip(table.rows, ((), *table.rows), strict=False)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{''.join(self._row(row, above, widths, ruled=table.ruled) for row, above in rows)}</w:tbl>"
        )

    def _row(self, row: Sequence[str], above: Sequence[str], widths: Sequence[int], *, ruled: bool) -> str:
        """Merge cells that repeat those above with them, and empty last ones with the second."""
        head = "<w:trPr><w:tblHeader/></w:trPr>" if ruled and not above else ""
        whole = ruled and not any(row[2:])
        cells = []
        for place, text in enumerate(row[:2] if whole else row):
            span = len(row) - 1 if whole and place else 1
            width = sum(widths[place : place + span])
            merge = '<w:vMerge w:val="restart"/>' if ruled else ""
            if ruled and text and text == "".join(above[place : place + 1]):
                merge, text = "<w:vMerge/>", ""  # noqa: PLW2901 - the words stand in the cell above
            joins = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + merge
            held = "".join(self._in_cell(line, centred=not ruled) for line in text.split("\n"))
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{joins}</w:tcPr>{held}</w:tc>')
        return f"<w:tr>{head}{''.join(cells)}</w:tr>"

    def _in_cell(self, text: str, *, centred: bool) -> str:
        numbered = self._counter.take(text) if self._style.numbered and text.startswith("- ") else None
        if numbered is not None:
            return self._p(f'{numbered.properties}<w:ind w:left="0" w:firstLine="0"/>', numbered.text)
        return self._p('<w:jc w:val="center"/>' if centred and not text.startswith("- ") else "", text)


def _widths(table: Table) -> list[int]:
    """Share the page among the columns: by their longest words and by how much there is in them."""
    if not table.ruled:
        return [_WIDTH * 3 // 8, _WIDTH * 5 // 8]
    needs = [
        8 + 2 * max(map(len, "\n".join(column).split())) + sum(map(len, column)) / len(column)
        for column in zip(*table.rows, strict=True)
    ]
    return [round(_WIDTH * need / sum(needs)) for need in needs]


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_KIND}.{part}+xml"/>' for part in _PARTS
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(links: Iterable[tuple[str, str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _footnotes(style: Style) -> str:
    runs = _Writer(style).text(style.footnote)
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in enumerate(("separator", "continuationSeparator"), -1)
    )
    return (
        f'<w:footnotes {_NAMES}>{marks}<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>{runs}</w:p>'
        "</w:footnote></w:footnotes>"
    )
