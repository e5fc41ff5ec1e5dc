"""`giaoviec schema`: the JSON Schemas of the records, and the description of a store."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from pipeline.cli.arguments import Parser
from pipeline.cli.console import Console
from pipeline.cli.extras import needed
from pipeline.cli.stores import DEFAULT_STORE
from pipeline.errors import EXIT_OK, UsageError


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.option("-o", "--out", metavar="DIR")
    parser.option("--store", metavar="URL", default=DEFAULT_STORE)


def run(options: Namespace, console: Console) -> int:
    """Print one JSON object that holds all files by name, or write each of them."""
    import orjson

    from pipeline.export import write_whole
    from pipeline.schemas import make_schemas

    files = make_schemas() | (_of_store(options.store, console) if options.store else {})
    if not options.out:
        whole = {
            name: orjson.loads(data) if name.endswith(".json") else data.decode()
            for name, data in files.items()
        }
        console.print(orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode())
        return EXIT_OK
    for name, data in files.items():
        path = Path(options.out, name)
        try:
            write_whole(path, data)
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError("out-not-writable", file=options.out, reason=reason) from error
        console.print(str(path))
    return EXIT_OK


def _of_store(url: str, console: Console) -> dict[str, bytes]:
    """What describes a store, by file name."""
    import orjson

    with needed("store"):
        from pipeline.store.guide import datasette_metadata, store_guide

    database = Path(url.partition("?")[0]).stem
    metadata = orjson.dumps(datasette_metadata(database, console.lang), option=orjson.OPT_INDENT_2)
    return {"datasette.json": metadata, "store.md": store_guide(console.lang).encode()}
