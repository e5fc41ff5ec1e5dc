"""How a server is set up."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.serve.tokens import TokenFile


@dataclass(frozen=True, slots=True)
class Settings:
    """Who may ask, and how much."""

    tokens: TokenFile | None = None
    """None: no tokens are needed, and only programs on this machine are answered."""
    max_body: int = 16_000_000
    """Bytes of a request."""
    rate: float = 50
    """Requests a second from one token, or from one address without; twice as many at once after a rest."""
    seconds: float = 30
    """How long a request may take."""
