"""How many units and bodies the gazetteer knows on the days that matter, as the table in the README.

    .venv/bin/python -m scripts.gazetteer_counts           write the table anew
    .venv/bin/python -m scripts.gazetteer_counts --check   only tell whether it is today's

What is counted are the bodies that the entries give each unit, with the exceptions of presence.toml; a body
that not every province has counts only where it is known to exist.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from gazetteer import load_gazetteer
from gazetteer.load import read_toml
from gazetteer.model import Body
from gazetteer.state.nationwide import Nationwide
from gazetteer.state.units import ROOT, Unit, holds
from scripts.environment import ROOT as TOP
from scripts.marked import README, with_block

BLOCK = "scripts/gazetteer_counts.py"
DAYS = (
    "2002-12-31", "2008-12-31", "2020-12-31", "2025-02-28", "2025-03-01",
    "2025-06-30", "2025-07-01", "2026-04-30", "2026-11-21",
)  # fmt: skip
LEVELS = ("province", "district", "commune")
GROUPS = ("các bộ", "các cơ quan ngang bộ", "các cơ quan thuộc Chính phủ")
HEAD = ("ngày", "tỉnh", "huyện", "xã", "bộ", "ngang bộ", "thuộc Chính phủ", "sở", "phòng", "tất cả cơ quan")
BASES = {
    "instrument": "theo văn bản mà nghiên cứu của dự án dẫn",
    "dataset": "theo bộ dữ liệu công khai",
    "study": "theo nghiên cứu của dự án",
    "none": "chưa đối chiếu",
}
"""What the sources of a row rest on, the firmest first, and how the README says it."""


class Day:
    """What exists on one day."""

    def __init__(self, state: Nationwide, on: str) -> None:
        self.state, self.on = state, on
        self._listed = {row.body for row in state.registry.facts.presence}

    @cached_property
    def units(self) -> dict[str, tuple[Unit, ...]]:
        """The units of each level."""
        return {level: self.state.geography.below(ROOT, self.on, level) for level in LEVELS}

    @cached_property
    def bodies(self) -> Counter[str]:
        """How many bodies each entry has."""
        entries = self.state.registry.facts.entries.values()
        return Counter({entry.body.id: self._bodies(entry.body) for entry in entries})

    def headed(self, head: str) -> int:
        """How many bodies of this head noun there are in the provinces and below."""
        entries = self.state.registry.facts.entries.values()
        return sum(self.bodies[entry.body.id] for entry in entries if entry.body.head == head)

    def group(self, name: str) -> int:
        """How many belong to a central group."""
        group = self.state.membership.named(name, self.on)
        return len(group.members) if group is not None else 0

    def _bodies(self, body: Body) -> int:
        return sum(
            self._in_country(body) if level == "country" else self._at_level(body, level)
            for level in self.state.registry.levels(body)
        )

    def _in_country(self, body: Body) -> int:
        entity = self.state.registry.entity(f"{ROOT}.{body.id}")
        return int(entity is not None and entity.holds(self.on))

    def _at_level(self, body: Body, level: str) -> int:
        units = [unit for unit in self.units[level] if not body.units or unit.type in body.units]
        if not units or not holds(*self.state.registry.body_span(body, units[0]), self.on):
            return 0
        if body.id in self._listed or body.optional:
            return sum(self._there(body, unit) for unit in units) if level == "province" else 0
        return len(units)

    def _there(self, body: Body, unit: Unit) -> bool:
        entity = self.state.registry.entity(f"{unit.id}.{body.id}")
        known = entity is not None and entity.holds(self.on)
        return known and (not body.optional or self._told(body, unit))

    def _told(self, body: Body, unit: Unit) -> bool:
        rows = self.state.registry.facts.presence
        return any(row.body == body.id and unit.id in row.within for row in rows)


def row(state: Nationwide, on: str) -> tuple[str, ...]:
    """The cells of one day."""
    day, words = Day(state, on), f"{on[8:]}/{on[5:7]}/{on[:4]}"
    counts = (
        *(len(day.units[level]) for level in LEVELS),
        *map(day.group, GROUPS),
        day.headed("Sở"),
        day.headed("Phòng"),
        day.bodies.total(),
    )
    return (words, *map(number, counts))


def number(count: int) -> str:
    """In the Vietnamese way: 10.035."""
    return f"{count:,}".replace(",", ".")


def grounds(rows: Iterable[Sequence[str]], bases: dict[str, str]) -> str:
    """How many rows rest on what: each counts for the firmest of its sources."""
    order = list(BASES)
    found = Counter(min((bases[id_] for id_ in sources), key=order.index, default="none") for sources in rows)
    return ", ".join(f"{number(found[basis])} {words}" for basis, words in BASES.items() if found[basis])


def made(state: Nationwide) -> Iterator[str]:
    """The table, and what the rows rest on."""
    yield from (*table(state), "", *verified(state))


def table(state: Nationwide) -> Iterator[str]:
    """The lines of the table."""
    yield _line(HEAD)
    yield _line(["---", *["---:"] * (len(HEAD) - 1)])
    for on in DAYS:
        yield _line(row(state, on))


def verified(state: Nationwide) -> Iterator[str]:
    """What has been compared with what: the entries, and the units of each level in all their versions."""
    bases = read_bases()
    entries = [entry.body.source for entry in state.registry.facts.entries.values()]
    yield f"- {number(len(entries))} mục cơ quan: {grounds(entries, bases)}."
    units = [unit for versions in state.geography.versions.values() for unit in versions]
    for level, word in zip(LEVELS, HEAD[1:], strict=False):
        sources = [unit.source for unit in units if unit.level == level]
        yield f"- {number(len(sources))} hàng đơn vị cấp {word}: {grounds(sources, bases)}."


def read_bases() -> dict[str, str]:
    """What each source rests on."""
    names = (file.name for file in (TOP / "gazetteer" / "sources").glob("*.toml"))
    return {one["id"]: one["basis"] for name in names for one in read_toml(f"sources/{name}")["source"]}


def main(arguments: Sequence[str]) -> int:
    """Write or check; the exit status is 1 if the table is not today's."""
    text = README.read_text(encoding="utf-8")
    new = with_block(text, BLOCK, made(load_gazetteer().state))
    if new is None:
        print(f"{README} lacks the marks of {BLOCK}")
        return 1
    if "--check" not in arguments:
        README.write_text(new, encoding="utf-8")
        return 0
    print(
        "the table is current"
        if new == text
        else f"{README} is out of date; run: -m scripts.gazetteer_counts"
    )
    return 0 if new == text else 1


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
