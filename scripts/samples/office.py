"""LibreOffice, which makes .doc, .rtf, .odt and .pdf of a .docx; their bytes differ from run to run."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

_FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8", "pdf": "pdf"}


def convert(docx: bytes, form: str) -> bytes:
    """Return the document in another form; raises `CalledProcessError` if LibreOffice fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.docx").write_bytes(docx)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", _FILTERS[form], "--outdir", name]
        subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
        return (folder / f"a.{form}").read_bytes()
