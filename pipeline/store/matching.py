"""Which document of the store a reading is of: the same document may come in several files.

It is found by its id, else by issuer, number and date, else by its file, else by its content.
Content tells only where one of the two lost issuer, number or date, and where nothing that both know differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, select

from gazetteer.fold import plain, tidy
from pipeline.store.bulk import in_batches, rows_by
from pipeline.store.likeness import SHARED_BANDS, Content, alike, bands_of, content_of
from pipeline.store.readings import Reading
from pipeline.store.tables import AGENCIES, DOCUMENTS, MARKS, SOURCES, TASKS
from pipeline.store.words import words_of


class Known(NamedTuple):
    """What is known of a document beside its text; None for what is lost."""

    issuer: str | None
    number: str | None
    date: str | None

    @property
    def whole(self) -> str | None:
        """All in one; None where anything is lost."""
        return f"{self.issuer}|{self.number}|{self.date}" if all(self) else None

    def may_be(self, other: Known) -> bool:
        """Whether nothing that both know differs; a month does not differ from a day in it."""
        dates = sorted((self.date or "", other.date or ""))
        same = all(not mine or not its or mine == its for mine, its in zip(self[:2], other[:2], strict=True))
        return same and dates[1].startswith(dates[0])


class Marked:
    """A reading with the marks by which its document is found."""

    def __init__(self, reading: Reading) -> None:
        """Compute nothing yet."""
        self.reading = reading

    @cached_property
    def known(self) -> Known:
        """Its issuer, number and date, folded."""
        metadata = self.reading.metadata
        return known_as(metadata["issuer"], metadata["number"], metadata["date"])

    @cached_property
    def content(self) -> Content | None:
        """What its tasks say."""
        return content_of([word.folded for word in task.words] for task in self.reading.tasks)

    @cached_property
    def sure(self) -> frozenset[int]:
        """Marks of which one is enough."""
        source, whole = self.reading.source, self.known.whole
        marks = {_mark("id", self.reading.document_id)}
        if source["sha256"]:
            marks.add(_mark("file", f"{source['sha256']} {source['path']}"))
        if whole:
            marks.add(_mark("known", whole))
        return frozenset(marks)

    @cached_property
    def bands(self) -> frozenset[int]:
        """Marks of its content that it leaves in the store, other ones where it lost something."""
        return self._lost if self.known.whole is None else self._whole

    @cached_property
    def near(self) -> frozenset[int]:
        """Marks of content that another document may have left: one that lost something, if this did not."""
        return self._lost | self._whole if self.known.whole is None else self._lost

    @property
    def marks(self) -> frozenset[int]:
        """All that it leaves in the store."""
        return self.sure | self.bands

    @cached_property
    def _lost(self) -> frozenset[int]:
        return bands_of(self.content) if self.content else frozenset()

    @cached_property
    def _whole(self) -> frozenset[int]:
        return frozenset(~band for band in self._lost)


class Stored:
    """A document of the store, with its sources."""

    def __init__(self, row: RowMapping, sources: Sequence[RowMapping]) -> None:
        """Take the rows."""
        self.id: int = row["id"]
        self.document_id: str = row["document_id"]
        self.withdrawn: bool = row["withdrawn"] is not None
        issuer = {"agency_id": row["agency_id"], "name": row["name"]} if row["name"] else None
        self.known = known_as(issuer, row["number"], row["date"])
        self.sources = list(sources)
        self.current = next((source for source in sources if source["current"]), None)

    def was_read_as(self, document_id: str) -> bool:
        """Whether one of its files gave a document of this id when it was read last."""
        return any(source["read_as"] == document_id for source in self.sources)

    def came_in(self, file: Mapping[str, Any]) -> bool:
        """Whether one of its files is this one, bytes and path; a reading that came in none has no bytes."""
        same = [s for s in self.sources if s["sha256"] == file["sha256"] and s["path"] == file["path"]]
        return bool(same and file["sha256"])


def known_as(issuer: Mapping[str, Any] | None, number: str | None, date: str | None) -> Known:
    """What is known, in the form that is compared."""
    body = issuer and (issuer["agency_id"] or plain(tidy(issuer["name"])))
    return Known(body or None, number and plain(tidy(number)).replace(" ", ""), date)


class Match(NamedTuple):
    """What the store has of a reading's document."""

    document: Stored | None
    """The document; None for a new one."""
    own: Stored | None
    """The document with the id that reading gave: the same one, one that was withdrawn, or none."""
    mistaken: tuple[Stored, ...] = ()
    """Other documents that the reading's file was taken for before, withdrawn ones among them."""


