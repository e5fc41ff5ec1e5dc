"""Recognition: from pictures of pages to words with places and confidences."""

from __future__ import annotations

from pipeline.readers.ocr.doubt import remarks_on
from pipeline.readers.ocr.model import Picture
from pipeline.readers.ocr.pages import recognise

__all__ = ["Picture", "recognise", "remarks_on"]
