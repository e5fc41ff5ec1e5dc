"""Sending a batch until the receiver takes or refuses it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pipeline.push.batch import Batch
from pipeline.push.errors import DeliveryError
from pipeline.push.signature import HEADER, sign
from pipeline.push.waiting import asked_pause, pause
from pipeline.push.webhook import Answer, Webhook

TRIES: Final = 8
"""Of a batch before a push gives up: with the pauses between them about two minutes."""


def _unheard(seconds: float, answer: Answer) -> None:
    """Tell nobody of a pause."""


@dataclass(frozen=True, slots=True)
class Courier:
    """Sends signed batches to a webhook; clock, sleep and chance can be others in tests.

    `tries` is None for a courier that never gives up. `waiting` hears of each pause before it begins: its
    seconds, and why.
    """

    webhook: Webhook
    secret: bytes
    tries: int | None = TRIES
    waiting: Callable[[float, Answer], None] = _unheard
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random

    def deliver(self, batch: Batch) -> Answer | None:
        """Return None once the receiver has accepted the batch, else how it refused this one for good.

        Raises DeliveryError where it refuses us (webhook-refused) or all tries failed (webhook-silent).
        """
        body, key, failures = batch.body(), batch.key, 0
        while True:
            now = self.clock()
            signature = sign(self.secret, body, int(now))
            answer = self.webhook.post(body, {"Idempotency-Key": key, HEADER: signature})
            if answer.accepted:
                return None
            if answer.general:
                raise self.error("webhook-refused", answer)
            if not answer.passing:
                return answer
            failures += 1
            if failures == self.tries:
                raise self.error("webhook-silent", answer)
            seconds = pause(failures, self.jitter(), asked_pause(answer.retry_after, now))
            self.waiting(seconds, answer)
            self.sleep(seconds)

    def error(self, code: str, answer: Answer) -> DeliveryError:
        """Return what to raise after an answer."""
        return DeliveryError(code, file=self.webhook.url, reason=answer.words)
