"""What is due, by the clock and by what happened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from citecheck.audit.due import (
    ClaimState,
    PageState,
    claim_is_due,
    method_parts,
    next_off_peak,
    off_peak,
    page_is_due,
)
from citecheck.model.audit import Method
from tests.fakes import NOW

DAY = timedelta(days=1)
METHOD = Method(rules_version="1", judge="rules 1", sources=("entrez",), max_studies=40)


def page(**changes: Any) -> PageState:
    read = NOW - DAY / 2
    return PageState(asked_at=read, read_at=read, modified=None, failed=False)._replace(**changes)


def claim(**changes: Any) -> ClaimState:
    state = ClaimState(confirmed_at=NOW - DAY, method=METHOD, failed=False, moved=False)
    return state._replace(**changes)


def test_a_page_is_due_by_its_age_and_by_what_its_listing_says() -> None:
    assert not page_is_due(page(), NOW, DAY)
    assert page_is_due(page(), NOW, DAY / 2)
    assert page_is_due(page(asked_at=None, read_at=None), NOW, DAY)
    assert page_is_due(page(failed=True), NOW, DAY)
    assert page_is_due(page(modified=NOW - DAY / 4), NOW, DAY)
    assert not page_is_due(page(modified=NOW - DAY), NOW, DAY)


def test_a_date_of_the_future_says_nothing() -> None:
    """Sitemaps have those; the page would be read in every run until then."""
    assert not page_is_due(page(modified=NOW + DAY), NOW, DAY)


def test_a_nightly_run_that_begins_a_minute_earlier_is_still_a_night_later() -> None:
    last = NOW - DAY + timedelta(minutes=1)
    assert page_is_due(page(asked_at=last, read_at=last), NOW, DAY)
    hour_early = NOW - DAY + timedelta(hours=2)
    assert not page_is_due(page(asked_at=hour_early, read_at=hour_early), NOW, DAY)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (claim(), None),
        (claim(confirmed_at=None, method=None), "new"),
        (claim(confirmed_at=None, method=None, failed=True), "failed"),
        (claim(failed=True, moved=True), "failed"),
        (claim(moved=True, method=METHOD.model_copy(update={"rules_version": "0"})), "standing"),
        (claim(method=METHOD.model_copy(update={"rules_version": "0"})), "rules"),
        (claim(method=METHOD.model_copy(update={"judge": "model 2"})), "judge"),
        (claim(method=METHOD.model_copy(update={"sources": ("mine.jsonl",)})), "source"),
        (claim(method=METHOD.model_copy(update={"max_studies": 9})), "limits"),
        (claim(confirmed_at=NOW - 30 * DAY), "age"),
        (claim(confirmed_at=NOW - 29 * DAY), None),
    ],
)
def test_a_claim_is_due_for_the_first_reason_there_is(
    state: ClaimState, reason: str | None
) -> None:
    assert claim_is_due(state, NOW, 30 * DAY, METHOD) == reason


def test_methods_differ_in_all_that_they_differ_in() -> None:
    other = METHOD.model_copy(update={"judge": "model 1", "published_before": "2020-01-01"})
    assert method_parts(METHOD, other) == ("judge", "limits")


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2026-03-02T15:00:00+00:00", False),  # Monday, 10:00 in New York
        ("2026-03-03T01:59:00+00:00", False),  # Monday, 20:59
        ("2026-03-03T02:00:00+00:00", True),  # Monday, 21:00
        ("2026-03-03T09:59:00+00:00", True),  # Tuesday, 04:59
        ("2026-03-03T10:00:00+00:00", False),  # Tuesday, 05:00
        ("2026-03-07T17:00:00+00:00", True),  # Saturday noon
        ("2026-07-07T01:00:00+00:00", True),  # Monday, 21:00 in summer
        ("2026-07-07T00:59:00+00:00", False),
    ],
)
def test_ncbis_quiet_hours_are_nights_and_weekends_in_new_york(at: str, quiet: bool) -> None:
    now = datetime.fromisoformat(at)
    assert off_peak(now) is quiet
    begins = next_off_peak(now)
    assert off_peak(begins)
    assert (begins == now) is quiet
    assert quiet or not off_peak(begins - timedelta(seconds=1))
