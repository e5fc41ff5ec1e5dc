"""`--no-restore` and `--no-rules`: whether and how typing errors are mended before a document is read."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from pipeline.cli.arguments import Parser
from pipeline.errors import UsageError
from pipeline.messages import codes

_OFF: Final = "--no-rules"


def add_restoring(parser: Parser) -> None:
    """Name both options; their help is the same for every command."""
    parser.switch("--no-restore", shared=True)
    add_rules(parser)


def add_rules(parser: Parser) -> None:
    """Name the option that switches off some rules."""
    # The messages know the rules as well, and a command's help must not load what mends.
    parser.option(_OFF, metavar="RULE,…", shared=True, rules=", ".join(codes("rule")))


def unmended(options: Namespace) -> frozenset[str] | None:
    """Return the rules that both options switch off, None for all. Raises UsageError for an unknown rule."""
    return None if options.no_restore else rules_off(options)


def rules_off(options: Namespace) -> frozenset[str]:
    """Return the rules that `--no-rules` names. Raises UsageError for an unknown one."""
    off = frozenset(filter(None, (options.no_rules or "").split(",")))
    for unknown in sorted(off.difference(codes("rule"))):
        raise UsageError("bad-choice", option=_OFF, value=unknown, choices=", ".join(codes("rule")))
    return off
