"""Which samples there are: samples.toml, each with the text it must give and the annotations of that text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.bench.documents import CORPUS, CORPUS_GOLD
from scripts.samples.paper import Block, printed, read_paper
from scripts.samples.word import NOTE

FOLDER = CORPUS / "formats"
LIST = Path(__file__).with_name("samples.toml")


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample; samples.toml says what the fields are. `options` are those that its form alone has."""

    file: str
    form: str
    document: str
    feature: str
    changes: Sequence[tuple[str, str]]
    options: Mapping[str, Any]

    @property
    def path(self) -> Path:
        """Where it lies; below a file where that is an archive or e-mail."""
        return FOLDER / self.file

    @property
    def raw(self) -> str:
        """The text of its document in corpus/ after all changes."""
        text = (CORPUS / f"{self.document}.txt").read_text(encoding="utf-8")
        for old, new in self.changes:
            if old not in text:
                raise ValueError(f"{LIST.name}: {self.file}: {old!r} is not in {self.document}")
            text = text.replace(old, new)
        return text

    @property
    def paper(self) -> tuple[Block, ...]:
        """Its paragraphs and tables."""
        return read_paper(self.raw)

    @property
    def text(self) -> str:
        """What its file holds, as a reader that loses nothing gives it."""
        if self.form == "text":
            return self.raw
        note = self.options.get("footnote")
        return printed(self.paper) + (f"{NOTE} {note}\n" if note else "")

    @property
    def gold(self) -> Path:
        """The annotations of its document; nothing in their tasks was changed."""
        return CORPUS_GOLD / f"{self.document}.gold.json"


def load_samples() -> tuple[Sample, ...]:
    """Return every sample, in the order of the list."""
    listed = read_list()
    return tuple(_sample(dict(row), listed["printing"]) for row in listed["sample"])


def read_list() -> dict[str, Any]:
    """Return samples.toml as it stands."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def _sample(row: dict[str, Any], printing: Mapping[str, list[list[str]]]) -> Sample:
    file, form, document, feature = (row.pop(key) for key in ("file", "form", "document", "feature"))
    changes = [(old, new) for old, new in (*printing.get(document, ()), *row.pop("changes"))]
    return Sample(file, form, document, feature, changes, row)
