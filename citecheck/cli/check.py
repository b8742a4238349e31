"""`citecheck check`: the main job."""

from __future__ import annotations

from typing import Any

import click

from citecheck.cli import completing
from citecheck.cli.codes import OK, UNREAD
from citecheck.cli.options import (
    REPORT_FORMATS,
    allow_private_option,
    fail_on_option,
    format_option,
    judge_options,
    origins_argument,
    origins_from,
    quiet_option,
    settings_from,
    source_options,
)
from citecheck.config.words import FAIL_ON


@click.command()
@origins_argument
@source_options
@allow_private_option
@click.option(
    "--claim", "sentences", multiple=True, metavar="SENTENCE", help="Check this sentence as it is."
)
@click.option(
    "--claims-file",
    metavar="FILE",
    help="Check every sentence of a .txt, .csv or .jsonl file.",
    shell_complete=completing.files,
)
@judge_options
@fail_on_option(
    FAIL_ON,
    "Exit with 1 on any of: contradicted, disputed, unfound, reference; or never.  "
    "[default: contradicted]",
)
@format_option(REPORT_FORMATS)
@click.option("--verbose", is_flag=True, help="Show every study and every search.")
@click.option(
    "--dry-run",
    is_flag=True,
    help="Print the searches and how many requests they would take; ask nothing.",
)
@quiet_option
def check(
    paths: tuple[str, ...],
    sentences: tuple[str, ...],
    claims_file: str | None,
    fail_on: str | None,
    formats: tuple[str, ...],
    verbose: bool,
    dry_run: bool,
    quiet: bool,
    **asked: Any,
) -> int:
    """Check the claims of articles against studies.

    Reads files, addresses or standard input. With --claim or --claims-file the sentences
    given are checked as they are, and no article is needed; one that lists several things
    ("causes nausea and headache") is a claim of each.
    """
    from citecheck.checker import Checker
    from citecheck.cli.failures import tell
    from citecheck.cli.inputs import read_origins, sentences_of
    from citecheck.cli.output import Target, targets, terminal_view, write
    from citecheck.cli.progress import progress
    from citecheck.model.document import Unreadable
    from citecheck.report.formats import FORMATS, reporter

    settings = settings_from(**asked, fail_on=fail_on)
    wanted = targets(formats, tuple(FORMATS), reporter)
    given = [*sentences, *(sentences_of(claims_file) if claims_file else ())]
    origins = origins_from(paths, optional=bool(given))
    if dry_run:
        from citecheck.cli.dry_run import describe

        documents_read = list(read_origins(origins, settings))
        said = describe(documents_read, given, settings)
        write([Target("text", None)], terminal_view(), lambda *_: said)
        unread = any(isinstance(each, Unreadable) or each.partial for each in documents_read)
        return UNREAD if unread else OK
    with progress(quiet=quiet) as show, Checker(settings, on_event=show) as checker:
        documents = [checker.check_document(d) for d in read_origins(origins, settings)]
        if given:
            documents.append(checker.check_claims(given))
        report = checker.report(documents)
    view = terminal_view(verbose=verbose, settings=settings)
    write(wanted, view, lambda name, view: reporter(name).render(report, view))
    if not quiet:
        tell(report)
    return report.exit_code
