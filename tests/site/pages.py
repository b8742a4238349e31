"""The pages of the site: made from a number and a revision, the same every time."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("pages.toml")
_FURNITURE = '<nav><a href="/">Home</a> <a href="/about.html">About</a></nav>'
_FOOTER = "<footer><p>Made for tests. No advice.</p></footer>"


class Claim(NamedTuple):
    """A sentence that citecheck takes for a claim, and the heading it stands under."""

    topic: str
    text: str


class Page(NamedTuple):
    """What one page says. `paragraphs` beside each claim hold none."""

    title: str
    opening: str
    claims: tuple[Claim, ...]
    fillers: tuple[str, ...]


class _Table(NamedTuple):
    claims: tuple[Claim, ...]
    openings: tuple[str, ...]
    fillers: tuple[str, ...]


@cache
def _table() -> _Table:
    data = tomllib.loads(_TABLE.read_text("utf-8"))
    claims = tuple(Claim(row["topic"], row["text"]) for row in data["claims"])
    return _Table(claims, tuple(data["openings"]), tuple(data["fillers"]))


def claims() -> tuple[Claim, ...]:
    """Every claim that any page can hold."""
    return _table().claims


def page(number: int, revision: int = 0) -> Page:
    """The page of this number; another revision holds two to four other claims.

    Pages share claims: there are far more pages than claims.
    """
    table = _table()
    choice = random.Random(f"{number}/{revision}")
    before = set(page(number, revision - 1).claims) if revision else set()
    fresh = [claim for claim in table.claims if claim not in before]
    chosen = tuple(choice.sample(fresh, choice.randint(2, 4)))
    return Page(
        title=f"Health Notes {number}: {chosen[0].topic}",
        opening=choice.choice(table.openings),
        claims=chosen,
        fillers=tuple(choice.sample(table.fillers, len(chosen))),
    )


def as_html(made: Page) -> bytes:
    """The page as HTML, with the furniture that pages have."""
    parts = [f"<h1>{escape(made.title)}</h1>", f"<p>{escape(made.opening)}</p>"]
    for claim, filler in zip(made.claims, made.fillers, strict=True):
        parts.append(f"<h2>{escape(claim.topic)}</h2>")
        parts.append(f"<p>{escape(claim.text)} {escape(filler)}</p>")
    return _shell(made.title, parts)


def as_text(made: Page) -> list[str]:
    """The paragraphs of the page, the title first, for other formats."""
    sections = zip(made.claims, made.fillers, strict=True)
    return [made.title, made.opening, *(f"{c.text} {filler}" for c, filler in sections)]


def _shell(title: str, parts: Sequence[str]) -> bytes:
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)} | Health Notes</title></head>\n"
        f"<body>{_FURNITURE}<main><article>\n{body}\n</article></main>{_FOOTER}</body></html>\n"
    ).encode()
