"""The language model: packed, read back, and what it says of three tokens in a row."""

from __future__ import annotations

import pytest

from gazetteer.restore.language import BREAK, SIZE, SYLLABLES, Counts, level_of, pack, unpack
from scripts.build_language_model import count

SENTENCES = [["một", "số", "nhiệm", "vụ", ",", "giải", "pháp"]] * 6 + [["một", "số", "giải", "pháp"]] * 2


def test_what_is_packed_is_read_back() -> None:
    """Tokens, pairs, triples and gaps come back as they were counted, each count as its level."""
    counts = count(SENTENCES)
    model = unpack(pack(counts))
    assert model.syllables == tuple(counts.syllables) == ("giải", "một", "nhiệm", "pháp", "số", "vụ")
    assert model.pairs == {key: level_of(number) for key, number in counts.pairs.items()}
    for key, number in counts.triples.items():
        first, second, third = key // SIZE // SIZE, key // SIZE % SIZE, key % SIZE
        assert model.triple(first, second, third) == level_of(number)
    assert len(model.triple_keys) == len(counts.triples)


def test_the_likelier_has_fewer_bits() -> None:
    """A triple that was seen is likelier than one whose pair was, and that than one never seen."""
    model = unpack(pack(count(SENTENCES)))
    one, number, task, way = (model.ids[word] for word in ("một", "số", "nhiệm", "giải"))
    seen, pair, never = (
        model.bits(*row) for row in ((one, number, task), (task, number, way), (way, task, one))
    )
    assert seen < pair < never


def test_what_stands_between_is_missed() -> None:
    """A word that always stands between two others is what their pair lacks; a known pair lacks nothing."""
    model = unpack(pack(count(SENTENCES)))
    number, task, duty = (model.ids[word] for word in ("số", "nhiệm", "vụ"))
    assert model.gap(number, duty) == (task,)
    assert [model.word(token) for token in model.gap(model.ids["một"], duty)] == ["số", "nhiệm"]
    assert model.gap(number, task) == ()


def test_once_is_no_evidence() -> None:
    """A syllable, a pair or a triple that was seen once alone is not counted."""
    counts = count([["một", "số"], ["một", "số"], ["thu", "hút"]])
    assert counts.syllables == ["một", "số"]
    assert min(counts.pairs.values()) > 1


def test_a_line_begins_and_ends() -> None:
    """The first word of a paragraph follows a break, and one follows the last."""
    counts = count([["một", "số"]] * 2)
    assert counts.pairs[BREAK * SIZE + SYLLABLES] == 2
    assert counts.pairs[(SYLLABLES + 1) * SIZE + BREAK] == 2


def test_too_many_syllables_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A vocabulary that its keys have no room for fails where it is counted."""
    monkeypatch.setattr("scripts.build_language_model.SIZE", 5)
    with pytest.raises(ValueError, match="too many"):
        count(SENTENCES)


@pytest.mark.parametrize("data", [b"", b"something else", b"giaoviec-lm-0\n" + bytes(40)])
def test_another_file_is_refused(data: bytes) -> None:
    """A file that is no model of this version says so."""
    with pytest.raises(ValueError, match="no language model"):
        unpack(data)


def test_an_empty_model_knows_nothing() -> None:
    """No counts make a model that can be asked."""
    model = unpack(pack(Counts([], [0, 0, 0, 0, 0], {}, {}, {})))
    assert model.gap(1, 2) == ()
    assert model.triple(1, 2, 3) == -1
