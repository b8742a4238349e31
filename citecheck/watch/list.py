"""The pages of a watch: files, addresses, lists, sitemaps and feeds, each page once."""

from __future__ import annotations

from collections.abc import Iterator

from citecheck.model.settings import Settings
from citecheck.model.watch import Listed, Trouble, Watch
from citecheck.web.fetch import Fetcher


def listed(watch: Watch, fetcher: Fetcher, settings: Settings) -> Iterator[Listed | Trouble]:
    """Every page of the watch once, in a stable order, found as the caller asks for the next.

    A sitemap, feed, list or pattern that fails is one `Trouble`, and the others go on; where
    there was one, the listing is incomplete. Raises nothing but what is a bug.
    """
    raise NotImplementedError
