"""From a PDF file to its text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.errors import InputError
from pipeline.readers.layout import Laid, Page, lay_out
from pipeline.readers.limits import Limits
from pipeline.readers.pdf.file import PdfFile
from pipeline.readers.pdf.page import Draft, draw_page, overlay_page, read_page
from pipeline.source import Remark, Source

if TYPE_CHECKING:
    from pipeline.readers.ocr import Picture

MEDIA_TYPE: Final = "application/pdf"


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Return the text of the PDF file `data`, with the place of each word.

    A page without words, or with a text layer that can't be what it shows, is recognised from its picture.
    Raises InputError: `encrypted`, `broken-file`, `too-many-pages`, `too-complex`, `no-text`; `missing-tool`
    where no page has words and Tesseract is not installed; what recognition raises.
    """
    with PdfFile(data, name, limits) as file:
        reading = _Reading(file, limits)
        laid = lay_out(reading.pages())
    if not laid.words.starts:
        raise reading.missing or InputError("no-text", file=name)
    found = (("bad-text-layer", reading.damaged), ("page-not-read", reading.unread))
    told = tuple(Remark(code, laid.pages[min(pages) - 1]) for code, pages in found if pages)
    return Source(
        text=laid.text,
        media_type=MEDIA_TYPE,
        pages=laid.pages,
        ocr=reading.recognised,
        furniture=laid.furniture,
        words=laid.words,
        remarks=(*(_on_entries(laid) if reading.recognised else ()), *told),
    )


def _on_entries(laid: Laid) -> tuple[Remark, ...]:
    from pipeline.readers.ocr import remarks_on

    return remarks_on(laid)


class _Reading:
    """Reads the pages of one file in order; what it met stays behind in its fields.

    `damaged` and `unread` are numbers of pages, `missing` the error where a tool is not installed.
    """

    def __init__(self, file: PdfFile, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self.recognised = False
        self.damaged: set[int] = set()
        self.unread: set[int] = set()
        self.missing: InputError | None = None

    def pages(self) -> Iterator[Page]:
        """Yield the pages; those that need it and follow each other are recognised together."""
        drafts = (read_page(self._file, index) for index in range(self._file.size))
        for state, run in groupby(drafts, key=lambda draft: draft.state):
            if state == "sound":
                yield from (draft.page for draft in run)
            elif state == "lost":
                yield from map(self._leave, run)
            else:
                yield from self._recognise(run, damaged=state == "damaged")

    def _recognise(self, run: Iterator[Draft], *, damaged: bool) -> Iterator[Page]:
        from pipeline.readers.ocr import recognise

        drawn: deque[Draft] = deque()
        try:
            for page in recognise(self._pictures(run, drawn), self._file.name, self._limits):
                draft = drawn.popleft()
                self.recognised = True
                if damaged:
                    self.damaged.add(page.number)
                if not page.words:
                    self.unread.add(page.number)
                yield overlay_page(self._file, page, draft)
        except InputError as error:
            if error.code != "missing-tool":
                raise
            self.missing = error
            yield from map(self._leave, (*drawn, *run))

    def _pictures(self, run: Iterator[Draft], drawn: deque[Draft]) -> Iterator[Picture]:
        """Yield the picture of each page of `run`, noting which are `drawn`."""
        from pipeline.readers.ocr import Picture

        for draft in run:
            drawn.append(draft)
            image = draw_page(self._file, draft, self._limits.pixels)
            yield Picture(draft.page.number, draft.page.width, draft.page.height, image)

    def _leave(self, draft: Draft) -> Page:
        """Return a page that can't be read."""
        self.unread.add(draft.page.number)
        return draft.page
