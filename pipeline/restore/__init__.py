"""Typing and reading errors: found as edits, laid over the document.

`find_edits` says what might be mended and what may be done with that; `restore` lays over a document what
is safe. Both are pure: the same document gives the same edits, a restored one none that are to be applied.
"""

from __future__ import annotations

from pipeline.restore.find import find_edits, load_knowledge
from pipeline.restore.laying import restore
from pipeline.restore.mending import Mending
from pipeline.restore.mends import Knowledge
from pipeline.restore.model import DEFAULT_SETTINGS, RULES, Guard, Policy, Proposal, Settings

__all__ = [
    "DEFAULT_SETTINGS",
    "RULES",
    "Guard",
    "Knowledge",
    "Mending",
    "Policy",
    "Proposal",
    "Settings",
    "find_edits",
    "load_knowledge",
    "restore",
]
