"""Text from outside made harmless to show: nothing in it can steer a terminal or a reader's eye."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

REPLACEMENT: Final = "\ufffd"

_STEERING = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 controls but white space: ESC, CSI, BEL
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and overrides of writing direction
    "\ud800-\udfff"  # half a character, which no encoding can carry
    "\ufff9-\ufffb"  # interlinear annotation
    "]"
)
_WEB = re.compile(r"https?://[!-~]{1,8000}", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff\U000e0000-\U000e007f]")


def visible(text: str) -> str:
    """`text` on one line, with all that is invisible and steers replaced by U+FFFD.

    White space of any kind becomes one space; zero-width characters that carry no
    meaning are dropped. Idempotent.
    """
    return " ".join(inert(text).split())


def inert(text: str) -> str:
    """`text` with white space and lines as they are, and nothing in it that steers or hides."""
    return _INVISIBLE.sub("", _STEERING.sub(REPLACEMENT, text))


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web and nothing else: no script, no data, no credentials."""
    if not url or not _WEB.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return url if parts.hostname and parts.username is None and port != 0 else None
