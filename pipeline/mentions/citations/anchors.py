"""Where to look: one pass over the text for every word that may open a citation."""

from __future__ import annotations

from typing import NamedTuple

from gazetteer.citation_data import CitationPatterns, DocumentType


class Anchors(NamedTuple):
    """Places in order: type words that a number or "số" follows, words for laws with their kind, the rest."""

    types: list[tuple[int, int, DocumentType]]
    laws: list[tuple[int, int, str]]
    constitution: list[int]
    old_bodies: list[tuple[int, int]]


def find_anchors(text: str, patterns: CitationPatterns) -> Anchors:
    """Return the places of `text` where a citation may begin."""
    anchors = Anchors([], [], [], [])
    roles, openings = patterns.roles, patterns.openings
    for index, start, end in patterns.words.find_matches_as_indexes(text):
        kind, law, constitution, old_body = roles[index]
        if kind and text[end + 1 : end + 2] in openings:
            anchors.types.append((start, end, kind))
        if law:
            anchors.laws.append((start, end, law))
        elif constitution:
            anchors.constitution.append(start)
        elif old_body:
            anchors.old_bodies.append((start, end))
    return anchors
