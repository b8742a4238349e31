"""A moment as ledgers write it, and as sitemaps and feeds do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from citecheck.model.moments import moment, written

MARCH = datetime(2026, 3, 1, tzinfo=UTC)


def test_times_are_read_as_they_come() -> None:
    assert moment("2026-03-01") == MARCH
    assert moment("2026-03-01T01:00:00+01:00") == MARCH
    assert moment("yesterday") is None
    assert moment(None) is None


def test_times_are_written_in_utc_to_the_second() -> None:
    there = MARCH.astimezone(timezone(timedelta(hours=1))).replace(microsecond=7)
    assert written(there) == "2026-03-01T00:00:00Z"
    assert moment(written(there)) == MARCH
