from __future__ import annotations

import pickle
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline.errors import UsageError
from pipeline.nlp import component, docbin
from pipeline.nlp.tokens import NAME, Tokenizer, blank
from tests.annotated import DIRECTIVE, exported

OVERLAY = """
[[agency]]
id = "ban-so-hoa"
name = "Ban Số hóa"
scope = "province"
parent = "ubnd"
valid_from = 2020-01-01
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Our words, and the pipe."""
    made = blank()
    made.add_pipe("giaoviec")
    return made


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    """The directive, read."""
    return nlp(DIRECTIVE)


def words(doc: Doc, group: str) -> list[tuple[str, str]]:
    """Label and words of the spans of a group."""
    return [(span.label_, span.text) for span in doc.spans[group]]


def test_a_document_gets_the_records(doc: Doc) -> None:
    """They are those of `extract`, as JSON has them, with exact positions."""
    one = exported(path="")
    assert (doc._.document, doc._.tasks) == (one.document, list(one.tasks))


def test_a_document_gets_spans(doc: Doc) -> None:
    """Tasks with their ids, bodies by role with theirs, citations, times; and all of them for displaCy."""
    assert [span.id_ for span in doc.spans["tasks"]] == [task["task_id"] for task in doc._.tasks]
    assert words(doc, "assignees") == [
        ("LEAD", "Sở Nội vụ"), ("SUPPORT", "Sở Tài chính"), ("LEAD", "Sở Xây dựng"),
        ("LEAD", "Văn phòng Ủy ban nhân dân tỉnh"),
    ]  # fmt: skip
    assert doc.spans["assignees"][0].kb_id_ == "vn.tinh.lai-chau.so.noi-vu"
    assert words(doc, "legal_refs") == [("CITATION", "Nghị quyết số 76/NQ-CP")]
    assert words(doc, "deadlines") == [("DEADLINE", "trước ngày 30/9/2024"), ("DEADLINE", "Hằng quý")]
    assert words(doc, "targets") == [("TARGET", "đạt trên 30%")]
    assert words(doc, "reports_to") == [("REPORTS_TO", "Ủy ban nhân dân tỉnh")]
    assert len(doc.spans["sc"]) == sum(len(doc.spans[key]) for key in doc.spans if key != "sc")


def test_displacy_shows_a_document_as_it_is(doc: Doc) -> None:
    """No setting is needed to see what was found."""
    page = displacy.render(doc, style="span", jupyter=False)
    for label in ("TASK", "CLOSING", "LEAD", "SUPPORT", "DEADLINE", "CITATION"):
        assert label in page


def test_numbers_of_documents_are_one_token(nlp: Language) -> None:
    """Words, numbers and signs stand alone, whatever stands around them."""
    text = "2.Sở Nội vụ (số 76/NQ-CP, 61/2018/NĐ-CP, 08-NQ/TU): 1.500,5 đồng; 30%..... 30/6/2023."
    assert [token.text for token in nlp.make_doc(text)] == [
        "2", ".", "Sở", "Nội", "vụ", "(", "số", "76/NQ-CP", ",", "61/2018/NĐ-CP", ",", "08-NQ/TU", ")", ":",
        "1.500,5", "đồng", ";", "30", "%", ".....", "30/6/2023", ".",
    ]  # fmt: skip


# Coverage, where it measures, makes spaCy's workers end with another code than 0.
@pytest.mark.filterwarnings(r"ignore:\[W127\]")
def test_many_documents_go_through_in_order(nlp: Language, doc: Doc) -> None:
    """One after the other or in two processes, the records are the same."""
    texts = [DIRECTIVE, "Không giao việc gì.", DIRECTIVE, ""]
    for processes in (1, 2):
        found = [one._.tasks for one in nlp.pipe(texts, n_process=processes)]
        assert found == [doc._.tasks, [], doc._.tasks, []]


def test_a_pipeline_comes_back_from_disk_and_bytes(nlp: Language, doc: Doc, tmp_path: Path) -> None:
    """The tokenizer and the pipe are named in its config, and need no data of their own."""
    nlp.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert isinstance(loaded.tokenizer, Tokenizer)
    assert loaded(DIRECTIVE)._.tasks == doc._.tasks
    assert spacy.blank("vi", config=nlp.config).from_bytes(nlp.to_bytes())(DIRECTIVE)._.tasks == doc._.tasks
    copied = pickle.loads(pickle.dumps(component.Component()))  # noqa: S301 - what was just written
    assert copied == component.Component()


def test_a_document_comes_back_from_bytes(nlp: Language, doc: Doc) -> None:
    """Its records and the ids of its spans travel with it."""
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert back._.tasks == doc._.tasks
    assert [span.id_ for span in back.spans["tasks"]] == [span.id_ for span in doc.spans["tasks"]]


def test_other_tokens_serve_too(doc: Doc) -> None:
    """With spaCy's tokens, split at blanks, spans are wider than the words; the records are exact."""
    config = {"nlp": {"tokenizer": {"@tokenizers": "spacy.vi.VietnameseTokenizer", "use_pyvi": False}}}
    other = spacy.blank("vi", config=config)
    other.add_pipe("giaoviec")
    found = other(DIRECTIVE)
    assert found.text == DIRECTIVE
    assert found._.tasks == doc._.tasks
    assert ("DEADLINE", "trước ngày 30/9/2024") in words(found, "deadlines")
    assert ("LEAD", "Sở Xây dựng:") in words(found, "assignees")


def test_a_user_brings_agencies_of_their_own(tmp_path: Path) -> None:
    """The folder is part of the pipe's config; a bad one is named when the pipe is made."""
    (tmp_path / "own.toml").write_text(OVERLAY, encoding="utf-8")
    made = blank()
    made.add_pipe("giaoviec", config={"gazetteer": str(tmp_path)})
    text = DIRECTIVE.replace("Sở Xây dựng", "Ban Số hóa")
    assert made(text)._.tasks[1]["assignees"][0]["agency_id"] == "vn.tinh.lai-chau.ban-so-hoa"
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "own.toml").write_text("[[agency]]\n", encoding="utf-8")
    with pytest.raises(UsageError, match=str(bad)):
        blank().add_pipe("giaoviec", config={"gazetteer": str(bad)})


def test_a_docbin_is_ready_to_learn_from(tmp_path: Path) -> None:
    """Its documents have our tokens and all spans, also for whoever knows spaCy alone; bytes are stable."""
    docbin.write([exported()], tmp_path / "a.spacy")
    docbin.write([exported()], tmp_path / "b.spacy")
    assert (tmp_path / "a.spacy").read_bytes() == (tmp_path / "b.spacy").read_bytes()
    (doc,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("xx").vocab)
    assert doc.text == DIRECTIVE
    assert ("SUPPORT", "Sở Tài chính") in words(doc, "sc")


def test_spacy_finds_pipe_and_tokenizer_by_entry_point() -> None:
    """Whoever installed this project needs no import of it."""
    (pipe,) = entry_points(group="spacy_factories", name="giaoviec")
    (tokens,) = entry_points(group="spacy_tokenizers", name=NAME)
    assert pipe.load() is component.make
    assert tokens.load()()(blank())("76/NQ-CP").text == "76/NQ-CP"
    code = (
        "import spacy; nlp = spacy.blank('vi', config={'nlp': {'tokenizer': {'@tokenizers': '"
        + NAME
        + "'}}});"
        "nlp.add_pipe('giaoviec'); print(nlp('Giao việc').text)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Giao việc\n"
