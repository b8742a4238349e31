"""A big run waits for the hours that NCBI asks big jobs to keep to, or leaves its work to one."""

from __future__ import annotations

from collections.abc import Callable, Generator
from urllib.parse import urlsplit

from citecheck.audit import due
from citecheck.audit.ledger.runs import Stage
from citecheck.audit.progress import Progress
from citecheck.audit.pump import WAIT, Wait
from citecheck.audit.sitting import Sitting
from citecheck.model.moments import written
from citecheck.model.settings import Settings
from citecheck.sources.spelling import ENTREZ


def asks_ncbi(settings: Settings) -> bool:
    """Whether claims are checked against NCBI's own servers."""
    host = urlsplit(settings.eutils_url or "https://eutils.ncbi.nlm.nih.gov").hostname or ""
    own = host == "nih.gov" or host.endswith(".nih.gov")
    return own and asks_pubmed(settings)


def asks_pubmed(settings: Settings) -> bool:
    """Whether claims are checked against PubMed over the network, whoever's server it is."""
    return ENTREZ in settings.sources and not settings.offline


def wait_for_the_hour(
    sitting: Sitting, what: Stage, total: int, under_way: Callable[[], bool]
) -> Generator[Wait, None, str | None]:
    """Waits while a run of so much work is big and the hours are not quiet; None once it may go on,
    or why it stops. `what` is the stage that has the work."""
    audit = sitting.settings.audit
    if total < audit.big_run or not asks_ncbi(sitting.settings):
        return None
    while audit.off_peak != "ignore" and not due.off_peak(sitting.clock()):
        until = due.next_off_peak(sitting.clock())
        if audit.off_peak == "postpone":
            things = "references" if what == "references" else "claims"
            return (
                f"{total:,} {things} are due, and NCBI asks that big jobs run in its quiet "
                f"hours, which begin at {written(until)}; --off-peak ignore checks them now."
            )
        if under_way():
            yield WAIT
            continue
        sitting.tell(Progress(stage=what, done=0, total=total, waiting_until=written(until)))
        sitting.sleep(min(60.0, max(1.0, (until - sitting.clock()).total_seconds())))
    return None
