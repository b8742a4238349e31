"""How long to wait before asking a server again, how much to read of what it says, and what a
failure on the way is called."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 8.0
DEFAULT_HOLD_S: Final = 2.0
LONGEST_HOLD_S: Final = 30.0


class TooLong(Exception):
    """The reply is longer than anything that could be an answer."""


class TooSlow(Exception):
    """The reply did not end in time."""


def pause_s(tries: int, jitter: float) -> float:
    """The pause after so many tries.

    Exponential with full jitter (0 to 1) above a half, so that many clients do not march in step.
    """
    return min(FIRST_PAUSE_S * 2.0 ** (tries - 1), LONGEST_PAUSE_S) * (0.5 + jitter / 2)


def hold_s(retry_after: str | None, now: float) -> float:
    """The seconds that a Retry-After header asks for, as a number or a date; within bounds."""
    seconds = DEFAULT_HOLD_S
    if retry_after is not None:
        with contextlib.suppress(ValueError):
            seconds = float(retry_after)
            return max(0.0, min(seconds, LONGEST_HOLD_S))
        with contextlib.suppress(ValueError, TypeError, OverflowError):
            seconds = parsedate_to_datetime(retry_after).timestamp() - now
    return max(0.0, min(seconds, LONGEST_HOLD_S))


def failure(error: httpx.HTTPError) -> str:
    """What went wrong on the way, in words: no reply is a server that may not be there at all."""
    match error:
        case httpx.TimeoutException():
            return "no answer in time"
        case httpx.ConnectError():
            # The system's own words tell a name not known from a certificate refused.
            reason = re.sub(r"^\[Errno -?\d+\] ", "", str(error))
            return f"no connection: {reason}" if reason else "no connection"
        case httpx.NetworkError() | httpx.RemoteProtocolError():
            return "the connection broke off"
        case httpx.DecodingError():
            return "the reply cannot be unpacked"
    return str(error) or type(error).__name__


def read_within(
    reply: httpx.Response, *, most: int, deadline: float, now: Callable[[], float]
) -> bytes:
    """The whole body, if it has at most so many bytes and ends before the deadline.

    Raises: TooLong, TooSlow, and httpx's own errors.
    """
    parts: list[bytes] = []
    size = 0
    for part in reply.iter_bytes():
        size += len(part)
        if size > most:
            raise TooLong("the reply is too long")
        if now() > deadline:
            raise TooSlow("the reply was too slow")
        parts.append(part)
    return b"".join(parts)
