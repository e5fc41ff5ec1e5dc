"""Rows of the tables made of records. Pure: the same records and numbers give the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gazetteer.fold import plain, tidy
from pipeline.store.agencies import AgencyBook, Named
from pipeline.store.bulk import Row
from pipeline.store.words import clean

Fields = Mapping[str, Any]


def issuer_in(document: Fields) -> Iterator[Named]:
    """The body that issued a document, if known."""
    issuer = document["metadata"]["issuer"]
    if issuer:
        yield named(issuer)


def agencies_in(tasks: Iterable[Fields]) -> Iterator[Named]:
    """Every agency that rows of these tasks point to."""
    return (named(one) for task in tasks for one in task["assignees"])


def named(body: Fields) -> Named:
    """The agency of a part of a record."""
    agency_id = body["agency_id"]
    return Named(clean(agency_id) if agency_id else None, clean(body["name"]))


def rosters_in(tasks: Iterable[Fields]) -> Iterator[tuple[str, ...]]:
    """The members of every group, where known."""
    return (members_of(one) for task in tasks for one in task["assignees"] if one["members"])


def members_of(assignee: Fields) -> tuple[str, ...]:
    """The ids of a group's members."""
    return tuple(map(clean, assignee["members"]))


def document_values(document: Fields, book: AgencyBook) -> dict[str, Any]:
    """The columns of a document that its record tells."""
    metadata = document["metadata"]
    issuer = metadata["issuer"]
    date = _text(metadata["date"])
    year = date[:4] if date else ""
    return {
        "document_id": clean(document["document_id"]),
        "number": _text(metadata["number"]),
        "type": _text(metadata["type"]),
        "issuer": book.agency(*named(issuer)) if issuer else None,
        "date": date,
        "year": int(year) if year.isascii() and year.isdecimal() else None,
        "title": _text(metadata["title"]),
        "signer": _text(metadata["signer"]),
        "signer_title": _text(metadata["signer_title"]),
    }


def source_values(source: Fields, read_as: str) -> dict[str, Any]:
    """The columns of a source that the record of its document tells; reading it gave the id `read_as`."""
    return {
        "sha256": clean(source["sha256"]),
        "path": clean(source["path"]),
        "media_type": clean(source["media_type"]),
        "pages": source["pages"],
        "encoding": _text(source["encoding"]),
        "ocr": source["ocr"],
        "read_as": read_as,
    }


def task_values(task: Fields) -> dict[str, Any]:
    """The columns of a task that its record tells."""
    return {
        "position": task["order"],
        "label": clean(task["label"]),
        "kind": task["kind"],
        "text": clean(task["text"]),
        "output": _text(task["output"]),
        "confidence": task["confidence"],
    }


def assignee_rows(id_: int, task: Fields, book: AgencyBook) -> list[Row]:
    """Rows of `assignees`, live; an agency named again in the same role has no second one."""
    rows: dict[tuple[int, str], Row] = {}
    for position, one in enumerate(task["assignees"]):
        agency, role = book.agency(*named(one)), one["role"]
        roster = book.roster(members_of(one))
        rows.setdefault(
            (agency, role),
            (id_, position, agency, role, one["basis"], clean(one["mention"]), one["group"], roster,
             one["score"], True),
        )  # fmt: skip
    return list(rows.values())


def pair_rows(id_: int, assignees: Iterable[Row]) -> Iterator[Row]:
    """Rows of `pairs`, live, from the rows of the task's assignees."""
    leads = [row[2] for row in assignees if row[3] == "lead"]
    supports = [row[2] for row in assignees if row[3] == "support"]
    return ((lead, support, id_, True) for lead in leads for support in supports)


def citation_rows(refs: Iterable[Fields], document: int, task: int | None) -> Iterator[Row]:
    """Rows of `citations`, live, without their numbers."""
    for position, ref in enumerate(refs):
        yield (
            document, task, position, clean(ref["citation"]), cited_as(ref), _text(ref["number"]),
            _text(ref["type"]), _text(ref["title"]), _text(ref["issuer"]), _text(ref["date"]),
            _text(ref["locator"]), True,
        )  # fmt: skip


def cited_as(ref: Fields) -> str:
    """What the same document is cited as everywhere: its number, else its title, else the words."""
    return cited_key(clean(ref["number"] or ref["title"] or ref["citation"]))


def cited_key(words: str) -> str:
    """A number or title without accents, capitals and, in a number, blanks."""
    folded = plain(tidy(words))
    return folded.replace(" ", "") if "/" in folded else folded


def outside(document: Fields, tasks: Iterable[Fields]) -> list[Fields]:
    """The citations of a document that stand in none of its tasks."""
    inside = {tuple(map(tuple, ref["spans"])) for task in tasks for ref in task["legal_refs"]}
    return [ref for ref in document["legal_refs"] if tuple(map(tuple, ref["spans"])) not in inside]


def deadline_rows(id_: int, task: Fields) -> Iterator[Row]:
    """Rows of `deadlines`, live."""
    for position, one in enumerate(task["deadlines"]):
        yield id_, position, one["kind"], _text(one["value"]), clean(one["quote"]), True


def review_rows(id_: int, task: Fields) -> Iterator[Row]:
    """Rows of `reviews`, live."""
    return ((id_, clean(code), True) for code in dict.fromkeys(task["review"]))


def edit_rows(id_: int, document: Fields) -> Iterator[Row]:
    """Rows of `edits`."""
    for position, edit in enumerate(document["edits"]):
        start, end = edit["span"]
        yield id_, position, start, end, clean(edit["before"]), clean(edit["after"]), clean(edit["rule"])


def _text(value: str | None) -> str | None:
    return clean(value) if value else value
