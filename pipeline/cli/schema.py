"""`giaoviec schema`: the JSON Schemas of the records."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from pipeline.cli.arguments import Parser
from pipeline.cli.console import Console
from pipeline.errors import EXIT_OK, UsageError


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.option("-o", "--out", metavar="DIR")


def run(options: Namespace, console: Console) -> int:
    """Print one JSON object that holds all schemas by file name, or write each to its file."""
    import orjson

    from pipeline.export import write_whole
    from pipeline.schemas import make_schemas

    schemas = make_schemas()
    if not options.out:
        whole = {name: orjson.loads(schema) for name, schema in schemas.items()}
        console.print(orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode())
        return EXIT_OK
    for name, schema in schemas.items():
        path = Path(options.out, name)
        try:
            write_whole(path, schema)
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError("out-not-writable", file=options.out, reason=reason) from error
        console.print(str(path))
    return EXIT_OK
