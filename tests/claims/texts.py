"""Short ways from a text to what this room makes of it."""

from __future__ import annotations

from citecheck.claims import clauses
from citecheck.claims.clauses import Parts
from citecheck.claims.extract import extract
from citecheck.claims.view import View, views
from citecheck.concepts.lexicon import Lexicon
from citecheck.documents.read import from_text
from citecheck.model.claim import Claim


def claims_in(text: str, lexicon: Lexicon) -> list[Claim]:
    """The claims of a text."""
    return extract(from_text(text), lexicon)


def only_claim(text: str, lexicon: Lexicon) -> Claim:
    """The one claim of a text."""
    (claim,) = claims_in(text, lexicon)
    return claim


def view_of(sentence: str, lexicon: Lexicon) -> tuple[View, Parts]:
    """One sentence as the rules see it."""
    (view,) = views(from_text(sentence), lexicon)
    return view, clauses.parts(view)
