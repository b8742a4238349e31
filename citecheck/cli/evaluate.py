"""`citecheck eval`: scores on labelled data."""

from __future__ import annotations

from typing import Any

import click

from citecheck.cli import completing
from citecheck.cli.codes import OK
from citecheck.cli.options import (
    PLAIN_FORMATS,
    format_option,
    judge_options,
    settings_from,
    source_options,
)


@click.command(name="eval")
@click.argument("kind", type=click.Choice(["stance", "claims", "verdicts", "retrieval"]))
@click.argument("file", metavar="FILE.jsonl[.gz]", shell_complete=completing.files)
@judge_options
@source_options
@format_option(PLAIN_FORMATS)
def evaluate(kind: str, file: str, formats: tuple[str, ...], **asked: Any) -> int:
    """Score a part of the checking on labelled rows. It is done by the code that `check` runs.

    \b
    stance     rows of claim, evidence, label (SUPPORT, CONTRADICT, NEUTRAL)
    claims     rows of sentence, claims (the spans that a person marked)
    verdicts   rows of claim, label, and the ids of its studies (doc_id, pmid),
               each claim checked against --source
    retrieval  rows of claim and the ids of its studies (gold_pmids, doc_id, pmid),
               each claim searched in --source
    """
    from citecheck.cli.output import targets, terminal_view, write
    from citecheck.evaluation.score import SCORE_FORMATS, score, score_renderer

    settings = settings_from(**asked)
    wanted = targets(formats, tuple(SCORE_FORMATS), score_renderer)
    found = score(kind, file, settings)
    write(wanted, terminal_view(), lambda name, _: score_renderer(name)(found))
    return OK
