"""`citecheck search`: what is asked for a sentence, and what comes back."""

from __future__ import annotations

from typing import Any

import click

from citecheck.cli.options import PLAIN_FORMATS, format_option, settings_from, source_options


@click.command()
@click.argument("sentence")
@source_options
@format_option(PLAIN_FORMATS)
def search(
    sentence: str,
    formats: tuple[str, ...],
    **asked: Any,
) -> int:
    """Show the searches that SENTENCE leads to, and the studies they find, before any judgement."""
    from citecheck.checker import Checker, timestamp
    from citecheck.cli.output import targets, terminal_view, write
    from citecheck.report.listing import SEARCH_FORMATS, search_renderer

    settings = settings_from(
        **asked,
    )
    wanted = targets(formats, tuple(SEARCH_FORMATS), search_renderer)
    with Checker(settings) as checker:
        listing = checker.search(sentence)
    view = terminal_view(verbose=True)
    write(
        [
            (target, search_renderer(target.format)(listing, view, generated_at=timestamp()))
            for target in wanted
        ]
    )
    return 0
