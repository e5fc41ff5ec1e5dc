"""Who is meant by words, in a document of this issuer on this day: one mention by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from gazetteer import Gazetteer, Issuer
from gazetteer.fold import lower, tidy
from gazetteer.load import unit_levels
from gazetteer.names import Context
from gazetteer.state.close import Close
from gazetteer.state.damage import key_of
from gazetteer.state.linking import NOBODY
from pipeline.mentions.agencies.finder import find_agencies
from pipeline.mentions.agencies.mention import AgencyMention

_EDGES, _REMARK = " .,;:*", ("(", "[")


class Resolution(NamedTuple):
    """The canonical name of what words mean, and its entity.

    `agency_id` is None where the gazetteer has no such body, or where several could be meant: `candidates`
    are their ids with their shares of one. `doubt` is "" or a review code ("agency-not-at-date",
    "ambiguous-agency", "close-name" where letters of the words are wrong). `members` are the ids of what a
    group consists of on that day, as far as known; of an `open` group others may be meant too.
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

    The words are one name, whole: with others before or behind it they name a body that is not known. Damaged
    letters are put right only where nothing else can be meant (gazetteer/state/close.py).

    "UBND tỉnh", "Sở", "Văn phòng", "các phòng, đơn vị" are those of the issuer. Without a day a name counts
    that only one body ever bore.
    """
    text = tidy(words)
    found = find_agencies(text, gazetteer, issuer, on)
    mention = max(found, key=lambda one: (one.end - one.outer, -one.outer), default=None)
    whole = mention is not None and _is_all(text, mention)
    if mention is not None and mention.group and (whole or text == lower(text)):
        level = gazetteer.namer.context(issuer).level
        group = gazetteer.state.membership.named(mention.name, on, level)
        members, open_ = (group.members, group.open) if group else ((), True)
        return Resolution(mention.name, mention.agency_id, True, members, open_, mention.doubt, ())  # noqa: FBT003
    name = mention.name if mention is not None and whole else text
    if whole:
        link = gazetteer.state.linker.link(name, on)
        if mention is not None and link != NOBODY:
            return _one(Close(name, link.agency_id, mention.doubt, link.candidates))
    close = _close((name, text), gazetteer.namer.context(issuer), partial(gazetteer.state.closer.link, on=on))
    if close is not None:
        return _one(close._replace(name=close.name or name))
    return _one(Close(name, None, "")) if found else None


def _one(close: Close) -> Resolution:
    name, agency_id, doubt, candidates = close
    return Resolution(name, agency_id, False, (), False, doubt, candidates)  # noqa: FBT003


def _is_all(text: str, mention: AgencyMention) -> bool:
    """Whether a mention is all that the words name: nothing stands before it, only a remark behind."""
    before = text[: mention.outer].strip(_EDGES)
    after = text[max(mention.end, mention.modifier_end) :].strip(_EDGES)
    return not before and (not after or after.startswith(_REMARK))


def _close(ways: tuple[str, str], context: Context, link: Callable[[str], Close | None]) -> Close | None:
    """The body that the name as read, or the words, with the issuer's place or without, are damaged."""
    name, text = ways
    places = dict.fromkeys(place for place in (context.seat, context.place and context.place.name) if place)
    tried = (link(way) for way in dict.fromkeys((name, *(_placed(text, place) for place in places), text)))
    return next((close for close in tried if close is not None), None)


def _placed(text: str, place: str) -> str:
    """The words in a place; its type may end them already ("Kho bạc Nhà nước tỉnh")."""
    kind = next((word for word in unit_levels() if place.lower().startswith(f"{word} ")), "")
    ended = bool(kind) and key_of(text).endswith(key_of(kind))
    return f"{text}{place[len(kind) :]}" if ended else f"{text} {place}"
