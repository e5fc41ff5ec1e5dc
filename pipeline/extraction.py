"""The way from text to records: the stages, named in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gazetteer import OverlayError, load_gazetteer
from gazetteer.attribute_data import load_attribute_labels
from gazetteer.citation_data import load_citation_patterns
from gazetteer.clause_data import load_clause_words
from gazetteer.cue_data import load_cues
from gazetteer.letterhead import load_letterhead_words
from gazetteer.target_data import load_target_lexicon
from gazetteer.time_data import load_time_lexicon
from pipeline.assignments import Lexicon, assign
from pipeline.blocks.body import Vocabulary, split_parts
from pipeline.blocks.letterhead import read_letterhead
from pipeline.blocks.markers import marker_pattern
from pipeline.blocks.paragraphs import paragraphs
from pipeline.blocks.zones import split_zones
from pipeline.document import read_document
from pipeline.errors import UsageError
from pipeline.identity import document_id
from pipeline.mentions.agencies import find_agencies, subject_of
from pipeline.mentions.citations import find_citations
from pipeline.mentions.targets import find_targets
from pipeline.mentions.times import find_deadlines
from pipeline.readers import read_source
from pipeline.records import check_document, check_tasks, validate_document, validate_tasks
from pipeline.report import Layout, document_fields
from pipeline.restore import DEFAULT_SETTINGS, Guard, Mending, Settings, find_edits
from pipeline.source import Source
from pipeline.spans import Span
from pipeline.tasks import Found, build_tasks

if TYPE_CHECKING:
    import re

    from gazetteer import Gazetteer
    from gazetteer.attribute_data import AttributeLabels
    from gazetteer.citation_data import CitationPatterns
    from gazetteer.cue_data import Cues
    from gazetteer.letterhead import LetterheadWords
    from gazetteer.target_data import TargetLexicon
    from gazetteer.time_data import TimeLexicon
    from pipeline.records import DocumentRecord, TaskRecord

_FORM: Final = frozenset({"letterhead", "title", "recipients", "signature"})
"""The zones whose words the form of documents prescribes (Nghị định 30/2020/NĐ-CP)."""


class Resources(NamedTuple):
    """All data that the stages read, loaded once."""

    gazetteer: Gazetteer
    letterhead: LetterheadWords
    citations: CitationPatterns
    times: TimeLexicon
    targets: TargetLexicon
    labels: AttributeLabels
    cues: Cues
    markers: re.Pattern[str]


@dataclass(frozen=True)
class Extraction:
    """What was read out of one document: the checked fields of its record and of its tasks, in reading order.

    `document` and `tasks` are the same as objects, made when they are asked for.
    """

    fields: dict[str, Any]
    task_fields: list[dict[str, Any]]

    @cached_property
    def document(self) -> DocumentRecord:
        """The record of the document."""
        return validate_document(self.fields)

    @cached_property
    def tasks(self) -> tuple[TaskRecord, ...]:
        """The records of the tasks."""
        return validate_tasks(self.task_fields)


def load_resources(overlay: Path | str | None = None) -> Resources:
    """Load the data of the gazetteer package; the first call takes most of the start-up time.

    `overlay` is a folder of the user's own data laid over it. Raises UsageError (bad-overlay) where anything
    is wrong with that; the detail `problems` holds all of it.
    """
    return _load(Path(overlay).resolve() if overlay is not None else None)


@cache
def _load(overlay: Path | None) -> Resources:
    return Resources(
        _gazetteer(overlay),
        load_letterhead_words(),
        load_citation_patterns(),
        load_time_lexicon(),
        load_target_lexicon(),
        load_attribute_labels(),
        load_cues(),
        marker_pattern(load_clause_words()["units"]),
    )


def _gazetteer(overlay: Path | None) -> Gazetteer:
    try:
        return load_gazetteer(overlay)
    except OverlayError as error:
        raise UsageError("bad-overlay", file=error.path, problems=error.problems) from error


def read_mended(source: Source, restoring: Settings | None = DEFAULT_SETTINGS) -> Mending:
    """Return the document of `source` as typed and as it is read, its typing errors mended.

    Names and titles stand in its letterhead and closing: there no letter is touched, blanks alone.
    """
    typed = read_document(source)
    if restoring is None:
        return Mending(typed)
    lines = paragraphs(typed.text)
    guards = [
        Guard(Span(lines[zone.first].start, lines[zone.last - 1].end), zone.kind, blanks=True)
        for zone in split_zones(typed, lines, load_letterhead_words())
        if zone.kind in _FORM
    ]
    return Mending(typed, find_edits(typed, guards, settings=restoring))


def extract(
    source: Source | str | Path,
    resources: Resources | None = None,
    restoring: Settings | None = DEFAULT_SETTINGS,
) -> Extraction:
    """Read every assignment out of one document.

    `source` is what a reader gave, a path, or the text itself as a `Source(text=…)`. `restoring` says how
    typing and reading errors are mended, None that none is. Raises InputError for a file that can't be read;
    any text gives records, without tasks where nothing is assigned.
    """
    data = resources or load_resources()
    mending = read_mended(source if isinstance(source, Source) else read_source(str(source)), restoring)
    typed, document = mending.typed, mending.mended
    lines = paragraphs(document.text)
    zones = split_zones(document, lines, data.letterhead)
    letterhead = read_letterhead(document, lines, zones, data.gazetteer, data.letterhead)
    subject = subject_of(letterhead.title, data.gazetteer, letterhead.issuer)
    find = partial(
        find_agencies, gazetteer=data.gazetteer, issuer=letterhead.issuer, on=letterhead.date, subject=subject
    )
    agencies = find(document.text)
    found = Found(
        find_citations(document.text, data.citations, own_number=letterhead.number),
        find_deadlines(document.text, data.times, letterhead.date),
        find_targets(document.text, data.targets),
    )
    parts = split_parts(document, lines, zones, Vocabulary(data.markers, data.labels))
    lexicon = Lexicon(data.cues, data.labels, data.times)
    assigned = assign(document, parts, letterhead, agencies, find, lexicon)
    identity = document_id(letterhead.issuer.name, letterhead.number, letterhead.date, typed.text)
    tasks = build_tasks(mending, assigned, found, identity)
    layout = Layout(lines, zones, letterhead)
    record = document_fields(mending, layout, found.citations, assigned, identity=identity, tasks=len(tasks))
    return Extraction(check_document(record), check_tasks(tasks))


__all__ = ["Extraction", "Resources", "Span", "extract", "load_resources", "read_mended"]
