"""Shares of a group and whether two of them can mean the same."""

from __future__ import annotations

import pytest

from citecheck.evidence.numbers.shares import shares_in


@pytest.mark.parametrize(
    ("claimed", "found", "agree"),
    [
        ("25 to 30%", "27%", True),
        ("half", "48%", True),
        ("half", "70%", False),
        ("one in five", "22.4%", True),
        ("1 in 100", "30%", False),
        ("100 percent", "23%", False),
    ],
)
def test_shares_agree_within_a_margin(claimed: str, found: str, agree: bool) -> None:
    (a,), (b,) = shares_in(claimed), shares_in(found)
    assert a.agrees_with(b) is agree
    assert b.agrees_with(a) is agree


def test_an_interval_of_confidence_is_no_share() -> None:
    shares = shares_in("the prevalence was 12.5% (95% ci 10.1% to 14.9%)")
    assert [share.low for share in shares] == [12.5]


def test_more_than_a_whole_is_no_share() -> None:
    assert shares_in("costs rose by 250%") == ()
    assert shares_in("5 of 3 doctors") == ()
