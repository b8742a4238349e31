"""What went unread or unanswered, for the log on standard error."""

from __future__ import annotations

from collections.abc import Iterator

import click

from citecheck.model.report import Report


def tell(report: Report) -> None:
    """Each failure as a line on standard error."""
    for sentence in failures(report):
        click.echo(f"citecheck: {sentence}", err=True)


def failures(report: Report) -> Iterator[str]:
    """One sentence for each document that was not read whole, and one for each kind of failure."""
    for document in report.documents:
        if document.reason:
            yield document.reason
    unchecked = [c.unchecked for d in report.documents for c in d.claims if c.unchecked]
    failed = [u for u in unchecked if u.is_failure]
    for reason in dict.fromkeys(u.reason for u in failed):
        same = [u for u in failed if u.reason == reason]
        claims = "claim was" if len(same) == 1 else "claims were"
        yield f"{len(same)} {claims} not checked ({reason}): {same[0].detail}"
    cited = [r for d in report.documents for r in d.references if r.finding == "unchecked"]
    if cited:
        references = "reference was" if len(cited) == 1 else "references were"
        yield f"{len(cited)} {references} not checked: {cited[0].why}"
