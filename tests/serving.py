"""The API in the process of the test: requests without a socket, answers as httpx has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

from pipeline.serve import Settings, make_app

HERE = "127.0.0.1"


class Client:
    """Asks an application from an address."""

    def __init__(self, app: FastAPI, portal: BlockingPortal, **headers: str) -> None:
        """Take the event loop that the application runs in, and headers of every request."""
        self.app, self._portal, self._headers = app, portal, headers

    def with_headers(self, **headers: str) -> Client:
        """The same with other headers, "_" in their names for "-"."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client(self.app, self._portal, **named)

    def ask(self, path: str, method: str = "GET", *, address: str = HERE, **more: Any) -> httpx.Response:  # noqa: ANN401
        """Return the answer to one request."""
        return self._portal.call(partial(self._ask, path, method, address, **more))

    async def _ask(self, path: str, method: str, address: str, **more: Any) -> httpx.Response:  # noqa: ANN401
        transport = httpx.ASGITransport(self.app, client=(address, 50_000))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HERE}") as client:
            return await client.request(method, path, **{"headers": self._headers, **more})


@contextmanager
def serving(url: str, settings: Settings | None = None) -> Iterator[Client]:
    """Give a client of the API of a store."""
    app = make_app(url, settings or Settings(rate=10_000))
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(app.router.lifespan_context(app)),
    ):
        yield Client(app, portal)


def pages(client: Client, path: str, name: str) -> list[Any]:
    """Everything that a list has, by following `next`."""
    found: list[Any] = []
    here: str | None = path
    while here is not None:
        page = client.ask(here).json()
        found += page[name]
        here = page["next"]
    return found
