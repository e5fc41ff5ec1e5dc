"""Our words as spaCy's tokens: its own for Vietnamese need another package, or are split at blanks alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from pipeline.nlp.words import split

NAME: Final = "giaoviec.tokenizer.v1"


class Tokenizer(DummyTokenizer):
    """Makes a Doc out of a text, of which nothing is lost: `doc.text` is the text.

    It has no settings, so that there is nothing of it to save; spaCy's base class says so to spaCy.
    """

    def __init__(self, vocab: Vocab) -> None:
        """Take the store of strings that all documents of a pipeline share."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the text as tokens."""
        words = list(split(text))
        shown = [text[word.start : word.end] for word in words]
        return Doc(self.vocab, words=shown, spaces=[word.blank for word in words])


def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return what makes the tokenizer of a pipeline whose config names it."""
    return lambda nlp: Tokenizer(nlp.vocab)


registry.tokenizers(NAME, func=make_tokenizer)


def blank() -> Language:
    """Return an empty Vietnamese pipeline with this tokenizer, ready for `add_pipe("giaoviec")`."""
    return spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": NAME}}})
