"""Automatic numbering of Word: what is printed before a paragraph."""

from __future__ import annotations

import pytest

from pipeline.readers.docx import read
from pipeline.readers.limits import DEFAULT_LIMITS
from tests.word import abstract, item, level, num, paragraph, run, word_file

_OUTLINE = (
    level(0, "%1.", "upperRoman"),
    level(1, "%2."),
    level(2, "%3)", "lowerLetter"),
    level(3, "-", "bullet"),
)
_LEGAL = (level(0, "%1."), level(1, "%1.%2."), level(2, "%1.%2.%3."))


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    """What is printed before "Việc" in each paragraph."""
    data = word_file(body, numbering=numbering, styles=styles)
    lines = read(data, "a.docx", DEFAULT_LIMITS).text.splitlines()
    return [line.removesuffix("Việc").rstrip() for line in lines]


def items(numbered: int, *levels: int) -> str:
    """Paragraphs of the list `numbered` at these levels."""
    return "".join(item(numbered, at) for at in levels)


def test_levels() -> None:
    """Each level counts for itself and begins anew behind a higher one."""
    body = items(1, 0, 1, 2, 2, 3, 1, 2, 0, 1)
    assert labels(body, abstract(0, *_OUTLINE) + num(1, 0)) == [
        "I.", "1.", "a)", "b)", "-", "2.", "a)", "II.", "1.",
    ]  # fmt: skip


def test_numbers_of_higher_levels() -> None:
    """A label may hold the numbers of the levels above it, those not counted yet at their start."""
    numbering = abstract(0, *_LEGAL) + num(1, 0)
    assert labels(items(1, 0, 1, 2, 1, 2), numbering) == ["1.", "1.1.", "1.1.1.", "1.2.", "1.2.1."]
    assert labels(items(1, 1, 1), numbering) == ["1.1.", "1.2."]


