"""Every error that users of this software can meet: one root, four children.

An error holds fields, not prose: a stable `code`, the `file` and the `place` in it, and the details that its
message needs. The words come from `pipeline.messages`, so the same error speaks Vietnamese or English.
"""

from __future__ import annotations

from typing import ClassVar, Final, Literal, get_args

from pipeline.messages import DEFAULT, Lang, say_error

EXIT_OK: Final = 0
EXIT_INTERNAL: Final = 1
EXIT_NO: Final = 1
"""The answer to what was asked is no: nothing is known, or what was checked is wrong."""
EXIT_USAGE: Final = 2
EXIT_SOME_FAILED: Final = 3
EXIT_INTERRUPTED: Final = 130

InputCode = Literal[
    "empty-file", "binary-file", "unknown-encoding", "unreadable", "too-large", "unknown-format", "vanished",
    "encrypted", "broken-file", "wrong-content", "too-many-pages", "too-complex", "unpacks-too-large",
    "too-many-entries", "too-deep", "unsafe-path", "picture-too-large", "missing-tool", "tool-failed",
    "timed-out", "no-text", "too-long",
]  # fmt: skip
DataCode = Literal["bad-entry", "bad-data-file"]
GoldCode = Literal[
    "gold-unreadable", "gold-bad-keys", "gold-quote-not-found", "gold-bad-value", "gold-no-files",
]  # fmt: skip
UsageCode = Literal[
    "no-command", "unknown-command", "unknown-option", "missing-value", "missing-argument", "extra-argument",
    "unexpected-value", "bad-number", "bad-choice", "no-such-input", "no-documents", "out-not-writable",
    "out-in-use", "no-records", "bad-records", "unknown-task", "ambiguous-task", "bad-overlay", "bad-date",
    "unknown-entity", "needs-option", "missing-package", "too-many-sheets", "no-text-kept", "bad-annotations",
    "empty-value", "unknown-ending", "is-folder",
]  # fmt: skip


class GiaoviecError(Exception):
    """The root: catch this to catch every error that this software raises on purpose.

    `code` is stable and meant for programs; `file` and `place` (a line, an entry) say where, or are None;
    `details` are further values for the message. `str(error)` is the message in Vietnamese, one line.
    """

    exit_code: ClassVar[int] = EXIT_INTERNAL
    codes: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, code: str, *, file: str | None = None, place: str | None = None, **details: object
    ) -> None:
        """Take the fields; ValueError if `code` is none of the class's `codes`."""
        if code not in self.codes:
            raise ValueError(f"{type(self).__name__} has no code {code!r}")
        super().__init__(code)
        self.code = code
        self.file = file
        self.place = place
        self.details = details

    def message(self, lang: Lang = DEFAULT) -> str:
        """Return what went wrong, in one sentence."""
        return self._say("message", lang)

    def remedy(self, lang: Lang = DEFAULT) -> str:
        """Return what the reader can do about it, in one sentence."""
        return self._say("remedy", lang)

    def _say(self, part: Literal["message", "remedy"], lang: Lang) -> str:
        return say_error(self.code, part, lang, file=self.file or "", place=self.place or "", **self.details)

    def __str__(self) -> str:
        return f"{self.message()} {self.remedy()}"

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions rebuild themselves from positional arguments; ours has keywords and crosses processes.
        return _rebuild, (type(self), self.code, self.file, self.place, self.details)


class InputError(GiaoviecError):
    """A document that cannot be read; the other documents of a run go on."""

    exit_code = EXIT_SOME_FAILED
    codes = get_args(InputCode)


class DataError(GiaoviecError):
    """The gazetteer's data are bad: `file` names it, `place` the entry, detail `reason` the fault."""

    codes = get_args(DataCode)


class GoldError(GiaoviecError):
    """An annotation file is bad: `file` names it, `place` the task or reference, detail `quote` the words."""

    exit_code = EXIT_USAGE
    codes = get_args(GoldCode)


class UsageError(GiaoviecError):
    """The command line asks for something that cannot be done as written."""

    exit_code = EXIT_USAGE
    codes = get_args(UsageCode)


def _rebuild(
    cls: type[GiaoviecError], code: str, file: str | None, place: str | None, details: dict[str, object],
) -> GiaoviecError:  # fmt: skip
    """Make the error again on the other side of a process boundary."""
    return cls(code, file=file, place=place, **details)
