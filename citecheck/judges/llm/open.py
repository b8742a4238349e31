"""The judge llm as the settings want it: the one place that puts its parts together."""

from __future__ import annotations

import sqlite3

from citecheck.concepts.lexicon import Lexicon
from citecheck.entrez.cache import ReplyCache, reply_folder
from citecheck.errors import ConfigError
from citecheck.judges.llm.budget import Budget
from citecheck.judges.llm.client import LlmClient
from citecheck.judges.llm.judge import LlmJudge
from citecheck.judges.llm.wire import credential, endpoint
from citecheck.model.settings import Settings


def open_llm(lexicon: Lexicon, settings: Settings) -> LlmJudge:
    """A judge that asks the settings' model; nothing is sent yet.

    Raises: ConfigError if address, model or key are missing or unusable, or the cache is.
    """
    asked = endpoint(settings.llm_url, settings.llm_model)
    key = credential(settings.llm_key)
    folder = reply_folder(settings.cache_dir)
    try:
        cache = ReplyCache(folder)
    except (OSError, sqlite3.Error) as error:
        raise ConfigError(f"The cache folder {folder} cannot be used: {error}.") from error
    return LlmJudge(
        LlmClient(asked, key, timeout_s=settings.timeout_s),
        cache,
        Budget(max_requests=settings.llm_max_requests, max_tokens=settings.llm_max_tokens),
        lexicon,
        threads=settings.llm_threads,
        offline=settings.offline,
        refresh=settings.refresh,
    )
