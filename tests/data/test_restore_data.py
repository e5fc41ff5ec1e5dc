"""The data of the restore stage: every example is mended as it says, every miss is left alone."""

from __future__ import annotations

import copy
from importlib.resources import files
from time import perf_counter
from typing import Any

import pytest

from gazetteer.load import read_toml
from gazetteer.restore.language import FILE, SIZE, load_language, unpack
from gazetteer.restore.phrases import build_phrases, load_phrases, wrong_pairs
from gazetteer.restore.slips import load_slips
from pipeline.document import Document
from pipeline.restore import Proposal, find_edits, restore
from pipeline.restore.mends import STRONG
from pipeline.restore.oddities import build_oddities, find_oddities, load_oddities
from pipeline.restore.protected import build_zones, line_guards, load_zones
from pipeline.source import Source

PHRASES = read_toml("restore/phrases.toml")
DOUBLED = read_toml("restore/doubled.toml")
SLIPS = read_toml("restore/slips.toml")
MISREAD = SLIPS["misread"]
ODDITIES = read_toml("restore/oddities.toml")
TITLES = read_toml("restore/protected.toml")["titles"]


def _document(text: str) -> Document:
    return Document(Source(text), text)


def _mended(text: str, rule: str) -> str:
    """What `rule` makes of `text`, its suggestions taken too."""
    document = _document(text)
    edits = [edit._replace(policy="apply") for edit in find_edits(document) if edit.rule == rule]
    return restore(document, edits).text


def _read_by_a_machine(text: str) -> str:
    document = Document(Source(text, ocr=True), text)
    return restore(document, find_edits(document)).text


def _changes(text: str) -> list[Proposal]:
    return [edit for edit in find_edits(_document(text)) if edit.policy == "apply"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [pair for row in PHRASES["phrase"] for pair in row["examples"]],
    ids=lambda text: text[:40],
)
def test_a_confused_phrase_is_mended(wrong: str, right: str) -> None:
    """Each example of phrases.toml reads afterwards as its second half says."""
    assert _mended(wrong, "phrase") == right


@pytest.mark.parametrize("text", [text for row in PHRASES["phrase"] for text in row["misses"]])
def test_a_right_phrase_is_kept(text: str) -> None:
    """No near miss of phrases.toml is changed by any rule."""
    assert _changes(text) == []


@pytest.mark.parametrize("row", PHRASES["phrase"], ids=lambda row: row["wrong"])
def test_every_phrase_has_examples_and_misses(row: dict[str, Any]) -> None:
    """A phrase without them would be tested by nobody."""
    assert row["examples"]
    assert row["misses"]


@pytest.mark.parametrize(("wrong", "right"), DOUBLED["examples"], ids=lambda text: text[:40])
def test_a_doubled_word_goes(wrong: str, right: str) -> None:
    """Each example of doubled.toml loses the second time."""
    document = _document(wrong)
    assert restore(document, find_edits(document)).text == right


@pytest.mark.parametrize("text", DOUBLED["misses"])
def test_words_that_meet_are_kept(text: str) -> None:
    """Two words that meet, as in "trực tiếp tiếp nhận", stay as they are."""
    assert _changes(text) == []


@pytest.mark.parametrize(("wrong", "right", "kind"), SLIPS["example"][0]["rows"])
def test_a_slip_leads_to_what_was_meant(wrong: str, right: str, kind: str) -> None:
    """Each example of slips.toml has the word that was meant among its candidates, by that kind of slip."""
    assert [slip.kind for slip in load_slips().of(wrong) if slip.word == right] == [kind]


@pytest.mark.parametrize(("wrong", "right"), SLIPS["example"][0]["misses"])
def test_what_is_right_is_no_slip(wrong: str, right: str) -> None:
    """Two right spellings, numbers and a word itself have no slip between them."""
    assert right not in {slip.word for slip in load_slips().of(wrong)}


@pytest.mark.parametrize(("read", "printed"), MISREAD["examples"], ids=lambda text: text[:40])
def test_a_misread_letter_is_mended(read: str, printed: str) -> None:
    """Each example of slips.toml reads, where a machine has read it, as it was printed."""
    assert _read_by_a_machine(read) == printed


