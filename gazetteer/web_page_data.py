"""The words that tell a document from the error page of a web site, from web_pages.toml."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from gazetteer.load import read_toml


class WebPageWords(NamedTuple):
    """Words in lower case; `few` and `blank` are numbers of words on a page."""

    errors: tuple[str, ...]
    documents: tuple[str, ...]
    few: int
    blank: int


@cache
def load_web_page_words() -> WebPageWords:
    """Return web_pages.toml as read."""
    data = read_toml("web_pages.toml")
    return WebPageWords(tuple(data["errors"]), tuple(data["documents"]), data["few"], data["blank"])