class Matcher:
    """Finds the documents of readings."""

    def __init__(self, connection: Connection) -> None:
        """Look in the store that the connection leads to."""
        self._connection = connection

    def match(self, chunk: Sequence[Marked]) -> list[Match]:
        """The document of each reading. No two of a chunk may share a mark."""
        places = self._places({mark for marked in chunk for mark in marked.sure | marked.near})
        stored = self._stored({document for documents in places.values() for document in documents})
        matched = []
        for marked in chunk:
            shared = Counter(d for mark in marked.sure | marked.near for d in places.get(mark, ()))
            matched.append(self._best(marked, [stored[id_] for id_ in sorted(shared)], shared))
        return matched

    def _best(self, marked: Marked, candidates: Sequence[Stored], shared: Counter[int]) -> Match:
        reading, whole = marked.reading, marked.known.whole
        own = next((one for one in candidates if one.document_id == reading.document_id), None)
        live = [one for one in candidates if not one.withdrawn]
        files = [one for one in candidates if one.came_in(reading.source)]
        ways = (
            (one for one in live if one is own),
            (one for one in live if one.was_read_as(reading.document_id)),
            (one for one in live if whole and one.known.whole == whole),
            (one for one in files if not one.withdrawn),
        )
        found = next((one for way in ways for one in way), None)
        if found is None:
            found = self._like(marked, [one for one in live if shared[one.id] >= SHARED_BANDS]) or own
        return Match(found, own, tuple(one for one in files if one is not found))

    def _like(self, marked: Marked, candidates: Iterable[Stored]) -> Stored | None:
        """The document whose tasks say the same, the first of the most alike."""
        best, most = None, 0.0
        for one in candidates:
            lost = not (marked.known.whole and one.known.whole)
            if marked.content and lost and marked.known.may_be(one.known):
                content = self._content(one.id)
                share = alike(marked.content, content) if content else 0.0
                if share > most:
                    best, most = one, share
        return best

    def _content(self, document: int) -> Content | None:
        mine = (TASKS.c.document == document) & TASKS.c.withdrawn.is_(None)
        texts = self._connection.scalars(select(TASKS.c.text).where(mine))
        return content_of([word.folded for word in words_of(text)] for text in texts)

    def _places(self, marks: Iterable[int]) -> dict[int, list[int]]:
        """The documents that left these marks."""
        found: dict[int, list[int]] = {}
        for some in in_batches(sorted(marks)):
            query = select(MARKS.c.mark, MARKS.c.document).where(MARKS.c.mark.in_(some))
            for mark, document in self._connection.execute(query):
                found.setdefault(mark, []).append(document)
        return found

    def _stored(self, ids: Iterable[int]) -> dict[int, Stored]:
        found: dict[int, Stored] = {}
        issuers = DOCUMENTS.outerjoin(AGENCIES, AGENCIES.c.id == DOCUMENTS.c.issuer)
        for some in in_batches(sorted(ids)):
            columns = (DOCUMENTS, AGENCIES.c.agency_id, AGENCIES.c.name)
            rows = select(*columns).select_from(issuers).where(DOCUMENTS.c.id.in_(some))
            sources = select(SOURCES).where(SOURCES.c.document.in_(some)).order_by(SOURCES.c.id)
            own = rows_by(self._connection.execute(sources).mappings().all(), "document")
            for row in self._connection.execute(rows).mappings():
                found[row["id"]] = Stored(row, own.get(row["id"], ()))
        return found


def _mark(kind: str, value: str) -> int:
    """A number that stands for a fact about a document, the same everywhere."""
    digest = blake2b(f"{kind}:{value}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
