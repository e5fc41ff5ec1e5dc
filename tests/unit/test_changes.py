"""The report of gains and losses says what moved, once, with the words around it."""

from __future__ import annotations

import pytest

from scripts.bench.changes import Fact, compare, facts, lines
from scripts.bench.documents import Record

TEXT = "Giao Sở A rà soát trước ngày 01/6/2024 theo Công văn số 1/UBND-VX."


def span(words: str) -> list[list[int]]:
    """Where `words` stand in the text, as records write it."""
    return [[TEXT.index(words), TEXT.index(words) + len(words)]]


def document() -> Record:
    """A document that cites one other."""
    ref = {"number": "1/UBND-VX", "title": None, "citation": "Công văn số 1/UBND-VX"}
    return {"legal_refs": [{**ref, "spans": span("Công văn số 1/UBND-VX")}]}


def task(name: str = "Sở A", **more: object) -> Record:
    """A task with one lead and one deadline."""
    lead = {"role": "lead", "name": name, "spans": span("Sở A")}
    deadline = {"kind": "date", "value": "2024-06-01", "quote": "trước ngày 01/6/2024", "spans": []}
    return {"text": "Rà soát", "spans": span("rà soát"), "assignees": [lead], "deadlines": [deadline], **more}


def test_the_same_records_make_no_change() -> None:
    """An extraction compared with itself gains and loses nothing."""
    said = list(facts(document(), [task()]))
    assert [fact.kind for fact in said] == ["ref", "task", "lead", "deadline"]
    assert compare(said, said) == []


def test_another_lead_is_one_loss_and_one_gain() -> None:
    """What stayed is not listed; what moved is, the loss first."""
    changes = compare(facts(document(), [task()]), facts(document(), [task("Sở B")]))
    assert [(change.sign, change.fact.kind, change.fact.value) for change in changes] == [
        ("-", "lead", "Sở A"),
        ("+", "lead", "Sở B"),
    ]


def test_a_fact_said_twice_is_missed_when_said_once() -> None:
    """Repetitions count: losing one of two equal findings is a loss."""
    fact = Fact("ref", 0, "1/UBND-VX", 0, 4)
    assert [change.sign for change in compare([fact, fact], [fact])] == ["-"]


def test_a_change_is_shown_with_the_words_around_it() -> None:
    """The finding stands in brackets within its sentence."""
    [line] = lines(compare([], list(facts(document(), []))), TEXT, 10)
    assert line.startswith("  + ref      1/UBND-VX\n")
    assert "2024 theo ⟦Công văn số 1/UBND-VX⟧." in line


@pytest.mark.parametrize(("limit", "count"), [(5, 5), (2, 3), (0, 1)])
def test_a_long_list_is_cut_and_the_rest_counted(limit: int, count: int) -> None:
    """At most `limit` findings of a kind are shown, and one line says how many are not."""
    changes = compare([], [Fact("task", 0, str(number), 0, 0) for number in range(5)])
    shown = list(lines(changes, TEXT, limit))
    assert len(shown) == count
    assert limit == 5 or shown[-1] == f"  + task     … and {5 - limit} more"
