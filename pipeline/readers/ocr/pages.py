"""Pictures to pages of words, several at a time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from operator import attrgetter
from typing import Final, NamedTuple

from pipeline.readers.layout.model import Page, Word
from pipeline.readers.limits import Limits
from pipeline.readers.ocr.cells import picture_of, put_back, unread_cells
from pipeline.readers.ocr.doubt import entries, withhold_doubtful
from pipeline.readers.ocr.model import Picture
from pipeline.readers.ocr.prepare import Prepared, Upright, prepare, set_upright, shrink, smooth, turn
from pipeline.readers.ocr.tesseract import Tesseract, find_tesseract

_MOST_AT_ONCE: Final = 4
_UPRIGHT: Final = 55
"""A page whose letters are less sure on average may stand on its head: there they are 33 to 42."""
_CLEAR: Final = 88
"""A page whose letters are less sure on average is a bad copy."""
_AROUND: Final = 12
"""White dots above and below lines that are read again."""
_SMALLER: Final = 0.75


class _Reading(NamedTuple):
    """One way of reading a picture: its `words`, and the confidences of all their letters added up."""

    sum: int
    upright: Upright
    ready: Prepared
    words: tuple[Word, ...]


def recognise(pictures: Iterable[Picture], name: str, limits: Limits) -> Iterator[Page]:
    """Yield the words and ruling lines of each of `pictures`, in order.

    Places are those on the page set upright: one that lies on its side or head is turned, one that is askew
    is turned about its middle. Doubtful figures in the number and date of page 1 are withheld. No more
    pictures are drawn ahead than are recognised at once. Raises InputError for the file `name`:
    `missing-tool` before the first picture is drawn, `tool-failed`, `timed-out`.
    """
    tesseract = find_tesseract(name, limits.seconds)
    workers = min(os.cpu_count() or 1, _MOST_AT_ONCE)
    waiting: deque[Future[Page]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for picture in pictures:
                waiting.append(pool.submit(_page, picture, tesseract))
                del picture
                if len(waiting) >= workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for page in waiting:
                page.cancel()


def _page(picture: Picture, tesseract: Tesseract) -> Page:
    """Return the words of one picture; where they are unsure it is read in other ways, too."""
    best = _read(set_upright(picture), tesseract)
    for sure, change in ((_UPRIGHT, _on_its_head), (_CLEAR, smooth)):
        if best.sum < sure * _letters(best.words):
            best = max(best, _read(change(best.upright), tesseract), key=attrgetter("sum"))
    ready = best.ready
    words = (*best.words, *_left_out(best, tesseract))
    page = Page(picture.number, ready.width, ready.height, words, ready.rules)
    return withhold_doubtful(page, _entries_again(page, ready, tesseract)) if page.number == 1 else page


def _entries_again(page: Page, ready: Prepared, tesseract: Tesseract) -> tuple[Word, ...]:
    """Return the words of the lines with number and date, read alone and smaller."""
    place = entries(page)
    if place is None:
        return ()
    top, bottom = (round(end * ready.scale) for end in place)
    lines = ready.dots[max(0, top - _AROUND) : bottom + _AROUND]
    return tesseract.words(shrink(ready._replace(dots=lines), _SMALLER), "block")


def _read(upright: Upright, tesseract: Tesseract) -> _Reading:
    ready = prepare(upright)
    words = tesseract.words(ready)
    return _Reading(sum(len(word.text) * word.confidence for word in words), upright, ready, words)


def _left_out(reading: _Reading, tesseract: Tesseract) -> Iterator[Word]:
    """Yield the words of the cells in which the whole page had none."""
    if cuts := unread_cells(reading.ready, reading.words):
        words = tesseract.words(picture_of(reading.ready, cuts), "block")
        yield from put_back(words, cuts, reading.ready.scale)


def _on_its_head(page: Upright) -> Upright:
    return turn(page, 2)


def _letters(words: Iterable[Word]) -> int:
    return sum(len(word.text) for word in words)
