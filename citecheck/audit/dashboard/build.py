"""The dashboard of a ledger: a folder of pages, or one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from citecheck._version import __version__
from citecheck.audit.dashboard import files
from citecheck.audit.dashboard.claim import nameable, rows, stories
from citecheck.audit.dashboard.files import CLAIMS, GENERATOR, INDEX, claim_file
from citecheck.audit.dashboard.front import Front, front
from citecheck.audit.ledger import counts, overview
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.show import parts
from citecheck.report.templating import environment, shipped

MOST_IN_FOLDER: Final = 2_000
MOST_IN_FILE: Final = 100
"""Claims, and pages, that are shown one by one unless more or fewer are asked for."""
ROWS: Final = 250
"""Rows of a list on one of its pages."""


class Made(NamedTuple):
    """What was written: where to begin to read, and how many files, claims and pages it has."""

    start: Path
    files: int
    claims: int
    pages: int


def build(ledger: Ledger, target: Path, *, now: str, most: int | None = None) -> Made:
    """Write the dashboard of the ledger as it is, for reading at the time `now`.

    A target that ends in .html is one file; any other is a folder. At most `most` claims and
    `most` pages are shown one by one, those most worth a look first; all are counted. A claim
    of which the first page speaks always has its own place. The first page is written last.

    Raises: ConfigError where it cannot be written; LedgerError.
    """
    files.require(target)
    with ledger.reading() as connection:
        writer = _Folder if files.is_folder(target) else _File
        return writer(connection, front(connection, ledger.url, now=now), target, most).write()


class _Dashboard:
    """What both forms share: the claims to show, and how a template becomes text."""

    most: int

    def __init__(
        self, connection: Connection, first: Front, target: Path, most: int | None
    ) -> None:
        self.connection, self.first, self.target = connection, first, target
        self.most = self.most if most is None else most
        named = overview.ids_of(connection, first.mentioned)
        worth = overview.worth_a_look(connection, now=first.now, most=self.most)
        every = dict.fromkeys(
            (each.fingerprint, each.id) for each in worth if nameable(each.fingerprint)
        )
        every |= dict.fromkeys((f, i) for f, i in named.items() if nameable(f))
        standing = overview.claims_named(connection, named.values(), now=first.now)
        self.claims = [claim for _, claim in every]
        self.pages, all_pages = overview.listed_pages(connection, most=self.most)
        shown = standing.keys() | {each.id for each in worth}
        self.more_claims = counts.claims_on_pages(connection) - len(shown)
        self.more_pages = all_pages - len(self.pages)
        self.page = {
            "generator": GENERATOR,
            "version": __version__,
            "style": shipped("base.css") + shipped("dashboard.css", __package__),
            "script": shipped("base.js"),
            "now": first.now,
            "folder": files.is_folder(target),
        }
        self.names = frozenset(fingerprint for fingerprint, _ in every)

    def text(self, template: str, **values: Any) -> Iterator[str]:
        """The parts of a page, made as they are asked for."""
        known = {"page": self.page, "parts": parts, "names": self.names, "up": ""}
        return environment(__package__).get_template(template).generate(known | values)

    def stories(self) -> Iterator[Any]:
        """All claims to show, in full."""
        return stories(self.connection, self.claims, self.first.name, now=self.first.now)


class _File(_Dashboard):
    most = MOST_IN_FILE

    def write(self) -> Made:
        """One file with everything."""
        text = self.text(
            "index.html",
            front=self.first,
            link="#claim-{}".format,
            stories=self.stories(),
            pages=self.pages,
            more_claims=self.more_claims,
            more_pages=self.more_pages,
        )
        files.put(self.target, text)
        return Made(self.target, 1, len(self.claims), len(self.pages))


class _Folder(_Dashboard):
    most = MOST_IN_FOLDER

    def write(self) -> Made:
        """A first page, lists of claims and of pages, and a page for each claim."""
        written: set[Path] = set()

        def put(name: str, text: Iterator[str]) -> None:
            path = self.target / name
            files.put(path, text)
            written.add(path)

        for story in self.stories():
            text = self.text("claim_page.html", story=story, link="{}.html".format, up="../")
            put(claim_file(story.row.fingerprint), text)
        for name, text in chain(self._claim_lists(), self._page_lists()):
            put(name, text)
        start = self.target / INDEX
        files.put(
            start,
            self.text(
                "index.html",
                front=self.first,
                link=f"{CLAIMS}/{{}}.html".format,
            ),
        )
        files.sweep(self.target, {*written, start})
        return Made(start, len(written) + 1, len(self.claims), len(self.pages))

    def _claim_lists(self) -> Iterator[tuple[str, Iterator[str]]]:
        for number, count, chunk in _numbered(self.claims):
            found = rows(self.connection, chunk, now=self.first.now)
            yield (
                f"claims-{number}.html",
                self.text(
                    "claims.html",
                    rows=list(found),
                    link=f"{CLAIMS}/{{}}.html".format,
                    number=number,
                    count=count,
                    more=self.more_claims if number == count else 0,
                ),
            )

    def _page_lists(self) -> Iterator[tuple[str, Iterator[str]]]:
        for number, count, chunk in _numbered(self.pages):
            yield (
                f"pages-{number}.html",
                self.text(
                    "pages.html",
                    pages=chunk,
                    number=number,
                    count=count,
                    more=self.more_pages if number == count else 0,
                ),
            )


def _numbered(items: Sequence[Any]) -> Iterator[tuple[int, int, Sequence[Any]]]:
    """The pages of a list by number, how many there are, and what each has; at least one."""
    count = max(1, -(-len(items) // ROWS))
    for number in range(1, count + 1):
        yield number, count, items[(number - 1) * ROWS : number * ROWS]
