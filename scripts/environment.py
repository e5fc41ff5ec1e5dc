"""The project's own environment: `.venv`, filled from the lock file, with this checkout installed in it.

Needs the standard library alone, and parses under any Python from 3.6, so that one that is too old gets
told so. Everything is fetched once; a later call finds its own stamp and does nothing.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "giaoviec.stamp"
INPUTS = ("pyproject.toml", "requirements.lock")
OLDEST = (3, 11)

TOO_OLD = """\
Cần Python 3.11 trở lên; bản đang chạy là {found}. Hãy gọi bằng bản mới hơn, ví dụ: python3.11 -m {module}
Python 3.11 or newer is needed; this is {found}. Call with a newer one, such as: python3.11 -m {module}"""
NO_VENV = """\
Bản Python này thiếu mô-đun venv. Trên Debian hay Ubuntu, chạy: apt-get install python3-venv
This Python lacks the venv module. On Debian or Ubuntu, run: apt-get install python3-venv"""
SETTING_UP = """\
Đang chuẩn bị môi trường trong .venv; chỉ lần đầu, cần mạng …
Setting up the environment in .venv; only this once, needs a network …"""
FAILED = """\
Không cài được các gói trong requirements.lock; lý do ở ngay trên. Sửa xong hãy chạy lại.
The packages in requirements.lock could not be installed; the reason stands above. Mend it and run again."""


def ready(module: str) -> Path:
    """Set `.venv` up unless it is, and return its Python.

    `module` is what the user called, for the messages. Ends the process with status 1 and a message in
    Vietnamese and English if this Python is too old or lacks venv, or if a package cannot be installed.
    """
    if sys.version_info < OLDEST:
        found = "{}.{}".format(*sys.version_info[:2])
        sys.exit(TOO_OLD.format(found=found, module=module))
    stamp = _stamp()
    if not (PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp):
        _install()
        STAMP.write_text(stamp, encoding="utf-8")
    return PYTHON


def become(module: str, *arguments: str) -> None:
    """Replace this process by the environment's Python running `-m arguments` in the top folder."""
    python = str(ready(module))
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(python, [python, "-m", *arguments])  # noqa: S606  # no shell is wanted


def _stamp() -> str:
    """What the environment depends on: place, Python and the two files that name the packages."""
    digest = hashlib.sha256(repr((str(ROOT), sys.version_info[:2])).encode())
    for name in INPUTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _install() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(NO_VENV)
    print(SETTING_UP, file=sys.stderr)
    if not _same_python():
        venv.create(VENV, clear=True, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    for packages in (["--require-hashes", "-r", INPUTS[1]], ["--no-build-isolation", "-e", "."]):
        if subprocess.run([*pip, *packages], cwd=ROOT, check=False).returncode:
            sys.exit(FAILED)


def _same_python() -> bool:
    """Tell whether `.venv` holds a working Python of this very version, with pip."""
    if not PYTHON.exists():
        return False
    probe = "import sys, pip; print(*sys.version_info[:2])"
    found = subprocess.run([str(PYTHON), "-c", probe], capture_output=True, text=True, check=False)
    return found.stdout.split() == [str(number) for number in sys.version_info[:2]]
