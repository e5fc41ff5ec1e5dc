"""Listening at an address until the process is told to stop."""

from __future__ import annotations

import asyncio
import os
import socket
from errno import EADDRNOTAVAIL
from math import ceil
from typing import Final

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from pipeline.serve.errors import ServeError

_LAST_PORT: Final = 65_535


def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address; port 0 takes any that is free. Raises ServeError."""
    address = f"{host}:{port}"
    if port > _LAST_PORT:
        raise ServeError("cannot-listen", value=address, reason=os.strerror(EADDRNOTAVAIL))
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ServeError("cannot-listen", value=address, reason=reason) from error
    # Every connection takes this over; without it short answers wait 40 ms for the client's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def listen(app: FastAPI, listener: socket.socket, seconds: float) -> None:
    """Answer requests until SIGINT or SIGTERM; those that have begun are answered for so many seconds.

    So long a connection may also be without a whole request.
    """
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=_impatient(seconds),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=ceil(seconds),
    )
    uvicorn.Server(config).run(sockets=[listener])


def _impatient(seconds: float) -> type[H11Protocol]:
    """The protocol of connections that are closed when so long no request was on its way.

    Without it anybody who reaches the port could hold any number of them, for the gate sees whole requests.
    """

    class Impatient(H11Protocol):
        """HTTP on one connection."""

        _seen: RequestResponseCycle | None = None
        """The request that was there at the last look."""
        _next: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._look_later()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self._next:
                self._next.cancel()

        def _look_later(self) -> None:
            self._next = self.loop.call_later(seconds, self._look)

        def _look(self) -> None:
            now = self.cycle
            if now is self._seen and getattr(now, "response_complete", True):
                self.transport.close()
            else:
                self._seen = now
                self._look_later()

    return Impatient
