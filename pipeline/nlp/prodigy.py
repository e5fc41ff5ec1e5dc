"""Prodigy: JSONL with tokens, spans and relations, for its recipe spans.manual.

The tokens are ours, cut also where a mark begins or ends, so that every mark is a row of whole tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pipeline.export.model import Exported
from pipeline.nlp.items import KEPT, Item, read_items, read_objects, records, sureness, write_lines
from pipeline.nlp.marks import Link, Mark, Marked, marked, marks_of
from pipeline.nlp.words import Word, split

ACCEPT: Final = "accept"


def write(documents: Iterable[Exported], path: Path) -> int:
    """Write a line a document to `path`; return the number of tasks.

    Raises UsageError (no-text-kept), OSError.
    """
    return write_lines(path, documents, _item)


def read(path: Path) -> Iterator[Exported]:
    """Yield the documents of a dataset (`prodigy db-out`), or of what `write` wrote, as they now are.

    A document that an annotator rejected or passed over is left out. Raises UsageError (bad-annotations).
    """
    return read_items(path, read_objects(path), _read)


def _item(exported: Exported) -> Item:
    made = marks_of(exported)
    words = list(split(made.text, [(mark.start, mark.end) for mark in made.marks]))
    first = {word.start: number for number, word in enumerate(words)}
    last = {word.end: number for number, word in enumerate(words)}
    spans = {mark: _span(mark, first, last) for mark in made.marks}
    return {
        "text": made.text,
        "tokens": [_token(number, word, made.text) for number, word in enumerate(words)],
        "spans": list(spans.values()),
        "relations": [_relation(link, spans) for link in made.links],
        "meta": {"source": exported.document["source"]["path"], "score": sureness(exported)},
        KEPT: records(exported),
    }


def _token(number: int, word: Word, text: str) -> Item:
    start, end, blank = word
    return {"text": text[start:end], "start": start, "end": end, "id": number, "ws": blank}


def _span(mark: Mark, first: dict[int, int], last: dict[int, int]) -> Item:
    """Return a mark with its first and last token, the last one included."""
    start, end, label = mark
    return {"start": start, "end": end, "token_start": first[start], "token_end": last[end], "label": label}


def _relation(link: Link, spans: dict[Mark, Item]) -> Item:
    """Return a link: Prodigy names a span by its last token, and repeats it."""
    child, head = spans[link.source], spans[link.target]
    ends = {"child": child["token_end"], "head": head["token_end"]}
    return {**ends, "child_span": child, "head_span": head, "label": link.kind}


def _read(item: Item) -> tuple[Item, Marked] | None:
    if item.get("answer", ACCEPT) != ACCEPT:
        return None
    links = [
        Link(one["label"], _mark(one["child_span"]), _mark(one["head_span"])) for one in item["relations"]
    ]
    return item[KEPT], marked(item["text"], map(_mark, item["spans"]), links)


def _mark(span: Item) -> Mark:
    return Mark(span["start"], span["end"], span["label"])
