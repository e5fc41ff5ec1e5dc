"""What the software says to people, by key and language.

The words are data (`vi.toml`, `en.toml`): both files hold the same keys with the same placeholders. This
package stands below everything else and imports nothing of it; a file is read when its first word is needed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

Lang = Literal["vi", "en"]

LANGUAGES: Final[tuple[Lang, ...]] = get_args(Lang)
DEFAULT: Final[Lang] = "vi"


def say(key: str, lang: Lang = DEFAULT, /, **fields: object) -> str:
    """Return the words for `key` ("error.empty-file.message") with `fields` put in.

    Raises KeyError for an unknown key or a field that the words need and `fields` lacks.
    """
    return load_messages(lang)[key].format(**fields)


def say_error(code: str, part: Literal["message", "remedy"], lang: Lang, /, **fields: object) -> str:
    """Return the words for an error's `part`; a field that the words need and `fields` lacks shows as "?".

    Unlike `say` this never fails on a field: an error must not hide behind an error. A `reason` in the words
    of the system is said in those of the language.
    """
    if "reason" in fields:
        fields["reason"] = say_code("system", str(fields["reason"]), lang)
    return load_messages(lang)[f"error.{code}.{part}"].format_map(_Lenient(fields))


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def say_code(group: str, code: str, lang: Lang = DEFAULT) -> str:
    """Return the words for a code of a record ("review", "no-lead"), or the code itself where it has none.

    Records may come from a newer version of the software, whose codes this one does not know.
    """
    return load_messages(lang).get(f"{group}.{code}", code)


def codes(group: str) -> tuple[str, ...]:
    """Return the codes of a group ("review", "rule") that there are words for, in the order of the file."""
    prefix = f"{group}."
    return tuple(key.removeprefix(prefix) for key in load_messages(DEFAULT) if key.startswith(prefix))


@cache
def load_messages(lang: Lang) -> dict[str, str]:
    """Return every message of one language, keys joined by dots."""
    import tomli  # here, because most runs never say anything

    tables = tomli.loads(Path(__file__).with_name(f"{lang}.toml").read_text(encoding="utf-8"))
    flat: dict[str, str] = {}
    _flatten(tables, "", flat)
    return flat


def _flatten(table: dict[str, Any], prefix: str, flat: dict[str, str]) -> None:
    """Add every text of `table` to `flat` under its dotted key."""
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}{key}.", flat)
        else:
            flat[prefix + key] = value
