"""One pass over the text: literals by the automaton, the words around each decide what it is."""

from __future__ import annotations

from gazetteer import Gazetteer, Issuer
from gazetteer.fold import lower as fold
from gazetteer.names import context_of
from pipeline.mentions.agencies.lexicon import Lexicon, Literal, lexicon_of
from pipeline.mentions.agencies.mention import AgencyMention
from pipeline.mentions.agencies.reader import Reader

_NOT_BESIDE = "_/-"


def find_agencies(text: str, gazetteer: Gazetteer, issuer: Issuer) -> tuple[AgencyMention, ...]:
    """Every body, group of bodies and post that `text` names, also as an object ("báo cáo UBND tỉnh").

    `text` is matched text (Document.text). The mentions are sorted by start and don't overlap; of two readings
    the one that begins first and is longest wins. Spans are code points of `text`, half-open, and cross no
    line. Names are in the place of `issuer`; central documents add none. Empty where nothing is named.
    """
    lexicon = lexicon_of(gazetteer)
    lower = fold(text)
    tokens = _tokens(lexicon, text, lower)
    return tuple(Reader(lexicon, text, lower, tokens, context_of(issuer)).read())


def _tokens(lexicon: Lexicon, text: str, lower: str) -> list[tuple[Literal, int, int]]:
    """The literals that stand as whole words; a body of the gazetteer may be broken over two lines of a cell."""
    literals, size, found = lexicon.literals, len(lower), []
    for index, start, end in lexicon.automaton.find_matches_as_indexes(lower.replace("\n", " ")):
        literal = literals[index]
        if literal is None:
            continue
        if lower.find("\n", start, end) > 0 and (literal.body is None or literal.weak):
            continue
        if start and ((before := lower[start - 1]).isalnum() or before in _NOT_BESIDE) and _inside(lower, start, end):
            continue
        if end < size and ((after := lower[end]).isalnum() or after == "_"):
            continue
        found.append((literal, start, end))
    return found


def _inside(lower: str, start: int, end: int) -> bool:
    """Whether what stands before makes it part of a word or of a number ("141/KH-UBND", "7432/UBND-XD")."""
    if lower[start - 1] != "/":
        return True
    return lower[start - 2 : start - 1].isdigit() or lower[end : end + 1] == "-"
