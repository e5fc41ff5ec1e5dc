"""Which tasks are meant: the options that every command shares that asks a store."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from pipeline.cli.arguments import Parser, day, filled, whole_at_least
from pipeline.cli.extras import needed
from pipeline.errors import UsageError
from pipeline.messages import codes

if TYPE_CHECKING:
    from pipeline.store import Filters, Store

_VIETNAM: Final = timezone(timedelta(hours=7))


def add_filters(parser: Parser) -> None:
    """Name the options."""
    parser.option("--agency", metavar="NAME", kind=filled("--agency"), shared=True)
    parser.option("--role", metavar="lead|support", kind=one_of(codes("role"), "--role"), shared=True)
    parser.switch("--lineage", shared=True)
    parser.switch("--members", shared=True)
    parser.option("--issuer", metavar="NAME", shared=True)
    parser.option("--document", metavar="NUMBER", kind=filled("--document"), shared=True)
    parser.option("--year", metavar="YEAR", kind=whole_at_least(0, "--year"), shared=True)
    parser.option("--cites", metavar="NUMBER", kind=filled("--cites"), shared=True)
    parser.option("--due-before", metavar="DATE", kind=day("--due-before"), shared=True)
    parser.option("--due-after", metavar="DATE", kind=day("--due-after"), shared=True)
    parser.switch("--overdue", shared=True)
    parser.option("--on", metavar="DATE", kind=day("--on"), shared=True)
    often = one_of(codes("recurrence"), "--recurring")
    parser.option("--recurring", metavar="HOW", kind=often, shared=True, bare=True)
    parser.option("--kind", metavar="duty|closing", kind=one_of(codes("kind"), "--kind"), shared=True)
    parser.option(
        "--review", metavar="CODE", kind=one_of(codes("review"), "--review"), shared=True, bare=True
    )
    parser.option("--text", metavar="WORDS", kind=filled("--text"), shared=True)


def filters_of(options: Namespace) -> Filters:
    """Return the tasks meant. Raises UsageError (needs-option, missing-package)."""
    _expect(options.agency, "--agency", lineage=options.lineage, members=options.members)
    _expect(options.overdue, "--overdue", on=options.on)
    with needed("store"):
        from pipeline.store import Filters
    return Filters(
        agency=options.agency,
        role=options.role,
        lineage=options.lineage,
        members=options.members,
        issuer=options.issuer,
        cites=options.cites,
        due_before=options.due_before,
        due_after=options.due_after,
        overdue_on=(options.on or today()) if options.overdue else None,
        recurring=options.recurring,
        kind=options.kind,
        review=options.review,
        text=options.text,
        year=options.year,
        document=options.document,
    )


def meant(filters: Filters, store: Store) -> Filters:
    """Return `filters` as typed, but with words in any accents where a store has nothing for those typed."""
    from pipeline.store import count_tasks

    return filters if filters.text is None or count_tasks(store, filters) else filters.any_accents()


def today() -> str:
    """Return the day that it is in Vietnam, wherever this machine stands."""
    return datetime.now(_VIETNAM).date().isoformat()


def one_of(choices: Sequence[str], option: str) -> Callable[[str], str]:
    """Return a reader of one of `choices`, which raises UsageError for anything else."""

    def read(value: str) -> str:
        if value not in choices:
            raise UsageError("bad-choice", option=option, value=value, choices=", ".join(choices))
        return value

    return read


def _expect(given: object, option: str, **others: object) -> None:
    """Raise UsageError where one of `others` is given without the option that it belongs to."""
    for name, value in others.items():
        if value and not given:
            raise UsageError("needs-option", option=f"--{name}", value=option)
