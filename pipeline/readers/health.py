"""What this machine can read: the packages and programs that each format needs, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Final, Literal, NamedTuple

from pipeline.readers.tools import EXTRAS, ToolError, find_tool, run_tool

State = Literal["full", "light", "none"]
_SECONDS: Final = 20


class Part(NamedTuple):
    """A package or program: its name, whether it is there, and the command that installs it."""

    name: str
    found: Callable[[], bool]
    install: str


class Health(NamedTuple):
    """How files with `suffixes` are read here.

    `state`: "full"; "light" where a lighter tool loses something; "none". `found` are the parts at work,
    `install` the command that would bring what is missing, empty where nothing is.
    """

    suffixes: tuple[str, ...]
    state: State
    found: tuple[str, ...]
    install: str


def check_formats() -> tuple[Health, ...]:
    """Return the state of every format on this machine, those that need least first."""
    return tuple(_check(*row) for row in _FORMATS)


def _check(
    suffixes: tuple[str, ...], parts: Sequence[Part], lighter: Sequence[Sequence[Part]] = ()
) -> Health:
    """Return the state of a format that needs all of `parts`, or else all of one of the `lighter` sets."""
    missing = [part for part in parts if not part.found()]
    install = " && ".join(dict.fromkeys(part.install for part in missing))
    if not missing:
        return Health(suffixes, "full", _names(parts), "")
    for some in lighter:
        if all(part.found() for part in some):
            return Health(suffixes, "light", _names(some), install)
    return Health(suffixes, "none", _names([part for part in parts if part.found()]), install)


def _names(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(part.name for part in parts)


def _package(name: str) -> Part:
    return Part(name, lambda: find_spec(name) is not None, f"pip install 'giaoviec[{EXTRAS[name]}]'")


def _program(name: str, debian: str) -> Part:
    return Part(name, lambda: find_tool(name) is not None, f"sudo apt-get install {debian}")


@cache
def reads_vietnamese() -> bool:
    """Say whether Tesseract is there with its Vietnamese data."""
    program = find_tool("tesseract")
    if program is None:
        return False
    try:
        listed = run_tool([program, "--list-langs"], seconds=_SECONDS)
    except ToolError:
        return False
    return b"vie" in listed.split()


_VIE: Final = Part("tesseract vie", reads_vietnamese, "sudo apt-get install tesseract-ocr tesseract-ocr-vie")
_LXML, _PDFIUM, _NUMPY, _PILLOW = map(_package, EXTRAS)
_OFFICE: Final = _program("soffice", "libreoffice-writer-nogui")
_ANTIWORD: Final = _program("antiword", "antiword")
_FORMATS: Final[tuple[tuple[tuple[str, ...], tuple[Part, ...], tuple[tuple[Part, ...], ...]], ...]] = (
    ((".txt", ".md", ".rtf", ".eml", ".zip"), (), ()),
    ((".docx", ".odt", ".html", ".mht"), (_LXML,), ()),
    ((".doc",), (_LXML, _OFFICE), ((_ANTIWORD,),)),
    ((".pdf",), (_PDFIUM,), ()),
    ((".jpg", ".png", ".tif", ".gif", ".webp", ".bmp"), (_NUMPY, _PILLOW, _VIE), ()),
    ((".pdf (scan)",), (_PDFIUM, _NUMPY, _PILLOW, _VIE), ()),
)
