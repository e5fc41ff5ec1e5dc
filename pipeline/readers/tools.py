"""What only some formats need: packages; programs of the system, bounded and never left running."""

from __future__ import annotations

import os
import resource
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from pipeline.errors import InputError

EXTRAS: Final = {"lxml": "office", "pypdfium2": "pdf", "numpy": "ocr", "PIL": "ocr"}
"""The packages that only some formats need, and the extra of this project that brings each."""

MOST_OUTPUT: Final = 100_000_000
"""Bytes that a program may print unless its caller says otherwise."""

_BOUNDS: Final = ((resource.RLIMIT_AS, 4 << 30), (resource.RLIMIT_FSIZE, 1 << 30))
"""Bytes of memory and of each file that a program may take; LibreOffice and Tesseract need half of it."""
_CHUNK: Final = 1 << 16
_MOST_COMPLAINT: Final = 200
"""Characters of a program's complaint that an error carries."""


class ToolError(Exception):
    """A program did not do its work: its name, its complaint, and the `seconds` that were too few for it."""

    def __init__(self, tool: str, detail: str, *, seconds: float | None = None) -> None:
        super().__init__(tool, detail)
        self.tool = tool
        self.detail = detail
        self.seconds = seconds

    def for_file(self, file: str) -> InputError:
        """Return what to tell the user about `file`: `timed-out` or `tool-failed`."""
        if self.seconds is not None:
            return InputError("timed-out", file=file, seconds=f"{self.seconds:g}")
        return InputError("tool-failed", file=file, tool=self.tool, detail=self.detail)


def find_tool(name: str) -> str | None:
    """Return the full path of the program `name`, None where it is not installed."""
    return shutil.which(name)


def run_tool(
    argv: Sequence[str],
    *,
    seconds: float,
    stdin: bytes = b"",
    most_output: int = MOST_OUTPUT,
    variables: Mapping[str, str] | None = None,
) -> bytes:
    """Run `argv` (a full path first), feed it `stdin`, and return what it prints.

    `variables` are added to its environment. Raises ToolError when it can't be started, ends with another
    status than 0 (as it does where memory runs out), prints more than `most_output` bytes or runs longer than
    `seconds`. After an error, and when this call is interrupted, nothing of its process group is left.
    """
    tool = Path(argv[0]).name
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **(variables or {})}
    with tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - a program found by find_tool, a list of arguments, no shell
                argv, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise ToolError(tool, str(error)) from error
    with process:
        try:
            _bound(process.pid)
            return _outcome(process, tool, seconds, most_output)
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise


def _bound(process: int) -> None:
    with suppress(ProcessLookupError):
        for kind, most in _BOUNDS:
            resource.prlimit(process, kind, (most, most))


def _outcome(process: subprocess.Popen[bytes], tool: str, seconds: float, most: int) -> bytes:
    """Return what a running program prints until its end; raises ToolError."""
    deadline = time.monotonic() + seconds
    printed, complaint = bytearray(), bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(_open(process.stdout), selectors.EVENT_READ, printed)
        ready.register(_open(process.stderr), selectors.EVENT_READ, complaint)
        while ready.get_map():
            for key, _ in ready.select(max(deadline - time.monotonic(), 0)):
                chunk = os.read(key.fd, _CHUNK)
                key.data.extend(chunk)
                if not chunk:
                    ready.unregister(key.fileobj)
            if time.monotonic() >= deadline:
                raise ToolError(tool, "", seconds=seconds)
            if len(printed) > most:
                raise ToolError(tool, f"> {most} bytes")
            del complaint[_CHUNK:]
    try:
        process.wait(max(deadline - time.monotonic(), 0))
    except subprocess.TimeoutExpired as error:
        raise ToolError(tool, "", seconds=seconds) from error
    if process.returncode:
        said = " ".join(complaint.decode(errors="replace").split())
        raise ToolError(tool, said[:_MOST_COMPLAINT] or f"status {process.returncode}")
    return bytes(printed)


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the program was started without this pipe")
    return pipe
