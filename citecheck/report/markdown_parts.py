"""Pieces of Markdown that several pages are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence
from citecheck.model.study import Study
from citecheck.report import citation, wording
from citecheck.report.context import around
from citecheck.report.escape import code, label, text
from citecheck.report.receipt import Numbers
from citecheck.report.safe import web_address

_IN_A_LINK: Final = str.maketrans(
    {character: f"%{ord(character):02X}" for character in '()<>[]\\`"*_|'}
)


def in_context(claim: Claim, article: str) -> str:
    """The sentence with the claim in bold, on one line."""
    before, words, after = around(article, claim)
    gap = " " if before[-1:].isspace() else ""
    next_gap = " " if after[:1].isspace() else ""
    return f"{text(before)}{gap}**{text(words)}**{next_gap}{text(after)}"


def described(each: Evidence | Study) -> str:
    """Standing, title, citation and identifier, linked where the record has a page."""
    standing = wording.STANDINGS[each.standing]
    identifier = citation.identifier(each)
    page = citation.link(each)
    parts = (
        f"**{standing}**" if standing else "",
        text(each.title),
        text(citation.published(each)),
        f"[{label(identifier)}]({page})" if page else text(identifier),
    )
    return " · ".join(part for part in parts if part)


def folded(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Lines behind a title that opens them."""
    yield f"<details><summary>{title}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"


def receipts(numbers: Numbers) -> Iterator[str]:
    """Every search as it was sent and understood, so that a reader can repeat it."""
    for search, number in numbers.items():
        page = web_address(search.url)
        again = f" ([run it again]({page.translate(_IN_A_LINK)}))" if page else ""
        yield f"{number}. {text(wording.searched(search))}{again}: {code(search.term)}"
        if search.translation and search.translation != search.term:
            yield f"   understood as {code(search.translation)}"
