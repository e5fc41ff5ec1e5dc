"""The pipe of spaCy: `nlp.add_pipe("giaoviec")` reads the assignments out of every document.

    from pipeline.nlp.tokens import blank
    nlp = blank()
    nlp.add_pipe("giaoviec")
    doc = nlp(Path("chi-thi.txt").read_text())
    displacy.render(doc, style="span")

It works in any other pipeline too; spans are then of the tokens of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.nlp.spans import annotate

if TYPE_CHECKING:
    from pipeline.extraction import Resources


@dataclass(frozen=True, slots=True)
class Component:
    """Reads documents with the gazetteer, and with the user's own data in the folder `gazetteer`, if any.

    It holds no data of its own: they are loaded once in each process, so that it can be sent to another.
    """

    gazetteer: str | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its records and spans: see `pipeline.nlp.spans.annotate`."""
        from pipeline.export.model import Exported
        from pipeline.extraction import extract
        from pipeline.source import Source

        extraction = extract(Source(doc.text), self.resources())
        return annotate(doc, Exported(extraction.fields, extraction.task_fields, doc.text))

    def resources(self) -> Resources:
        """Return the data of the stages. Raises UsageError (bad-overlay)."""
        from pipeline.extraction import load_resources

        return load_resources(Path(self.gazetteer) if self.gazetteer else None)


@Language.factory(
    "giaoviec",
    default_config={"gazetteer": None},
    assigns=["doc._.document", "doc._.tasks", "doc.spans"],
)
def make(nlp: Language, name: str, gazetteer: str | None) -> Component:  # noqa: ARG001 - what spaCy gives
    """Return the pipe; `gazetteer` is a folder of the user's own data. Raises UsageError (bad-overlay)."""
    component = Component(gazetteer)
    component.resources()
    return component
