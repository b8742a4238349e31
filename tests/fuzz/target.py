"""A reader of untrusted bytes, and what it may do with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal


class NotOneSentence(AssertionError):
    """A refusal that no user can read."""


@dataclass(frozen=True, slots=True)
class Target:
    """One door of the house: `read` takes any bytes and returns, or raises one of `errors`.

    `seeds` are bytes that a friend would send, `tokens` what matters to the reader.
    `packed` says that the bytes are an archive whose parts are what should be broken.
    `seconds` of processor time and `megabytes` of memory are what one input of `most_bytes`
    may cost; nothing in them is about the machine's speed but by the factor of ten that they
    leave. `internal` errors are for the caller in our own code, so that any words do.
    """

    name: str
    read: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    errors: tuple[type[Exception], ...] = ()
    tokens: tuple[bytes, ...] = ()
    packed: Literal["zip"] | None = None
    internal: bool = False
    most_bytes: int = 4_096
    seconds: float = 2.0
    megabytes: int = 400
    instrumented: tuple[str, ...] = ()
    """Packages beside citecheck whose branches are counted too."""
    weight: int = 2
    """Its share of a run over all targets."""
    repeats: bool = True
    """Whether doubling a part of the input may at most double the work."""


def outcome(target: Target, data: bytes) -> str:
    """ "read", or the name of the error that refused. Raises: whatever else the reader raised."""
    try:
        target.read(data)
    except target.errors as error:
        said = str(error)
        if not target.internal and (not said.strip() or "\n" in said or len(said) > 2_000):
            raise NotOneSentence(repr(said[:200])) from error
        return type(error).__name__
    return "read"
