"""`giaoviec serve`: a store over HTTP."""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.cli.arguments import Parser, at_least, day, whole_at_least
from pipeline.cli.console import Console
from pipeline.cli.extras import needed
from pipeline.cli.stores import DEFAULT_STORE, add_store
from pipeline.errors import EXIT_OK, UsageError

if TYPE_CHECKING:
    from pipeline.serve import Settings

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
    parser.option("--scope", metavar="SCOPE", default=_SCOPE)
    parser.option("--expires", metavar="DATE", kind=day("--expires"))
    for name, default in _DEFAULTS.items():
        kind: Callable[[str], float] = at_least(0.001, f"--max-{name}")
        parser.option(f"--max-{name}", metavar="N", kind=kind, default=default)


def run(options: Namespace, console: Console) -> int:
    """Make a token, or serve until told to stop."""
    with needed("store"), needed("serve"):
        from pipeline import serve
    if options.new_token is not None:
        return _new_token(options, console)
    host, port = options.host or _HOST, _PORT if options.port is None else options.port
    if not options.tokens and not serve.is_loopback(host):
        raise serve.ServeError("no-tokens", value=host)
    settings = _settings(options)
    with serve.open_socket(host, port) as listener:
        app = serve.make_app(options.store or DEFAULT_STORE, settings)
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{listener.getsockname()[1]}"
        logging.basicConfig(stream=console.err, format=_LINE, level=logging.INFO)
        logging.getLogger("uvicorn").setLevel(logging.WARNING)
        console.note(console.say("serve.listening", url=url))
        try:
            serve.listen(app, listener, settings.seconds)
        except KeyboardInterrupt:
            console.note(console.say("serve.stopped"))
    return EXIT_OK


def _settings(options: Namespace) -> Settings:
    """Return what the options say, the usual where they say nothing."""
    from pipeline.serve import Settings, TokenFile

    tokens = TokenFile(Path(options.tokens)) if options.tokens else None
    body, rate, seconds = (getattr(options, f"max_{name}") or usual for name, usual in _DEFAULTS.items())
    return Settings(tokens, max_body=int(body * _MILLION), rate=rate, seconds=seconds)


def _new_token(options: Namespace, console: Console) -> int:
    """Make a token and show it; it is the only line on the standard output."""
    from pipeline.serve import SCOPES, add_token

    if not options.tokens:
        raise UsageError("needs-option", option="--new-token", value="--tokens")
    asked = {one.strip() for one in (options.scope or _SCOPE).split(",")}
    if not asked <= set(SCOPES):
        raise UsageError("bad-choice", option="--scope", value=options.scope, choices=", ".join(SCOPES))
    scopes = [scope for scope in SCOPES if scope in asked]
    expires = date.fromisoformat(options.expires) if options.expires else None
    secret = add_token(Path(options.tokens), options.new_token, scopes, expires)
    console.note(console.say("serve.new-token", name=options.new_token, file=options.tokens))
    console.print(secret)
    return EXIT_OK
