"""A site of a few pages in a folder, with the studies that its claims are checked against."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from citecheck import extract
from citecheck.audit.executors import crew
from citecheck.audit.ledger.dump import dump
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.run import run_audit
from citecheck.model.audit import RunSummary
from citecheck.model.settings import Settings
from citecheck.model.watch import Watch
from tests.audit.folder import FOLDER
from tests.fakes import FakeClock
from tests.site.pages import page

STUDIES = Path(__file__).parents[2] / "examples" / "studies.jsonl"
PAGES = 8


def markdown(number: int, revision: int = 0) -> str:
    """A page of the site."""
    made = page(number, revision)
    parts = [f"# {made.title}", made.opening]
    for claim, filler in zip(made.claims, made.fillers, strict=True):
        parts += [f"## {claim.topic}", f"{claim.text} {filler}"]
    return "\n\n".join(parts)


@cache
def said(number: int, revision: int = 0) -> frozenset[str]:
    """The fingerprints of what a page says, found by extraction alone."""
    return frozenset(claim.fingerprint for claim in extract(markdown(number, revision)))


def said_on(*pages: tuple[int, int]) -> set[str]:
    """What pages say together, each in its revision."""
    return {each for number, revision in pages for each in said(number, revision)}


def watching(folder: Path, **changes: Any) -> Settings:
    """Settings of an audit of the site in a folder."""
    values: dict[str, Any] = {
        "sources": (str(folder / "studies.jsonl"),),
        "watch": (Watch(name="site", folder=str(folder)),),
    }
    return Settings(**values | changes)


def lines_of(ledger: Ledger) -> list[str]:
    """All that the ledger says, but for when."""
    with ledger.reading() as connection:
        return dump(connection)


class Site:
    """Pages 1, 2, ... of the loopback site as Markdown files, and a file of studies.

    `clock` is the site's own: `later` moves it on.
    """

    def __init__(self, folder: Path, pages: int = PAGES) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.executor = "threads:2"
        self.studies = folder / "studies.jsonl"
        folder.mkdir(parents=True)
        self.studies.write_text(STUDIES.read_text("utf-8"), "utf-8")
        for number in range(1, pages + 1):
            self.put(number)

    def put(self, number: int, revision: int = 0) -> None:
        """A page as it is in some revision."""
        self.write(number, markdown(number, revision))

    def write(self, number: int, text: str) -> None:
        """A page of this text."""
        (self.folder / f"page-{number:05}.md").write_text(text, "utf-8")

    def remove(self, number: int) -> None:
        """The page is there no more."""
        (self.folder / f"page-{number:05}.md").unlink()

    def change_studies(self, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
        """Every study as `change` makes it; None takes it out."""
        rows = [json.loads(line) for line in self.studies.read_text("utf-8").splitlines()]
        kept = [row for row in map(change, rows) if row is not None]
        self.studies.write_text("".join(f"{json.dumps(row)}\n" for row in kept), "utf-8")

    def retract(self, key: str) -> None:
        """The study of this key is retracted from now on."""

        def withdrawn(row: dict[str, Any]) -> dict[str, Any]:
            names = (row.get(name, "").lower() for name in ("pmid", "doi", "pmcid", "id"))
            return row | {"standing": "retracted"} if key in names else row

        self.change_studies(withdrawn)

    def later(self, **span: float) -> datetime:
        """The time goes on by so many hours or days."""
        self.clock.now += timedelta(**span)
        return self.clock.now

    def settings(self, **changes: Any) -> Settings:
        """Settings that watch the folder and ask the file of studies."""
        return watching(self.folder, **changes)

    def run(
        self,
        ledger: Ledger,
        *,
        settings: Settings | None = None,
        **how: Any,
    ) -> RunSummary:
        """One run of an audit of the site."""
        given: dict[str, Any] = {"tasks": FOLDER, "clock": self.clock, "sleep": self.clock.sleep}
        with crew(self.executor) as hands:
            return run_audit(ledger, settings or self.settings(), hands, **given | how)
