"""Claims that an editor lets stand: still checked and counted, and shown with the reason given."""

from __future__ import annotations

from citecheck.model.claim import Claim
from citecheck.report.safe import visible
from citecheck.report.view import View


def reason(claim: Claim, view: View | None) -> str | None:
    """Why the claim is accepted, as the settings say; None where it is not.

    `accepted` is a list of lines, a fingerprint, a space and the reason; the first one counts.
    """
    for each in view.accepted if view else ():
        fingerprint, _, why = each.strip().partition(" ")
        if fingerprint == claim.fingerprint and why.strip():
            return visible(why)
    return None


def sentence(claim: Claim, view: View | None) -> str | None:
    """ "Accepted by the editors: our own survey, see note 4", or None."""
    why = reason(claim, view)
    return f"Accepted by the editors: {why}" if why else None
