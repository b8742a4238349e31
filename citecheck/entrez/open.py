"""PubMed as the settings want it: the one place that puts the parts together."""

from __future__ import annotations

import sqlite3

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

    Raises: BadSource if the cache folder, or the store of the pace, cannot be used.
    """
    import platformdirs

    folder = reply_folder(settings.cache_dir)
    base_url = settings.eutils_url or BASE_URL
    try:
        cache = ReplyCache(folder)
        limit = LIMIT_WITH_KEY if settings.ncbi_api_key else LIMIT
        # One rhythm for the user, wherever each run keeps its replies.
        pace: Pace = (
            StoredPace(settings.pace_store, server=base_url, per_second=limit)
            if settings.pace_store
            else SharedPace(
                platformdirs.user_cache_path("citecheck") / "pace",
                server=base_url,
                per_second=limit,
            )
        )
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise BadSource(f"The cache folder {folder} cannot be used: {why}.") from error
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
    return PubMedSource(client)
