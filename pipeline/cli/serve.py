"""`giaoviec serve`: a store over HTTP."""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from pipeline.cli.arguments import Parser, at_least, day, whole_at_least
from pipeline.cli.console import Console
from pipeline.cli.extras import needed
from pipeline.cli.stores import DEFAULT_STORE, add_store
from pipeline.errors import EXIT_OK, UsageError

_HOST: Final = "127.0.0.1"
_PORT: Final = 8620
_SCOPE: Final = "read"
_DEFAULTS: Final = {"body": 16, "rate": 50, "seconds": 30}
_MILLION: Final = 1_000_000
_LINE: Final = "%(asctime)s %(levelname)s %(message)s"


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    add_store(parser)
    parser.option("--host", metavar="ADDRESS", default=_HOST)
    parser.option("--port", metavar="PORT", kind=whole_at_least(0, "--port"), default=_PORT)
    parser.option("--tokens", metavar="FILE")
    parser.option("--new-token", metavar="NAME")
    parser.option("--scope", metavar="SCOPE", kind=_scopes, default=_SCOPE)
    parser.option("--expires", metavar="DATE", kind=day("--expires"))
    for name, default in _DEFAULTS.items():
        kind: Callable[[str], float] = at_least(0.001, f"--max-{name}")
        parser.option(f"--max-{name}", metavar="N", kind=kind, default=default)


def run(options: Namespace, console: Console) -> int:
    """Make a token, or serve until told to stop."""
    with needed("store"), needed("serve"):
        from pipeline import serve
    if options.new_token:
        return _new_token(options, console)
    host = options.host or _HOST
    port = _PORT if options.port is None else options.port
    if not options.tokens and not serve.is_loopback(host):
        raise serve.ServeError("no-tokens", value=host)
    body, rate, seconds = (getattr(options, f"max_{name}") or default for name, default in _DEFAULTS.items())
    settings = serve.Settings(
        tokens=serve.TokenFile(Path(options.tokens)) if options.tokens else None,
        max_body=int(body * _MILLION),
        rate=rate,
        seconds=seconds,
    )
    app = serve.make_app(options.store or DEFAULT_STORE, settings)
    with serve.open_socket(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{listener.getsockname()[1]}"
        logging.basicConfig(stream=console.err, format=_LINE, level=logging.INFO)
        logging.getLogger("uvicorn").setLevel(logging.WARNING)
        console.note(console.say("serve.listening", url=url))
        try:
            serve.listen(app, listener, seconds)
        except KeyboardInterrupt:
            console.note(console.say("serve.stopped"))
    return EXIT_OK


def _new_token(options: Namespace, console: Console) -> int:
    """Make a token and show it; it is the only line on the standard output."""
    from pipeline.serve import add_token

    if not options.tokens:
        raise UsageError("needs-option", option="--new-token", value="--tokens")
    expires = date.fromisoformat(options.expires) if options.expires else None
    secret = add_token(Path(options.tokens), options.new_token, options.scope or _scopes(_SCOPE), expires)
    console.note(console.say("serve.new-token", name=options.new_token, file=options.tokens))
    console.print(secret)
    return EXIT_OK


def _scopes(value: str) -> list[str]:
    """Read scopes with commas between. Raises UsageError."""
    from pipeline.serve import SCOPES

    scopes = [one.strip() for one in value.split(",")]
    if not set(scopes) <= set(SCOPES):
        raise UsageError("bad-choice", option="--scope", value=value, choices=", ".join(SCOPES))
    return scopes
