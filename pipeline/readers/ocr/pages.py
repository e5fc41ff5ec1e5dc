"""Pictures to pages of words, several at a time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from operator import itemgetter
from typing import Final

from pipeline.readers.layout.model import Page, Word
from pipeline.readers.limits import Limits
from pipeline.readers.ocr.doubt import withhold_doubtful
from pipeline.readers.ocr.model import Picture
from pipeline.readers.ocr.prepare import Upright, prepare, set_upright, smooth, turn
from pipeline.readers.ocr.tesseract import find_tesseract, words_of

_MOST_AT_ONCE: Final = 4
_UPRIGHT: Final = 55
"""A page whose letters are less sure on average may stand on its head: there they are 33 to 42."""
_CLEAR: Final = 88
"""A page whose letters are less sure on average is a bad copy."""


def recognise(pictures: Iterable[Picture], name: str, limits: Limits) -> Iterator[Page]:
    """Yield the words and ruling lines of each of `pictures`, in order.

    Places are those on the page set upright: one that lies on its side or head is turned, one that is askew
    is turned about its middle. Doubtful figures in the number and date of page 1 are withheld. No more
    pictures are drawn ahead than are recognised at once. Raises InputError for the file `name`:
    `missing-tool` before the first picture is drawn, `tool-failed`, `timed-out`.
    """
    program = find_tesseract(name)
    workers = min(os.cpu_count() or 1, _MOST_AT_ONCE)
    waiting: deque[Future[Page]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for picture in pictures:
                waiting.append(pool.submit(_page, picture, program, name, limits.seconds))
                del picture
                if len(waiting) >= workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for page in waiting:
                page.cancel()


def _page(picture: Picture, program: str, name: str, seconds: int) -> Page:
    """Return the words of one picture; where they are unsure it is read in other ways, too."""

    def read(page: Upright) -> tuple[float, Upright, Page]:
        ready = prepare(page)
        words = words_of(ready, program, name, seconds)
        return _sum(words), page, Page(picture.number, page.width, page.height, words, ready.rules)

    best = read(set_upright(picture))
    for sure, change in ((_UPRIGHT, _on_its_head), (_CLEAR, smooth)):
        if best[0] < sure * _letters(best[-1].words):
            best = max(best, read(change(best[1])), key=itemgetter(0))
    return withhold_doubtful(best[-1]) if picture.number == 1 else best[-1]


def _on_its_head(page: Upright) -> Upright:
    return turn(page, 2)


def _letters(words: Iterable[Word]) -> int:
    return sum(len(word.text) for word in words)


def _sum(words: Iterable[Word]) -> int:
    """Return the confidences of all letters added up."""
    return sum(len(word.text) * word.confidence for word in words)
