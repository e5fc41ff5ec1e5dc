"""Everything that must hold before a change is merged, in one command.

    python3 -m scripts.check            all of it, the tests with branch coverage last
    python3 -m scripts.check --static   all but the tests

Sets the environment up first. Runs every check even if one fails, names those that failed, and ends with
status 1 then. The tests come last, so that the last line is pytest's own.
"""

import subprocess
import sys
from pathlib import Path

from scripts import environment

# By name, the program in .venv/bin and its arguments.
CHECKS = {
    "lint": ["ruff", "check", "--output-format=concise"],
    "format": ["ruff", "format", "--check", "--output-format=concise"],
    "types": ["mypy"],
    "imports": ["lint-imports", "--no-logo", "--no-cache"],
    "data": ["python", "-m", "scripts.format_data", "--check"],
    "schemas": ["python", "-m", "scripts.schemas", "--check"],
    "lock": ["python", "-m", "scripts.lock", "--check"],
    "picture": ["python", "-m", "scripts.picture", "--check"],
    "counts": ["python", "-m", "scripts.gazetteer_counts", "--check"],
    "accuracy": ["python", "-m", "scripts.bench.accuracy"],
}
TESTS = ["pytest", "--cov"]


def main() -> int:
    """Run the checks and report; the exit status is 0 if all of them hold."""
    programs = environment.ready("scripts.check").parent
    failed = []
    for name, command in CHECKS.items():
        print(f"── {name}", flush=True)
        if _run(programs, command):
            failed.append(name)
    if failed:
        print(f"── failed: {', '.join(failed)}", flush=True)
    if "--static" not in sys.argv[1:]:
        print("── tests", flush=True)
        if _run(programs, TESTS):
            failed.append("tests")
    return 1 if failed else 0


def _run(programs: Path, command: list[str]) -> int:
    program, *arguments = command
    return subprocess.run([str(programs / program), *arguments], cwd=environment.ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
