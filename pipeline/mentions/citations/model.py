"""What a citation is."""

from __future__ import annotations

from typing import NamedTuple


class Citation(NamedTuple):
    """One mention of another document: `text[start:end]`, from its type word or "số" to its number or title.

    `number` is without blanks, mended; `title` is that of a law, in its official spelling; one is set.
    `type` is the word for the document, capitalised. `date` is an ISO date as far as it is stated.
    `locator` names the place in the cited document ("khoản 2 Điều 5"). `rule` is a rule of citations.toml.
    """

    start: int
    end: int
    number: str | None
    type: str | None
    title: str | None
    issuer: str | None
    date: str | None
    locator: str | None
    rule: str
