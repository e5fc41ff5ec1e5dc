"""The whole state as one value: who exists when, what became of whom, what a name means on a day."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from gazetteer.load import read_toml
from gazetteer.model import Entry
from gazetteer.overlays.additions import NOTHING, Additions
from gazetteer.state.automaton import Names
from gazetteer.state.close import Closer
from gazetteer.state.compiled import names_of
from gazetteer.state.events import read_changes, read_sources
from gazetteer.state.geography import Geography, load_geography
from gazetteer.state.lineage import Lineage
from gazetteer.state.linking import Linker
from gazetteer.state.membership import Membership
from gazetteer.state.presence import read_presence
from gazetteer.state.regions import Region, read_regions
from gazetteer.state.registry import Facts, Registry


class Nationwide:
    """The parts, each read when first asked for. Immutable; every part is pure.

    `entries` hold the bodies of the `additions` already.
    """

    def __init__(
        self, entries: Iterable[Entry], geography: Geography | None = None, additions: Additions = NOTHING
    ) -> None:
        self._entries = tuple(entries)
        self.geography = geography or load_geography()
        self._additions = additions

    @cached_property
    def registry(self) -> Registry:
        """Entities by their ids."""
        regions: dict[str, list[Region]] = {}
        for row in self._additions.over_regions(read_regions()):
            regions.setdefault(row.id, []).append(row)
        return Registry(
            Facts(
                {entry.body.id: entry for entry in self._entries},
                self.geography,
                self._additions.over_presence(read_presence()),
                {id_: tuple(rows) for id_, rows in regions.items()},
                self._additions.over_sources(read_sources()),
            )
        )

    @cached_property
    def linker(self) -> Linker:
        """Canonical names to entities."""
        return Linker(self.registry, self._entries)

    @cached_property
    def membership(self) -> Membership:
        """Who belongs to which group."""
        return Membership(self.registry, self.linker)

    @cached_property
    def closer(self) -> Closer:
        """Damaged names to entities."""
        return Closer(self.registry, self.linker)

    @cached_property
    def lineage(self) -> Lineage:
        """What became of whom."""
        return Lineage(self.registry, self._additions.over_changes(read_changes()))

    @cached_property
    def names(self) -> Names:
        """The automaton over every name, alias and title."""
        titles = tuple(
            way for row in read_toml("titles.toml")["title"] for way in (row["word"], *row.get("short", ()))
        )
        return names_of(self._entries, titles, self.registry)
