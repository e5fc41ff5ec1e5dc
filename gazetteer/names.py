"""Canonical names: a body and the words for its place, in the place of the document (guide, section 4)."""

from __future__ import annotations

import re
from typing import NamedTuple

from gazetteer.fold import slug
from gazetteer.model import Body, Issuer, Name, Place, Suffix

ROOT = "vn."
_SEAT = re.compile(r" ((?:huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thành phố) .+)")


class Context(NamedTuple):
    """What of an issuer the names depend on; `seat` is its own unit below the province, with the province."""

    place: Place | None
    seat: str
    body: str | None
    name: str | None
    central: bool
    agency_id: str | None


def context_of(issuer: Issuer) -> Context:
    """The context of a document of this issuer."""
    seat = ""
    if issuer.level in ("district", "commune") and issuer.name and (found := _SEAT.search(issuer.name)):
        seat = found[1]
    return Context(issuer.place, seat, issuer.body, issuer.name, issuer.place is None, issuer.agency_id)


def name_of(body: Body, suffix: Suffix, context: Context) -> Name:
    """The canonical name of `body` with the words that follow it, its id and whether it is several bodies."""
    if suffix.kind in ("units", "provinces"):
        return _several(body, suffix, context)
    if suffix.kind == "region":
        return Name(None, f"{base(body)} {suffix.words}", False)
    if suffix.kind == "unit":
        return _unit(body, suffix, context)
    if suffix.kind == "level":
        return _level(body, suffix, context)
    if suffix.kind == "" and context.seat and body.scope in ("local", "district"):
        return Name(None, f"{base(body)} {context.seat}", False)
    place = suffix.place or _own_place(suffix, context)
    if suffix.kind == "own" and place is None:
        return Name(None, f"{base(body)} {suffix.words}", False)
    if suffix.kind == "" and not _takes_place(body, context):
        return _without_place(body, context)
    return in_place(body, place)


def base(body: Body) -> str:
    """The name that a place follows: a central body may name its branches in its own way."""
    return body.branch or body.name


def in_place(body: Body, place: Place | None) -> Name:
    """The body of that province; without a place the bare name."""
    if place is None:
        return Name(None, base(body), False)
    where = place.short if body.style == "short" else place.name
    return Name(f"{place.id}.{body.branch_id or body.id}", f"{base(body)} {where}", False)


def _takes_place(body: Body, context: Context) -> bool:
    if body.scope == "central":
        return body.also in ("province", "local") and not context.central
    return body.scope in ("province", "local", "unit") and not context.central


def _without_place(body: Body, context: Context) -> Name:
    central = body.scope == "central" or body.also == "central"
    return Name(ROOT + body.id if central else None, body.name, False)


def _own_place(suffix: Suffix, context: Context) -> Place | None:
    """The document's province, unless "thành phố" in a province's document means a city below it."""
    place = context.place
    if place is not None and suffix.kind == "own" and suffix.words == "thành phố" and place.kind == "tỉnh":
        return None
    return place


def _several(body: Body, suffix: Suffix, context: Context) -> Name:
    words = _listed(suffix.words)
    if suffix.related:
        return Name(None, f"{base(body)} {words} liên quan", True)
    where = context.place
    if suffix.kind == "provinces" or where is None:
        return Name(None, f"{base(body)} {words}", True)
    if words.endswith(("trên địa bàn tỉnh", "trên địa bàn thành phố", "trong tỉnh", "của tỉnh", "thuộc tỉnh")):
        words = words.rsplit(" ", 2 if words.endswith("thành phố") else 1)[0]
        words = words.removesuffix(" của").removesuffix(" thuộc")
    key = slug(f"{body.id} {words}")
    return Name(f"{where.id}.nhom.{key}", f"{base(body)} {words} {where.name}", True)


def _listed(words: str) -> str:
    """One way of writing a list of units: commas between them, "và" before the last kept."""
    words = re.sub(r" ?[/;] ?| - |(?<=\w)-(?=\w)", ", ", words)
    words = re.sub(r"\btp\b\.?|\bt\.phố", "thành phố", words)
    return re.sub(r"(?<=phường) (?=thị trấn|đặc khu)|(?<=xã) (?=phường)|(?<=huyện) (?=thành phố|thị xã)", ", ", words)


def _unit(body: Body, suffix: Suffix, context: Context) -> Name:
    place = suffix.place or context.place
    name = f"{base(body)} {suffix.words}"
    if place is None:
        return Name(None, name, False)
    return Name(f"{place.id}.{slug(suffix.words)}.{body.branch_id or body.id}", f"{name} {place.name}", False)


def _level(body: Body, suffix: Suffix, context: Context) -> Name:
    if context.seat.startswith(suffix.words + " "):
        return Name(None, f"{base(body)} {context.seat}", False)
    where = f" {context.place.name}" if context.place else ""
    return Name(None, f"{base(body)} {suffix.words}{where}", True)
