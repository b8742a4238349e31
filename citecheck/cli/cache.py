"""`citecheck cache`: what is kept of the replies of PubMed and of the judge llm."""

from __future__ import annotations

from pathlib import Path

import click

from citecheck.cli.options import config_option, settings_from


@click.group()
def cache() -> None:
    """Show or empty the cache of replies."""


@cache.command()
@config_option
def info(config: str | None) -> int:
    """Show where the cache is and how much it holds."""
    from citecheck.entrez.cache import ReplyCache

    kept = ReplyCache(_folder(config)).info()
    click.echo(f"{kept.folder}: {kept.entries} replies, {kept.size / 1e6:.1f} MB")
    return 0


@cache.command()
@config_option
def clear(config: str | None) -> int:
    """Forget every reply."""
    from citecheck.entrez.cache import ReplyCache

    click.echo(f"{ReplyCache(_folder(config)).clear()} replies forgotten")
    return 0


def _folder(config: str | None) -> Path:
    from citecheck.entrez.cache import reply_folder

    return reply_folder(settings_from(config=config).cache_dir)
