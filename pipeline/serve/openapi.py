"""The description of the API: what FastAPI makes of the routes, with what the gate adds to all of them."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from pipeline.messages import say
from pipeline.serve.gate import PUBLIC
from pipeline.serve.problems import MEDIA_TYPE, Problem

Fields = dict[str, Any]
_REF: Final = "#/components/schemas/{model}"
_ETAG: Final[Fields] = {
    "ETag": {"description": "Changes with the answer.", "schema": {"type": "string"}},
}
_IF_NONE_MATCH: Final[Fields] = {
    "name": "If-None-Match", "in": "header", "schema": {"type": "string"},
    "description": "The ETag of an answer that the client has: if it is the same, 304 comes without it.",
}  # fmt: skip
_ACCEPT_LANGUAGE: Final[Fields] = {
    "name": "Accept-Language", "in": "header", "schema": {"type": "string", "examples": ["en"]},
    "description": "The language of problems: vi (default) or en.",
}  # fmt: skip
_HEADERS: Final[dict[int, Fields]] = {
    401: {
        "WWW-Authenticate": {"description": "How to show a token (RFC 6750).", "schema": {"type": "string"}},
    },
    429: {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}},
}
"""What goes with some errors."""
_ALWAYS: Final = (400, 403, 429, 500, 503)
_OF_PATHS: Final = {"/v1/changes": (409,), "/v1/tasks": (404,)}


def describe(app: FastAPI) -> Fields:
    """Return the OpenAPI document of an application."""
    whole = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=None
    )
    components = whole["components"]
    problem = Problem.model_json_schema(ref_template=_REF)
    components["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
    for name in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(name, None)
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path, operations in whole["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    return whole


def _complete(path: str, method: str, operation: Fields) -> None:
    """Add to one operation what the gate does."""
    responses = operation["responses"]
    responses.pop("422", None)
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        # One that may be left out is not one that may be null: that cannot be written in an address.
        parameter["schema"] |= parameter["schema"].pop("anyOf", [{}])[0]
    parameters.append(_ACCEPT_LANGUAGE)
    if method == "get":
        parameters.append(_IF_NONE_MATCH)
        responses["200"]["headers"] = _ETAG
        responses["304"] = {"description": "The client has the same answer already.", "headers": _ETAG}
    statuses = [*_ALWAYS, *_OF_PATHS.get(path, ())]
    if path not in PUBLIC:
        operation["security"] = [{"token": ["read" if method == "get" else "write"]}]
        statuses.append(401)
    if "{" in path:
        statuses.append(404)
    if "requestBody" in operation:
        statuses += [413, 415]
    content = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}}
    for status in sorted(statuses):
        said = {"description": say(f"api.status.{status}", "en"), "content": content}
        responses[str(status)] = {**said, "headers": _HEADERS[status]} if status in _HEADERS else said
