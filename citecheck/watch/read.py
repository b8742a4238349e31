"""A listed page becomes a document, unless it is what it was."""

from __future__ import annotations

from citecheck.model.settings import Settings
from citecheck.model.watch import Listed, Reading, Validators, Watch
from citecheck.web.fetch import Fetcher


def read_page(
    page: Listed,
    validators: Validators | None,
    watch: Watch,
    fetcher: Fetcher,
    settings: Settings,
) -> Reading:
    """What came of reading `page`, a file or an address; nothing is raised.

    With `validators` of the last reading, a page that did not change is `NotModified`: for
    files by size and time or content, for addresses by a conditional request or content.
    """
    raise NotImplementedError
