"""What was counted in each run, and how one claim stood, ready to draw over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from citecheck.audit.show.parts import lasted
from citecheck.model.audit import HistoryEntry
from citecheck.model.moments import moment
from citecheck.model.verdict import Outcome

WIDTH: Final = 420
HEIGHT: Final = 112
_LEFT: Final = 8.0
_RIGHT: Final = WIDTH - 8.0
_TOP: Final = 10.0
_BOTTOM: Final = HEIGHT - 22.0
_MOST_DOTS: Final = 60
"""Runs from which on a line has no dots, but for its last."""
_MANY: Final = 100
_CLOSE: Final = 0.9
"""The axis begins at zero, unless all values are many and as close to the highest as this."""
_ROOM_FOR_SIGN: Final = 18.0


class Point(NamedTuple):
    """A value at a time, ISO 8601 in UTC."""

    at: str
    run: int
    value: int


class Dot(NamedTuple):
    """One value; `label` is what a pointer resting on it shows."""

    x: float
    y: float
    label: str


class Plot(NamedTuple):
    """Values over time, in units of a view box of WIDTH by HEIGHT. `bars` are drawn as such."""

    name: str
    kind: str
    bars: bool
    path: str
    dots: tuple[Dot, ...]
    low: int
    high: int
    first: str
    last: str
    now: int
    summary: str


class Stretch(NamedTuple):
    """How long a claim stood at one verdict."""

    x: float
    width: float
    outcome: Outcome
    sign: bool
    label: str


class Strip(NamedTuple):
    """The verdicts of a claim in the order of time, as one band WIDTH wide."""

    stretches: tuple[Stretch, ...]
    first: str
    last: str
    summary: str


def plot(name: str, kind: str, points: Sequence[Point], *, bars: bool = False) -> Plot | None:
    """The values drawn; None where there are none. Points come in the order of their runs.

    `kind` is the class that colours them.
    """
    if not points:
        return None
    values = [point.value for point in points]
    highest, lowest = max(values), min(values)
    zero = bars or lowest < max(_MANY, _CLOSE * highest)
    low, high = (0 if zero else lowest), max(highest, 1)
    xs = places([point.at for point in points])
    ys = [_y(value, low, high) for value in values]
    spots = list(zip(xs, ys, points, strict=True))
    if bars:
        path = "".join(f"M{x:.1f} {_BOTTOM:g}V{y:.1f}" for x, y, p in spots if p.value)
    else:
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in spots)
    shown = spots if len(spots) <= _MOST_DOTS else spots[-1:]
    dots = tuple(
        Dot(round(x, 1), round(y, 1), f"run {p.run}, {p.at[:10]}: {p.value:,}")
        for x, y, p in shown
        if p.value or not bars
    )
    return Plot(
        name,
        kind,
        bars,
        path,
        dots,
        low,
        high,
        points[0].at[:10],
        points[-1].at[:10],
        values[-1],
        _said(name, points),
    )


def strip(
    entries: Sequence[HistoryEntry], now: str, *, gone_run: int | None = None
) -> Strip | None:
    """The verdicts of a claim, given with the newest first; None where it had none."""
    if not entries:
        return None
    begun = list(reversed(entries))
    xs = places([*(each.checked_at for each in begun), now])
    stretches = []
    for number, each in enumerate(begun):
        x, end = xs[number], xs[number + 1]
        outcome = each.standpoint.outcome or "unchecked"
        until = lasted(each, gone_run)
        label = f"{outcome} from run {each.from_run}, {each.checked_at[:10]}, {until}"
        width = max(1.0, end - x)
        stretches.append(
            Stretch(round(x, 1), round(width, 1), outcome, width >= _ROOM_FOR_SIGN, label)
        )
    summary = "Verdicts over time: " + "; ".join(each.label for each in stretches)
    return Strip(tuple(stretches), begun[0].checked_at[:10], now[:10], summary)


def places(times: Sequence[str]) -> list[float]:
    """How far to the right each time stands; evenly where the times say nothing."""
    seconds = [seconds_of(each) for each in times]
    known = [each for each in seconds if each is not None]
    if len(known) < len(times) or known != sorted(known) or known[0] == known[-1]:
        if len(times) == 1:
            return [(_LEFT + _RIGHT) / 2]
        known = [float(number) for number in range(len(times))]
    span = known[-1] - known[0]
    return [_LEFT + (_RIGHT - _LEFT) * (each - known[0]) / span for each in known]


def seconds_of(text: str | None) -> float | None:
    """A time of the ledger in seconds; None for what is none."""
    at = moment(text)
    return at.timestamp() if at else None


def days_since(text: str | None, now: str) -> int | None:
    """How many whole days ago that was; None where a time is none."""
    then, today = seconds_of(text), seconds_of(now)
    return None if then is None or today is None else max(0, int((today - then) // 86_400))


def _y(value: int, low: int, high: int) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * (value - low) / max(1, high - low)


def _said(name: str, points: Sequence[Point]) -> str:
    first, last = points[0], points[-1]
    if first is last:
        return f"{name}: {last.value:,} in run {last.run}, the only one"
    values = [point.value for point in points]
    return (
        f"{name}: {first.value:,} in run {first.run} ({first.at[:10]}), {last.value:,} in run "
        f"{last.run} ({last.at[:10]}); between {min(values):,} and {max(values):,}"
    )
