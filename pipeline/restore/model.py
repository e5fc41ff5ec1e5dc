"""Edits as values: what the stage would change, why, how sure it is, and what may be done with that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from pipeline.spans import Span

Policy = Literal["apply", "suggest", "flag"]

CHANGING: Final = frozenset({"split", "merge", "spacing", "doubled", "phrase", "spelling", "gap", "twin"})
"""The rules that change the text, or would, by the names with which they are switched off."""
FLAGGING: Final = frozenset({"date", "enumerator", "citation-twice", "law-title"})
"""The rules that only point at something."""
RULES: Final = CHANGING | FLAGGING


class Proposal(NamedTuple):
    """One edit: `span` of the matched text reads `before` and should read `after`.

    An edit of policy "apply" is safe to lay over the text; one of "suggest" is shown to a person; one of
    "flag" points at an oddity of fact and changes nothing: there `after` is `before`. `confidence` is between
    0 and 1; `evidence` says in one line what speaks for it.
    """

    span: Span
    before: str
    after: str
    rule: str
    confidence: float
    policy: Policy
    evidence: str


class Guard(NamedTuple):
    """A range of the matched text whose letters are never changed, and its blanks neither unless `blanks`."""

    span: Span
    kind: str
    blanks: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """How bold the stage is. `off` names rules that are switched off.

    What the language model says is applied where it gains `apply` bits, suggested where it gains `suggest`.
    In a document of which more than the part `register` is strange to the model, nothing is done on its word.
    """

    off: frozenset[str] = field(default=frozenset())
    apply: float = 10.0
    suggest: float = 5.0
    register: float = 0.13


DEFAULT_SETTINGS: Final = Settings()
"""What is done unless somebody says otherwise."""
