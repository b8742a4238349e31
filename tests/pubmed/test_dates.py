"""Dates of publication: as exact as the record, and never earlier than it can have been."""

from __future__ import annotations

import pytest

from citecheck.model.study import last_day
from citecheck.pubmed.dates import earliest, first_year, of_parts, of_text


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        (("2019", "Mar", "5"), "2019-03-05"),
        (("2019", "03", "05"), "2019-03-05"),
        (("2019", "Mar", ""), "2019-03"),
        (("2019", "Feb", "30"), "2019-02"),
        (("2019", "Spring", ""), "2019"),
        (("2019", "13", "1"), "2019"),
        (("2019", "", "5"), "2019"),
        (("²019", "1", "1"), None),
        (("99", "1", "1"), None),
    ],
)
def test_what_is_no_date_is_left_off(parts: tuple[str, str, str], date: str | None) -> None:
    assert of_parts(*parts) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019 Mar 5", "2019-03-05"),
        ("2019 Mar", "2019-03"),
        ("2019 Mar-Apr", "2019-04"),
        ("1998 Dec-1999 Jan", "1999-01"),
        ("2005 Feb 15-Mar 2", "2005-03-02"),
        ("2005 Feb 15-28", "2005-02-28"),
        ("1998-1999", "1999"),
        ("2018 Nov-2019", "2019"),
        ("2013 July/August", "2013-08"),
        ("2010 Dec/2011 Jan", "2011-01"),
        ("2000 Spring-Summer", "2000"),
        ("Summer 2017", "2017"),
        ("20190305", "2019-03-05"),
        ("n.d.", None),
        ("", None),
    ],
)
def test_a_span_ends_with_its_last_month_or_day(text: str, date: str | None) -> None:
    assert of_text(text) == date


@pytest.mark.parametrize(
    ("text", "year"),
    [("1998 Dec-1999 Jan", 1998), ("Summer 2017", 2017), ("20190305", 2019), ("120199", None)],
)
def test_the_year_of_a_date_is_its_first(text: str, year: int | None) -> None:
    assert first_year(text) == year


def test_the_earliest_date_is_the_one_that_is_surely_first() -> None:
    assert earliest(("2019-04", "2019-03-05")) == "2019-03-05"
    assert earliest(("2019", "2019-03")) == "2019-03"
    assert earliest((None, "2018")) == "2018"
    assert earliest(()) is None


def test_the_last_day_of_a_month_knows_leap_years() -> None:
    assert [last_day(d) for d in ("2020", "2020-02", "2019-02", "2020-02-03")] == [
        "2020-12-31", "2020-02-29", "2019-02-28", "2020-02-03",
    ]  # fmt: skip
