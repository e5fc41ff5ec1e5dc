"""The lock file: every package with its version and the hashes of its files, for all supported Pythons.

    python3 -m scripts.lock             solve anew and write requirements.lock (needs a network)
    python3 -m scripts.lock --upgrade   the same, taking the newest versions
    python3 -m scripts.lock --check     does the lock fit pyproject.toml, and this environment the lock?

In: pyproject.toml. Out: requirements.lock. The check needs no network.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from scripts.environment import ROOT

PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements.lock"
SOLVER = "uv>=0.5"
HEADER = "# Written by scripts/lock.py from pyproject.toml; do not edit.\n"
HASHES = r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
PIN = re.compile(rf"^([a-z0-9-]+)==(\S+)(?: ; ([^\\\n]+))? \\\n{HASHES}", re.MULTILINE)


def solve(*, upgrade: bool) -> None:
    """Write the lock file; raises `CalledProcessError` if no set of versions fits."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        tools = Path(folder, "bin")
        subprocess.run([str(tools / "pip"), "install", "--quiet", SOLVER], check=True)
        command = [str(tools / "uv"), "pip", "compile", PROJECT.name, "--output-file", LOCK.name]
        command += [
            "--all-extras",
            "--universal",
            "--generate-hashes",
            "--no-emit-index-url",
            "--no-header",
            "--quiet",
        ]
        command += ["--upgrade"] if upgrade else []
        subprocess.run(command, cwd=ROOT, check=True)
    LOCK.write_text(HEADER + LOCK.read_text(encoding="utf-8").removeprefix(HEADER), encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    """Every locked package and its version; a line without hashes is left out.

    Where Pythons or platforms need different versions it is the one for here, else any.
    """
    from packaging.markers import Marker  # the solver runs without it

    found = PIN.findall(lock)
    here = {name: version for name, version, marker in found if not marker or Marker(marker).evaluate()}
    return {name: version for name, version, _ in found} | here


def wanted(project: str) -> tuple[str, ...]:
    """Every requirement that pyproject.toml states, those of its extras too."""
    table = tomllib.loads(project)["project"]
    extras = table.get("optional-dependencies", {}).values()
    return (*table["dependencies"], *(line for extra in extras for line in extra))


def faults(project: str, lock: str) -> Iterator[str]:
    """Say where the lock does not fit: a requirement it does not meet, a line of it that has no hashes."""
    from packaging.requirements import Requirement  # the solver runs without it
    from packaging.utils import canonicalize_name

    locked = pins(lock)
    for line in re.findall(r"^[^\s#].*", lock, re.MULTILINE):
        if line.split("==")[0] not in locked:
            yield f"requirements.lock: no hashes, or no exact version: {line}"
    for line in wanted(project):
        need = Requirement(line)
        version = locked.get(canonicalize_name(need.name))
        if version is None or version not in need.specifier:
            yield f"pyproject.toml asks for {line}, requirements.lock has {version or 'none'}"


def differences(lock: str) -> Iterator[str]:
    """Say which packages are installed here in another version than the locked one."""
    for name, version in pins(lock).items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # not for this Python or platform; what is needed fails by itself
        if installed != version:
            yield f"requirements.lock has {name} {version}, {installed} is installed"


def main(arguments: list[str]) -> int:
    """Solve or check; the exit status is 1 if the check finds a fault."""
    if "--check" not in arguments:
        solve(upgrade="--upgrade" in arguments)
        return 0
    lock = LOCK.read_text(encoding="utf-8")
    found = [*faults(PROJECT.read_text(encoding="utf-8"), lock), *differences(lock)]
    print("\n".join(found) or f"{len(pins(lock))} packages locked, all requirements met")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
