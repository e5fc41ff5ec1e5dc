"""Counts as pictures: bars, a matrix, a timeline; the same numbers always give the same bytes."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap
from typing import Any, Final, Literal

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

Form = Literal["png", "svg"]

_STYLE: Final[dict[str, Any]] = {
    "font.family": "DejaVu Sans",         # comes with matplotlib and has every Vietnamese letter
    "font.size": 9,
    "svg.hashsalt": "giaoviec",
    "text.parse_math": False,             # a "$" in a name is a "$"
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#999999",
    "axes.labelcolor": "#444444",
    "xtick.color": "#444444",
}  # fmt: skip
_COLOURS: Final = ("#1f4e79", "#8fb8de")
_GREY, _DARK, _WHITE = "#666666", "#222222", "#ffffff"
_DPI: Final = 150
_LABEL, _HEAD = 40, 22
"""Letters in a line of a label beside bars, and of one of a matrix."""
_LINE: Final = 0.19
"""Inches from line to line."""
_SLANT, _MOST_LINES = 50, 4
"""Degrees by which the heads of columns stand up, and the lines that one may have; a longer one is cut."""
MOST_NUMBERED: Final = 40
"""More bars than these in a timeline have no room for their numbers."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a picture says: what it shows, of how many, and what its sides are."""

    title: str
    note: str
    down: str = ""
    across: str = ""
    number: Callable[[int], str] = str
    """How a number is written."""


def draw_bars(words: Words, labels: Sequence[str], series: Mapping[str, Sequence[int]], form: Form) -> bytes:
    """Draw a bar for each label, the first on top, of the numbers that each series has for it."""
    wrapped = [_wrapped(label, _LABEL) for label in labels]
    height = sum(max(_LINE * (label.count("\n") + 1) + 0.09, 0.32) for label in wrapped)
    with _figure(words, (9, height + 1.4)) as (figure, axes):
        left = [0] * len(labels)
        for colour, (name, numbers) in zip(_COLOURS, series.items(), strict=False):
            axes.barh(range(len(labels)), numbers, left=left, height=0.7, color=colour, label=name)
            left = [sum(pair) for pair in zip(left, numbers, strict=True)]
        # No sum of several: what they count may be the same.
        for place, parts in enumerate(zip(*series.values(), strict=True)):
            said = " + ".join(map(words.number, parts))
            axes.annotate(said, (left[place], place), (4, 0), textcoords="offset points", va="center")
        axes.set_yticks(range(len(labels)), wrapped)
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.xaxis.set_major_formatter(lambda number, _: words.number(int(number)))
        axes.margins(x=0.12)
        axes.set_xlabel(words.across)
        axes.tick_params(axis="y", length=0)
        if len(series) > 1:
            axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderpad=0)
        return _drawn(figure, form)


def draw_matrix(
    words: Words, rows: Sequence[str], columns: Sequence[str], numbers: Sequence[Sequence[int]], form: Form
) -> bytes:
    """Draw a number for each row and column, the darker the more; noughts are left empty."""
    heads = [_wrapped(label, _HEAD, _MOST_LINES) for label in columns]
    sides = [_wrapped(label, _LABEL) for label in rows]
    height = sum(max(_LINE * (label.count("\n") + 1) + 0.12, 0.42) for label in sides)
    lines = max((label.count("\n") + 1 for label in heads), default=1)
    broad = max(0.75, (_LINE * lines + 0.05) / math.sin(math.radians(_SLANT)))
    with _figure(words, (4.4 + broad * len(columns), height + 3.2)) as (figure, axes):
        most = max((max(row) for row in numbers), default=0)
        shown = [[number or float("nan") for number in row] for row in numbers]
        axes.imshow(shown, cmap="Blues", vmin=0, vmax=most * 1.15 or 1, aspect="auto")
        for down, row in enumerate(numbers):
            for across, number in enumerate(row):
                ink = _WHITE if number > most * 0.6 else _DARK
                axes.text(
                    across, down, words.number(number) if number else "", ha="center", va="center", color=ink
                )
        axes.set_xticks(range(len(columns)), heads, rotation=_SLANT, ha="left", rotation_mode="anchor")
        axes.set_yticks(range(len(rows)), sides)
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.set_xlabel(words.across, weight="bold")
        axes.set_ylabel(words.down, weight="bold")
        axes.set_xticks([place - 0.5 for place in range(len(columns) + 1)], minor=True)
        axes.set_yticks([place - 0.5 for place in range(len(rows) + 1)], minor=True)
        axes.grid(which="minor", color="#e4e4e4", linewidth=0.8)
        axes.tick_params(which="both", length=0)
        axes.spines[:].set_visible(False)
        return _drawn(figure, form)


def draw_timeline(words: Words, numbers: Sequence[int], marks: Mapping[int, str], form: Form) -> bytes:
    """Draw a bar for each number, one after the other, with labels under those that `marks` names."""
    with _figure(words, (max(6.0, min(14.0, 0.45 * len(numbers) + 1.5)), 4.2)) as (figure, axes):
        bars = axes.bar(range(len(numbers)), numbers, width=0.75, color=_COLOURS[0])
        if len(numbers) <= MOST_NUMBERED:
            axes.bar_label(bars, [words.number(number) if number else "" for number in numbers], padding=2)
        turned = 60 if max(map(len, marks.values()), default=0) > len("2025") else 0
        axes.set_xticks(list(marks), list(marks.values()), rotation=turned)
        axes.set_xlim(-0.7, max(len(numbers), 1) - 0.3)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_formatter(lambda number, _: words.number(int(number)))
        axes.grid(axis="y", color="#e4e4e4", linewidth=0.8)
        axes.set_axisbelow(True)
        axes.set_xlabel(words.across)
        axes.set_ylabel(words.down)
        return _drawn(figure, form)


@contextmanager
def _figure(words: Words, size: tuple[float, float]) -> Iterator[tuple[Figure, Axes]]:
    """Give an empty picture of a size in inches, in this module's style whatever the user's own is."""
    with style.context(["default", _STYLE]), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure = Figure(figsize=size, layout="constrained")
        figure.suptitle(words.title, x=0.012, ha="left", weight="bold", fontsize=13, color=_DARK)
        figure.supxlabel(words.note, x=0.012, ha="left", fontsize=8, color=_GREY)
        yield figure, figure.add_subplot()


def _wrapped(label: str, width: int, most: int | None = None) -> str:
    """A label in as few lines as `width` allows, about as long as each other; no more than `most` of them."""
    lines = wrap(label, width, max_lines=most, placeholder=" …")
    for narrower in range(width - 1, width // 2, -1):
        shorter = wrap(label, narrower)
        if len(shorter) > len(lines):
            break
        lines = shorter
    return "\n".join(lines)


def _drawn(figure: Figure, form: Form) -> bytes:
    file = BytesIO()
    dateless = {"Date": None} if form == "svg" else {"Software": None}
    figure.savefig(file, format=form, dpi=_DPI, metadata=dateless)
    return file.getvalue()
