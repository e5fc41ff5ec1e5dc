"""What holds for every Word file: how its words are cut into runs, counted and damaged."""

from __future__ import annotations

from itertools import pairwise
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.readers.docx import read
from pipeline.readers.limits import DEFAULT_LIMITS
from tests.word import abstract, item, level, num, paragraph, row, run, table, word_file

_WORDS = st.text(alphabet="aăâđêôơưĐẠỆỹ .,;-/0123<&>", max_size=30)
_LEVELS = st.lists(st.integers(0, 3), min_size=1, max_size=30)
_NUMBERING = abstract(0, *(level(at, "".join(f"%{one + 1}." for one in range(at + 1))) for at in range(4)))
_SAMPLE = word_file(
    item(1) + item(1, 1) + paragraph("Giao Sở Nội vụ", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    + table(row("TT", "Việc"), row("1", "Chủ trì")),
    numbering=_NUMBERING + num(1, 0),
    footnotes=f'<w:footnote w:id="1">{paragraph("Chú thích")}</w:footnote>',
)  # fmt: skip


def lines(data: bytes) -> list[str]:
    """The lines of a file."""
    return read(data, "a", DEFAULT_LIMITS).text.split("\n")[:-1]


def outcome(data: bytes) -> str:
    """The code of the error that reading a file raises, "read" where it raises none."""
    try:
        lines(data)
    except InputError as error:
        return error.code
    return "read"


@given(st.lists(_WORDS, max_size=6), st.data())
def test_runs_do_not_matter(paragraphs: list[str], data: st.DataObject) -> None:
    """The text is that of the paragraphs, wherever they are cut into runs."""
    body = ""
    for words in paragraphs:
        cuts = data.draw(st.lists(st.integers(0, len(words)), max_size=4).map(sorted))
        runs = [run(escape(words[low:high])) for low, high in pairwise([0, *cuts, len(words)])]
        body += paragraph(*runs)
    assert lines(word_file(body)) == paragraphs


@given(_LEVELS)
def test_labels_count_up(levels: list[int]) -> None:
    """Labels are those of an outline: each greater than the one before, and one number for each level."""
    body = "".join(item(1, at, words="") for at in levels)
    counted = [
        tuple(map(int, label.split(".")[:-1]))
        for label in lines(word_file(body, numbering=_NUMBERING + num(1, 0)))
    ]
    assert [len(label) - 1 for label in counted] == levels
    assert all(
        one < other or one == other[: len(one)] or levels[at + 1] < levels[at]
        for at, (one, other) in enumerate(pairwise(counted))
    )


@given(st.integers(0, len(_SAMPLE) - 1), st.integers(0, 255))
def test_damage(at: int, byte: int) -> None:
    """A file with a wrong byte is read or refused by name."""
    data = bytearray(_SAMPLE)
    data[at] = byte
    assert outcome(bytes(data)) in {"read", "broken-file", "encrypted", "too-complex"}


@given(st.binary(max_size=40), st.integers(0, 400))
def test_damaged_xml(piece: bytes, at: int) -> None:
    """Whatever stands in the document's part, it is read or refused by name."""
    body = paragraph("Giao Sở Nội vụ")
    inserted = body[:at] + piece.decode("latin-1") + body[at:]
    assert outcome(word_file(inserted)) in {"read", "broken-file", "too-complex"}
