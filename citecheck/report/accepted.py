"""Claims that an editor lets stand: still checked and counted, and shown with the reason given."""

from __future__ import annotations

from citecheck.model.accepted import Accepted
from citecheck.model.claim import Claim
from citecheck.report.safe import visible
from citecheck.report.view import View


def reason(claim: Claim, view: View | None) -> str | None:
    """ "our own survey, see note 4 (Dana Lind)": why the claim is accepted, and by whom.

    None where it is not. The first entry of the settings counts.
    """
    entry = _entry(claim, view)
    if entry is None:
        return None
    return visible(f"{entry.reason} ({entry.by})" if entry.by else entry.reason)


def sentence(claim: Claim, view: View | None) -> str | None:
    """ "Accepted by Dana Lind: our own survey, see note 4", or None."""
    entry = _entry(claim, view)
    return visible(f"Accepted by {entry.by or 'the editors'}: {entry.reason}") if entry else None


def _entry(claim: Claim, view: View | None) -> Accepted | None:
    entries = view.accepted if view else ()
    return next((each for each in entries if each.claim == claim.fingerprint), None)
