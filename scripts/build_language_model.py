"""Count the syllables of official documents and pack the counts: gazetteer/restore/language.bin.

    .venv/bin/python -m scripts.build_language_model            write the model
    .venv/bin/python -m scripts.build_language_model --check    build it and compare; status 1 if it differs

In: ../shared/corpora (decrees and circulars) and ../shared/directives/text. Left out: the documents with
gold, one document of the corpus in fifty, which the benchmark reads, and every paragraph that shares twelve
tokens in a row with any of those. A paragraph that stands many times counts once, so that a slip copied from
one consolidated text to the next stays rare.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

from gazetteer.fold import tidy
from gazetteer.restore.language import BREAK, FILE, SIZE, SYLLABLES, Counts, pack
from gazetteer.restore.phrases import wrong_pairs
from gazetteer.syllables import is_syllable
from pipeline.restore.tokens import PATTERN, token_id
from scripts.bench.documents import SHARED, SHARED_GOLD, SHARED_TEXTS
from scripts.environment import ROOT

CORPUS = SHARED / "corpora" / "legal-vi.txt.xz"
OUT = ROOT / "gazetteer" / "restore" / FILE
MOTTO = re.compile(r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam", re.IGNORECASE)
MARKED = re.compile(r"[^\W\d_\x00-\x7f]")
HELD_BACK, OF = 7, 50
RUN = 12
"""So many tokens in a row are no chance: two paragraphs that share them are copies."""
LEAST, LEAST_FOREIGN = 2, 25
OFTEN = 5
"""So many times words are seen between two others before they are missed where they fail."""
MISREAD = 0.02  # of the words with marks, those that are no syllables
LONGEST = 8000  # characters of a paragraph


def held_back() -> tuple[str, ...]:
    """The documents of the corpus that the model has not seen, their paragraphs parted by line ends."""
    return tuple(document for number, document in enumerate(_corpus()) if number % OF == HELD_BACK)


@cache
def _corpus() -> tuple[str, ...]:
    """The corpus, cut where the words of the state open a document."""
    documents: list[list[str]] = [[]]
    with lzma.open(CORPUS, "rt", encoding="utf-8") as file:
        for line in file:
            if MOTTO.search(line):
                documents.append([])
            words = tidy(line)
            if _is_vietnamese(words):
                documents[-1].append(words)
    return tuple(map("\n".join, documents))


def _is_vietnamese(line: str) -> bool:
    """Tell whether a quarter of the words of `line` bear marks: half of the corpus is its translation."""
    words = line.split()
    return len(line) < LONGEST and 4 * sum(map(bool, map(MARKED.search, words))) > len(words)


def _paragraphs() -> Iterator[list[str]]:
    """The tokens of every paragraph that may be counted, each paragraph once."""
    gold = [tidy(line) for path in sorted(SHARED_GOLD.glob("*.txt")) for line in _lines(path)]
    hidden = chain(gold, *(text.split("\n") for text in held_back()))
    tested = {run for line in hidden for run in _runs(_split(line))}
    plain = filter(_is_plain, sorted(SHARED_TEXTS.glob("*.txt")))
    texts = (tidy(line) for path in plain for line in _lines(path))
    corpus = (
        line
        for number, document in enumerate(_corpus())
        if number % OF != HELD_BACK
        for line in document.split("\n")
    )
    for line in dict.fromkeys(chain(corpus, texts)):
        words = _split(line)
        if tested.isdisjoint(_runs(words)):
            yield words


def _is_plain(path: Path) -> bool:
    """Tell whether a text is the document itself: no second form, no gold, not misread by a machine."""
    if "." in path.name.removesuffix(".txt") or (SHARED_GOLD / path.name).exists():
        return False
    words = [word for line in _lines(path) for word in _split(tidy(line)) if MARKED.search(word)]
    return sum(not is_syllable(word) for word in words) < MISREAD * len(words)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").replace("\f", "\n").split("\n")


def _split(line: str) -> list[str]:
    return PATTERN.findall(line.lower())


def _runs(words: list[str]) -> set[int]:
    return {hash(tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1)}


def count(paragraphs: Iterable[list[str]]) -> Counts:
    """Count tokens, pairs and triples, each that was seen twice at least, and what pairs lack."""
    rows = list(paragraphs)
    seen = Counter(chain.from_iterable(rows))
    syllables = sorted(word for word, number in seen.items() if word.isalpha() and _kept(word, number))
    ids = {word: at for at, word in enumerate(syllables, SYLLABLES)}
    if len(ids) + SYLLABLES > SIZE:
        raise ValueError(f"{len(ids)} syllables are too many for {SIZE}")
    numbers = {word: token_id(word, ids) for word in seen}
    numbered = [[BREAK, *map(numbers.__getitem__, words), BREAK] for words in rows]
    singles = Counter(chain.from_iterable(numbered))
    wrong = {
        numbers[first] * SIZE + numbers[second]
        for first, second in wrong_pairs()
        if {first, second} <= seen.keys()
    }
    pairs = {key: number for key, number in _pairs(numbered).items() if number >= LEAST and key not in wrong}
    triples = {key: number for key, number in _triples(numbered, wrong).items() if number >= LEAST}
    each = [singles[at] for at in range(len(ids) + SYLLABLES)]
    return Counts(syllables, [*each, sum(each)], pairs, triples, _gaps(numbered, pairs, triples))


def _pairs(rows: Iterable[list[int]]) -> Counter[int]:
    return Counter(first * SIZE + second for row in rows for first, second in pairwise(row))


def _triples(rows: Iterable[list[int]], wrong: set[int]) -> Counter[int]:
    return Counter(
        (first * SIZE + second) * SIZE + third
        for row in rows
        for first, second, third in zip(row, row[1:], row[2:], strict=False)
        if first * SIZE + second not in wrong and second * SIZE + third not in wrong
    )


def _gaps(rows: Iterable[list[int]], pairs: Mapping[int, int], triples: Mapping[int, int]) -> dict[int, int]:
    """Of each pair that was hardly ever seen, the syllable or two seen most often between its two."""
    between: dict[int, tuple[int, int]] = {}
    fours = Counter(
        (first * SIZE + last, second * SIZE + third)
        for row in rows
        for first, second, third, last in zip(row, row[1:], row[2:], row[3:], strict=False)
        if min(first, second, third, last) >= SYLLABLES and first * SIZE + last not in pairs
    )
    threes = (
        ((key // SIZE // SIZE * SIZE + key % SIZE, key // SIZE % SIZE), number)
        for key, number in triples.items()
    )
    for (pair, tokens), number in chain(fours.items(), threes):
        known = min(pair // SIZE, pair % SIZE) >= SYLLABLES and pair not in pairs and tokens >= SYLLABLES
        if known and number >= OFTEN:
            between[pair] = max(between.get(pair, (0, 0)), (number, -tokens))
    return {pair: -tokens for pair, (_, tokens) in between.items()}


def _kept(word: str, number: int) -> bool:
    return number >= (LEAST if is_syllable(word) else LEAST_FOREIGN)


def main(arguments: list[str]) -> int:
    """Build the model and write it, or compare it with the one that stands there."""
    made = pack(count(_paragraphs()))
    if "--check" in arguments:
        return int(made != OUT.read_bytes())
    OUT.write_bytes(made)
    print(f"{OUT.relative_to(ROOT)}: {len(made):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
