"""All about one claim: what is found now, word for word, and how it came to that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection

from citecheck.audit.dashboard.picture_time import Strip, days_since, strip
from citecheck.audit.ledger import overview
from citecheck.audit.ledger.claims import claims_of
from citecheck.audit.ledger.look import history_of
from citecheck.audit.ledger.overview import ListedClaim, MadeDecision
from citecheck.audit.ledger.report import checked_claims
from citecheck.model.audit import ClaimHistory
from citecheck.model.report import CheckedClaim
from citecheck.model.verdict import Outcome
from citecheck.report import picture_overlap, picture_studies, wording
from citecheck.report.context import Context, restored
from citecheck.report.html_page import Asked, ClaimView

CHUNK: Final = 100
"""Claims that are in memory at a time."""
VERDICTS: Final = 30
DECISIONS: Final = 30
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{4,64}")


class ClaimRow(NamedTuple):
    """A claim in a list. `listed` is None for one that no page has any more."""

    fingerprint: str
    text: str
    outcome: Outcome
    pages: int
    listed: ListedClaim | None
    days: int | None


class ClaimStory(NamedTuple):
    """A claim in full. `row` is it in a list, `view` what a report would show of it."""

    row: ClaimRow
    view: ClaimView
    history: ClaimHistory
    more_verdicts: int
    strip: Strip | None
    decisions: tuple[MadeDecision, ...]
    more_decisions: int


def nameable(fingerprint: str) -> bool:
    """Whether this can name a file: what a ledger holds is not taken on trust."""
    return _FINGERPRINT.fullmatch(fingerprint) is not None


def rows(connection: Connection, claims: Sequence[int], *, now: str) -> Iterator[ClaimRow]:
    """Claims as a list shows them, in this order."""
    for chunk in _chunks(claims):
        yield from _rows(connection, chunk, now).values()


def stories(
    connection: Connection, claims: Sequence[int], name: str, *, now: str
) -> Iterator[ClaimStory]:
    """The claims in full, in this order. `name` is that of the ledger."""
    for chunk in _chunks(claims):
        listed = _rows(connection, chunk, now)
        checked = checked_claims(connection, claims_of(connection, chunk))
        for claim in chunk:
            history = history_of(connection, name, claim, newest=VERDICTS)
            had = overview.verdicts_of(connection, claim)
            made, total = overview.decisions_made(connection, now=now, most=DECISIONS, claim=claim)
            yield ClaimStory(
                row=listed[claim],
                view=_view(checked[claim], history.fingerprint),
                history=history,
                more_verdicts=had - len(history.entries),
                strip=strip(history.entries, now, gone_run=history.gone_run),
                decisions=tuple(made),
                more_decisions=total - len(made),
            )


def _rows(connection: Connection, chunk: Sequence[int], now: str) -> dict[int, ClaimRow]:
    standing = overview.claims_named(connection, chunk, now=now)
    pages = overview.pages_by_claim(connection, chunk)
    found = {}
    for claim, value in claims_of(connection, chunk).items():
        listed = standing.get(claim)
        found[claim] = ClaimRow(
            fingerprint=value.fingerprint,
            text=restored(value.text),
            outcome=listed.outcome if listed else "unchecked",
            pages=pages.get(claim, 0),
            listed=listed,
            days=days_since(listed.checked_at, now) if listed else None,
        )
    return {claim: found[claim] for claim in chunk}


def _view(claim: CheckedClaim, fingerprint: str) -> ClaimView:
    outcome = wording.outcome(claim)
    return ClaimView(
        anchor=f"claim-{fingerprint}",
        number=1,
        claim=claim,
        outcome=outcome,
        sign=wording.SIGNS[outcome],
        context=Context("", restored(claim.text), ""),
        groups=wording.grouped(claim),
        studies=picture_studies.picture(claim.evidence),
        overlap=picture_overlap.picture(claim),
        twin=None,
        silent_twin=None,
        asked=tuple(
            Asked(search, f"search-{fingerprint}-{number}", number)
            for number, search in enumerate(claim.searches, 1)
        ),
        command=None,
        accepted=None,
        cites=(),
    )


def _chunks(claims: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(claims), CHUNK):
        yield claims[start : start + CHUNK]
