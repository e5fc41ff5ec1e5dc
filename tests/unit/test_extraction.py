"""The whole way: from a source, a path or resources of one's own to records."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.extraction import extract, load_resources
from pipeline.source import Source
from tests import papers

TEXT = papers.directive("1. Giao Sở Nội vụ rà soát hồ sơ.")


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_is_read(kind: type[str | Path], tmp_path: Path) -> None:
    """A path gives what its text gives, with the file's own description."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    found, expected = extract(kind(path)), extract(Source(text=TEXT))
    assert found.tasks == expected.tasks
    assert found.document.source.path == str(path)
    assert len(found.document.source.sha256) == 64


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    """A file that is not there raises what names it."""
    with pytest.raises(InputError, match=r"a\.txt"):
        extract(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", ".", "|", "1.", "- ", "Điều 1.", "\t\t", "\f", "Giao", "Kính gửi:"]
)
def test_any_text_gives_records(text: str) -> None:
    """Text without assignments gives a record of the document and no tasks."""
    extraction = extract(Source(text=text))
    assert extraction.tasks == ()
    assert "no-assignment" in {warning.code for warning in extraction.document.warnings}


def test_resources_are_loaded_once() -> None:
    """The data are read by the first call alone, and may be given."""
    assert load_resources() is load_resources()
    assert extract(Source(text=TEXT), load_resources()) == extract(Source(text=TEXT))


def test_attachment_has_its_own_clauses() -> None:
    """The plan behind a decision is read on its own; its clauses are labelled anew."""
    decision = (
        "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Số: 12/QĐ-UBND\n\nLai Châu, ngày 21 tháng 8 năm 2024\n\nQUYẾT ĐỊNH\n"
        "Về việc ban hành Kế hoạch lưu trữ năm 2024\n\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU\n\nCăn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;\n"
        "Theo đề nghị của Giám đốc Sở Nội vụ.\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch lưu trữ năm 2024.\n"
        "Điều 2. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này.\n"
        "\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nCHỦ TỊCH\nTrần Văn Minh\n\n"
        "KẾ HOẠCH\nLưu trữ năm 2024\n"
        "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 21/8/2024 của UBND tỉnh Lai Châu)\n\n"
        "I. NHIỆM VỤ\n1. Giao Sở Nội vụ rà soát hồ sơ.\n2. Sở Tài chính bố trí kinh phí.\n"
    )
    views = [papers.view(task) for task in papers.read(decision).tasks]
    assert [(view.label, view.kind, view.lead) for view in views] == [
        ("Điều 2", "closing", ("Văn phòng Ủy ban nhân dân", "Sở Nội vụ")),
        ("I.1", "duty", ("Sở Nội vụ",)),
        ("I.2", "duty", ("Sở Tài chính",)),
    ]
