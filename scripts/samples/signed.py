"""A PDF as a clerk's signing program leaves it: number and day are widgets over blanks of the page's text."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]

_SIZE = 13.0


def sign(pdf: bytes, marks: Iterable[tuple[str, str]]) -> bytes:
    """Return the document with a signature widget for each mark: the words on page 1 before it, its own.

    What a widget says stands in its appearance stream alone, not in the contents of the page.
    """
    places = [(words, _after(pdf, before)) for before, words in marks]
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        widgets = [document.make_indirect(_widget(document, *place)) for place in places]
        document.pages[0].Annots = pikepdf.Array(widgets)
        fields = pikepdf.Array(widgets)
        document.Root.AcroForm = pikepdf.Dictionary(Fields=fields, SigFlags=3)
        document.save(made, deterministic_id=True)
    return made.getvalue()


def _after(pdf: bytes, words: str) -> tuple[float, float]:
    """Return where the line of text goes on behind `words` on page 1."""
    with pdfium.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        found = page.search(words, match_case=True).get_next()
        if found is None:
            raise ValueError(f"{words!r} is not on page 1")
        start, length = found
        return page.get_charbox(start + length - 1)[2], min(page.get_charbox(start)[1::2])


def _widget(document: pikepdf.Pdf, words: str, place: tuple[float, float]) -> pikepdf.Object:
    left, bottom = place
    width = _SIZE * 0.5 * len(words)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Times-Roman")
    )
    look = pikepdf.Stream(document, f"q BT /F1 {_SIZE} Tf 0 3 Td ({words}) Tj ET Q".encode())
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox = pikepdf.Array([0, 0, width, _SIZE + 3])
    look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Sig,
        T=words,
        F=4,
        Rect=pikepdf.Array([left + 3, bottom - 3, left + 3 + width, bottom + _SIZE]),
        AP=pikepdf.Dictionary(N=document.make_indirect(look)),
    )
