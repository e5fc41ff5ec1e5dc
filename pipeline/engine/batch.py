"""A run: list the inputs, read each, write all."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from pipeline.engine.inputs import Entry, list_inputs
from pipeline.engine.journal import overlay_id, software_id
from pipeline.engine.results import Results, Summary
from pipeline.engine.work import Extracted, Failure, Job, Outcome, Reader
from pipeline.engine.workers import count_workers, outcomes
from pipeline.messages import DEFAULT, Lang
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.source import Source


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes.

    `workers` None lets the amount of text decide, 1 keeps plain text in this process; more, or other formats,
    start processes, so a script that does so needs the usual `if __name__ == "__main__":`. A file beyond
    `limits` is a failure. `keep_text` also writes OUT/texts, `boxes` where each task stands on its pages to
    OUT/boxes. `lang` is the language of errors.jsonl. `overlay` is a folder of the user's own data, laid over
    the gazetteer in every process. `unmended` names the rules by which no typing error is mended, None all.
    """

    workers: int | None = None
    keep_text: bool = False
    boxes: bool = False
    limits: Limits = DEFAULT_LIMITS
    lang: Lang = DEFAULT
    overlay: Path | None = None
    unmended: frozenset[str] | None = frozenset()


def run(
    inputs: Sequence[str],
    out: Path,
    options: Options = Options(),
    *,
    read: Reader | None = None,
    extract: Callable[[Source], Extracted] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Read every document of `inputs` and write documents.jsonl, tasks.jsonl and errors.jsonl to `out`.

    Records stand in the order of the sorted paths. If the run is stopped, what it had finished stays in
    OUT/.partial and the same call goes on from there; OUT itself shows the old files until all is complete.
    `progress` is called with files finished and files in all. Raises UsageError, before any file is read.
    """
    entries = list_inputs(inputs, out=out, limits=options.limits)
    made = extract or _extractor(options)
    job = Job(read or _reader(), made, options.limits, options.keep_text, options.boxes)
    with Results(out, _header(options), entries, lang=options.lang) as results:
        rest = entries[len(results.kept) :]
        for finished, _ in enumerate(_add_all(rest, results, job, options.workers), start=len(results.kept)):
            if progress:
                progress(finished, len(entries))
        results.commit()
        return results.summary()


def _add_all(entries: Sequence[Entry], results: Results, job: Job, workers: int | None) -> Generator[None]:
    """Add every entry to the results, in order; yields before the first and after each."""
    files = [entry.file for entry in entries if entry.readable]
    workers = min(workers or count_workers(files), len(files)) or 1
    yield
    with closing(outcomes(files, job, workers=workers)) as made:
        for entry in entries:
            if entry.readable:
                results.add(next(made))
            elif entry.error:
                failure = Failure(entry.error.code, entry.error.place, entry.error.details)
                results.add(Outcome(entry.file, None, failure))
            else:
                results.skip(entry.file)
            yield


def _header(options: Options) -> dict[str, object]:
    """What the records depend on besides the files, as the journal's first line holds it."""
    from pipeline import __version__

    return {
        "software": software_id(__version__),
        "keep_text": options.keep_text,
        "boxes": options.boxes,
        "limits": asdict(options.limits),
        "lang": options.lang,
        "overlay": options.overlay and overlay_id(options.overlay),
        "unmended": None if options.unmended is None else sorted(options.unmended),
    }


def _reader() -> Reader:
    from pipeline.readers import read_source

    return read_source


def _extractor(options: Options) -> Callable[[Source], Extracted]:
    # Here, so that what needs no extraction need not load the gazetteer.
    from pipeline.extraction import extract, load_resources

    if options.overlay:
        load_resources(options.overlay)  # what is wrong with it is said once, not for every document
    return partial(_extract, extract, options.overlay, options.unmended)


def _extract(
    extract: Callable[..., Extracted], overlay: Path | None, unmended: frozenset[str] | None, source: Source
) -> Extracted:
    """Extract as the options say; each process reads a user's data when it first needs them."""
    from pipeline.extraction import load_resources
    from pipeline.restore import Settings

    resources = load_resources(overlay) if overlay else None
    return extract(source, resources, None if unmended is None else Settings(unmended))
