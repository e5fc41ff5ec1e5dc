"""The agencies of a store: numbered when a record first names them, with who came before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from sqlalchemy import Column, Connection, select

from gazetteer import Gazetteer
from pipeline.store.bulk import Batch, in_batches
from pipeline.store.tables import AGENCIES, LINEAGE, ROSTER_MEMBERS, ROSTERS
from pipeline.store.words import accented_text, folded_text

UNKNOWN: Final = "?"
"""What the key of an agency without an id begins with."""


class Named(NamedTuple):
    """An agency as a record names it."""

    agency_id: str | None
    name: str

    @property
    def key(self) -> str:
        """What tells it from all others: its id, else its name in any case and spelling."""
        return self.agency_id or f"{UNKNOWN}{accented_text(self.name)}"


class AgencyBook:
    """The numbers of agencies and of rosters of members; new ones are added to the batch."""

    def __init__(self, connection: Connection, batch: Batch, gazetteer: Gazetteer) -> None:
        """Know nothing yet."""
        self._connection, self._batch, self._gazetteer = connection, batch, gazetteer
        self._agencies: dict[str, int] = {}
        self._rosters: dict[str, int] = {}
        self._walked: set[str] = set()

    def learn(self, named: Iterable[Named], rosters: Iterable[Sequence[str]]) -> None:
        """Number these agencies and rosters, and forget those learnt before."""
        sets = {_digest(members): members for members in set(map(tuple, rosters))}
        members = (Named(id_, id_) for roster in sets.values() for id_ in roster)
        wanted = {one.key: one for one in members}
        wanted |= {one.key: one for one in named}
        self._agencies = self._numbers(AGENCIES.c.key, wanted)
        self._rosters = self._numbers(ROSTERS.c.digest, sets)
        new = [wanted[key] for key in sorted(wanted.keys() - self._agencies.keys())]
        self._add(new)
        # Not of new ones alone: an agency may be there so far as the other end of somebody's step only.
        ids = {one.agency_id for one in wanted.values() if one.agency_id} - self._walked
        self._walked |= ids
        self._add_lineage(sorted(ids))
        for digest in sorted(sets.keys() - self._rosters.keys()):
            self._add_roster(digest, sets[digest])

    def agency(self, agency_id: str | None, name: str) -> int:
        """The number of an agency that was learnt."""
        return self._agencies[Named(agency_id, name).key]

    def roster(self, members: Sequence[str]) -> int | None:
        """The number of a roster that was learnt; None for nobody."""
        return self._rosters[_digest(members)] if members else None

    def _numbers(self, column: Column[str], keys: Iterable[str]) -> dict[str, int]:
        """The numbers of those that the store has, by their keys."""
        found: dict[str, int] = {}
        for some in in_batches(sorted(keys)):
            query = select(column, column.table.c.id).where(column.in_(some))
            found.update((key, id_) for key, id_ in self._connection.execute(query))
        return found

    def _add(self, new: Iterable[Named]) -> None:
        """Number agencies; what the gazetteer knows of them goes before what the record says."""
        for one in new:
            entity = self._gazetteer.entity(one.agency_id) if one.agency_id else None
            name = entity.name if entity else one.name
            since, until = (entity.valid_from or None, entity.valid_to or None) if entity else (None, None)
            number = self._agencies[one.key] = self._batch.number(AGENCIES)
            row = (number, one.key, one.agency_id, name, folded_text(name), since, until)
            self._batch.add(AGENCIES, row)

    def _add_lineage(self, ids: Iterable[str]) -> None:
        """Keep every step from and to these agencies, with the agencies at the other ends."""
        steps = [step for id_ in ids for step in self._gazetteer.lineage(id_)]
        ends = {id_ for step in steps for id_ in (step.before, step.after)}
        self._agencies |= self._numbers(AGENCIES.c.key, ends - self._agencies.keys())
        self._add(Named(id_, id_) for id_ in sorted(ends - self._agencies.keys()))
        numbers = self._agencies
        rows = {(numbers[step.before], numbers[step.after], step.on, step.kind): step.part for step in steps}
        for row in sorted(rows.keys() - self._known_steps({row[0] for row in rows})):
            self._batch.add(LINEAGE, (*row, rows[row]))

    def _known_steps(self, earlier: Iterable[int]) -> set[tuple[int, int, str, str]]:
        """The keys of the steps from these agencies that the store has."""
        key = (LINEAGE.c.earlier, LINEAGE.c.later, LINEAGE.c.day, LINEAGE.c.kind)
        found: set[tuple[int, int, str, str]] = set()
        for some in in_batches(sorted(earlier)):
            rows = self._connection.execute(select(*key).where(LINEAGE.c.earlier.in_(some)))
            found.update((row[0], row[1], row[2], row[3]) for row in rows)
        return found

    def _add_roster(self, digest: str, members: Sequence[str]) -> None:
        number = self._rosters[digest] = self._batch.number(ROSTERS)
        self._batch.add(ROSTERS, (number, digest, len(set(members))))
        agencies = sorted({self.agency(id_, id_) for id_ in members})
        self._batch.extend(ROSTER_MEMBERS, ((agency, number) for agency in agencies))


def _digest(members: Sequence[str]) -> str:
    """What tells a set of members from all others."""
    return blake2b("\n".join(sorted(set(members))).encode(), digest_size=16).hexdigest()
