"""PubMed as the settings want it: the one place that puts the parts together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from citecheck.entrez.cache import ReplyCache, reply_folder
from citecheck.entrez.client import EutilsClient
from citecheck.entrez.pace import LIMIT, LIMIT_WITH_KEY, Pace, SharedPace
from citecheck.entrez.pace_store import StoredPace
from citecheck.entrez.source import PubMedSource
from citecheck.entrez.wire import BASE_URL, Credentials
from citecheck.errors import BadSource
from citecheck.model.settings import Settings


def open_pubmed(settings: Settings) -> PubMedSource:
    """PubMed through its E-utilities; nothing is sent yet.

    Raises: BadSource if the cache folder, or the store of the pace, cannot be used; ConfigError for
    a proxy or certificates of the environment that cannot be used.
    """
    import platformdirs

    base_url = settings.eutils_url or BASE_URL
    limit = LIMIT_WITH_KEY if settings.ncbi_api_key else LIMIT
    # One rhythm for the user, wherever each run keeps its replies.
    turns = platformdirs.user_cache_path("citecheck") / "pace"
    folder = reply_folder(settings.cache_dir)
    with ExitStack() as opened:
        with _usable("folder with the turns of all runs", turns):
            pace: Pace = (
                StoredPace(settings.pace_store, server=base_url, per_second=limit)
                if settings.pace_store
                else SharedPace(turns, server=base_url, per_second=limit)
            )
        opened.callback(pace.close)
        with _usable("cache folder", folder):
            cache = ReplyCache(folder)
        opened.callback(cache.close)
        client = EutilsClient(
            base_url=base_url,
            credentials=Credentials(
                tool="citecheck", email=settings.ncbi_email, api_key=settings.ncbi_api_key
            ),
            pace=pace,
            cache=cache,
            timeout_s=settings.timeout_s,
            offline=settings.offline,
            refresh=settings.refresh,
        )
        # From here on the client closes them.
        opened.pop_all()
    return PubMedSource(client)


@contextmanager
def _usable(what: str, folder: Path) -> Iterator[None]:
    """Raises: BadSource if the folder, or a database in it, cannot be used."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise BadSource(f"The {what} {folder} cannot be used: {why}.") from error
