"""Counts of tasks as pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipeline.cli.console import Console
from pipeline.cli.counts import COLUMNS, labels_of
from pipeline.cli.words import number_in_words
from pipeline.export.plots import MOST_NUMBERED, Form, Words, draw_bars, draw_matrix, draw_timeline

if TYPE_CHECKING:
    from pipeline.store import Count, What

BARS, MOST_BARS = 20, 60
"""Bars where no limit is given, and where one is."""
SIDE, MOST_SIDE = 12, 30
"""The same for leads and supports."""
LONGEST_TIME: Final = 600
"""Times in a timeline; those after these are left out."""
_ROLES: Final = ("lead", "support")

Picture = Callable[[Form], bytes]


def draw(what: What, counts: Sequence[Count], total: int, limit: int | None, console: Console) -> Picture:
    """Return what draws counts in a form: bars, a matrix for pairs, a timeline for years and months.

    `counts` are all there are, in the order of the table; `total` is how many tasks were looked at.
    """
    if what in {"years", "deadlines"}:
        return _timeline(what, counts, total, console)
    if what == "pairs":
        return _matrix(counts, total, limit, console)
    if what == "agencies":
        return _agencies(counts, total, limit, console)
    some = counts[: min(limit or BARS, MOST_BARS)]
    labels = [labels_of(what, count, console)[0] for count in some]
    words = _words(what, console, total, shown=len(some), count=len(counts))
    return partial(draw_bars, words, labels, {"": [count.tasks for count in some]})


def _words(what: What, console: Console, total: int, **fields: int) -> Words:
    """The words of a picture."""
    number = partial(number_in_words, console=console)
    some = {name: number(value) for name, value in fields.items()}
    note = console.say("stats.note", **some) if len(set(some.values())) > 1 else ""
    across = "support" if what == "pairs" else COLUMNS[what][0] if what in {"years", "deadlines"} else "tasks"
    down = "lead" if what == "pairs" else "tasks"
    column = "stats.column."
    title = console.say("stats.picture", title=console.say(f"stats.title.{what}"), total=number(total))
    return Words(title, note, console.say(column + down), console.say(column + across), number)


def _agencies(counts: Sequence[Count], total: int, limit: int | None, console: Console) -> Picture:
    """Bars of agencies, each with what it leads and what it supports."""
    numbers = {count.keys: count.tasks for count in counts}
    names = {count.keys[0]: labels_of("agencies", count, console)[0] for count in counts}
    sums: Counter[str] = Counter()
    for (key, _), number in numbers.items():
        sums[key] += number
    keys = [key for key, _ in sums.most_common(min(limit or BARS, MOST_BARS))]
    series = {console.code("role", role): [numbers.get((key, role), 0) for key in keys] for role in _ROLES}
    words = _words("agencies", console, total, shown=len(keys), count=len(sums))
    return partial(draw_bars, words, [names[key] for key in keys], series)


def _matrix(counts: Sequence[Count], total: int, limit: int | None, console: Console) -> Picture:
    """The leads and supports that are in the most pairs against each other."""
    numbers = {count.keys: count.tasks for count in counts}
    names = {
        key: name
        for count in counts
        for key, name in zip(count.keys, labels_of("pairs", count, console), strict=True)
    }
    leads, supports = _sides(counts, min(limit or SIDE, MOST_SIDE))
    cells = [[numbers.get((lead, support), 0) for support in supports] for lead in leads]
    shown = sum(1 for row in cells for number in row if number)
    words = _words("pairs", console, total, shown=shown, count=len(counts))
    return partial(draw_matrix, words, [names[key] for key in leads], [names[key] for key in supports], cells)


def _sides(counts: Sequence[Count], most: int) -> tuple[list[str], list[str]]:
    """So many leads and supports at most that every one has a pair, of the pairs with the most tasks."""
    sums: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for count in counts:
        if all(key in side or len(side) < most for side, key in zip(sums, count.keys, strict=True)):
            for side, key in zip(sums, count.keys, strict=True):
                side[key] += count.tasks
    leads, supports = ([key for key, _ in side.most_common()] for side in sums)
    return leads, supports


def _timeline(what: What, counts: Sequence[Count], total: int, console: Console) -> Picture:
    """The known years or months, those between without tasks too."""
    known = {count.keys[0]: count for count in counts if count.keys[0]}
    times = list(islice(_times(list(known)), LONGEST_TIME))
    numbers = [known[key].tasks if key in known else 0 for key in times]
    return partial(draw_timeline, _words(what, console, total), numbers, _marks(times))


def _marks(times: Sequence[str]) -> dict[int, str]:
    """The places of a timeline that say what time it is: all, or only the beginnings of years."""
    if len(times) <= MOST_NUMBERED:
        return {place: "/".join(reversed(time.split("-"))) for place, time in enumerate(times)}
    years = [(place, time[:4]) for place, time in enumerate(times) if time[4:] in {"", "-01"}]
    return dict(years[:: -(-len(years) // MOST_NUMBERED)])


def _times(known: Sequence[str]) -> Iterator[str]:
    """Every year or month from the first to the last."""
    if not known:
        return
    first, last = min(known), max(known)
    if "-" not in first:
        yield from map(str, range(int(first), int(last) + 1))
        return
    year, month = map(int, first.split("-"))
    while (now := f"{year:04}-{month:02}") <= last:
        yield now
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 - of a year
