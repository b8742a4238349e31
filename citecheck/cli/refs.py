"""`citecheck refs`: the cited references alone."""

from __future__ import annotations

from typing import Any

import click

from citecheck.cli.options import (
    REPORT_FORMATS,
    allow_private_option,
    fail_on_option,
    format_option,
    origins_argument,
    origins_from,
    quiet_option,
    settings_from,
    source_options,
)
from citecheck.config.words import NEVER


@click.command()
@origins_argument
@source_options
@allow_private_option
@fail_on_option(
    ("reference", NEVER),
    "Exit with 1 on: reference (one that differs from its record, is not found, or was "
    "retracted since); or never.  [default: reference]",
)
@format_option(tuple(name for name in REPORT_FORMATS if name != "claimreview"))
@quiet_option
def refs(
    paths: tuple[str, ...],
    fail_on: str | None,
    formats: tuple[str, ...],
    quiet: bool,
    **asked: Any,
) -> int:
    """Check the references of texts. Do they exist, do they stand, are they what they say?

    Reads articles, and BibTeX, RIS, PubMed (.nbib) and CSL-JSON files. A reference that is not
    found is worth a look and no more: not all that is sound is in PubMed.
    """
    from citecheck.checker import Checker
    from citecheck.cli.failures import tell
    from citecheck.cli.inputs import read_origins
    from citecheck.cli.output import targets, terminal_view, write
    from citecheck.report.listing import REFERENCE_FORMATS, references_renderer

    settings = settings_from(**asked, fail_on=fail_on or "reference")
    wanted = targets(formats, tuple(REFERENCE_FORMATS), references_renderer)
    origins = origins_from(paths)
    with Checker(settings) as checker:
        documents = [checker.check_references(d) for d in read_origins(origins, settings)]
        report = checker.report(documents, judged=False)
    view = terminal_view(settings=settings)
    write(wanted, view, lambda name, view: references_renderer(name)(report, view))
    if not quiet:
        tell(report)
    return report.exit_code
