"""The application: the routes behind the gate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, NoReturn

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from pipeline.errors import GiaoviecError
from pipeline.records import SCHEMA_VERSION
from pipeline.serve.desk import Desk
from pipeline.serve.errors import RequestError
from pipeline.serve.gate import Gate
from pipeline.serve.openapi import describe
from pipeline.serve.routes import router
from pipeline.serve.settings import Settings

_DESCRIPTION = """\
Tasks that Vietnamese directive documents assign: who does what, with whom, by when.

Lists come in pages: follow `next` until it is null. A program that keeps a copy reads `/v1/changes` from
cursor 0, keeps the cursor, and asks there again whenever it likes. Problems are RFC 9457; `code` is stable.
"""


class Api(FastAPI):
    """An application that describes itself whole."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        if not self.openapi_schema:
            self.openapi_schema = describe(self)
        return self.openapi_schema


def make_app(store_url: str, settings: Settings) -> FastAPI:
    """Return the API of the store at a URL; its lifespan closes the store. Raises StoreError."""
    app = Api(
        title="giaoviec",
        version=SCHEMA_VERSION,
        description=_DESCRIPTION,
        docs_url=None,  # the pages would come from another server
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        lifespan=_lifespan,
        middleware=[Middleware(Gate, settings=settings)],
        exception_handlers={RequestValidationError: _refuse_values, HTTPException: _refuse},
    )
    app.state.desk = Desk(store_url, settings.seconds)
    app.include_router(router)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.desk.close()


async def _refuse_values(_: Request, error: Exception) -> NoReturn:
    """Say at the gate what is wrong with the values of a request."""
    errors = error.errors() if isinstance(error, RequestValidationError) else []
    raise RequestError("bad-request", errors=errors) from error


async def _refuse(request: Request, error: Exception) -> NoReturn:
    """Say at the gate what Starlette and FastAPI refuse, or what made them."""
    if isinstance(error.__cause__, GiaoviecError):
        raise error.__cause__
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    if status == HTTPStatus.NOT_FOUND:
        raise RequestError("no-such-path", value=request.scope["path"]) from error
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        allow = (error.headers or {}).get("Allow", "") if isinstance(error, HTTPException) else ""
        raise RequestError("no-such-method", value=request.method, allow=allow) from error
    raise RequestError("bad-request", errors=[]) from error
