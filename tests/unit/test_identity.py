"""Ids that stay the same."""

from __future__ import annotations

from pipeline.identity import TaskIds, document_id, folded
from tests import papers

BODY = "1. Sở Nội vụ rà soát hồ sơ.\n2. Sở Nội vụ rà soát hồ sơ."


def test_words_alone_count() -> None:
    """Case, marks and line breaks change nothing."""
    assert folded("Sở  Nội vụ,\nRÀ SOÁT!") == folded("sở nội vụ rà soát") == "sở nội vụ rà soát"


def test_known_document_has_its_id_from_its_head() -> None:
    """Issuer, number and date make the id, whatever the text says."""
    one = document_id("Sở Nội vụ", "1/SNV", "2024-01-02", "a")
    assert one == document_id("sở nội vụ", "1/SNV", "2024-01-02", "b")
    assert one != document_id("Sở Nội vụ", "2/SNV", "2024-01-02", "a")
    assert one != document_id("Sở Y tế", "1/SNV", "2024-01-02", "a")
    assert one != document_id("Sở Nội vụ", "1/SNV", "2024-01-03", "a")


def test_unknown_document_has_its_id_from_its_words() -> None:
    """Where one of them is not known the words make the id."""
    assert document_id("a", "1", None, "Rà soát") == document_id(None, None, None, "rà  soát.")
    assert document_id("a", "1", None, "Rà soát") != document_id("a", "1", None, "báo cáo")


def test_task_ids_are_apart() -> None:
    """The same words twice have two ids, in order; other blanks and case are the same words."""
    ids = TaskIds("vb-1")
    first, second, other = ids.next("Rà soát"), ids.next("rà  soát"), ids.next("Báo cáo")
    assert (second, len({first, second, other})) == (f"{first}-2", 3)
    assert first.startswith("vb-1-")


def test_records_carry_the_ids() -> None:
    """Document and tasks carry one document id, tasks their own."""
    extraction = papers.read(papers.directive(BODY))
    first, second = extraction.tasks
    assert first.document_id == second.document_id == extraction.document.document_id
    assert second.task_id == f"{first.task_id}-2"


def test_a_new_task_leaves_other_ids_alone() -> None:
    """An item added in front does not change the id of those behind it."""
    before = papers.read(papers.directive("1. Sở Nội vụ rà soát hồ sơ.")).tasks
    after = papers.read(papers.directive("1. Sở Y tế báo cáo.\n2. Sở Nội vụ rà soát hồ sơ.")).tasks
    assert after[1].task_id == before[0].task_id
