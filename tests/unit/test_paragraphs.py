from __future__ import annotations

from pipeline.blocks.paragraphs import Paragraph, paragraphs


def test_each_line_is_a_paragraph() -> None:
    """Lines of the matched text come back as half-open ranges without their line breaks."""
    assert paragraphs("Một\nHai ba") == (Paragraph(0, 3), Paragraph(4, 10))


def test_empty_lines_are_none() -> None:
    """An empty text has no paragraph, and an empty line is none either."""
    assert paragraphs("") == ()
    assert paragraphs("\n\na\n") == (Paragraph(2, 3),)
