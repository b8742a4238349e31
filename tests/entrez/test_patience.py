"""How long a server may make us wait, whatever it writes."""

from __future__ import annotations

import httpx
import pytest

from citecheck.entrez.patience import DEFAULT_HOLD_S, LONGEST_HOLD_S, failure, hold_s

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


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            httpx.ConnectError("[Errno -2] Name or service not known"),
            "no connection: Name or service not known",
        ),
        (
            httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"),
            "no connection: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed",
        ),
        (httpx.ConnectError(""), "no connection"),
        (httpx.ConnectTimeout("timed out"), "no answer in time"),
        (httpx.ReadTimeout("timed out"), "no answer in time"),
        (httpx.ReadError("[Errno 104] Connection reset by peer"), "the connection broke off"),
        (httpx.RemoteProtocolError("peer closed"), "the connection broke off"),
        (httpx.DecodingError("Error -3 while decompressing"), "the reply cannot be unpacked"),
        (httpx.UnsupportedProtocol("No scheme in sight"), "No scheme in sight"),
    ],
)
def test_a_failure_on_the_way_is_told_in_words(error: httpx.HTTPError, words: str) -> None:
    assert failure(error) == words
