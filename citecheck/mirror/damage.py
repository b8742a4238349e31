"""The engine panics over damaged files of an index; here that becomes an error like any other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class DamagedIndex(OSError):
    """A file of the index is not what the engine wrote."""


@contextmanager
def without_panic() -> Iterator[None]:
    """A panic within the block as an error: pyo3's is no Exception, and nothing would catch it.

    Raises: DamagedIndex, and whatever else the block raises.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedIndex("a file of its index is damaged; create it anew") from None
