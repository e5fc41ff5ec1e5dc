"""Web pages (.html, .mht, and the many that are called .doc): the words that a reader of the page sees."""

from __future__ import annotations

import codecs
import re
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Final

from lxml import etree

from gazetteer.web_page_data import load_web_page_words
from pipeline.errors import InputError
from pipeline.readers.encodings import Decoded, decode, repair
from pipeline.readers.html_blocks import HtmlBlocks
from pipeline.readers.limits import Limits
from pipeline.readers.markup import parse_html
from pipeline.source import Source

MEDIA_TYPE: Final = "text/html"

_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD: Final = 8192
_WESTERN: Final = frozenset(("cp1252", "iso8859-1", "ascii", "utf-8"))
"""What pages declare whatever they are written in."""
_IN_ONE_FILE: Final = re.compile(rb"\s*[!-9;-~]+:")
_OF_OTHER_FORMATS: Final = frozenset(
    (".pdf", ".doc", ".docx", ".odt", ".rtf", ".zip", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
)


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Return the document on the page `data`; raises InputError.

    `wrong-content` (detail `suffix`) where a site's error page came under the name of a document;
    `broken-file`, `too-complex`; `unknown-encoding` and `binary-file` from its letters.
    """
    if _IN_ONE_FILE.match(data):
        data = _page_in_one_file(data, name)
    decoded = _decode(data, name)
    root = parse_html(decoded.text, file=name)
    if root is None:
        return Source(text="", media_type=MEDIA_TYPE, encoding=decoded.encoding)
    text = _text(_document_part(root), name, limits)
    _refuse_error_page(root, text, name)
    repaired = repair(text)
    return Source(repaired.text, media_type=MEDIA_TYPE, encoding=repaired.encoding or decoded.encoding)


def _page_in_one_file(data: bytes, name: str) -> bytes:
    from pipeline.readers.mail import parts

    for part in parts(data, name):
        if part.media_type == MEDIA_TYPE:
            return part.data
    raise InputError("broken-file", file=name, format="mhtml", detail="it holds no page")


def _decode(data: bytes, name: str) -> Decoded:
    """Return the page's source: in UTF-8 if it can be, else as it declares, else as its words tell.

    Of a page that declares UTF-8 and is in no known encoding a few bytes are damaged; they become U+FFFD.
    """
    declared = _declared(data)
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\0" not in data:
        for codec in ("utf-8-sig", *declared):
            if codec not in _WESTERN:
                with suppress(UnicodeError):
                    return Decoded(data.decode(codec), codec)
    try:
        return decode(data, name)
    except InputError as error:
        if error.code == "unknown-encoding" and "utf-8" in declared:
            return Decoded(data.decode("utf-8", "replace"), "utf-8")
        raise


def _declared(data: bytes) -> tuple[str, ...]:
    """Return the encoding that a page declares, if there is one of that name."""
    declared = _CHARSET.search(data, 0, _HEAD)
    try:
        return (codecs.lookup(declared[1].decode()).name,) if declared else ()
    except (LookupError, UnicodeError):
        return ()


def _text(root: etree._Element, name: str, limits: Limits) -> str:
    return "".join(f"{line}\n" for line in HtmlBlocks(name, limits.text).read(root))


def _document_part(root: etree._Element) -> etree._Element:
    """Return the innermost element that is marked as the main part and has all signs of a document in it."""
    signs = _signs("".join(map(str, root.itertext())))
    parts = [part for part in root.iter("*") if _is_main(part)]
    for part in reversed(parts):
        if signs and _signs("".join(map(str, part.itertext()))) == signs:
            return part
    return root


def _is_main(element: etree._Element) -> bool:
    return element.tag in ("main", "article") or element.get("role") == "main"


def _signs(text: str) -> frozenset[str]:
    """Return the words that only documents have, of those in `text`."""
    low = _folded(text)
    return frozenset(sign for sign in load_web_page_words().documents if sign in low)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def _refuse_error_page(root: etree._Element, text: str, name: str) -> None:
    suffix = Path(name).suffix.lower()
    if suffix not in _OF_OTHER_FORMATS or _signs(text):
        return
    known = load_web_page_words()
    title, page = _folded(root.findtext(".//title") or ""), _folded(text)
    words = page.count(" ") + bool(page)
    shown = f"{title} {page}" if words < known.few else title
    if words < known.blank or any(error in shown for error in known.errors):
        raise InputError("wrong-content", file=name, suffix=suffix)
