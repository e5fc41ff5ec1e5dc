"""What is exported: documents with their tasks, from folders of runs, annotations, or a store."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import orjson

from pipeline.cli.extras import needed
from pipeline.cli.filters import filters_of, meant
from pipeline.cli.stores import DEFAULT_STORE, opened
from pipeline.errors import InputError, UsageError
from pipeline.export.folder import read_folder
from pipeline.export.model import Exported

_FOR_ALL: Final = frozenset({"source", "store", "format", "out", "sheets", "lang", "help"})
"""The options that do not ask a store."""


class Counted:
    """Documents that are counted as they pass, with their tasks."""

    def __init__(
        self, documents: Iterable[Exported], moved: Callable[[int, int | None], None] | None
    ) -> None:
        """Take the documents, and what hears of each."""
        self._source, self._moved = documents, moved
        self.documents = self.tasks = 0

    def __iter__(self) -> Iterator[Exported]:
        for exported in self._source:
            yield exported
            self.documents += 1
            self.tasks += len(exported.tasks)
            if self._moved:
                self._moved(self.documents, None)


@contextmanager
def taken(options: Namespace, *, texts: bool) -> Iterator[Iterator[Exported]]:
    """Give what the options ask for, with source texts where `texts` are needed.

    Raises UsageError and StoreError, some of them only while the documents are taken.
    """
    if not options.source:
        with _of_store(options, texts=texts) as documents:
            yield documents
        return
    if options.store:
        raise UsageError("extra-argument", command="export", value=options.source[0])
    for name, value in vars(options).items():
        if name not in _FOR_ALL and value is not None and value is not False:
            raise UsageError("needs-option", option=f"--{name.replace('_', '-')}", value="--store")
    yield _of_sources(map(Path, options.source), texts=texts)


def _of_sources(sources: Iterable[Path], *, texts: bool) -> Iterator[Exported]:
    """Yield the documents of all folders and files of annotations; one in several is that of the first."""
    seen: set[str] = set()
    for source in sources:
        for exported in _readable(source, texts=texts):
            if exported.document["document_id"] not in seen:
                seen.add(exported.document["document_id"])
                yield exported


def _readable(source: Path, *, texts: bool) -> Iterator[Exported]:
    """Yield the documents of one source. Raises InputError (unreadable) for what the system says of it."""
    try:
        yield from _of_annotations(source) if source.is_file() else _of_folder(source, texts=texts)
    except OSError as error:
        raise InputError("unreadable", file=str(source), reason=error.strerror or str(error)) from error


def _of_folder(out: Path, *, texts: bool) -> Iterator[Exported]:
    """Yield the documents of a run."""
    for document, tasks in read_folder(out):
        text = _text(out, document.fields["document_id"]) if texts else None
        yield Exported(document.fields, [task.fields for task in tasks], text)


def _of_annotations(path: Path) -> Iterator[Exported]:
    """Return the documents of a file that an annotation tool wrote, as people corrected them."""
    from pipeline.nlp.reading import read_annotations

    with needed("spacy"):
        return read_annotations(path)


def _text(out: Path, document_id: str) -> str | None:
    from pipeline.engine import text_path

    try:
        return text_path(out, document_id).read_bytes().decode()
    except (OSError, ValueError):
        return None


@contextmanager
def _of_store(options: Namespace, *, texts: bool) -> Iterator[Iterator[Exported]]:
    """Give the documents of a store that have tasks asked for; all documents where nothing is asked."""
    if texts:
        raise UsageError("no-text-kept", file=options.store or DEFAULT_STORE)
    with opened(options) as store:
        from pipeline.store import Filters, records

        filters = meant(filters_of(options), store)
        stored = records(store, None if filters == Filters() else filters)
        yield (
            Exported(orjson.loads(one.document), [orjson.loads(task) for task in one.tasks]) for one in stored
        )
