"""One line mended: looked at again after each mend, until nothing changes any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from pipeline.document.changes import Change, apply, compose
from pipeline.restore.doubled import doubled_mends
from pipeline.restore.gaps import gap_mends
from pipeline.restore.mends import Knowledge, Mend, Prior, Stretch
from pipeline.restore.misread import misread_mends
from pipeline.restore.model import Settings
from pipeline.restore.phrases import phrase_mends
from pipeline.restore.protected import LineGuards
from pipeline.restore.scan import Look, Scan, Suspect
from pipeline.restore.shifts import Shifts, taken_back
from pipeline.restore.signs import sign_mends
from pipeline.restore.spaces import merge_mends, split_mends
from pipeline.restore.spelling import spelling_mends
from pipeline.restore.tokens import tokens
from pipeline.spans import Span

_ROUNDS: Final = 8
_SAME: Final = Shifts(())
_NOTHING: Final = Scan(0, (), signs=False)


class Placed(NamedTuple):
    """A mend, and the range of the line as it was read that it changes."""

    span: Span
    mend: Mend


class Mended(NamedTuple):
    """What is to be done to a line: the changes to apply, the mends that made them, those to suggest."""

    changes: list[Change]
    applied: list[Placed]
    suggested: list[Placed]


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """What all lines of a document share."""

    knowledge: Knowledge
    settings: Settings


def mend_line(line: str, seen: Scan, guards: LineGuards, prior: Prior | None, bench: Bench) -> Mended:
    """Return what is to be done to `line`, of which `seen` is what a quick look shows.

    A mend may show what is wrong beside it, so the line is read again after each round, as often as that
    mends more. Each round makes the line more likely or shorter, so that ends; the bound is for hostile text.
    """
    changes: list[Change] = []
    applied: list[Placed] = []
    text = line
    for _ in range(_ROUNDS):
        back = Shifts(taken_back(changes, line)) if changes else _SAME
        found = list(_Round(text, back, guards, prior, bench).found(seen))
        now = _apart(placed for placed in found if placed.mend.policy == "apply")
        if not now:
            return Mended(changes, applied, _apart(found))
        step = [(mend.low, mend.high, mend.after, mend.rule) for _, mend in now]
        changes = compose(changes, step)
        text = apply(text, step)
        applied += now
        seen = next(Look(text, bench.knowledge).scans(), _NOTHING)
    return Mended(changes, applied, [])


@dataclass(frozen=True, slots=True, eq=False)
class _Round:
    """One look at a line as the rounds before have left it; `back` leads to the line as it was read."""

    text: str
    back: Shifts
    guards: LineGuards
    prior: Prior | None
    bench: Bench

    def found(self, seen: Scan) -> Iterator[Placed]:
        """Yield the mends of the signs, and of each stretch of words the one that gains most."""
        if seen.signs:
            yield from self._allowed(sign_mends(self.text, self.bench.knowledge))
        if self.prior:
            whole = self._stretch(Suspect(0, len(self.text), 0, len(self.text)))
            knowledge, settings = self.bench.knowledge, self.bench.settings
            yield from self._allowed(misread_mends(whole, self.prior.letter, knowledge, settings))
        for suspect in seen.suspects:
            stretch = self._stretch(suspect)
            best = max(self._allowed(self._of(stretch)), key=_worth, default=None)
            if best:
                yield best

    def _allowed(self, mends: Iterable[Mend]) -> Iterator[Placed]:
        off = self.bench.settings.off
        for mend in mends:
            if mend.rule not in off:
                span = self.back.span((mend.low, mend.high))
                policy = self.guards.policy(span, mend.rule, mend.policy)
                if policy:
                    yield Placed(span, mend._replace(policy=policy))

    def _stretch(self, suspect: Suspect) -> Stretch:
        row = tokens(self.text, self.bench.knowledge.model.ids, suspect.context_low, suspect.context_high)
        low, high = suspect.low, suspect.high
        inside = [at for at, token in enumerate(row) if low <= token.start and token.end <= high]
        first, past = (inside[0], inside[-1] + 1) if inside else (0, 0)
        return Stretch(self.text, row, first, past, self.prior and self.prior._replace(word=self._doubt))

    def _doubt(self, low: int, high: int) -> float:
        return self.prior.word(*self.back.span((low, high))) if self.prior else 0.0

    def _of(self, stretch: Stretch) -> Iterator[Mend]:
        knowledge, settings = self.bench.knowledge, self.bench.settings
        yield from phrase_mends(stretch, knowledge)
        yield from doubled_mends(stretch, knowledge)
        yield from split_mends(stretch, knowledge)
        yield from merge_mends(stretch, knowledge)
        yield from spelling_mends(stretch, knowledge, settings)
        yield from gap_mends(stretch, knowledge, settings)


def _worth(placed: Placed) -> tuple[bool, float]:
    return placed.mend.policy == "apply", placed.mend.gain


def _apart(found: Iterable[Placed]) -> list[Placed]:
    """Those that do not touch each other, in order."""
    kept: list[Placed] = []
    for placed in sorted(found, key=lambda placed: (placed.mend.low, placed.mend.high)):
        if not kept or placed.mend.low > kept[-1].mend.high:
            kept.append(placed)
    return kept