@pytest.mark.parametrize(
    ("style", "start", "printed"),
    [
        ("decimal", 7, "7"),
        ("decimalZero", 7, "07"),
        ("decimalZero", 12, "12"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("upperRoman", 4_000, "4000"),
        ("lowerLetter", 5, "e"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 54, "BBB"),
        ("lowerLetter", 1_000_000_000, "1000000000"),
        ("lowerLetter", -3, "-3"),
        ("none", 1, ""),
        ("strange", 3, "3"),
    ],
)
def test_styles_of_numbers(style: str, start: int, printed: str) -> None:
    """Numbers are printed in their style, in figures where it has none for them."""
    numbering = abstract(0, level(0, "(%1)", style, start=start)) + num(1, 0)
    assert labels(item(1), numbering) == [f"({printed})"]


@pytest.mark.parametrize(
    ("form", "font", "printed"),
    [
        ("-", "Times New Roman", "-"),
        ("+", "Times New Roman", "+"),
        ("\uf0b7", "Symbol", "•"),
        ("·", "Symbol", "•"),
        ("\uf0d8", "Wingdings", "➢"),
        ("\uf0a7", "Wingdings", "▪"),
        ("o", "Courier New", "○"),
        ("\uf001", "Strange", "•"),
        ("", "Symbol", ""),
    ],
)
def test_bullets(form: str, font: str, printed: str) -> None:
    """A bullet is printed as the sign that its font shows."""
    look = f'<w:rPr><w:rFonts w:hAnsi="{font}"/></w:rPr>'
    assert labels(item(1), abstract(0, level(0, form, "bullet", look)) + num(1, 0)) == [printed]


def test_gap() -> None:
    """A blank parts the label from the words unless the list says that nothing does."""
    numbering = abstract(0, level(0, "%1/", more='<w:suff w:val="nothing"/>'), level(1, "Điều %2.")) + num(
        1, 0
    )
    data = word_file(items(1, 0, 1) + item(1, 1, words=""), numbering=numbering)
    assert read(data, "a", DEFAULT_LIMITS).text == "1/Việc\nĐiều 1. Việc\nĐiều 2.\n"


def test_shared_counts() -> None:
    """Lists of one definition go on counting, unless one sets its start, which it does once."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, again)
    assert labels(items(1, 0, 0) + items(2, 0), numbering) == ["1.", "2.", "3."]
    body = items(1, 0) + items(3, 0, 0) + items(1, 0) + items(3, 0)
    assert labels(body, numbering) == ["1.", "5.", "6.", "7.", "8."]


def test_levels_of_their_own() -> None:
    """A list may print a level in its own way."""
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "lowerLetter")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0, own)
    assert labels(items(1, 0) + items(2, 0), numbering) == ["1.", "b)"]


def test_restarts() -> None:
    """A level that says so never begins anew, or only behind a level that is high enough."""
    never = abstract(0, level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 0)
    assert labels(items(1, 0, 1, 0, 1), never) == ["1.", "1)", "2.", "2)"]
    top = level(2, "%3)", more='<w:lvlRestart w:val="1"/>')
    first = abstract(0, level(0, "%1."), level(1, "%2."), top) + num(1, 0)
    assert labels(items(1, 0, 1, 2, 1, 2, 0, 2), first) == ["1.", "1.", "1)", "2.", "2)", "2.", "1)"]


def test_legal_numbering() -> None:
    """Legal numbering prints the numbers of all levels in figures."""
    numbering = abstract(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0)
    assert labels(items(1, 0, 0, 1), numbering) == ["I.", "II.", "2.1"]


def test_lists_of_styles() -> None:
    """A paragraph may be an item by its style, at the level that the style is linked to."""
    numbering = abstract(0, level(0, "%1."), level(1, "%2)", more='<w:pStyle w:val="H2"/>')) + num(1, 0)
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:styleId="H2">{listed}</w:style><w:style w:styleId="X"><w:basedOn w:val="H2"/></w:style>'
    )
    body = "".join(paragraph("Việc", properties=f'<w:pStyle w:val="{style}"/>') for style in ("H2", "X"))
    assert labels(body, numbering, styles) == ["1)", "2)"]
    raised = '<w:pStyle w:val="X"/><w:numPr><w:ilvl w:val="0"/></w:numPr>'
    assert labels(paragraph("Việc", properties=raised), numbering, styles) == ["1."]
    none = '<w:pStyle w:val="X"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert labels(paragraph("Việc", properties=none), numbering, styles) == [""]


def test_list_styles() -> None:
    """A definition may take its levels from a list style; one that leads in a circle has none."""
    link = '<w:abstractNum w:abstractNumId="{}"><w:numStyleLink w:val="{}"/></w:abstractNum>'
    styles = "".join(
        f'<w:style w:type="numbering" w:styleId="{name}"><w:pPr><w:numPr><w:numId w:val="{which}"/></w:numPr>'
        "</w:pPr></w:style>"
        for name, which in (("L", 2), ("C", 3))
    )
    lists = num(1, 1) + num(2, 0) + num(3, 3)
    numbering = abstract(0, level(0, "%1/")) + link.format(1, "L") + link.format(3, "C") + lists
    assert labels(items(1, 0, 0) + items(3, 0), numbering, styles) == ["1/", "2/", ""]


def test_custom_styles() -> None:
    """A style of numbers that only new programs know is printed as the old ones print it."""
    either = (
        '<mc:AlternateContent><mc:Choice><w:numFmt w:val="custom"/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="upperRoman"/></mc:Fallback></mc:AlternateContent>'
    )
    one = f'<w:lvl w:ilvl="0"><w:start w:val="2"/>{either}<w:lvlText w:val="%1."/></w:lvl>'
    assert labels(item(1), abstract(0, one) + num(1, 0)) == ["II."]


def test_labels_that_are_not_printed() -> None:
    """An unknown list, an unknown level and a hidden label print nothing."""
    hidden = level(0, "%1.", more="<w:rPr><w:vanish/></w:rPr>")
    numbering = abstract(0, hidden) + num(1, 0) + num(2, 9)
    assert labels(items(1, 0, 5) + items(2, 0) + items(8, 0), numbering) == ["", "", "", ""]


def test_look_of_labels() -> None:
    """A label is set as its level says, else as its paragraph: in capitals, in an old font."""
    numbering = abstract(0, level(0, "phần %1", more="<w:rPr><w:caps/></w:rPr>"), level(1, "§iÒu %2.")) + num(
        1, 0
    )
    old = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    body = item(1) + paragraph(
        run("Việc"),
        properties=f'<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:rPr>{old}</w:rPr>',
    )
    assert labels(body, numbering) == ["PHẦN 1", "Điều 1."]


@pytest.mark.parametrize("bad", ["", "x", "1e9", "9" * 5000, "-9", "٣"])
def test_bad_numbers(bad: str) -> None:
    """Attributes that hold no sensible number do no harm."""
    numbering = abstract(0, level(0, "%1.")).replace('w:start w:val="1"', f'w:start w:val="{bad}"') + num(
        1, 0
    )
    properties = f'<w:numPr><w:ilvl w:val="{bad}"/><w:numId w:val="1"/></w:numPr>'
    assert labels(paragraph("Việc", properties=properties), numbering)[0].endswith(".")
