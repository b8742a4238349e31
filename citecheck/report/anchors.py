"""The names of places in the HTML page; documents, claims and the like count from 1."""

from __future__ import annotations


def claim_anchor(document: int, claim: int) -> str:
    """A claim in full."""
    return f"claim-{document}-{claim}"


def reference_anchor(document: int, reference: int) -> str:
    """A reference."""
    return f"reference-{document}-{reference}"


def lookup_anchor(document: int, search: int) -> str:
    """A search that was made for references."""
    return f"lookup-{document}-{search}"
