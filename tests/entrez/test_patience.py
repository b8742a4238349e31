"""How long a server may make us wait, whatever it writes."""

from __future__ import annotations

import pytest

from citecheck.entrez.patience import DEFAULT_HOLD_S, LONGEST_HOLD_S, hold_s

NOW = 1_445_412_470.0
"""Ten seconds before 07:28 on 21 October 2015."""


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("3", 3.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 10.0),
        ("Wed, 21 Oct 2015 07:00:00 GMT", 0.0),
        ("99999", LONGEST_HOLD_S),
        ("-5", 0.0),
        ("soon", DEFAULT_HOLD_S),
        ("1 Oct 5 7:2222222222", DEFAULT_HOLD_S),
        (None, DEFAULT_HOLD_S),
    ],
)
def test_a_server_is_heard_within_bounds(asked: str | None, seconds: float) -> None:
    assert hold_s(asked, NOW) == seconds
