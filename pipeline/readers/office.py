"""Old Word files (.doc): through LibreOffice where it is installed, else through a lighter program."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from pipeline.errors import InputError
from pipeline.readers.antiword import read_lightly
from pipeline.readers.encodings import repair
from pipeline.readers.limits import Limits
from pipeline.readers.tools import ToolError, find_tool, run_tool
from pipeline.source import Remark, Source

MEDIA_TYPE: Final = "application/msword"
INSTALL: Final = "sudo apt-get install libreoffice-writer-nogui"

_SETTINGS: Final = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Writer/Content/Update", "Link", "2"),
)
"""No macros; nothing is loaded from where links lead to, neither from the network nor from this machine."""
_SETTING: Final = (
    '<item oor:path="/org.openoffice.Office.{}">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_NOWHERE: Final = "http://127.0.0.1:9"
_OPTIONS: Final = ("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault")


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Return the document in `data`; raises InputError.

    `missing-tool` where no program can read it; `timed-out`, `tool-failed`, `broken-file`. The remark
    `light-reader` says that automatic numbers and the shape of tables may be lost.
    """
    if soffice := find_tool("soffice"):
        return _through_docx(soffice, data, name, limits)
    if antiword := find_tool("antiword"):
        text, encoding = repair(read_lightly(antiword, data, name, limits))
        return Source(text, media_type=MEDIA_TYPE, encoding=encoding, remarks=(Remark("light-reader"),))
    raise InputError("missing-tool", file=name, tool="LibreOffice", install=INSTALL)


def _through_docx(soffice: str, data: bytes, name: str, limits: Limits) -> Source:
    made = _to_docx(soffice, data, name, limits)
    from pipeline.readers import docx

    return replace(docx.read(made, name, limits), media_type=MEDIA_TYPE)


def _to_docx(soffice: str, data: bytes, name: str, limits: Limits) -> bytes:
    """Return the document as .docx; the program runs with a profile of its own, so that runs never meet."""
    with tempfile.TemporaryDirectory(prefix="giaoviec-") as folder:
        given, made = Path(folder, "in.doc"), Path(folder, "in.docx")
        given.write_bytes(data)
        profile = _profile(Path(folder, "profile"))
        argv = (soffice, f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS)
        convert = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(given))
        # What is fetched all the same is asked of a proxy that is not there.
        variables = {"HOME": folder, "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "no_proxy": ""}
        try:
            run_tool((*argv, *convert), seconds=limits.seconds, variables=variables)
        except ToolError as error:
            raise error.for_file(name) from error
        if not made.is_file():
            raise InputError("broken-file", file=name, format="doc", detail="LibreOffice cannot open it")
        if made.stat().st_size > limits.size:
            raise InputError("unpacks-too-large", file=name, limit=f"{limits.size / 1e6:g}")
        return made.read_bytes()


def _profile(folder: Path) -> Path:
    settings = "".join(_SETTING.format(*setting) for setting in _SETTINGS)
    user = folder / "user"
    user.mkdir(parents=True)
    items = f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{settings}</oor:items>'
    (user / "registrymodifications.xcu").write_text(f'<?xml version="1.0" encoding="UTF-8"?>{items}')
    return folder
