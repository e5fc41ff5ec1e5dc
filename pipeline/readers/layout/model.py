"""A page as its reader sees it: words and ruling lines, each with its place."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.source import UNKNOWN, PlacedWords
from pipeline.spans import Span


class Word(NamedTuple):
    """One word: its place in points from the page's top left corner; `confidence` as in PlacedWords."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: int = UNKNOWN


class Rule(NamedTuple):
    """A ruling line, drawn or found in a picture: horizontal where it is wider than high."""

    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """One page: `number` from 1, its size in points, its words in any order, its ruling lines.

    `stamps` are the words of each thing that was laid over the page when it was signed.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    stamps: tuple[tuple[Word, ...], ...] = ()


class Laid(NamedTuple):
    """The text of all pages in reading order, and what is known of it; fields as in Source."""

    text: str
    pages: tuple[Span, ...]
    furniture: tuple[Span, ...]
    words: PlacedWords
