"""How likely a slip is where a machine has read the text: from the confidence of its words."""

from __future__ import annotations

from typing import Final

from pipeline.document import Document
from pipeline.restore.mends import Prior
from pipeline.spans import Span

_READ: Final = 2.0
"""Bits for a text that a machine has read without saying how sure it was."""
_SURE: Final = 92
"""The confidence at which a word is as likely wrong as a typed one."""
_BITS: Final = 0.15
"""Bits for each point below that."""
_MOST: Final = 6.0
_LEAST: Final = -2.0


def prior_of(document: Document) -> Prior | None:
    """Return what a range of the text of `document` says by how it was read; None for a typed text."""
    words = document.source.words
    if words is None or not document.source.ocr:
        return (lambda _low, _high: _READ) if document.source.ocr else None

    def bits(low: int, high: int) -> float:
        known = [sure for piece in document.source_spans(Span(low, high)) for sure in words.recognised(piece)]
        return max(_LEAST, min(_MOST, (_SURE - min(known)) * _BITS)) if known else 0.0

    return bits


def shifted(prior: Prior, at: int) -> Prior:
    """Return `prior` for a line that begins at `at`."""
    return lambda low, high: prior(at + low, at + high)
