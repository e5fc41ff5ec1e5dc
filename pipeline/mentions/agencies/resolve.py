"""Who is meant by words, in a document of this issuer on this day: one mention by itself."""

from __future__ import annotations

from typing import NamedTuple

from gazetteer import Gazetteer, Issuer
from gazetteer.fold import tidy
from pipeline.mentions.agencies.finder import find_agencies


class Resolution(NamedTuple):
    """The canonical name of what words mean, and its entity.

    `agency_id` is None where the gazetteer has no such body, or where several could be meant: then `candidates`
    are their ids with their shares of one. `doubt` is "" or a review code ("agency-not-at-date",
    "ambiguous-agency"). `members` are the ids of what a group consists of on that day, as far as known; of an
    `open` group others may be meant too.
    """

    name: str
    agency_id: str | None
    group: bool
    members: tuple[str, ...]
    open: bool
    doubt: str
    candidates: tuple[tuple[str, float], ...]


def resolve(words: str, gazetteer: Gazetteer, issuer: Issuer, on: str | None = None) -> Resolution | None:
    """What `words` mean in a document of `issuer` issued on an ISO day; None where they name no body.

    "UBND tỉnh", "Sở", "Văn phòng", "các phòng, đơn vị" are those of the issuer. Without a day a name counts
    that only one body ever bore.
    """
    text = tidy(words)
    found = find_agencies(text, gazetteer, issuer, on)
    if not found:
        return None
    mention = max(found, key=lambda one: (one.end - one.outer, -one.outer))
    if mention.group:
        group = gazetteer.state.membership.named(mention.name, on)
        members, open_ = (group.members, group.open) if group else ((), True)
        return Resolution(mention.name, mention.agency_id, True, members, open_, mention.doubt, ())
    link = gazetteer.state.linker.link(mention.name, on)
    return Resolution(mention.name, link.agency_id, False, (), False, link.doubt, link.candidates)
