"""Zones and letterheads of the real documents, where they are at hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from gazetteer import load_gazetteer
from gazetteer.letterhead import load_letterhead_words
from gazetteer.tolerant import fold
from pipeline.blocks.letterhead import Letterhead, read_letterhead
from pipeline.blocks.paragraphs import paragraphs
from pipeline.blocks.zones import split_zones
from pipeline.document import read_document
from pipeline.source import Source
from pipeline.spans import Span

WORDS = load_letterhead_words()
KEYS = ("number", "type", "issuer", "date", "title", "signer")


def _read(path: Path) -> Letterhead:
    document = read_document(Source(text=path.read_text(encoding="utf-8")))
    lines = paragraphs(document.text)
    return read_letterhead(document, lines, split_zones(document, lines, WORDS), load_gazetteer(), WORDS)


def _values(head: Letterhead) -> dict[str, str | None]:
    return {key: head.issuer.name if key == "issuer" else getattr(head, key) for key in KEYS}


def _same(key: str, wanted: str | None, found: str | None) -> bool:
    if key in {"number", "date"} or not wanted or not found:
        return (wanted or "").lower() == (found or "").lower()
    return fuzz.ratio(fold(wanted.replace("UBND", "Ủy ban nhân dân")), fold(found)) >= (
        90 if key == "title" else 93
    )


def _gold(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    return loaded


def test_metadata_of_gold(shared_gold: tuple[Path, ...]) -> None:
    """Each key of the metadata is right for at least 95 of 100 annotated documents."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for path in shared_gold:
        gold = _gold(path)
        for key, found in _values(_read(path)).items():
            if key not in gold.get("unscored", []):
                of[key] += 1
                right[key] += _same(key, gold["metadata"][key], found)
    assert all(right[key] >= 0.95 * of[key] for key in KEYS), dict(right)


def test_addressees_of_gold(shared_gold: tuple[Path, ...]) -> None:
    """At least 95 of 100 addressees are found, and no more than 5 of 100 are wrong."""
    hits = wanted = found = 0
    for path in shared_gold:
        names = [fold(addressee.text) for addressee in _read(path).addressees]
        gold = [fold(name) for name in _gold(path)["metadata"]["addressees"]]
        hits += sum(any(fuzz.ratio(name, want) >= 93 for name in names) for want in gold)
        wanted, found = wanted + len(gold), found + len(names)
    assert hits >= 0.95 * max(wanted, found)


def test_every_annotated_task_lies_in_a_body(shared_gold: tuple[Path, ...]) -> None:
    """No task stands in a letterhead, a closing or a form."""
    for path in shared_gold:
        text = path.read_text(encoding="utf-8")
        document = read_document(Source(text=text))
        lines = paragraphs(document.text)
        bodies = [
            Span(
                document.source_spans(Span(*lines[zone.first]))[0].start,
                document.source_spans(Span(*lines[zone.last - 1]))[-1].end,
            )
            for zone in split_zones(document, lines, WORDS)
            if zone.kind == "body"
        ]
        for task in _gold(path)["tasks"]:
            words = [
                at
                for at in _places(text, task["begin"])
                if any(body.start <= at < body.end for body in bodies)
            ]
            assert words, (path.stem, task["label"])


def _places(text: str, quote: str) -> list[int]:
    """Where `quote` stands in `text`, white space and stars ignored."""
    back = [i for i, char in enumerate(text) if not char.isspace() and char not in "*\u200b\ufeff\u00ad"]
    bare, compact = (
        "".join(char for char in quote if not char.isspace() and char != "*"),
        "".join(text[i] for i in back),
    )
    found, at = [], compact.find(bare)
    while at >= 0:
        found.append(back[at])
        at = compact.find(bare, at + 1)
    return found


def test_agreement_with_the_index(shared: Path) -> None:
    """Type and issuer agree with the index of the documents without gold in nine of ten.

    Numbers and dates the index often has from elsewhere: where both have one, they agree.
    """
    index = json.loads((shared / "directives" / "index.json").read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    entries = [entry for entry in index if not entry["gold"]]
    for entry in entries:
        found = _values(_read(shared / "directives" / entry["text"]))
        counts["type"] += fold(entry["type"]).startswith(fold(found["type"] or "-"))
        counts["issuer"] += _same("issuer", entry["issuer"], found["issuer"])
        counts["number"] += not found["number"] or str(entry["number"]).startswith(found["number"])
        counts["date"] += not found["date"] or str(entry["date"]).startswith(found["date"])
    assert all(count >= 0.9 * len(entries) for count in counts.values()), dict(counts)
