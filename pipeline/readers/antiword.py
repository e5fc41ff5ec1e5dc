"""Old Word files (.doc) through antiword: small and fast, but notes, text boxes and some numbers are lost."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from pipeline.readers.grid import Cell, row_lines
from pipeline.readers.limits import Limits
from pipeline.readers.markup import parse_xml
from pipeline.readers.tools import ToolError, run_tool

_DOCBOOK: Final = ("-x", "db")
_PLAIN: Final = ("-w", "0")
_LABELLED: Final = re.compile(r"\s*(\S{1,10})[ \t]+(\S.*)")
_TITLES_OF_FILE: Final = ("book", "bookinfo")


def read_lightly(antiword: str, data: bytes, name: str, limits: Limits) -> str:
    """Return the text of a Word file; `antiword` is the program's path. Raises InputError.

    Its DocBook output has the tables; the numbers of list items stand in its plain output alone.
    """
    with tempfile.NamedTemporaryFile(prefix="giaoviec-", suffix=".doc") as file:
        file.write(data)
        file.flush()

        def printed(*options: str) -> bytes:
            argv = (antiword, "-m", "UTF-8.txt", *options, file.name)
            return run_tool(argv, seconds=limits.seconds, most_output=limits.size)

        try:
            docbook, plain = printed(*_DOCBOOK), printed(*_PLAIN).decode("utf-8", "replace")
        except ToolError as error:
            raise error.for_file(name) from error
    labelled = {
        match[2].rstrip(): match[0].strip() for match in map(_LABELLED.fullmatch, plain.split("\n")) if match
    }
    # The titles of some files make it write letters that are no XML.
    root = parse_xml(docbook, file=name, kind="doc", recover=True)
    return "".join(f"{line}\n" for line in _lines(root, labelled, name, limits))


def _lines(root: etree._Element, labelled: Mapping[str, str], name: str, limits: Limits) -> Iterator[str]:
    """Yield the lines of paragraphs and tables; `labelled` gives list items their numbers."""
    for element in root.iter("title", "para", "tgroup"):
        above = element.getparent()
        if element.tag == "tgroup":
            rows = [[Cell(_words(cell)) for cell in row.iter("entry")] for row in element.iter("row")]
            yield from row_lines(rows, file=name, most=limits.text)
        elif element.find("informaltable") is None and (above is None or above.tag not in _TITLES_OF_FILE):
            words = _words(element)
            in_list = above is not None and above.tag == "listitem"
            yield labelled.get(words.strip(), words) if in_list else words


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip("\n ")
