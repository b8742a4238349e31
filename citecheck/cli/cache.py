"""`citecheck cache`: what is kept of the replies of PubMed and of the judge llm."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from citecheck.cli.codes import OK
from citecheck.cli.options import config_option, settings_from
from citecheck.errors import ConfigError

if TYPE_CHECKING:
    from citecheck.entrez.cache import ReplyCache

_T = TypeVar("_T")


@click.group()
def cache() -> None:
    """Show or empty the cache of replies."""


@cache.command()
@config_option
def info(config: str | None) -> int:
    """Show where the cache is and how much it holds."""
    kept = _of_folder(config, lambda replies: replies.info())
    click.echo(f"{kept.folder}: {_replies(kept.entries)}, {kept.size / 1e6:.1f} MB")
    return OK


@cache.command()
@config_option
def clear(config: str | None) -> int:
    """Forget every reply."""
    forgotten = _of_folder(config, lambda replies: replies.clear())
    click.echo(f"{_replies(forgotten)} forgotten")
    return OK


def _replies(number: int) -> str:
    from citecheck.report.wording import plural

    return plural(number, "reply", "replies")


def _of_folder(config: str | None, asked: Callable[[ReplyCache], _T]) -> _T:
    """What is asked of the cache. Raises: ConfigError if it cannot be used."""
    import sqlite3
    from contextlib import closing

    from citecheck.entrez.cache import ReplyCache, reply_folder

    folder = reply_folder(settings_from(config=config).cache_dir)
    try:
        with closing(ReplyCache(folder)) as replies:
            return asked(replies)
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise ConfigError(f"The cache folder {folder} cannot be used: {why}.") from error
