"""The API of a store over HTTP: what the tracking app reads, and what may send records in.

`make_app` gives an ASGI application for a store: /v1/tasks, /v1/documents, /v1/agencies, /v1/changes,
/v1/records, /v1/health and /openapi.json. Before it stands a gate: tokens, limits of rate, size and time, and
every error as RFC 9457. `add_token` makes a token for a file of tokens, `listen` serves the application.
"""

from __future__ import annotations

from pipeline.serve.app import make_app
from pipeline.serve.errors import RequestError, ServeError
from pipeline.serve.gate import is_loopback
from pipeline.serve.listening import listen, open_socket
from pipeline.serve.settings import Settings
from pipeline.serve.tokens import SCOPES, Scope, Token, TokenFile, add_token

__all__ = [
    "SCOPES",
    "RequestError",
    "Scope",
    "ServeError",
    "Settings",
    "Token",
    "TokenFile",
    "add_token",
    "is_loopback",
    "listen",
    "make_app",
    "open_socket",
]
