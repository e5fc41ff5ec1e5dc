"""What the agency finder finds."""

from __future__ import annotations

from typing import NamedTuple


class AgencyMention(NamedTuple):
    """One body, group or post named in the text.

    `start`, `end`: the words as written, with the title of the head and the modifiers that can't be anything
    else. `name`: canonical (guide, section 4). `agency_id`: None where the gazetteer has no such body,
    or where several could be meant; `doubt`, a review code, says so, or that it did not exist on that day.
    `known`: the words are those of an entry, wherever it stands. `members`: ids of what a closed group
    consists of on the given day, else empty. `head`: the title that stands for the body ("Giám đốc"), else
    None. `score`: 1.0 for a full name, less for short or open words.
    `modifier_end`, `modified_name`: the end and the name with trailing modifiers that only the context can
    tell from a predicate; equal to `end` and `name` where there are none. `outer`: where the words begin that
    the mention shares with others ("các Bộ: Quốc phòng, Công an"), else `start`.
    """

    start: int
    end: int
    name: str
    agency_id: str | None
    group: bool
    members: tuple[str, ...]
    head: str | None
    rule: str
    score: float
    modifier_end: int
    modified_name: str
    outer: int
    known: bool = False
    doubt: str = ""
