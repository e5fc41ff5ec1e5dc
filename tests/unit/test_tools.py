"""Programs of the system that readers call."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from pipeline.readers.tools import ToolError, find_tool, run_tool

PYTHON = sys.executable


def run(code: str, *, seconds: float = 20, stdin: bytes = b"", most_output: int = 1_000) -> bytes:
    """Run a line of Python as a tool."""
    return run_tool([PYTHON, "-c", code], seconds=seconds, stdin=stdin, most_output=most_output)


def test_finds_what_is_installed() -> None:
    """A program is found by its name, with its full path, or not at all."""
    path = find_tool("sh")
    assert path is not None
    assert Path(path).is_absolute()
    assert find_tool("no-such-program-here") is None


def test_gives_what_is_printed() -> None:
    """A program reads what it is given, and what it prints comes back; its complaints do not."""
    code = "import sys; sys.stderr.write('x' * 300_000); print(sys.stdin.read().upper(), end='')"
    assert run(code, stdin=b"abc") == b"ABC"


def test_has_variables_of_its_own() -> None:
    """Variables are added to the environment, and the language is one that every system has."""
    code = "import os; print(os.environ['A'], os.environ['LC_ALL'], 'PATH' in os.environ)"
    printed = run_tool([PYTHON, "-c", code], seconds=20, variables={"A": "b"})
    assert printed.split() == [b"b", b"C.UTF-8", b"True"]


def test_a_failure_carries_the_complaint() -> None:
    """A program that fails says why, in one short line, as an error about the file."""
    with pytest.raises(ToolError) as caught:
        run("import sys; sys.exit('no\\n such ' + 'page ' * 100)")
    assert caught.value.tool == Path(PYTHON).name
    assert caught.value.detail.startswith("no such page")
    assert len(caught.value.detail) <= 200
    error = caught.value.for_file("a.doc")
    assert (error.code, error.file, error.details["tool"]) == ("tool-failed", "a.doc", Path(PYTHON).name)


def test_a_silent_failure_has_its_status() -> None:
    """A program that fails without a word is told by its status."""
    with pytest.raises(ToolError, match="status 7"):
        run("raise SystemExit(7)")


def test_a_missing_program_is_a_failure() -> None:
    """What cannot be started raises the same error."""
    with pytest.raises(ToolError):
        run_tool(["/no/such/program"], seconds=1)


def test_output_is_bounded() -> None:
    """A program that prints without end is stopped."""
    with pytest.raises(ToolError, match="1000 bytes"):
        run("while True: print('x' * 1000)")


def test_memory_and_files_are_bounded(tmp_path: Path) -> None:
    """A program that wants too much memory, or writes a file without end, fails."""
    with pytest.raises(ToolError, match="MemoryError"):
        run("import time; time.sleep(0.3); bytes(5 << 30)")
    with pytest.raises(ToolError):
        run(f"import os, time; time.sleep(0.3); os.truncate(os.open({str(tmp_path / 'a')!r}, 65), 2 << 30)")


@pytest.mark.parametrize("closes", [False, True])
def test_time_is_bounded(tmp_path: Path, closes: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A program that runs too long is killed with all that it started, even when it closed its output."""
    file = tmp_path / "pid"
    child = f"import os, time; open({str(file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    code = f"import subprocess, sys, os; subprocess.Popen([sys.executable, '-c', {child!r}]); "
    code += "os.close(1); os.close(2); " if closes else ""
    began = time.monotonic()
    with pytest.raises(ToolError) as caught:
        run(code + "import time; time.sleep(60)", seconds=2)
    assert time.monotonic() - began < 20
    assert caught.value.for_file("a").code == "timed-out"
    assert caught.value.for_file("a").details == {"seconds": "2"}
    assert not _runs(int(file.read_text()))


def _runs(process: int) -> bool:
    """Say whether a process is still at work; one that is dead may wait for its parent to notice."""
    for _ in range(50):
        try:
            os.kill(process, 0)
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.1)
    return True