@pytest.mark.parametrize("text", MISREAD["misses"])
def test_what_looks_misread_is_kept(text: str) -> None:
    """No near miss of slips.toml is changed, though a machine has read it."""
    assert _read_by_a_machine(text) == text


def test_misread_pairs_are_those_of_known_ones() -> None:
    """Each pair that the model may not know has another one, a misread letter away, that is known well."""
    model, slips = load_language(), load_slips()
    for first, second in map(str.split, MISREAD["pairs"]):
        meant = [(slip.word, second) for slip in slips.misread(first)]
        meant += [(first, slip.word) for slip in slips.misread(second)]
        keys = [
            model.ids[one] * SIZE + model.ids[two] for one, two in meant if {one, two} <= model.ids.keys()
        ]
        assert max(model.pairs.get(key, -1) for key in keys) >= STRONG, (first, second)


@pytest.mark.parametrize("row", ODDITIES["example"], ids=lambda row: row["before"])
def test_an_oddity_is_flagged(row: dict[str, str]) -> None:
    """Each example of oddities.toml is flagged at its place, once, and stays as it is."""
    found = find_oddities(row["text"], load_oddities())
    assert [(edit.rule, edit.before, edit.after, edit.policy) for edit in found] == [
        (row["rule"], row["before"], row["before"], "flag")
    ]


@pytest.mark.parametrize("row", ODDITIES["miss"], ids=lambda row: row["text"][:40])
def test_what_is_in_order_is_not_flagged(row: dict[str, str]) -> None:
    """No near miss of oddities.toml is flagged."""
    assert find_oddities(row["text"], load_oddities()) == ()


@pytest.mark.parametrize(("text", "title"), TITLES["examples"], ids=lambda text: text[:40])
def test_a_title_is_guarded(text: str, title: str) -> None:
    """Each example of protected.toml is guarded from its type to the end of its title."""
    assert [text[span.start : span.end] for span, _, _ in line_guards(text, load_zones())] == [title]


@pytest.mark.parametrize("text", TITLES["misses"])
def test_what_cites_nothing_is_not_guarded(text: str) -> None:
    """No near miss of protected.toml is guarded."""
    assert line_guards(text, load_zones()) == []


@pytest.mark.parametrize(
    "row",
    [
        {"wrong": "bổ xung", "right": "bổ xung"},
        {"wrong": "xung", "right": "sung"},
        {"wrong": "bổ xung", "right": "bổ"},
        {"wrong": "bổ xung", "right": "bổ sung", "policy": "flag"},
    ],
)
def test_a_bad_phrase_is_refused(row: dict[str, str]) -> None:
    """A row that changes nothing, is too short, or has no policy fails when it is read."""
    with pytest.raises(ValueError, match=r"phrases\.toml"):
        build_phrases({"phrase": [row]}, DOUBLED)


def test_the_loaders_read_what_stands_there() -> None:
    """Data spoiled in one place makes other patterns: the tests above go through the real ones."""
    zones = copy.deepcopy(read_toml("restore/protected.toml"))
    zones["titles"]["laws"] = ["Sắc lệnh"]
    assert line_guards("Luật Thi đua, khen thưởng", build_zones(zones)) == []
    odd = copy.deepcopy(ODDITIES)
    odd["letters"].remove("đ")
    assert find_oddities("d) Một\ne) Hai", build_oddities(odd, read_toml("laws.toml"))) == ()


def test_the_model_is_small_and_soon_there() -> None:
    """The packed model takes less than 3 MB and a tenth of a second."""
    data = files("gazetteer.restore").joinpath(FILE).read_bytes()
    assert len(data) < 3_000_000
    start = perf_counter()
    model = unpack(data)
    assert perf_counter() - start < 0.3  # a tenth on a machine that does nothing else
    assert len(model.syllables) + 4 <= SIZE


def test_the_model_knows_no_wrong_pair() -> None:
    """No pair that phrases.toml or doubled.toml calls wrong counts as known."""
    model = load_language()
    known = {
        pair
        for pair in wrong_pairs()
        if all(word in model.ids for word in pair)
        and model.ids[pair[0]] * SIZE + model.ids[pair[1]] in model.pairs
    }
    assert known == set()
    assert load_phrases() is load_phrases()
