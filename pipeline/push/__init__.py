"""The feed, brought to a tracking app: every change of a store, posted to a webhook in order.

`push` sends what a `State` says has not been sent, by a `Courier` that signs it, tries again, and knows when
to give up; what the receiver does not want becomes dead letters, which `redeliver` sends again. How a
receiver checks what it gets is said in `signature`.
"""

from __future__ import annotations

from pipeline.push.batch import Batch
from pipeline.push.courier import TRIES, Courier
from pipeline.push.delivery import MOST_REFUSED, Pushed, push, redeliver
from pipeline.push.errors import DeliveryError, PushError
from pipeline.push.letters import Letter, Letters
from pipeline.push.signature import read_secret, sign
from pipeline.push.state import Position, State
from pipeline.push.webhook import Answer, Webhook, checked

__all__ = [
    "MOST_REFUSED",
    "TRIES",
    "Answer",
    "Batch",
    "Courier",
    "DeliveryError",
    "Letter",
    "Letters",
    "Position",
    "PushError",
    "Pushed",
    "State",
    "Webhook",
    "checked",
    "push",
    "read_secret",
    "redeliver",
    "sign",
]
