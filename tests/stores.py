"""Records written by hand, databases to load them into, and looks into these: for tests of stores."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from pipeline.store import Store, changes, load, open_store, records
from tests.postgresql import NO_POSTGRESQL

Fields = dict[str, Any]
KINDS = ("sqlite", "postgresql")
NOI_VU, TAI_CHINH = "vn.tinh.dien-bien.so.noi-vu", "vn.tinh.dien-bien.so.tai-chinh"
UBND = "vn.tinh.dien-bien.ubnd"


class Databases:
    """Gives addresses of databases that do not exist yet or are empty."""

    def __init__(self, folder: Path, server: str | None) -> None:
        """Take a folder for files and the address of a server."""
        self._folder, self._server, self._numbers = folder, server, count()
        self._empty: dict[str, str] = {}

    def new(self, kind: str, template: str = "template1") -> str:
        """The address of a new database."""
        number = next(self._numbers)
        if kind == "sqlite":
            return str(self._folder / f"store{number}.db")
        if self._server is None:
            pytest.skip(NO_POSTGRESQL)
        server = self._server.replace("://", "+psycopg://")
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE store{number} TEMPLATE {template}")
        engine.dispose()
        return self._server.replace("/postgres?", f"/store{number}?")

    def copy(self, kind: str) -> str:
        """The address of a new store without records, faster than `new` after the first."""
        if kind not in self._empty:
            self._empty[kind] = self.new(kind)
            open_store(self._empty[kind], create=True).close()
        empty = self._empty[kind]
        if kind == "sqlite":
            return str(shutil.copy(empty, self.new(kind)))
        return self.new(kind, template=empty.partition("@/")[2].partition("?")[0])


def document(document_id: str = "vb-1", **changed: Any) -> Fields:  # noqa: ANN401
    """The fields of a document; those of its source and metadata by their own names."""
    source = {
        "path": f"vao/{document_id}.txt", "sha256": f"sha-{document_id}", "media_type": "text/plain",
        "pages": None, "encoding": "utf-8", "ocr": False,
    }  # fmt: skip
    metadata: Fields = {
        "number": f"{document_id}/CT-UBND", "type": "Chỉ thị",
        "issuer": {"agency_id": UBND, "name": "Ủy ban nhân dân tỉnh Điện Biên"}, "date": "2023-07-12",
        "title": "Về việc lớn", "signer": None, "signer_title": None, "addressees": [], "recipients": [],
    }  # fmt: skip
    fields = {
        "schema_version": "1.0", "document_id": document_id, "source": source, "metadata": metadata,
        "legal_refs": [], "clauses": [], "edits": [], "warnings": [],
    }  # fmt: skip
    return _changed(fields, changed, (source, metadata))


def task(text: str, number: int = 1, document_id: str = "vb-1", **changed: Any) -> Fields:  # noqa: ANN401
    """The fields of a task of a document."""
    fields = {
        "schema_version": "1.0", "task_id": f"{document_id}-{number}", "document_id": document_id,
        "order": number, "label": str(number), "kind": "duty", "text": text, "verbatim": text,
        "spans": [[0, len(text)]], "pages": [], "headings": [], "assignees": [], "legal_refs": [],
        "deadlines": [], "targets": [], "output": None, "reports_to": [], "confidence": 0.9, "review": [],
        "evidence": [],
    }  # fmt: skip
    return _changed(fields, changed, ())


def assignee(
    agency_id: str | None, role: str = "lead", *, name: str = "", members: Iterable[str] = ()
) -> Fields:
    """The fields of an assignee; one with members is a group."""
    name = name or agency_id or ""
    return {
        "agency_id": agency_id, "name": name, "mention": name, "role": role, "basis": "explicit",
        "group": bool(members), "members": list(members), "spans": [[0, 1]], "score": 1.0,
    }  # fmt: skip


def citation(number: str | None, **changed: Any) -> Fields:  # noqa: ANN401
    """The fields of a citation."""
    fields = {
        "citation": f"Nghị định số {number}" if number else "Luật", "number": number, "type": "Nghị định",
        "title": None, "issuer": None, "date": None, "locator": None, "spans": [[0, 1]],
    }  # fmt: skip
    return _changed(fields, changed, ())


def deadline(value: str | None, kind: str = "date") -> Fields:
    """The fields of a deadline."""
    return {"quote": f"hạn {value}", "kind": kind, "value": value, "spans": [[0, 1]]}


def write(out: Path, documents: Iterable[tuple[Fields, Iterable[Fields]]]) -> Path:
    """Write the record files of documents with their tasks; return the folder."""
    out.mkdir(parents=True, exist_ok=True)
    pairs = [(one, list(tasks)) for one, tasks in documents]
    (out / "documents.jsonl").write_bytes(b"".join(_line(one) for one, _ in pairs))
    (out / "tasks.jsonl").write_bytes(b"".join(_line(one) for _, tasks in pairs for one in tasks))
    return out


def fill(url: str, out: Path, documents: Iterable[tuple[Fields, Iterable[Fields]]]) -> Store:
    """Load documents and return the store; the test closes it."""
    load(write(out, documents), url, at="2026-01-01T00:00:00+00:00")
    return open_store(url)


def tables(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that loads write."""
    from pipeline.store.tables import METADATA

    with open_store(url) as store, store.read() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in METADATA.sorted_tables
        }


def texts(url: str) -> dict[str, str]:
    """The texts of all tasks that are not withdrawn, by id."""
    with open_store(url) as store:
        tasks = [json.loads(line) for one in records(store) for line in one.tasks]
    return {one["task_id"]: one["text"] for one in tasks}


def replay(store: Store, limit: int) -> dict[str, Mapping[str, Any]]:
    """The records of tasks as somebody has them who followed all changes from the first."""
    copy: dict[str, Mapping[str, Any]] = {}
    cursor, more = 0, True
    while more:
        page = changes(store, cursor, limit)
        for change in page.changes:
            if change.item == "task":
                if change.kind == "withdrawn":
                    del copy[change.id]
                elif change.record is not None:
                    copy[change.id] = change.record
                else:
                    copy[change.id] = {**copy[change.id], **{one.field: one.new for one in change.fields}}
        cursor, more = page.cursor, page.more
    return copy


def _changed(fields: Fields, changed: Fields, parts: Iterable[Fields]) -> Fields:
    for name, value in changed.items():
        next((part for part in (fields, *parts) if name in part), fields)[name] = value
    return fields


def _line(fields: Fields) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
