"""`citecheck report`: an old report in another format."""

from __future__ import annotations

from pathlib import Path

import click

from citecheck.cli import completing
from citecheck.cli.options import REPORT_FORMATS, format_option, settings_from
from citecheck.errors import ConfigError


@click.command()
@click.argument("path", metavar="REPORT.json", shell_complete=completing.files)
@format_option(REPORT_FORMATS)
@click.option("--verbose", is_flag=True, help="Show every study and every search.")
def report(path: str, formats: tuple[str, ...], verbose: bool) -> int:
    """Show a JSON report again in another format; nothing is checked anew."""
    from citecheck.cli.output import targets, terminal_view, write
    from citecheck.report.formats import FORMATS, reporter
    from citecheck.report.json import load

    settings = settings_from()
    wanted = targets(formats, tuple(FORMATS), reporter)
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ConfigError(f"The report {path} cannot be read: {said}.") from error
    old = load(text)
    view = terminal_view(verbose=verbose, settings=settings)
    write([(target, reporter(target.format).render(old, view)) for target in wanted])
    return 0
