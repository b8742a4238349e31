"""`citecheck report`: an old report in another format."""

from __future__ import annotations

import click

from citecheck.cli import completing
from citecheck.cli.codes import OK
from citecheck.cli.options import REPORT_FORMATS, format_option, settings_from


@click.command()
@click.argument("path", metavar="REPORT.json", shell_complete=completing.files)
@format_option(REPORT_FORMATS)
@click.option("--verbose", is_flag=True, help="Show every study and every search.")
def report(path: str, formats: tuple[str, ...], verbose: bool) -> int:
    """Show a JSON report again in another format. Nothing is checked anew."""
    from citecheck.cli.inputs import text_of
    from citecheck.cli.output import targets, terminal_view, write
    from citecheck.report.formats import FORMATS, reporter
    from citecheck.report.json import load

    settings = settings_from()
    wanted = targets(formats, tuple(FORMATS), reporter)
    old = load(text_of(path, "report"))
    view = terminal_view(verbose=verbose, settings=settings)
    write(wanted, view, lambda name, view: reporter(name).render(old, view))
    return OK
