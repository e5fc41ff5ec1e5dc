"""`giaoviec export`: tasks for the tools that people use already."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pipeline.cli.arguments import Parser
from pipeline.cli.console import Console
from pipeline.cli.exported import Counted, taken
from pipeline.cli.extras import Extra, needed
from pipeline.cli.filters import add_filters, one_of
from pipeline.cli.progress import progress_bar
from pipeline.cli.stores import add_store
from pipeline.cli.words import number_in_words
from pipeline.errors import EXIT_OK, UsageError


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `module` has `write(documents, path, ...)`, which returns how many items it wrote.

    `extra` brings the packages that it needs; `takes` names the options of the command that it takes.
    """

    module: str
    extra: Extra | None = None
    takes: tuple[str, ...] = ("lang",)
    texts: bool = False
    """It needs the source texts."""


FORMATS: Final = {
    "xlsx": Format("pipeline.export.xlsx", "tables", takes=("lang", "sheets")),
    "csv": Format("pipeline.export.csv_file"),
    "parquet": Format("pipeline.export.parquet", "tables", takes=()),
    "ics": Format("pipeline.export.ics", "tables"),
    "jsonl": Format("pipeline.export.jsonl_folder", takes=()),
    "edxml": Format("pipeline.export.edxml"),
    "docbin": Format("pipeline.nlp.docbin", "spacy", takes=(), texts=True),
    "label-studio": Format("pipeline.nlp.label_studio", texts=True),
    "doccano": Format("pipeline.nlp.doccano", takes=(), texts=True),
    "prodigy": Format("pipeline.nlp.prodigy", takes=(), texts=True),
    "gold": Format("pipeline.evaluate.drafts", takes=(), texts=True),
}
SHEETS: Final = ("one", "document")


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("source", many=True, needed=False)
    parser.option("-o", "--out", metavar="FILE", needed=True)
    parser.option("--format", metavar="FORMAT", kind=one_of(tuple(FORMATS), "--format"))
    parser.option("--sheets", metavar="|".join(SHEETS), kind=one_of(SHEETS, "--sheets"))
    add_store(parser)
    add_filters(parser)


def run(options: Namespace, console: Console) -> int:
    """Write the file, show how far it is, and say what it holds."""
    form, path = FORMATS[_format_name(options, console)], Path(options.out)
    if options.sheets and "sheets" not in form.takes:
        raise UsageError("needs-option", option="--sheets", value="--format xlsx")
    known = {"lang": console.lang, "sheets": options.sheets or SHEETS[0]}
    with (
        taken(options, texts=form.texts) as documents,
        progress_bar(console.say("export.writing"), console) as moved,
    ):
        counted = Counted(documents, moved)
        try:
            items = _module(form).write(counted, path, **{key: known[key] for key in form.takes})
        except OSError as error:
            raise UsageError(
                "out-not-writable", file=options.out, reason=error.strerror or str(error)
            ) from error
    counts = {"documents": counted.documents, "tasks": counted.tasks, "items": items}
    said = {key: number_in_words(count, console) for key, count in counts.items()}
    console.print(console.say("export.written", file=path, **said))
    return EXIT_OK


def _format_name(options: Namespace, console: Console) -> str:
    """Return the format asked for, else the one that the file's name ends with."""
    ending = Path(options.out).suffix.removeprefix(".").lower()
    if not options.format and not ending:
        example = console.say("help.export.example")
        shown = f"--format {console.code('metavar', 'FORMAT')}"
        raise UsageError("missing-argument", command="export", value=shown, example=example)
    return str(options.format or one_of(tuple(FORMATS), "--format")(ending))


def _module(form: Format) -> Any:  # noqa: ANN401
    if not form.extra:
        return import_module(form.module)
    with needed(form.extra):
        return import_module(form.module)
