"""The gazetteer as one value: places, bodies, and the names that words stand for."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path

from gazetteer.fold import lower, plain, tidy
from gazetteer.load import read_bodies, read_toml, read_units
from gazetteer.model import Body, Issuer, Place
from gazetteer.names import Context, Namer
from gazetteer.overlays.additions import NOTHING, Additions
from gazetteer.places import read_places
from gazetteer.state.geography import load_geography
from gazetteer.state.lineage import Step
from gazetteer.state.nationwide import Nationwide
from gazetteer.state.registry import Entity
from gazetteer.suffix import SuffixReader, alternation

_EDGES = " .,;:*"


class Gazetteer:
    """Immutable after it is made; every method is pure.

    Besides the face for all (`place`, `issuer`, `find`, `entity`, `successors` …) it shows what the agency
    finder is compiled from: `bodies`, `places`, `units`, `heads`, `suffixes`, `namer`.
    """

    def __init__(self, additions: Additions = NOTHING) -> None:
        self.geography = load_geography()
        self.places: dict[str, Place] = {}
        self._by_kind: dict[tuple[str, str], Place] = {}
        for place, aliases in read_places(self.geography):
            for way in (place.short, *aliases):
                self.places.setdefault(way.lower(), place)
                self._by_kind.setdefault((place.kind, way.lower()), place)
        self.bodies = additions.over_entries(read_bodies())
        self.state = Nationwide(self.bodies, self.geography, additions)
        self.units = read_units()
        self.heads = read_toml("heads.toml")
        self.suffixes = SuffixReader(self.units, self.places, self._by_kind)
        self.namer = Namer(self.units)
        kinds = {way: row["word"] for row in self.units["unit"] if row["level"] == "province"
                 for way in (row["word"], *row.get("short", ()), *row.get("also", ()))}  # fmt: skip
        self._kinds = kinds
        self._kind = re.compile(rf"({alternation(kinds)}) ?(?=\S)")
        self._level = re.compile(rf" ({alternation(kinds.values())})(?!\w)", re.IGNORECASE)

    @cached_property
    def names(self) -> dict[str, Body]:
        """Every spelling, in lower case, with the body it stands for; the first entry wins."""
        found: dict[str, Body] = {}
        for body, spellings in self.bodies:
            for spelling in () if body.silent else spellings:
                found.setdefault(spelling.text.lower(), body)
        return found

    def place(self, words: str) -> Place | None:
        """The province that exactly these words name, in any case or tone placement."""
        text = tidy(words).lower().strip(_EDGES)
        found = self._kind.match(text)
        if found is None:
            return self.places.get(text) or self._unmarked.get(plain(text))
        kind, short = self._kinds[found[1]], text[found.end() :]
        return self._by_kind.get((kind, short)) or self.places.get(short) or self._unmarked.get(plain(short))

    @cached_property
    def _unmarked(self) -> dict[str, Place]:
        """Provinces by their names without marks, where these are told apart so."""
        return {plain(way): place for way, place in self.places.items()}

    def identify(self, words: str, place: Place | None = None) -> tuple[str | None, str] | None:
        """The one body that exactly these words name: its id, None where it has none, and its full name.

        Any case; abbreviations count. `place` is the province of the document, for names that don't say it.
        None where no entry and no head noun of a body begins the words.
        """
        text = tidy(words).strip(_EDGES)
        folded = lower(text)
        context = Context(place, "", None, None, None)
        for end in _ends(folded):
            if body := self.names.get(folded[:end]):
                suffix = self.suffixes.read(text, folded, end)
                if suffix.end == len(text):
                    name = self.namer.name(body, suffix, context)
                    return name.id, name.name
        return self._by_head(text, folded, place)

    def _by_head(self, text: str, folded: str, place: Place | None) -> tuple[str | None, str] | None:
        head = next((h for h in self._nouns if folded.startswith(f"{h.lower()} ")), None)
        if head is None:
            return None
        return None, self._with_place(head + folded[len(head) :] if text.isupper() else text, place)

    @cached_property
    def _nouns(self) -> tuple[str, ...]:
        """Nouns that begin the names of bodies that no list knows, longest first."""
        return tuple(sorted((row["word"] for row in self.heads["head"]), key=lambda w: (-len(w), w)))

    def _with_place(self, name: str, place: Place | None) -> str:
        """The name with its province in full: the one it names, else that of the document."""
        for found in self._level.finditer(name):
            rest = name[found.start() + 1 :]
            named = self.place(rest) or (place if rest.lower() == found[1].lower() else None)
            if named is not None:
                return f"{name[: found.start()]} {named.name}"
        folded = name.lower()
        national = any(word in folded for word in self.heads["governing"]["national"])
        if place is None or national or place.short.lower() in folded:
            return name
        return f"{name} {place.name}"

    def issuer(self, words: str, place: Place | None = None) -> Issuer:
        """The issuer that these words name: its level, province and, for a department, itself as parent.

        Words that name no body make an issuer of unknown level with these words for a name.
        """
        found = self.identify(words, place)
        if found is None:
            return Issuer(words or None, None, "unknown", place, None)
        agency_id, name = found
        where = self._province_in(name) or place
        governs = name.startswith(tuple(self.heads["governing"]["names"]))
        return Issuer(name, agency_id, self._governed(name, where), where, None if governs else name)

    def _province_in(self, name: str) -> Place | None:
        for found in self._level.finditer(name):
            if place := self.place(name[found.start() :]):
                return place
        return next((p for short, p in self.places.items() if name.lower().endswith(f" {short}")), None)

    def _governed(self, name: str, place: Place | None) -> str:
        """The level of the place that a body of this name governs."""
        for row in self.units["unit"]:
            if row["level"] != "province" and f" {row['word']} " in name:
                return str(row["level"])
        return "central" if place is None else "province"

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Every name, alias and title in `text` as (start, end, key), as `state.names` explains."""
        return self.state.names.find(text)

    def entity(self, id_: str) -> Entity | None:
        """All that is known of a body, unit or region by its id, whenever it existed; None for no such id."""
        return self.state.registry.entity(id_)

    def electronic(self, id_: str) -> str:
        """The electronic identification code of a body, "" where none is known.

        The code of a province is that of its people's committee.
        """
        entity = self.entity(id_)
        if entity is None:
            return ""
        unit = self.state.geography.unit(entity.unit)
        return entity.electronic or (unit.electronic if unit and id_ == f"{unit.id}.ubnd" else "")

    def successors(self, id_: str, on: str) -> tuple[str, ...]:
        """Who on an ISO day carries what the entity carried: itself while it exists, or its heirs."""
        return self.state.lineage.successors(id_, on)

    def predecessors(self, id_: str, on: str | None = None) -> tuple[str, ...]:
        """Everybody whose duties came to the entity by an ISO day, whole or in part."""
        return self.state.lineage.predecessors(id_, on)

    def lineage(self, id_: str) -> tuple[Step, ...]:
        """Every dated edge that leads to the entity or from it, in order of time."""
        return self.state.lineage.lineage(id_)

    def members(self, group: str, on: str) -> tuple[str, ...]:
        """The ids of what a group, by its id, consists of on an ISO day; empty where nothing is known."""
        return self.state.membership.members(group, on)


def _ends(folded: str) -> list[int]:
    """Where a name at the beginning of the words may end, longest first."""
    return [len(folded), *(i for i in range(len(folded) - 1, 0, -1) if folded[i] == " ")]


def load_gazetteer(overlay: Path | None = None) -> Gazetteer:
    """The gazetteer of the package, with a user's folder of additions laid over it; read once for each path.

    Raises GazetteerError where a data file is wrong, OverlayError with all that is wrong with the additions.
    """
    return _load(overlay.resolve() if overlay is not None else None)


@lru_cache(maxsize=4)
def _load(overlay: Path | None) -> Gazetteer:
    if overlay is None:
        return Gazetteer()
    from gazetteer.overlays.overlay import load_overlay

    return Gazetteer(load_overlay(overlay))
