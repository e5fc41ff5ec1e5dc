from __future__ import annotations

import string
from functools import partial
from typing import get_args

import pytest

from pipeline import errors
from pipeline.messages import LANGUAGES, Lang, codes, load_messages, say, say_code, say_error
from pipeline.push.errors import DeliveryError, PushError
from pipeline.restore import RULES
from pipeline.serve.errors import ServeError
from pipeline.store.errors import StoreError

ENGINE_CODES = ("not-a-document", "internal-error", "crashed", "duplicate-document", "duplicate-id")


def placeholders(text: str) -> set[str]:
    """Return the names of the values that a message takes."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_hold_the_same_keys_with_the_same_placeholders() -> None:
    """Whatever can be said in one language can be said in the other, with the same facts."""
    vietnamese, english = load_messages("vi"), load_messages("en")
    assert list(vietnamese) == list(english)
    differing = [key for key in vietnamese if placeholders(vietnamese[key]) != placeholders(english[key])]
    assert differing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_is_empty_or_spans_lines(lang: Lang) -> None:
    """Each message is one line of words, so that it can stand in a terminal, a log or a record."""
    for key, text in load_messages(lang).items():
        assert text.strip(), key
        assert "\n" not in text, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_message_and_a_remedy(lang: Lang) -> None:
    """No error is without words in any language, and none has words that nobody can raise."""
    apart = {DeliveryError, PushError, ServeError, StoreError}
    families: set[type[errors.GiaoviecError]] = {*errors.GiaoviecError.__subclasses__(), *apart}
    codes = {code for family in families for code in family.codes} | set(ENGINE_CODES)
    said = {key.split(".")[1] for key in load_messages(lang) if key.startswith("error.")}
    assert said == codes
    assert all(
        f"error.{code}.{part}" in load_messages(lang) for code in codes for part in ("message", "remedy")
    )


def test_the_codes_of_an_error_class_are_those_of_its_type() -> None:
    """The type that mypy checks and the set that is checked at run time are one."""
    assert errors.InputError.codes == get_args(errors.InputCode)


def test_say_puts_the_fields_in() -> None:
    """A message holds the values it was given; a missing one is a bug and raises."""
    assert say("explain.task", "en", id="x1") == "Task x1"
    with pytest.raises(KeyError):
        say("explain.task", "en")
    with pytest.raises(KeyError):
        say("no.such.key")


def test_an_error_speaks_even_where_a_fact_is_missing() -> None:
    """The words of an error never fail, for the error would be lost."""
    assert (
        say_error("too-large", "message", "en", file="a.txt")
        == "a.txt is too large: ? MB, the limit is ? MB."
    )


def test_why_the_system_refuses_is_said_in_the_language_of_the_reader() -> None:
    """A reason that the system gives in English has words; one that is not known stays as it is."""
    says = partial(say_error, "out-not-writable", "message", "vi", file="x")
    assert says(reason="Permission denied") == "Không ghi được vào x: không có quyền."
    assert says(reason="Broken pipe") == "Không ghi được vào x: Broken pipe."


def test_an_unknown_code_of_a_record_is_shown_as_it_is() -> None:
    """Records of a newer version can still be shown."""
    assert say_code("review", "no-lead", "en") == "No lead agency was found."
    assert say_code("review", "brand-new", "en") == "brand-new"


def test_every_rule_of_mending_has_words() -> None:
    """The messages name exactly the rules that there are, so that options can be checked against them."""
    assert set(codes("rule")) == RULES
    assert codes("no-such-group") == ()
