"""`citecheck search`: what is asked for a sentence, and what comes back."""

from __future__ import annotations

from typing import Any

import click

from citecheck.cli.codes import OK
from citecheck.cli.options import PLAIN_FORMATS, format_option, settings_from, source_options


@click.command()
@click.argument("sentence")
@source_options
@format_option(PLAIN_FORMATS)
def search(sentence: str, formats: tuple[str, ...], **asked: Any) -> int:
    """Show what is searched for SENTENCE, and the studies found. Nothing is judged."""
    from citecheck.checker import Checker, timestamp
    from citecheck.cli.output import targets, terminal_view, write
    from citecheck.report.listing import SEARCH_FORMATS, Searched, search_renderer

    settings = settings_from(**asked)
    wanted = targets(formats, tuple(SEARCH_FORMATS), search_renderer)
    with Checker(settings) as checker:
        found = Searched(checker.search(sentence), timestamp())
    view = terminal_view(verbose=True)
    write(wanted, view, lambda name, view: search_renderer(name)(found, view))
    return OK
