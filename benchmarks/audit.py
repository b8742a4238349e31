"""Audits of a site that is not there: `python -m benchmarks.audit --pages 100000`.

Reader and source of studies are made up, so that what is measured is the audit itself: time and
memory by page, and the size of the ledger. A page has three claims, one of its own and two that
other pages have too; a claim has twelve studies, each of which bears on many claims, and three
searches. Three nights: everything is new; nothing changed; one page in a hundred did.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from citecheck.audit.executors import crew
from citecheck.audit.ledger.open import open_ledger
from citecheck.audit.progress import Progress
from citecheck.audit.run import run_audit
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import (
    CheckResult,
    CheckTask,
    FoundClaim,
    LookupResult,
    LookupTask,
    PageRead,
    PageTask,
    Spent,
)
from citecheck.audit.worker import Orders
from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import load
from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence, Rationale
from citecheck.model.report import CheckedClaim
from citecheck.model.search import Search
from citecheck.model.settings import Settings
from citecheck.model.verdict import Tally, Verdict
from citecheck.model.watch import Listed, Trouble, Validators, Watch

SHARED = 5_000
STUDIES = 20_000
EVIDENCE_A_CLAIM = 12
SEARCHES_A_CLAIM = 3
CHANGED = 100
"""One page in so many changes before the third night."""
THIRD_NIGHT_S = 62.0
"""A setting that means nothing here, by which the reader knows which night it is."""
_NIGHT = timedelta(days=1)
_FIRST = datetime(2026, 3, 1, 2, tzinfo=UTC)
_SENTENCE = (
    "In a trial of {0} adults, zinc shortened the common cold by {1} hours compared with tea."
)


def list_pages(watch: Watch, settings: Settings) -> Iterator[Listed | Trouble]:
    for number in range(watch.max_pages):
        yield Listed(origin=f"https://example.org/p/{number}", watch=watch.name, by="sitemap")


def read(task: PageTask, orders: Orders) -> PageRead:
    number = int(task.listed.origin.rsplit("/", 1)[1])
    third = orders.settings.timeout_s == THIRD_NIGHT_S
    revision = 1 if third and number % CHANGED == 0 else 0
    content = hashlib.sha256(f"{number}/{revision}".encode()).hexdigest()
    if task.sha256 == content:
        return PageRead(page=task.page, outcome="unchanged", validators=task.validators)
    choice = random.Random(number)
    numbers = (number * 2 + revision + SHARED, choice.randrange(SHARED), choice.randrange(SHARED))
    return PageRead(
        page=task.page,
        outcome="read",
        validators=Validators(etag=f'"{content[:16]}"', content=content),
        title=f"Page {number} about colds and what people take for them",
        sha256=content,
        claims=tuple(_found(each, at) for at, each in enumerate(numbers)),
    )


def check(task: CheckTask, orders: Orders) -> CheckResult:
    spent = Spent(worker="simulation", requests=0)
    return CheckResult(found=tuple(_checked(claim) for claim in task.claims), spent=spent)


def look_up(task: LookupTask, orders: Orders) -> LookupResult:
    spent = Spent(worker="simulation", requests=0)
    return LookupResult(standings=dict.fromkeys(task.keys, "current"), spent=spent)


@cache
def _pattern() -> Claim:
    return from_sentence(_SENTENCE.format(100, 9), load())


def _found(number: int, at: int) -> FoundClaim:
    text = _SENTENCE.format(number, number % 97)
    update = {
        "fingerprint": hashlib.sha256(text.encode()).hexdigest()[:16],
        "text": text,
        "start": at * 900,
        "end": at * 900 + len(text),
    }
    return FoundClaim(claim=_pattern().model_copy(update=update), before="", after="")


def _checked(claim: Claim) -> CheckedClaim:
    choice = random.Random(claim.fingerprint)
    evidence = tuple(_evidence(choice, rank) for rank in range(EVIDENCE_A_CLAIM))
    speaking = sum(each.stance != "silent" for each in evidence)
    tally = Tally(supports=speaking, contradicts=0, silent=len(evidence) - speaking, excluded=0)
    verdict = Verdict(
        verdict="supported",
        disputed=False,
        certainty="moderate",
        why=f"{speaking} randomized trials support it; certainty moderate.",
        flags=(),
        tally=tally,
    )
    searches = tuple(_search(choice, number) for number in range(SEARCHES_A_CLAIM))
    return CheckedClaim.of(claim, verdict, tally=tally, evidence=evidence, searches=searches)


def _evidence(choice: random.Random, rank: int) -> Evidence:
    number = choice.randrange(STUDIES)
    speaks = rank < 4
    said = "Zinc shortened colds by a third of their length compared with a placebo in adults."
    return Evidence(
        id=str(number),
        pmid=str(number),
        pmcid=None,
        doi=f"10.1000/simulated.{number}",
        title=f"Zinc lozenges for the common cold: randomized trial number {number} in adults",
        authors=("Okoro AB", "Lind C", "Marsh D"),
        journal="Journal of Imagined Colds",
        year=2000 + number % 25,
        publication_types=("Journal Article", "Randomized Controlled Trial"),
        level="randomized",
        standing="current",
        participants=number % 900,
        species="human",
        stance="supports" if speaks else "silent",
        mixed=False,
        probability=0.8,
        weight=2.4 if speaks else 0.0,
        rationale=(Rationale(section="CONCLUSIONS", text=said),) if speaks else (),
        why="The conclusion states the effect in the claim's direction."
        if speaks
        else "It does not say what happened to what the claim is about.",
    )


def _search(choice: random.Random, number: int) -> Search:
    names = " OR ".join(f'"name {choice.randrange(400)} of it"[tiab]' for _ in range(24))
    return Search(
        source="PubMed",
        term=f"({names})",
        translation=f"({names.replace('[tiab]', '[Title/Abstract]')})",
        count=choice.randrange(2_000),
        retrieved=40,
        purpose="evidence",
        searched_at="2026-03-01T02:00:00Z",
        url=f"https://pubmed.ncbi.nlm.nih.gov/?term={names.replace(' ', '+')}",
    )


TASKS = Tasks(listing=list_pages, read=read, check=check, look_up=look_up)


class Meter:
    """Time and memory at every tenth of a stage."""

    def __init__(self) -> None:
        self._at = time.perf_counter()
        self._done = 0

    def __call__(self, step: Progress) -> None:
        every = max(1, step.total // 5)
        if not step.total or step.done % every:
            return
        now = time.perf_counter()
        made = step.done - self._done if step.done > self._done else step.done
        each_ms = 1000 * (now - self._at) / max(1, made)
        memory = _memory_mb()
        print(
            f"  {step.stage:9} {step.done:>9,}  {each_ms:6.2f} ms each  {memory:5.0f} MB",
            flush=True,
        )
        self._at, self._done = now, step.done


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=20_000)
    options.add_argument("--ledger", help="a file or a URL; by default a file that is deleted")
    asked = options.parse_args()
    with TemporaryDirectory() as folder:
        name = asked.ledger or str(Path(folder) / "ledger.sqlite")
        watch = Watch(name="simulation", max_pages=asked.pages)
        for night in range(3):
            settings = Settings(
                sources=("simulation",), watch=(watch,), timeout_s=THIRD_NIGHT_S - 2 + night
            )
            began = time.perf_counter()
            now = _FIRST + night * _NIGHT
            print(f"night {night + 1}")
            with open_ledger(name) as ledger, crew("threads:2") as hands:
                summary = run_audit(
                    ledger, settings, hands, tasks=TASKS, on_progress=Meter(),
                    clock=partial(datetime.fromisoformat, now.isoformat()),
                )  # fmt: skip
            took = time.perf_counter() - began
            print(
                f"  {took:.0f} s, {1000 * took / asked.pages:.2f} ms a page, "
                f"{_memory_mb():.0f} MB; {summary.pages.read:,} read, "
                f"{summary.claims.checked:,} checked, "
                f"{len(summary.changes) + summary.omitted:,} changes"
            )
            if ledger.path:
                size = ledger.path.stat().st_size
                print(f"  ledger {size / 1e6:.0f} MB, {size / asked.pages:,.0f} bytes a page")


def _memory_mb() -> float:
    """Memory of this process now; at its highest where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    main()
