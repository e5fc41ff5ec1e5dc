"""A directive with its records, for tests of what annotators get, and ways to change what they got."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import orjson

from pipeline import extract
from pipeline.export.model import Exported
from pipeline.nlp import doccano, label_studio, prodigy
from pipeline.source import Source
from tests import papers

DIRECTIVE = papers.directive("""
1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng đề án 😀 số hóa, trình trước ngày 30/9/2024 theo Nghị quyết số 76/NQ-CP.

2. Sở Xây dựng:

- Thẩm định dự toán của các huyện, báo cáo Ủy ban nhân dân tỉnh.

- Hằng quý rà soát 𝐀 kho lưu trữ, đạt trên 30% kế hoạch.

3. Giao Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện Chỉ thị này.
""")  # fmt: skip  # noqa: E501 - a paragraph is one line


class Tool(Protocol):
    """What each tool's module has."""

    def write(self, documents: Iterable[Exported], path: Path) -> int:
        """Write a file of the tool."""

    def read(self, path: Path) -> Iterable[Exported]:
        """Read one."""


TOOLS: dict[str, Tool] = {"label-studio": label_studio, "doccano": doccano, "prodigy": prodigy}


def exported(text: str = DIRECTIVE, path: str = "vao/chi-thi.txt") -> Exported:
    """The records of a text as they come back from a file."""
    extraction = extract(Source(text, path))
    document, tasks = orjson.loads(orjson.dumps([extraction.fields, extraction.task_fields]))
    return Exported(document, tasks, text)
