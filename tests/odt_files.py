"""OpenDocument files for tests: a text of given XML in a zip such as office programs write."""

from __future__ import annotations

import io
import zipfile

_NAMES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for prefix, space in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("svg", "svg-compatible"),
    )
)  # fmt: skip
_TYPE = "application/vnd.oasis.opendocument.text"


def zipped(files: dict[str, bytes | str], *, squeeze: bool = True) -> bytes:
    """A zip of these files, in their order."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def part(root: str, inside: str, before: str = "") -> str:
    """One XML file of an OpenDocument; `before` stands before its root."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:{root}{_NAMES}>{inside}</office:{root}>'


def odt(body: str, *, automatic: str = "", styles: str = "", manifest: str = "", before: str = "") -> bytes:
    """An .odt whose text is `body`; `automatic` and `styles` are the styles of its two parts."""
    inside = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    inside += f"<office:body><office:text>{body}</office:text></office:body>"
    parts: dict[str, bytes | str] = {
        "content.xml": part("document-content", inside, before),
        "styles.xml": part("document-styles", f"<office:styles>{styles}</office:styles>"),
        "META-INF/manifest.xml": manifest,
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()
