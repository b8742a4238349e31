"""The same run by threads, processes and a Dask cluster: `python -m benchmarks.audit_executors`.

The loopback site (300 pages) is audited by each, against studies from a file. Of the cluster's four
workers one is killed when half of the pages are read. The ledgers must say the same.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from citecheck.audit.executors import crew
from citecheck.audit.ledger.open import open_ledger
from citecheck.audit.progress import Progress
from citecheck.audit.run import run_audit
from citecheck.model.settings import Settings
from citecheck.model.watch import Watch
from tests.audit.cluster import Cluster
from tests.audit.setting import STUDIES, lines_of
from tests.site.server import Site

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=300)
    options.add_argument("--executors", default="threads:4,processes:4,dask")
    asked = options.parse_args()
    with TemporaryDirectory() as name, Site(pages=asked.pages) as site:
        said = [_run(each, site, Path(name), asked.pages) for each in asked.executors.split(",")]
    same = all(each == said[0] for each in said)
    print(f"{len(said[0]):,} lines in each ledger, {'the same' if same else 'NOT the same'}")
    sys.exit(0 if same else 1)


def _run(executor: str, site: Site, folder: Path, pages: int) -> list[str]:
    stages: dict[str, float] = {}
    began = time.perf_counter()
    with ExitStack() as stack:
        cluster = None
        if executor == "dask":
            cluster = stack.enter_context(Cluster(folder, workers=4))
        hands = stack.enter_context(crew(cluster.spec if cluster else executor))
        ledger = stack.enter_context(open_ledger(str(folder / f"{executor}.sqlite")))
        ready = time.perf_counter()

        def step(progress: Progress) -> None:
            stages[progress.stage] = time.perf_counter() - ready
            half = (progress.stage, progress.done) == ("reading", pages // 2)
            if cluster is not None and half:
                cluster.workers[0].kill()

        summary = run_audit(ledger, _settings(site), hands, clock=lambda: _NOW, on_progress=step)
        took = time.perf_counter() - ready
        lines = lines_of(ledger)
    site.forget()
    reading = stages["reading"] - stages["listing"]
    print(
        f"{executor:12} ready after {ready - began:4.1f} s; {summary.pages.read} pages and "
        f"{summary.claims.checked} claims in {took:5.1f} s: {pages / reading:5.1f} pages/s read, "
        f"{pages / took:5.1f} pages/s in all{', one worker killed' if executor == 'dask' else ''}",
        flush=True,
    )
    return lines


def _settings(site: Site) -> Settings:
    watch = Watch(name="site", sitemaps=(site.sitemap,), allow_private=True, concurrency=8)
    return Settings(sources=(str(STUDIES),), watch=(watch,))


if __name__ == "__main__":
    main()
