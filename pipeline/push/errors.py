"""What can go wrong with a push."""

from __future__ import annotations

from typing import Literal, get_args

from pipeline.errors import EXIT_SOME_FAILED, EXIT_USAGE, GiaoviecError

PushCode = Literal[
    "bad-webhook", "insecure-webhook", "bad-network", "no-secret", "open-secret", "short-secret", "bad-state",
    "state-in-use", "other-store", "older-store",
]  # fmt: skip
DeliveryCode = Literal["webhook-refused", "webhook-silent"]


class PushError(GiaoviecError):
    """A push cannot begin as it was asked for: `file` is the webhook, the secret's file or the state's."""

    exit_code = EXIT_USAGE
    codes = get_args(PushCode)


class DeliveryError(GiaoviecError):
    """The receiver at `file` does not take changes; what it has taken is kept, and a later push goes on."""

    exit_code = EXIT_SOME_FAILED
    codes = get_args(DeliveryCode)
