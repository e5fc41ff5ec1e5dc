"""From the store to the receiver: every change behind the cursor, in order, batch by batch."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from pipeline.push.batch import MOST_CHANGES, Batch, fitting
from pipeline.push.courier import Courier
from pipeline.push.letters import Letter
from pipeline.push.state import Position, State
from pipeline.push.webhook import Answer
from pipeline.store import Change, Store, changes

MOST_REFUSED: Final = 20
"""Changes that a receiver may refuse one after the other before a push stops: it is not about each."""
_BEHIND: Final = Answer(0, "behind an earlier dead letter")
"""Why a change is set aside that was not sent."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push has done so far; `cursor` is how far in the store it is."""

    accepted: int = 0
    dead: int = 0
    cursor: int = 0


def push(store: Store, state: State, courier: Courier) -> Iterator[Pushed]:
    """Send everything behind the state's cursor; yield after every batch, when it is done for good.

    A batch that is refused is sent again in halves until the change is found that is not wanted; it becomes
    a dead letter, and so does what stands behind it. After a push that was killed at any moment the next one
    sends at most one batch that the receiver has already, with the key that it had.

    Raises PushError (other-store, older-store), DeliveryError and StoreError.
    """
    if not state.claim(store):
        return
    done, refused = Pushed(cursor=state.position.cursor), 0
    while planned := _planned(store, state.position):
        state.plan(planned[-1].cursor)
        free = [change for change in planned if not state.letters.blocks(change)]
        held = [change for change in planned if state.letters.blocks(change)]
        dead = done.dead + state.letters.add(_letters(held, _BEHIND, courier))
        refusal = courier.deliver(Batch(state.position.store, free)) if free else None
        if refusal and len(free) > 1:
            state.plan(free[len(free) // 2 - 1].cursor)
            done = replace(done, dead=dead)
            continue
        if refusal:
            dead += state.letters.add(_letters(free, refusal, courier))
        state.finish(planned)
        done = Pushed(done.accepted + (0 if refusal else len(free)), dead, planned[-1].cursor)
        yield done
        if refusal:
            refused += 1
            if refused == MOST_REFUSED:
                raise courier.error("webhook-refused", refusal)
        elif free:
            refused = 0


def redeliver(state: State, courier: Courier) -> Iterator[Pushed]:
    """Send every dead letter again, in order, after a `push`; yield after each that was accepted.

    Those behind one that is refused again stay where they are. Raises DeliveryError; what was accepted until
    then is no dead letter any more.
    """
    waiting, kept, blocked = deque(state.letters.all()), list[Letter](), set[str]()
    done = Pushed(cursor=state.position.cursor)
    try:
        while waiting:
            change = waiting[0].change
            if blocked.isdisjoint((change.id, change.document_id)):
                refusal = courier.deliver(Batch(state.position.store, [change]))
                if refusal is None:
                    waiting.popleft()
                    done = replace(done, accepted=done.accepted + 1)
                    yield done
                    continue
                [waiting[0]] = _letters([change], refusal, courier)
                blocked.add(change.id)
            kept.append(waiting.popleft())
    finally:
        state.letters.keep([*kept, *waiting])


def _planned(store: Store, position: Position) -> Sequence[Change]:
    """The changes of the batch that is on its way, else of the next one."""
    if position.sending is None:
        return fitting(changes(store, position.cursor, MOST_CHANGES).changes)
    found = changes(store, position.cursor, position.sending - position.cursor).changes
    return [change for change in found if change.cursor <= position.sending]


def _letters(dead: Iterable[Change], answer: Answer, courier: Courier) -> Iterator[Letter]:
    at = datetime.fromtimestamp(courier.clock(), UTC).isoformat(timespec="seconds")
    return (Letter(at, answer.status, answer.reason, change) for change in dead)
