"""One page being fetched: its bounds, the time that it has left, and the sentences on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citecheck._version import __version__
from citecheck.errors import UnreadableDocument
from citecheck.model.watch import Manners

if TYPE_CHECKING:
    import httpx

_LONGEST_URL = 2_000
_NUMBER = re.compile(r"^\[Errno -?[0-9]{1,6}\] ")


def reason(error: Exception) -> str:
    """What an error says, short, without the system's number for it and its final stop."""
    text = _NUMBER.sub("", " ".join(str(error).split())).rstrip(".")
    return text[:200] or type(error).__name__


def any_type(content_type: str) -> None:
    """Takes whatever a server says that it sends."""


@dataclass
class Visit:
    """What holds for all requests that one page takes. `left_s` shrinks as they are made.

    With `cut`, what is longer than `max_bytes` is cut there and not refused.
    """

    label: str
    manners: Manners
    max_bytes: int
    left_s: float
    accept: str = "*/*"
    on_type: Callable[[str], object] = any_type
    cut: bool = False

    @property
    def agent(self) -> str:
        """How citecheck names itself."""
        return self.manners.user_agent or f"citecheck/{__version__}"

    def failed(self, why: str) -> str:
        """The sentence on a page that failed."""
        return f"{self.label} could not be read: {why}."

    def error(self, why: str) -> UnreadableDocument:
        """The error of a page that failed."""
        return UnreadableDocument(self.failed(why))

    def refused(self, why: str) -> UnreadableDocument:
        """The error of a page that is not asked for."""
        return UnreadableDocument(f"{self.label} is not read: {why}.")

    def why(self, error: UnreadableDocument) -> str:
        """The reason alone, of an error on this page."""
        return str(error).removeprefix(f"{self.label} ").rstrip(".")

    def too_big(self) -> UnreadableDocument:
        """The error of a page that is longer than allowed."""
        return UnreadableDocument(
            f"{self.label} is too big: at most {self.max_bytes:,} bytes are read."
        )

    def parsed(self, url: str, base: httpx.URL | None = None) -> httpx.URL:
        """An address that may be asked, without its fragment. Raises: UnreadableDocument."""
        import httpx

        try:
            address = base.join(url) if base else httpx.URL(url)
            host = address.host  # decoded here, so that a name which is none is refused
        except (httpx.InvalidURL, ValueError) as error:
            raise self.error(reason(error)) from error
        leads = "it leads to an address that" if base else "its address"
        if address.scheme not in ("http", "https"):
            raise self.error(f"{leads} is not http or https")
        if not host:
            raise self.error(f"{leads} names no server")
        if len(str(address)) > _LONGEST_URL:
            raise self.error(f"{leads} is longer than {_LONGEST_URL:,} characters")
        if address.userinfo:
            raise self.refused(f"{leads} holds a user's name or password")
        return address.copy_with(fragment=None)
