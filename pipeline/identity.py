"""Stable ids: the same document gives the same ids on every run, machine and layout."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

_WORDS = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """The words of `text` in small letters, one blank apart: what line breaks and marks can't change."""
    return " ".join(_WORDS.findall(text.lower()))


def document_id(issuer: str | None, number: str | None, date: str | None, text: str) -> str:
    """Id of a document: from issuer, number and date where all are known, else from the words of its text."""
    known = issuer and number and date
    key = f"{folded(issuer or '')}|{number}|{date}" if known else folded(text)
    return "vb-" + hashlib.sha256(key.encode()).hexdigest()[:16]


class TaskIds:
    """Gives the tasks of one document their ids: from the words, and a count among those of like words."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._seen: Counter[str] = Counter()

    def next(self, text: str) -> str:
        """Id of the next task, whose cleaned words are `text`."""
        key = hashlib.sha256("".join(text.lower().split()).encode()).hexdigest()[:10]
        self._seen[key] += 1
        count = self._seen[key]
        return f"{self._document}-{key}" if count == 1 else f"{self._document}-{key}-{count}"
