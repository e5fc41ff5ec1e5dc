"""Word files made in the tests: a zip of the parts that a test names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES: Final = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_TYPES}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
)


def part(root: str, content: str) -> str:
    """Return a part whose root is `root`, with the names of all vocabularies declared."""
    return f"<{root} {_SPACES}>{content}</{root}>"


def word_file(body: str, **parts: str) -> bytes:
    """Return a file with this body and parts: styles, numbering, theme, footnotes, endnotes, header."""
    roots = {"theme": "a:theme", "header": "w:hdr"}
    files = {"word/document.xml": part("w:document", f"<w:body>{body}</w:body>")}
    files |= {f"word/{kind}.xml": part(roots.get(kind, f"w:{kind}"), parts[kind]) for kind in parts}
    files["word/_rels/document.xml.rels"] = relations(**{kind: f"{kind}.xml" for kind in parts})
    files["_rels/.rels"] = relations(officeDocument="word/document.xml")
    return packed(files)


def relations(**targets: str) -> str:
    """Return the part that says by kind what other parts there are; a kind is also the id."""
    links = (
        f'<Relationship Id="{kind}" Type="{_TYPES}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(links)}</Relationships>'


def packed(files: Mapping[str, str]) -> bytes:
    """Return a zip of `files`."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of runs, or of words that become one run each."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(map(run, runs))}</w:p>"


def run(words: str, properties: str = "") -> str:
    """Return a run of these words; what is XML already stays as it is."""
    if words.startswith("<"):
        return words
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(num: int, level: int = 0, words: str = "Việc") -> str:
    """Return a paragraph of a list."""
    return paragraph(
        words, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    )


def level(at: int, form: str, style: str = "decimal", more: str = "", start: int = 1) -> str:
    """Return one level of a list: what it prints, in which style; `more` are further properties."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{form}"/>{more}</w:lvl>'
    )


def abstract(which: int, *levels: str) -> str:
    """Return the definition `which` of a list."""
    return f'<w:abstractNum w:abstractNumId="{which}">{"".join(levels)}</w:abstractNum>'


def num(which: int, of: int, overrides: str = "") -> str:
    """Return the list `which`, which uses the definition `of`."""
    return f'<w:num w:numId="{which}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def table(*rows: str, widths: Sequence[int] = ()) -> str:
    """Return a table of rows, on a grid of columns of these `widths`."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row of cells, or of words that become a cell each."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(cell, cells))}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """Return a cell; words become a paragraph, what is XML already stays as it is."""
    if content.startswith("<w:tc>"):
        return content
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"
