"""Listening at an address until the process is told to stop."""

from __future__ import annotations

import os
import socket
from errno import EADDRNOTAVAIL
from math import ceil
from typing import Final

import uvicorn
from fastapi import FastAPI

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
    """Answer requests until SIGINT or SIGTERM; those that have begun are answered for so many seconds."""
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=ceil(seconds),
    )
    uvicorn.Server(config).run(sockets=[listener])
