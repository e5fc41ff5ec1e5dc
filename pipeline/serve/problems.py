"""What a client hears of an error: RFC 9457, in its language, with a code that stays the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Final

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from pipeline.errors import GiaoviecError
from pipeline.messages import DEFAULT, LANGUAGES, Lang, say
from pipeline.serve.errors import STATUS

MEDIA_TYPE: Final = "application/problem+json"
REALM: Final = "giaoviec"
_MOST_ERRORS: Final = 20


class BadValue(BaseModel):
    """A value of a request that is not as it has to be."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    place: Annotated[str, Field(examples=["query.limit"])]
    """Where it stands: query, path or body, and the names on the way to it."""
    code: Annotated[str, Field(examples=["less_than_equal"])]
    """What is wrong with it; stable."""
    detail: str
    """The same in words."""


class Problem(BaseModel):
    """Why a request was refused (RFC 9457). Programs should look at `status` and `code`."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    type: Annotated[str, Field(examples=["urn:giaoviec:no-such-record"])]
    """The code as a URI."""
    title: str
    """The HTTP status in words."""
    status: int
    """The HTTP status again."""
    code: Annotated[str, Field(examples=["no-such-record"])]
    """What happened; stable."""
    detail: str
    """What happened, in words."""
    remedy: str
    """What to do about it, in words."""
    errors: tuple[BadValue, ...] = ()
    """Everything that is wrong with the values of the request."""


def problem_response(error: GiaoviecError, accept_language: str | None) -> Response:
    """Return the response that tells of `error`, whose code must be one of STATUS."""
    lang = preferred_language(accept_language)
    status = STATUS[error.code]
    body = Problem(
        type=f"urn:giaoviec:{error.code}",
        title=say(f"api.status.{status}", lang),
        status=status,
        code=error.code,
        detail=error.message(lang),
        remedy=error.remedy(lang),
        errors=tuple(_bad_values(error.details.get("errors", ()), lang)),
    )
    headers = {**dict(_headers(error)), "Content-Language": lang, "Vary": "Accept-Language"}
    return Response(body.model_dump_json(), status, headers, MEDIA_TYPE)


def preferred_language(accept: str | None) -> Lang:
    """Return the language that an Accept-Language header likes best; Vietnamese where it knows none."""
    best: tuple[float, Lang] = (0.0, DEFAULT)
    for part in (accept or "").split(",")[:_MOST_ERRORS]:
        tag, _, weight = part.partition(";")
        for lang in LANGUAGES:
            if tag.strip().lower().split("-")[0] == lang and (liked := _weight(weight)) > best[0]:
                best = liked, lang
    return best[1]


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


def _bad_values(errors: object, lang: Lang) -> Iterator[BadValue]:
    """Say what is wrong, of what pydantic found."""
    found: Sequence[dict[str, Any]] = errors if isinstance(errors, Sequence) else ()
    for error in found[:_MOST_ERRORS]:
        kind = {"missing": "missing", "extra_forbidden": "unknown"}.get(error["type"], "bad-value")
        place = ".".join(map(str, error["loc"]))
        yield BadValue(place=place, code=error["type"], detail=say(f"api.{kind}", lang, place=place))


def _headers(error: GiaoviecError) -> Iterable[tuple[str, str]]:
    """The headers that go with an error."""
    if error.code == "no-token":
        yield "WWW-Authenticate", f'Bearer realm="{REALM}"'
    elif error.code == "bad-token":
        yield "WWW-Authenticate", f'Bearer realm="{REALM}", error="invalid_token"'
    elif error.code == "no-scope":
        needed = error.details["scope"]
        yield "WWW-Authenticate", f'Bearer realm="{REALM}", error="insufficient_scope", scope="{needed}"'
    elif error.code == "no-such-method":
        yield "Allow", str(error.details["allow"])
    elif error.code == "too-many-requests":
        yield "Retry-After", str(error.details["seconds"])
