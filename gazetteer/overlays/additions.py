"""What a user lays over the shipped data: more bodies, changes, sources, exceptions and regions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from gazetteer.model import Entry
from gazetteer.state.events import Change, Source
from gazetteer.state.presence import Presence
from gazetteer.state.regions import Region


class Additions(NamedTuple):
    """Rows that stand beside the shipped ones, or in their place. Every method gives the two together.

    `entries` are whole: one with the id of a shipped entry is that entry with what the user adds to it.
    """

    entries: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    sources: tuple[Source, ...] = ()
    presence: tuple[Presence, ...] = ()
    regions: tuple[Region, ...] = ()

    def over_entries(self, shipped: Iterable[Entry]) -> tuple[Entry, ...]:
        """The shipped entries in their order, those of the same id replaced; new ones behind them."""
        return tuple({entry.body.id: entry for entry in chain(shipped, self.entries)}.values())

    def over_changes(self, shipped: Iterable[Change]) -> tuple[Change, ...]:
        """All changes, each once, in order of time."""
        return tuple(sorted({*shipped, *self.changes}, key=lambda change: (change.on, change)))

    def over_sources(self, shipped: Mapping[str, Source]) -> dict[str, Source]:
        """All sources by id; the user's stands where both have one."""
        return {**shipped, **{source.id: source for source in self.sources}}

    def over_presence(self, shipped: Iterable[Presence]) -> tuple[Presence, ...]:
        """The shipped rows without the provinces that the user says something of, then the user's."""
        said = {(row.body, place) for row in self.presence for place in (*row.within, *row.without)}
        kept = (
            row._replace(
                within=tuple(place for place in row.within if (row.body, place) not in said),
                without=tuple(place for place in row.without if (row.body, place) not in said),
            )
            for row in shipped
        )
        return (*(row for row in kept if row.within or row.without), *self.presence)

    def over_regions(self, shipped: Iterable[Region]) -> tuple[Region, ...]:
        """All versions by id and time; the user's stands for the shipped one that begins on the same day."""
        versions = {(row.id, row.valid_from): row for row in chain(shipped, self.regions)}
        return tuple(versions[key] for key in sorted(versions))


NOTHING = Additions()
