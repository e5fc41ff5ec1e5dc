"""From words with their places on pages to running text: columns, tables, furniture, paragraphs."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.readers.layout.flow import Flow
from pipeline.readers.layout.model import Laid, Page, Rule, Word
from pipeline.readers.layout.sheets import sheets_of

__all__ = ["Laid", "Page", "Rule", "Word", "lay_out"]


def lay_out(pages: Iterable[Page]) -> Laid:
    """Return the text of `pages` in reading order: a paragraph or a table's row a line, a form feed a page.

    What runs over a page's end stands whole on the page where it begins. Takes the pages one by one; only the
    text, the places of its words and a few pages around the present one are held.
    """
    flow = Flow()
    for sheet in sheets_of(pages):
        flow.page(sheet)
    return flow.laid()
