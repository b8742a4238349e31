"""Writes docs/faults.md: every fault, and what the client made of it.

`python -m tests.entrez.faults_page` (about a minute).
"""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from citecheck.entrez.cache import ReplyCache
from citecheck.entrez.client import EutilsClient
from citecheck.entrez.wire import Credentials
from tests.entrez.conftest import STUDIES, NoWait, checked
from tests.eutils import ALL_FAULTS, Case
from tests.eutils.server import EutilsServer

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
HEAD = """# What the client does when PubMed fails

Each known failure of PubMed's E-utilities, and of the network before it, was put in the way of
one claim that two trials support. *Lasting*: the fault strikes every request. *Passing*: it
strikes once. A claim is never `unfound` for a failure, and no failure is kept in the cache: with
the server healed, the same cache gives the true verdict. `supported` under a lasting fault means
that the reply was odd and complete, or that citecheck never asks that utility. Made by
`python -m tests.entrez.faults_page` against the loopback server of the tests; the same is
asserted in `tests/entrez/test_faults.py`.

| failure | where | kind | lasting: claim, after requests | passing: claim, after requests |
| --- | --- | --- | --- | --- |
"""


def main() -> None:
    """Run every fault and write the page."""
    rows = [row(case) for case in ALL_FAULTS]
    counted = Counter(line.split("|")[4].split(",")[0].strip() for line in rows)
    summary = ", ".join(f"{n} {what}" for what, n in sorted(counted.items()))
    PAGE.write_text(
        HEAD + "".join(rows) + f"\n{len(rows)} failures; lasting ones end as: {summary}.\n",
        encoding="utf-8",
    )


def row(case: Case) -> str:
    """One line of the table."""
    lasting = outcome(case, None)
    passing = outcome(case, 1) if case.name != "refused-at-connect" else "-"
    return f"| {case.fault.kind} | {case.fault.at} | {case.row} | {lasting} | {passing} |\n"


def outcome(case: Case, times: int | None) -> str:
    """What became of the claim, and how many requests it took."""
    with (
        tempfile.TemporaryDirectory() as folder,
        EutilsServer(STUDIES, requests_per_second=None) as server,
    ):
        server.strike(case.times(times))
        with EutilsClient(
            base_url=server.url,
            credentials=Credentials(tool="citecheck"),
            pace=NoWait(),
            cache=ReplyCache(Path(folder)),
            timeout_s=4.0,
            read_s=0.4,
            sleep=lambda _seconds: None,
        ) as client:
            claim = checked(client)
            said = claim.verdict or f"unchecked ({claim.unchecked.reason})"
            return f"{said}, {client.requests}"


if __name__ == "__main__":
    main()
