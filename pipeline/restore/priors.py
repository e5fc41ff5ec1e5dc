"""How likely a slip is where a machine has read the text: from the confidence of its words."""

from __future__ import annotations

from math import log2
from typing import Final

from pipeline.document import Document
from pipeline.restore.mends import Prior
from pipeline.restore.register import Register
from pipeline.spans import Span

_READ: Final = 2.0
"""Bits for a text that a machine has read without saying how sure it was."""
_SURE: Final = 92
"""The confidence at which a word is as likely wrong as a typed one."""
_BITS: Final = 0.15
"""Bits for each point below that."""
_MOST: Final = 6.0
_LEAST: Final = -2.0
_TYPED: Final = 0.002
"""The part of the pairs of words that look misread though people have typed them."""
_SCANNED: Final = 0.005
"""So large a part looks so in no typed text."""
_STRANGE: Final = 8
"""Nor is it then so many times smaller than that of the pairs which are strange for any reason."""


def prior_of(document: Document, register: Register) -> Prior | None:
    """Return what a range of the text of `document` says by how it was read; None for a typed text.

    A text that came as a file of letters was read by a machine, too, if it looks so in its `register`.
    """
    source = document.source
    if not source.ocr and register.misread < max(_SCANNED, register.strange / _STRANGE):
        return None
    letter = min(_MOST, log2(max(register.misread, _TYPED) / _TYPED))
    words = source.words if source.ocr else None
    if words is None:
        return Prior(lambda _low, _high: _READ, letter)

    def bits(low: int, high: int) -> float:
        known = [sure for piece in document.source_spans(Span(low, high)) for sure in words.recognised(piece)]
        return max(_LEAST, min(_MOST, (_SURE - min(known)) * _BITS)) if known else 0.0

    return Prior(bits, letter)


def shifted(prior: Prior, at: int) -> Prior:
    """Return `prior` for a line that begins at `at`."""
    return prior._replace(word=lambda low, high: prior.word(at + low, at + high))
