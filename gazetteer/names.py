"""Canonical names: a body and the words for its place, in the place of the document (guide, section 4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gazetteer.fold import slug
from gazetteer.model import Body, Issuer, Name, Place, Suffix
from gazetteer.suffix import alternation

ROOT = "vn."
_CITIES = "vn.tp."
GROUP = ".nhom."


@dataclass(frozen=True, slots=True)
class Context:
    """What of an issuer the names depend on; `seat` is its own unit below the province, with the province.

    `subject`: the one province that a document without a place of its own is about.
    """

    place: Place | None
    seat: str
    body: str | None
    name: str | None
    agency_id: str | None
    subject: Place | None = None

    @property
    def where(self) -> str:
        """The place that groups of the issuer's bodies belong to; "" where none is known."""
        return self.seat or (self.place.name if self.place else "")

    @property
    def level(self) -> str:
        """The word "country" for a central issuer, whose words without a place mean all of it; else ""."""
        return "country" if self.name and self.place is None else ""


class Namer:
    """Names bodies; compiled from the unit words. Every method is pure."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        words = [row["word"] for row in rows["unit"]]
        self._province, self._city = (row["word"] for row in rows["unit"] if row["level"] == "province")
        communes = [row["word"] for row in rows["unit"] if row["level"] == "commune"]
        between = alternation(rows["collective"]["between"])
        below = rf"(?:{rows['collective']['grade']} )?(?:{alternation(communes)})"
        self._below = re.compile(rf"(?:(?:{alternation(rows['collective']['quantifiers'])}) )?{below}"
                                 rf"(?:(?:{between}){below})*\Z")  # fmt: skip
        self._grade = f"{rows['collective']['grade']} "
        self._branches = tuple(f"{word} " for word in rows["links"]["branches"])
        self._communes = tuple(f"{word} " for word in communes)
        self._seat = re.compile(rf" ((?:{alternation(w for w in words if w != self._province)}) .+)")
        self._ended: Mapping[str, str] = rows["placed"]
        self._tails = re.compile(rf" (?:{alternation(self._ended)})\Z")
        short = {way: row["word"] for row in rows["unit"] for way in row.get("short", ())}
        self._short = re.compile(rf"(?<!\w)(?:{alternation(short)})(?!\w)")
        self._full = short
        self._towns, and_ = rows["collective"]["clipped"], rows["collective"]["and"]
        self._clipped = re.compile(rf"(?<!\w)(?:{alternation(self._towns)})(?:(?!\w| \w)|(?= {and_} ))")
        self._marks = re.compile(r" ?[/;] ?| - |(?<=\w)-(?=\w)")
        self._readings = {
            "": _alone,
            "own": self._own,
            "place": _in_place,
            "unit": self._unit,
            "level": self._level,
            "units": self._several,
            "provinces": self._several,
            "region": self._region,
        }
        self._lost = re.compile(rf"(?<!\w)({alternation(words)}) (?=(?:{alternation(words)})(?!\w))")

    def context(self, issuer: Issuer) -> Context:
        """The context of a document of this issuer."""
        seat = self._seat.search(issuer.name or "") if issuer.level in ("district", "commune") else None
        return Context(issuer.place, seat[1] if seat else "", issuer.body, issuer.name, issuer.agency_id)

    def name(self, body: Body, suffix: Suffix, context: Context) -> Name:
        """The canonical name of `body` with the words after it, its id, and whether it is several bodies."""
        return self._readings[suffix.kind](body, suffix, context)

    def _own(self, body: Body, suffix: Suffix, context: Context) -> Name:
        """The document's province, unless "thành phố" in a province's document means a city below it."""
        place = context.place
        if context.seat.startswith(f"{suffix.words} "):
            return Name(None, f"{base(body)} {context.seat}")
        if place is None and context.subject is not None and suffix.words == context.subject.kind:
            return in_place(body, context.subject)
        if place is None or (suffix.words == self._city and place.kind == self._province):
            return Name(None, f"{base(body)} {suffix.words}")
        return in_place(body, place)

    def _several(self, body: Body, suffix: Suffix, context: Context) -> Name:
        words, where = self.listed(suffix.words), context.place
        if suffix.kind == "provinces" or where is None or suffix.related:
            return Name(None, f"{base(body)} {words}", group=True)
        if words == self._grade + context.where.split(" ")[0].lower() and context.seat:
            return Name(None, f"{base(body)} {context.seat}")
        if words == self._grade + where.kind and not context.seat:
            return in_place(body, where)
        words = self._tails.sub(lambda m: f" {self._ended[m[0][1:]]}".rstrip(), words)
        seat = self._district(context) if self._below.match(words) else ""
        key = slug(f"{body.id} {words} {seat}")
        return Name(f"{where.id}{GROUP}{key}", f"{base(body)} {words} {seat or where.name}", group=True)

    def _district(self, context: Context) -> str:
        """The district, with its province, whose document it is; "" for any other issuer."""
        return "" if context.seat.startswith(self._communes) else context.seat

    def _unit(self, body: Body, suffix: Suffix, context: Context) -> Name:
        place, name = suffix.place or context.place, f"{base(body)} {suffix.words}"
        if place is None:
            return Name(None, name)
        agency_id = f"{place.id}.{slug(suffix.words)}.{body.branch_id or body.id}"
        if suffix.place is None and suffix.words.startswith(self._communes):
            return Name(agency_id, f"{name} {self._district(context) or place.name}")
        return Name(agency_id, f"{name} {place.name}")

    def _region(self, body: Body, suffix: Suffix, context: Context) -> Name:
        """A numbered region; a branch inside a province takes it ("Thuế cơ sở 1 tỉnh Lai Châu")."""
        place = suffix.place or (context.place if suffix.words.startswith(self._branches) else None)
        return Name(None, f"{base(body)} {suffix.words} {place.name if place else ''}".rstrip())

    def _level(self, body: Body, suffix: Suffix, context: Context) -> Name:
        """The words "UBND xã": the document's own commune, else those of the district or province."""
        if context.seat.startswith(f"{suffix.words} "):
            return Name(None, f"{base(body)} {context.seat}")
        where = self._district(context) if f"{suffix.words} " in self._communes else ""
        where = where or (context.place.name if context.place else "")
        return Name(None, f"{base(body)} {suffix.words} {where}".rstrip(), group=True)

    def listed(self, words: str) -> str:
        """One way of writing a list of units: commas between them, short forms written out."""
        words = self._marks.sub(", ", words)
        words = self._clipped.sub(
            lambda m: self._towns[m[0]], self._short.sub(lambda m: self._full[m[0]], words)
        )
        return self._lost.sub(r"\1, ", words)


