"""spaCy's DocBin: documents with spans to train and test on, and with their records."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson
from spacy.tokens import Doc, DocBin

from pipeline.errors import UsageError
from pipeline.export.files import write_whole
from pipeline.export.model import Exported
from pipeline.nlp.items import Item, read_items, records
from pipeline.nlp.marks import Marked, marks_of
from pipeline.nlp.spans import annotate
from pipeline.nlp.tokens import blank


def write(documents: Iterable[Exported], path: Path) -> int:
    """Write the documents to `path`; return the number of tasks. Raises UsageError (no-text-kept), OSError.

    All of them are in memory, packed, until they are written.
    """
    nlp, tasks = blank(), 0
    packed = DocBin(store_user_data=True)
    for exported in documents:
        packed.add(annotate(nlp.make_doc(exported.text or ""), exported))
        tasks += len(exported.tasks)
    write_whole(path, packed.to_bytes())
    return tasks


def read(path: Path) -> Iterator[Exported]:
    """Yield the documents that `write` wrote, with their records as `doc._` has them.

    Raises UsageError (bad-annotations), OSError.
    """
    try:
        packed = DocBin().from_bytes(path.read_bytes())
    except (zlib.error, ValueError, LookupError, TypeError) as error:
        raise UsageError("bad-annotations", file=str(path), place="1") from error
    return read_items(path, enumerate(packed.get_docs(blank().vocab), 1), _read)


def _read(doc: Doc) -> tuple[Item, Marked]:
    # A DocBin gives lists back as tuples.
    document, tasks = orjson.loads(orjson.dumps([doc._.document, doc._.tasks]))
    kept = Exported(document, tasks, doc.text)
    return records(kept), marks_of(kept)
