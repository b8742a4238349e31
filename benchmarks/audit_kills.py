"""kill -9 at random moments of a run: `python -m benchmarks.audit_kills [KILLS [EXECUTOR]]`.

A run of a site in a folder is killed so many times (20), each time after a random while, and gone
on with. The ledger must say in the end what that of an unbroken run says. A third argument is the
URL of an empty PostgreSQL database to use for it.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from citecheck.audit.ledger import runs
from citecheck.audit.ledger.open import open_ledger
from tests.audit.killed import killed_after
from tests.audit.setting import Site, lines_of

PAGES = 30
MOST_STEPS = 2


def main(kills: int = 20, executor: str = "threads:2", name: str | None = None) -> None:
    seed = random.SystemRandom().randrange(10**6)
    moments = random.Random(seed)
    with TemporaryDirectory() as folder:
        site = Site(Path(folder) / "site", pages=PAGES)
        ledger_name = name or str(Path(folder) / "killed.sqlite")
        stages: Counter[str] = Counter()
        began = time.perf_counter()
        while True:
            steps = moments.randint(1, MOST_STEPS) if stages.total() < kills else 10**9
            moment_s = moments.uniform(0, 0.05)
            if not killed_after(steps, moment_s, ledger_name, str(site.folder), executor):
                break
            with open_ledger(ledger_name) as ledger, ledger.reading() as connection:
                run = runs.unfinished(connection)
            stages[run.stage if run else "before"] += 1
        took = time.perf_counter() - began
        with open_ledger(str(Path(folder) / "unbroken.sqlite")) as whole:
            site.run(whole)
            expected = lines_of(whole)
        with open_ledger(ledger_name) as ledger:
            same = lines_of(ledger) == expected
    where = ", ".join(f"{count} in {stage}" for stage, count in stages.items())
    print(f"seed {seed}: {stages.total()} kills ({where}) in {took:.0f} s")
    print(f"{len(expected):,} lines, {'the same' if same else 'NOT the same'} as unbroken")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main(*(int(each) if each.isdecimal() else each for each in sys.argv[1:]))  # type: ignore[arg-type]
