"""`citecheck claims`: extraction alone."""

from __future__ import annotations

import click

from citecheck.cli.options import (
    PLAIN_FORMATS,
    allow_private_option,
    config_option,
    format_option,
    origins_argument,
    origins_from,
    settings_from,
)


@click.command()
@origins_argument
@format_option(PLAIN_FORMATS)
@allow_private_option
@config_option
def claims(
    paths: tuple[str, ...], formats: tuple[str, ...], allow_private: bool, config: str | None
) -> int:
    """List the claims of articles, without any search."""
    from citecheck.checker import extract_document, timestamp
    from citecheck.cli.inputs import read_origins
    from citecheck.cli.output import targets, terminal_view, write
    from citecheck.model.summary import extraction_exit_code
    from citecheck.report.listing import CLAIM_FORMATS, Extraction, claims_renderer

    settings = settings_from(config=config, allow_private=allow_private)
    wanted = targets(formats, tuple(CLAIM_FORMATS), claims_renderer)
    documents = [extract_document(each) for each in read_origins(origins_from(paths), settings)]
    found = Extraction(documents, timestamp(), extraction_exit_code(documents))
    write(wanted, terminal_view(), lambda name, view: claims_renderer(name)(found, view))
    return found.exit_code
