"""Laws of the finder of agencies: a naive search finds the same literals, and any text is read in line."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import load_gazetteer
from gazetteer.fold import lower, slug, tidy
from gazetteer.load import read_toml
from pipeline.document import read_document
from pipeline.mentions.agencies import find_agencies
from pipeline.mentions.agencies.finder import _tokens
from pipeline.mentions.agencies.lexicon import lexicon_of
from pipeline.mentions.agencies.literals import literals_of
from pipeline.source import Source

GAZETTEER = load_gazetteer()
LEXICON = lexicon_of(GAZETTEER)
LITERALS = literals_of(GAZETTEER, read_toml("groups.toml"), read_toml("titles.toml"))
LONGEST = max(map(len, LITERALS))
ISSUERS = [
    GAZETTEER.issuer(name)
    for name in ("Ủy ban nhân dân tỉnh Lai Châu", "Chính phủ", "Sở Y tế tỉnh Lai Châu", "Bộ Y tế", "")
]
OTHERS = "các|Giám đốc|tỉnh|xã Bản Bo|liên quan|cần|Sở|Bộ|Hà Nội|:|,|;|và|-|/|\n|\t||có|được giao|Công|thuộc"
TEXTS = st.lists(
    st.sampled_from([*sorted(GAZETTEER.names), *LEXICON.nouns, *OTHERS.split("|")]), max_size=30
).map(" ".join)


def naive(folded: str) -> set[tuple[int, int]]:
    """Whole words that are a literal, longest first from the left, by trying every length at every place."""
    plain, position, found = folded.replace("\n", " "), 0, set()
    while position < len(plain):
        ends = range(min(len(plain), position + LONGEST), position, -1)
        end = next((end for end in ends if plain[position:end] in LITERALS), position + 1)
        literal = LITERALS.get(plain[position:end])
        around = (
            folded[position - 1 : position] + folded[end : end + 1] if position else folded[end : end + 1]
        )
        broken = "\n" in folded[position:end] and (literal is None or literal.body is None or literal.weak)
        if literal is not None and not broken and not any(c.isalnum() or c in "_/-" for c in around):
            found.add((position, end))
        position = end
    return found


@given(TEXTS | st.text(max_size=200))
def test_literals_are_those_of_a_naive_search(text: str) -> None:
    """The automaton finds what trying every literal at every place finds."""
    folded = lower(text)
    beside = {
        (s, e)
        for _, s, e in _tokens(LEXICON, folded)
        if not set(folded[s - 1 : s] + folded[e : e + 1]) & set("_/-")
    }
    assert beside == {
        (s, e) for s, e in naive(folded) if not set(folded[s - 1 : s] + folded[e : e + 1]) & set("_/-")
    }


@given(TEXTS | st.text(max_size=300), st.sampled_from(ISSUERS))
def test_mentions_are_in_order_and_keep_to_their_lines(text: str, issuer: object) -> None:
    """Any text gives sorted mentions that don't overlap, cross no line, and are the same a second time."""
    mentions = find_agencies(text, GAZETTEER, issuer)  # type: ignore[arg-type]
    assert mentions == find_agencies(text, GAZETTEER, issuer)  # type: ignore[arg-type]
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= mention.modifier_end <= len(text)
        assert mention.outer <= mention.start
        assert "\n" not in text[mention.start : mention.end]
        assert mention.name
        assert 0 < mention.score <= 1
        end = mention.end


@given(st.text(max_size=100))
def test_folding_keeps_offsets(text: str) -> None:
    """Lower case has the length of the text, and an id part is ASCII."""
    assert len(lower(text)) == len(text)
    assert slug(text).isascii()


@given(st.sampled_from(sorted(GAZETTEER.names)))
def test_names_are_written_in_tidy_form(name: str) -> None:
    """The form the gazetteer is written in is the form that tidying gives."""
    assert tidy(name) == name


@pytest.mark.parametrize(
    "unit",
    ["các sở, ", "Sở Nội vụ, Tài chính, ", "Giám đốc, ", "UBND các xã, phường, ", "các đơn vị thuộc ",
     "Bộ A B C ",
     "các tổ chức được có ", "Ban Chỉ đạo a ", "Đảng ủy, ", "tỉnh ", "Sở Y tê "],
)  # fmt: skip
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    """Four times the text takes about four times as long."""
    texts = [unit * (size // len(unit)) for size in (20_000, 80_000)]
    spent = []
    for text in texts:
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            find_agencies(text, GAZETTEER, ISSUERS[0])
            best = min(best, time.process_time() - begin)
        spent.append(best)
    assert spent[1] < 12 * spent[0] + 0.05


def test_real_mentions_have_their_gold_names(shared: Path) -> None:
    """At least 97 of 100 assignees of the gold documents are found with the name the guide wants."""
    wanted = hits = 0
    for path in sorted((shared / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = Source(path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8"))
        issuer = GAZETTEER.issuer(gold["metadata"]["issuer"])
        mentions = find_agencies(read_document(source).text, GAZETTEER, issuer)
        names = {slug(name) for mention in mentions for name in (mention.name, mention.modified_name)}
        assignees = [a for task in gold["tasks"] for role in ("lead", "support") for a in task[role]]
        wanted += len(assignees)
        hits += sum(slug(assignee["name"]) in names for assignee in assignees)
    assert hits >= 0.97 * wanted
