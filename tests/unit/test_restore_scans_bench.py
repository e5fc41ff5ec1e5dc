"""The bench of recognised text: what counts as a wrong word, and what an edit did."""

from __future__ import annotations

import pytest

from pipeline.restore import Proposal
from pipeline.source import Source
from pipeline.spans import Span
from scripts.bench import restore_scans
from scripts.bench.restore_scans import Figures, Reading, added, faults, lines, measure, reading, verdict

READ = "Sở Y tê yêu cầu các đơn vị kiếm tra, thực hiện"
TRUE = "Sở Y tế yêu cầu các đơn vị kiểm tra, thực hiện"


def _edit(before: str, after: str, policy: str = "apply") -> Proposal:
    start = READ.index(before)
    return Proposal(Span(start, start + len(before)), before, after, "spelling", 1.0, policy, "")  # type: ignore[arg-type]


def _reading(*edits: Proposal) -> Reading:
    return Reading("heavy", "a", READ, TRUE, edits)


@pytest.mark.parametrize(
    ("edit", "how"),
    [
        (_edit("tê", "tế"), "right"),
        (_edit("kiếm tra,", "kiểm tra,"), "right"),
        (_edit("đơn", "đờn"), "spoiled"),
        (_edit("các đơn", "cácđơn"), "spoiled"),
        (_edit("tê", "tệ"), "still wrong"),
        (_edit("tra,", "tra ,"), "spoiled"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_an_edit_is_judged_by_what_it_does_alone(edit: Proposal, how: str) -> None:
    """Fewer words wrong is right, more is spoiled; as many is still wrong."""
    assert verdict(_reading(edit), edit) == how


def test_words_are_counted_in_three_states() -> None:
    """Two words are wrong as read, one after what is applied, none where suggestions are taken too."""
    figures = measure(_reading(_edit("tê", "tế"), _edit("kiếm", "kiểm", "suggest")))
    for unit in ("words", "syllables"):
        assert figures.size[unit] == 12
        assert [figures.wrong[unit, state] for state in ("before", "after", "asked")] == [2, 1, 0]
    assert figures.edits == {("apply", "right"): 1, ("suggest", "right"): 1}
    assert figures.rate("words", "before") == pytest.approx(200 / 12)


def test_edits_that_overlap_are_taken_once() -> None:
    """Of two suggestions for one word the first is taken."""
    figures = measure(_reading(_edit("tê", "tế", "suggest"), _edit("tê yêu", "tề yêu", "suggest")))
    assert figures.wrong["words", "asked"] == 1


def test_bars_and_compositions_are_no_errors() -> None:
    """Bars between cells count nowhere, and a letter is the same letter however it is coded."""
    assert restore_scans.words("a | te\u0302\u0301 b") == ["a", "tế", "b"]
    assert restore_scans.syllables("a | te\u0302\u0301 12/b") == ["a", "tế", "b"]


def test_a_part_is_compared() -> None:
    """From the words that begin it to those that end it; edits outside do not count."""
    text = "Quyền hạn của của Sở. Kính gửi: các các đơn vị. Nơi nhận: của của Sở"
    one = reading("real", "a", Source(text), "… Kính gửi: các đơn vị.", "Kính gửi", "Nơi nhận")
    assert one.text == "Kính gửi: các các đơn vị. "
    assert one.truth == "Kính gửi: các đơn vị."
    assert [(edit.span, edit.before) for edit in one.edits] == [(Span(13, 17), " các")]
    assert verdict(one, one.edits[0]) == "right"
    with pytest.raises(ValueError, match="substring"):
        reading("real", "a", Source(text), "Nơi gửi", "Kính gửi")


def test_the_table_and_the_bounds() -> None:
    """Rates and counts are printed; the bounds ask for fewer wrong words, and for next to none spoiled."""
    good, bad = measure(_reading(_edit("tê", "tế"))), measure(_reading(_edit("đơn", "đờn")))
    assert next(lines("heavy", good)).split()[:6] == ["heavy", "12", "words", "wrong", "16.67", "→"]
    assert "1 right" in list(lines("heavy", good))[2]
    assert list(faults([good])) == []
    assert list(faults([bad])) == ["as many words are wrong as before", "right words spoiled: 1 of 12"]
    assert list(faults([Figures()])) == ["as many words are wrong as before"]


def test_figures_add_up() -> None:
    """Those of two readings are one sum, and stay as they are."""
    one, two = measure(_reading(_edit("tê", "tế"))), measure(_reading(_edit("đơn", "đờn")))
    total = added([one, two])
    assert total.size["words"] == 24
    assert total.wrong["words", "after"] == 1 + 3
    assert (one.size["words"], two.edits["apply", "spoiled"]) == (12, 1)


def test_bounds_and_edits_reach_the_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status is 1 where a bound is missed; every edit is shown on demand, with what it did."""
    monkeypatch.setattr(restore_scans, "rendered", lambda: iter([_reading(_edit("đơn", "đờn"))]))
    monkeypatch.setattr(restore_scans, "real", lambda: iter(()))
    assert restore_scans.main(["--edits"]) == 1
    printed = capsys.readouterr()
    assert "[đơn → đờn] vị" in printed.out
    assert "spoiled: 1 of 12" in printed.err
    monkeypatch.setattr(restore_scans, "rendered", lambda: iter([_reading(_edit("tê", "tế"))]))
    assert restore_scans.main([]) == 0
