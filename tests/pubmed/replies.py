"""The replies written for the tests, by file name."""

from __future__ import annotations

from pathlib import Path

from citecheck.model.study import Study
from citecheck.pubmed.parse import parse_articles

FOLDER = Path(__file__).parent.parent / "replies"


def reply(name: str) -> bytes:
    """The bytes of one reply."""
    return (FOLDER / name).read_bytes()


def studies(name: str) -> list[Study]:
    """The studies of one XML reply, in its order."""
    return list(parse_articles(reply(name)))