def base(body: Body) -> str:
    """The name that a place follows: a central body may name its branches in its own way."""
    return body.branch or body.name


def in_place(body: Body, place: Place) -> Name:
    """The body of that province; a name with a capital of its own ("Thành phố Hồ Chí Minh") stays whole."""
    where = place.short if body.style == "short" and place.name[0].islower() else place.name
    return Name(f"{place.id}.{body.branch_id or body.id}", f"{_own_name(body, place)} {where}")


def _own_name(body: Body, place: Place) -> str:
    return body.city if body.city and place.id.startswith(_CITIES) else base(body)


def _in_place(body: Body, suffix: Suffix, _: Context) -> Name:
    if suffix.place is None:
        return Name(None, base(body))
    named = in_place(body, suffix.place)
    return (
        named._replace(name=f"{base(body)} {suffix.words}")
        if suffix.words and body.style == "written"
        else named
    )


def _alone(body: Body, _: Suffix, context: Context) -> Name:
    """A body without words for its place: the document's unit or province, or none."""
    if context.seat and body.scope in ("local", "district"):
        return Name(None, f"{base(body)} {context.seat}")
    scope = body.also if body.scope == "central" else body.scope
    if context.place is not None and scope in ("province", "local", "unit"):
        return in_place(body, context.place)
    central = body.scope == "central" or body.also == "central"
    return Name(ROOT + body.id if central else None, body.name)
