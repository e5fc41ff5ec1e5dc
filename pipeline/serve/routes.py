"""What there is under /v1."""

from __future__ import annotations

from hashlib import blake2b
from typing import Annotated, Any
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from pipeline.serve import answered
from pipeline.serve.asked import AgenciesAsked, Asked, ChangesAsked, PageAsked, RecordsSent, TasksAsked, Words
from pipeline.serve.desk import Desk
from pipeline.serve.errors import RequestError
from pipeline.store import (
    Filters,
    StoredDocument,
    agencies_page,
    changes,
    documents_page,
    identity,
    query_page,
)

_BRIEF = ("document_id", "source", "metadata", "warnings")


def _once(request: Request) -> None:
    """Raise RequestError where a parameter is given twice: only one of the two could be heeded."""
    names = [name for name, _ in request.query_params.multi_items()]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        errors = [{"type": "repeated", "loc": ("query", name)} for name in twice]
        raise RequestError("bad-request", errors=errors)


def _json(request: Request) -> None:
    """Raise RequestError where what is sent is not said to be JSON: a form of a web page never is."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise RequestError("not-json")


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(_desk)]
Id = Annotated[Words, Path(description="As lists and the feed give it.")]
router = APIRouter(prefix="/v1", dependencies=[Depends(_once)])


@router.get("/tasks", response_model=answered.TasksPage)
async def list_tasks(request: Request, desk: AtDesk, asked: Annotated[TasksAsked, Query()]) -> Response:
    """Tasks that fulfil every condition given, a page at a time, in the order of the store."""
    page = await desk.ask(query_page, asked.filters(), after=asked.after, limit=asked.limit)
    return _page(request, "tasks", page.tasks, page.cursor)


@router.get("/tasks/{task_id}", response_model=answered.TaskAnswered)
async def get_task(request: Request, desk: AtDesk, task_id: Id, _: Annotated[Asked, Query()]) -> Response:
    """One task, withdrawn or not."""
    page = await desk.ask(query_page, Filters(task=task_id, withdrawn=None), limit=1)
    return _answer(request, _only(page.tasks, task_id))


@router.get("/documents", response_model=answered.DocumentsPage)
async def list_documents(request: Request, desk: AtDesk, asked: Annotated[PageAsked, Query()]) -> Response:
    """All documents, withdrawn or not, a page at a time, in the order of the store."""
    page = await desk.ask(documents_page, after=asked.after, limit=asked.limit)
    return _page(request, "documents", [_brief(one) for one in page.documents], page.cursor)


@router.get("/documents/{document_id}", response_model=answered.DocumentAnswered)
async def get_document(
    request: Request, desk: AtDesk, document_id: Id, _: Annotated[Asked, Query()]
) -> Response:
    """One document with its whole record, withdrawn or not."""
    page = await desk.ask(documents_page, document_id=document_id, limit=1)
    return _answer(request, _only(page.documents, document_id))


@router.get("/agencies", response_model=answered.AgenciesPage)
async def list_agencies(request: Request, desk: AtDesk, asked: Annotated[AgenciesAsked, Query()]) -> Response:
    """All agencies that records name, and those before and after them, a page at a time."""
    page = await desk.ask(agencies_page, words=asked.name, after=asked.after, limit=asked.limit)
    return _page(request, "agencies", page.agencies, page.cursor)


@router.get("/agencies/{key}", response_model=answered.AgencyAnswered)
async def get_agency(request: Request, desk: AtDesk, key: Id, _: Annotated[Asked, Query()]) -> Response:
    """One agency, by the key that lists give it."""
    page = await desk.ask(agencies_page, key=key, limit=1)
    return _answer(request, _only(page.agencies, key))


@router.get("/changes", response_model=answered.ChangesPage)
async def list_changes(request: Request, desk: AtDesk, asked: Annotated[ChangesAsked, Query()]) -> Response:
    """What was added, changed, withdrawn and restored, in order: all that a copy of the store needs."""
    its = await desk.ask(identity)
    page = await desk.ask(changes, asked.since, asked.limit)
    link = _link(request, since=page.cursor)
    content = {"store": its, "changes": page.changes, "cursor": page.cursor, "more": page.more, "next": link}
    return _answer(request, content)


@router.post("/records", response_model=answered.LoadAnswered, dependencies=[Depends(_json)])
async def load_records(desk: AtDesk, sent: RecordsSent, _: Annotated[Asked, Query()]) -> Response:
    """Take records in, as `giaoviec load` does: all or none, and sending them again changes nothing."""
    summary = await desk.load(one.reading() for one in sent.documents)
    return Response(orjson.dumps(summary), media_type="application/json")


@router.get("/health", response_model=answered.Health)
async def get_health(request: Request, desk: AtDesk, _: Annotated[Asked, Query()]) -> Response:
    """Whether the store can be read. Needs no token."""
    await desk.ask(changes, limit=1)
    return _answer(request, {"status": "ok"})


def _brief(document: StoredDocument) -> dict[str, Any]:
    """A document as lists have it: with its whole record a page would be megabytes."""
    record = {name: document.record[name] for name in _BRIEF}
    rest = {name: getattr(document, name) for name in ("cursor", "files", "tasks", "withdrawn_at")}
    return {**rest, "record": record}


def _only(found: tuple[Any, ...], id_: str) -> object:
    """The one that was found. Raises RequestError (no-such-record) for none."""
    if not found:
        raise RequestError("no-such-record", value=id_)
    return found[0]


def _page(request: Request, name: str, items: object, cursor: int | None) -> Response:
    link = None if cursor is None else _link(request, after=cursor)
    return _answer(request, {name: items, "cursor": cursor, "next": link})


def _link(request: Request, **changed: int) -> str:
    """The address of this request with other parameters, without the server's."""
    return f"{request.scope['path']}?{urlencode({**request.query_params, **changed})}"


def _answer(request: Request, content: object) -> Response:
    """The response for some content; without it where the client has the same already."""
    body = orjson.dumps(content)
    tag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known or known == ["*"]:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, headers={"ETag": tag}, media_type="application/json")
