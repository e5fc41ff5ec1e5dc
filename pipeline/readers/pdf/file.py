"""An open PDF file: its pages, loaded one at a time and always closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

from pipeline.errors import InputError
from pipeline.readers.limits import Limits
from pipeline.readers.pdf.library import Handle, pypdfium2, raw

_MOST_OBJECTS: Final = 500_000
"""Things drawn on one page."""
_FRESH: Final = 100
"""Pages after which the file is opened anew: pdfium keeps what it unpacked as long as a file is open."""


class PdfFile:
    """The file `name`, to be used within `with`; `size` is the number of its pages."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        """Open `data`; raises InputError `encrypted`, `broken-file`, `too-many-pages`."""
        self.name = name
        self._data = data
        self._document = self._open()
        self._loaded = 0
        self.size = len(self._document)
        if not 0 < self.size <= limits.pages:
            self._document.close()
            if self.size:
                raise InputError("too-many-pages", file=name, pages=self.size, limit=limits.pages)
            raise InputError("broken-file", file=name, format="PDF", detail="no page")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    @contextmanager
    def page(self, index: int, *, flat: bool = False) -> Iterator[Handle]:
        """Load page number `index`, from 0, within `with`; None where it can't be. Raises `too-complex`.

        What lies over the page is part of it where it is made `flat`, else it is not.
        """
        self._loaded += 1
        if self._loaded > _FRESH:
            self._document.close()
            self._document = self._open()
            self._loaded = 1
        page = raw.FPDF_LoadPage(self._document.raw, index)
        if page and flat:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            raw.FPDF_ClosePage(page)
            page = raw.FPDF_LoadPage(self._document.raw, index)
        try:
            objects = raw.FPDFPage_CountObjects(page) if page else 0
            if objects > _MOST_OBJECTS:
                raise InputError("too-complex", file=self.name, detail=f"page {index + 1}: {objects} objects")
            yield page or None
        finally:
            if page:
                raw.FPDF_ClosePage(page)

    def _open(self) -> Handle:
        try:
            document = pypdfium2.PdfDocument(self._data)
        except pypdfium2.PdfiumError as error:
            if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
                raise InputError("encrypted", file=self.name) from error
            raise InputError("broken-file", file=self.name, format="PDF", detail=str(error)) from error
        document.init_forms()
        return document
