"""What the user named, fit for a sentence."""

from __future__ import annotations

import re

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_PASSWORD = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]{1,20}://)[^/?#@]{0,500}@")
_LONGEST = 200


def label(origin: str) -> str:
    """A path or address in at most 200 characters that a terminal shows, without a password."""
    shown = _UNSHOWN.sub("?", _PASSWORD.sub(r"\1", origin[:2_000]))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
