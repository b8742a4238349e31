"""Work through an executor, a few tasks at a time: neither tasks nor results pile up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from typing import Any, Final, TypeVar

from citecheck.errors import WorkerLost

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Wait:
    """Nothing can be handed out until some of the work under way is done."""


WAIT: Final = Wait()
_END: Final = Wait()


def pump(
    items: Iterator[_Item | Wait],
    submit: Callable[[_Item], Future[_Result]],
    settle: Callable[[_Item, Future[_Result]], Iterable[_Item]],
    *,
    window: int,
) -> None:
    """Hand items out, at most `window` at a time, and settle each as it is done.

    `items` is asked for the next one only when there is room; it may say WAIT. What `settle`
    returns is handed out again, before anything else. Raises: WorkerLost if the executor broke.
    """
    again: deque[_Item] = deque()
    pending: dict[Future[_Result], _Item] = {}
    try:
        while True:
            while len(pending) < window:
                item = again.popleft() if again else next(items, _END)
                if isinstance(item, Wait):
                    break
                pending[submit(item)] = item
            if not pending:
                return
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                again.extend(settle(pending.pop(future), future))
    except (BrokenExecutor, CancelledError) as error:
        raise WorkerLost(
            "A worker of the audit died; run the same command again, and it goes on from there."
        ) from error
    finally:
        for future in pending:
            future.cancel()


def failed(future: Future[Any]) -> str | None:
    """One sentence for a task that raised what it should not, or None.

    One page or claim that citecheck fails on must not keep it from all others, night by night.
    Raises: BrokenExecutor or CancelledError if it was not the task that failed.
    """
    error = future.exception()
    if error is None:
        return None
    if isinstance(error, BrokenExecutor) or not isinstance(error, Exception):
        raise error
    return f"citecheck failed on it ({type(error).__name__}: {' '.join(str(error).split())[:200]})."
