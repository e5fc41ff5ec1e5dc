"""web_pages.toml: words in the form in which they are sought, through the reader itself."""

from __future__ import annotations

import unicodedata

import pytest

from gazetteer.web_page_data import WebPageWords, load_web_page_words
from pipeline.errors import InputError
from pipeline.readers.html import read
from pipeline.readers.limits import DEFAULT_LIMITS

WORDS = load_web_page_words()


def faults(words: WebPageWords) -> list[str]:
    """Words that can never be found, or that tell of both kinds of page."""
    low = [
        word
        for word in (*words.errors, *words.documents)
        if word != unicodedata.normalize("NFC", word).lower() or not word.strip() or "  " in word
    ]
    mixed = [word for word in words.errors if any(sign in word or word in sign for sign in words.documents)]
    twice = [word for word in words.errors if words.errors.count(word) > 1]
    return [*low, *mixed, *twice, *([] if 0 < words.blank < words.few else ["blank", "few"])]


def test_words_can_be_found() -> None:
    """Every word is in the form that is compared, and tells of one kind of page."""
    assert faults(WORDS) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"errors": ("Lỗi",)}, "Lỗi"),
        ({"documents": ("nơi  nhận",)}, "nơi  nhận"),
        ({"errors": ("kính gửi",)}, "kính gửi"),
        ({"errors": ("404", "404")}, "404"),
        ({"blank": 900}, "blank"),
    ],
)
def test_a_bad_row_is_seen(change: dict[str, tuple[str, ...]], fault: str) -> None:
    """The check above sees capitals, doubled blanks, words of both kinds, repeats and bad numbers."""
    assert fault in faults(WORDS._replace(**change))  # type: ignore[arg-type]


@pytest.mark.parametrize("word", WORDS.errors)
def test_a_page_with_such_a_word_is_refused(word: str) -> None:
    """A short page with a word of errors is no document, in whatever form its letters are."""
    for shown in (word.upper(), unicodedata.normalize("NFD", word)):
        page = f"<html><title>{shown}</title><body>{'xin chào ' * WORDS.blank}</body></html>"
        with pytest.raises(InputError) as caught:
            read(page.encode(), "a.pdf", DEFAULT_LIMITS)
        assert caught.value.code == "wrong-content"


@pytest.mark.parametrize("word", WORDS.documents)
def test_a_page_with_such_a_word_is_read(word: str) -> None:
    """A page with a sign of documents is read, even if an error is spoken of."""
    page = f"<html><title>404</title><body>Khắc phục lỗi: {word.strip().upper()} x</body></html>"
    assert "Khắc phục" in read(page.encode(), "a.pdf", DEFAULT_LIMITS).text
