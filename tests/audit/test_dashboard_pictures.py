"""Where the marks of the dashboard's pictures stand."""

from __future__ import annotations

import pytest

from citecheck.audit.dashboard.picture_time import (
    HEIGHT,
    WIDTH,
    Plot,
    Point,
    days_since,
    places,
    plot,
    strip,
)
from citecheck.model.audit import HistoryEntry, Standpoint
from citecheck.model.verdict import Outcome


def points(*values: int) -> list[Point]:
    return [Point(f"2026-03-{day:02}T02:00:00Z", day, n) for day, n in enumerate(values, 1)]


def drawn(*values: int, bars: bool = False) -> Plot:
    made = plot("Contradicted", "contradicted", points(*values), bars=bars)
    assert made is not None
    return made


def test_without_a_run_nothing_is_drawn() -> None:
    assert plot("Contradicted", "contradicted", []) is None
    assert strip([], "2026-03-01T00:00:00Z") is None


def test_few_are_drawn_from_zero() -> None:
    made = drawn(4, 5, 4)
    assert (made.low, made.high, made.now) == (0, 5, 4)
    assert made.dots[1].y < made.dots[0].y == made.dots[2].y < HEIGHT
    assert made.dots[1].label == "run 2, 2026-03-02: 5"


def test_many_that_hardly_differ_are_drawn_on_an_axis_that_says_where_it_begins() -> None:
    assert (drawn(250_000, 250_100).low, drawn(250_000, 250_100).high) == (250_000, 250_100)
    assert drawn(99, 100).low == 0
    assert drawn(1_000, 5_000).low == 0


def test_what_a_run_counted_is_a_bar_from_zero_and_nothing_where_it_is_nothing() -> None:
    made = drawn(300, 0, 310, bars=True)
    assert (made.low, made.path.count("V"), len(made.dots)) == (0, 2, 2)


def test_all_zero_and_a_single_run_are_drawn_too() -> None:
    assert drawn(0, 0).high == 1
    assert drawn(7).summary == "Contradicted: 7 in run 1, the only one"
    assert drawn(7).dots[0].x == WIDTH / 2


def test_a_long_line_has_a_dot_at_its_end_alone() -> None:
    every = [Point(f"2026-03-01T02:00:{n:02}Z", n, n) for n in range(60)]
    made = plot("New", "plain", [*every, Point("2026-03-01T02:01:00Z", 60, 60)])
    assert made is not None
    assert [dot.label for dot in made.dots] == ["run 60, 2026-03-01: 60"]


def test_a_night_without_a_run_leaves_a_gap() -> None:
    first, second, third = places(
        ["2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z", "2026-03-05T02:00:00Z"]
    )
    assert third - second == pytest.approx(3 * (second - first))


@pytest.mark.parametrize("times", [["x", "y", "z"], ["2026-03-02", "2026-03-01", "2026-03-03"]])
def test_times_that_say_nothing_are_set_out_evenly(times: list[str]) -> None:
    first, second, third = places(times)
    assert third - second == pytest.approx(second - first)
    assert places(["2026-03-01"] * 2)[1] > 0


def test_days_are_whole_and_never_less_than_none() -> None:
    assert days_since("2026-03-01T12:00:00Z", "2026-03-03T11:59:59Z") == 1
    assert days_since("2026-03-04T00:00:00Z", "2026-03-03T00:00:00Z") == 0
    assert days_since("never", "2026-03-03T00:00:00Z") is None
    assert days_since(None, "2026-03-03T00:00:00Z") is None


def entry(run: int, until: int | None, day: int, outcome: Outcome) -> HistoryEntry:
    at = f"2026-03-{day:02}T00:00:00Z"
    return HistoryEntry(
        from_run=run,
        until_run=until,
        checked_at=at,
        confirmed_at=at,
        reason="new",
        standpoint=Standpoint(outcome=outcome),
        studies=(),
        method=(),
    )


def test_a_strip_shows_each_verdict_for_as_long_as_it_held() -> None:
    entries, now = (
        [entry(4, None, 21, "contradicted"), entry(1, 4, 1, "supported")],
        "2026-03-31T00:00:00Z",
    )
    made = strip(entries, now)
    assert made is not None
    [first, second] = made.stretches
    assert (first.outcome, second.outcome) == ("supported", "contradicted")
    assert first.width == pytest.approx(2 * second.width, abs=0.2)
    assert second.x == pytest.approx(first.x + first.width, abs=0.2)
    assert second.label == "contradicted from run 4, 2026-03-21, to this day"
    gone = strip(entries, now, gone_run=6)
    assert gone is not None
    assert [each.label.rpartition(", ")[2] for each in gone.stretches] == [
        "until run 4",
        "until the claim went in run 6",
    ]
    assert made.summary.startswith("Verdicts over time: supported from run 1, 2026-03-01, until")


def test_a_verdict_that_held_for_a_moment_is_seen_and_bears_no_sign() -> None:
    made = strip(
        [entry(2, None, 2, "unfound"), entry(1, 2, 1, "supported")], "2037-03-31T00:00:00Z"
    )
    assert made is not None
    assert made.stretches[0].width >= 1
    assert [each.sign for each in made.stretches] == [False, True]
