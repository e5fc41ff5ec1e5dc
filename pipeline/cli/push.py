"""`giaoviec push`: the changes of a store to a webhook."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from pipeline.cli.arguments import Parser, at_least
from pipeline.cli.console import Console
from pipeline.cli.extras import needed
from pipeline.cli.progress import print_counts, progress_bar
from pipeline.cli.stores import add_store, opened
from pipeline.errors import EXIT_INTERRUPTED, EXIT_OK, EXIT_SOME_FAILED

if TYPE_CHECKING:
    from pipeline.push import Answer, Courier, Pushed, State
    from pipeline.store import Store


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    add_store(parser)
    parser.option("--to", metavar="WEBHOOK", needed=True)
    parser.option("--state", metavar="FILE", needed=True)
    parser.option("--secret-file", metavar="FILE", needed=True)
    parser.option("--follow", metavar="SECONDS", kind=at_least(0.1, "--follow"))
    parser.switch("--redeliver")
    parser.switch("--quiet")


def run(options: Namespace, console: Console) -> int:
    """Push what is new, once or for ever, and sum up."""
    with opened(options) as store:
        with needed("serve"):
            from pipeline.push import TRIES, Courier, State, Webhook, read_secret
        secret = read_secret(Path(options.secret_file))
        with Webhook(options.to) as webhook, State(Path(options.state)) as state:
            courier = Courier(
                webhook, secret, None if options.follow else TRIES, partial(_say_pause, console)
            )
            try:
                _push(store, state, courier, options, console)
            except KeyboardInterrupt:
                console.note(console.say("push.stopped", cursor=state.position.cursor))
                return EXIT_INTERRUPTED
            finally:
                _say_letters(state, console)
            return EXIT_SOME_FAILED if len(state.letters) else EXIT_OK


def _push(store: Store, state: State, courier: Courier, options: Namespace, console: Console) -> None:
    """Push once, or with `--follow` again and again: later a store may be out of reach for a while."""
    from pipeline.push import push, redeliver
    from pipeline.store import StoreError

    _pass(push(store, state, courier), options, console)
    if options.redeliver:
        _pass(redeliver(state, courier), options, console)
    while options.follow:
        sleep(options.follow)
        try:
            _pass(push(store, state, courier), options, console)
        except StoreError as error:
            console.error(error)


def _pass(steps: Iterator[Pushed], options: Namespace, console: Console) -> None:
    """Go through the steps, show how far they are, and sum up those that did something."""
    done = None
    with progress_bar(console.say("push.pushing"), console, hidden=options.quiet) as bar:
        for done in steps:
            if bar:
                bar(done.accepted, None)
    if options.quiet or (done is None and options.follow):
        return
    if done is None:
        console.print(console.say("push.nothing-new"))
        return
    keys = ("accepted", "dead", "cursor") if done.dead else ("accepted", "cursor")
    print_counts(((console.say(f"push.{key}"), f"{getattr(done, key)}") for key in keys), console)
    console.out.flush()


def _say_pause(console: Console, seconds: float, answer: Answer) -> None:
    console.note(console.say("push.pause", seconds=f"{seconds:.0f}", reason=answer.words))


def _say_letters(state: State, console: Console) -> None:
    if len(state.letters):
        console.note(console.say("push.letters", count=len(state.letters), file=state.letters.path))
