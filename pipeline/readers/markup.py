"""XML and HTML parsed within bounds: no entities, no network, no more tags than memory has room for."""

from __future__ import annotations

from typing import Final

from lxml import etree

from pipeline.errors import InputError

_MOST_TAGS: Final = 1_200_000
"""Tags and attributes of one document, four times those of a thousand pages."""


def parse_xml(data: bytes, *, file: str, kind: str, recover: bool = False) -> etree._Element:
    """Return the root of an XML document, without entities; with `recover` also without what is no XML.

    Raises InputError about `file`: `broken-file` (of format `kind`), `too-complex`.
    """
    _check_tags(data, file)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, recover=recover,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError("broken-file", file=file, format=kind, detail=error.msg) from error
    if root is None:
        raise InputError("broken-file", file=file, format=kind, detail="it is empty")
    etree.strip_elements(root, etree.Entity, with_tail=False)
    return root


def parse_html(text: str, *, file: str) -> etree._Element | None:
    """Return the root of a page, None of an empty one; raises InputError `too-complex` about `file`."""
    data = text.encode("utf-8", "replace")
    _check_tags(data, file)
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    # Where the parser gives up it leaves the rest of the page away.
    for problem in parser.error_log.filter_from_fatals():
        raise InputError("too-complex", file=file, detail=problem.message.strip())
    return root


def _check_tags(data: bytes, file: str) -> None:
    if data.count(b"<") + data.count(b"=") > _MOST_TAGS:
        raise InputError("too-complex", file=file, detail=f"more than {_MOST_TAGS} tags")
