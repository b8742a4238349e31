"""What a document is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from citecheck.claims import cues
from citecheck.claims.named import Named
from citecheck.claims.roles import Part, part
from citecheck.claims.view import View
from citecheck.concepts.lexicon import Lexicon

_HEADING_WEIGHT = 3
_LEAST = 3
_LEAD = 1.5
_CONTENDERS = 5


@dataclass(frozen=True, slots=True)
class Topic:
    """The main intervention and condition of a document, where it has one.

    `usual` is the treatment that the text gives as its example of the usual ones.
    """

    intervention: Part | None = None
    condition: Part | None = None
    usual: Part | None = None


def topic_of(views: Sequence[View], lexicon: Lexicon) -> Topic:
    """The concepts that the title and headings name, or that the text names far the most."""
    return Topic(
        intervention=_main(views, could_be_given, lexicon),
        condition=_main(views, is_disease, lexicon),
        usual=_usual(views),
    )


def is_given(named: Named) -> bool:
    """Whether it is given or done first of all."""
    return named.given


def could_be_given(named: Named) -> bool:
    """Whether it can be given, though it is first of all something else (zinc, cortisol)."""
    return named.given or (named.plays("drug", "food") and not named.plays("population"))


def is_disease(named: Named) -> bool:
    """Whether it is a disease and more than a symptom."""
    return named.ailment and not named.symptom


def _main(views: Sequence[View], fits: Callable[[Named], bool], lexicon: Lexicon) -> Part | None:
    """The concept named the most, headings counting thrice; a class speaks for its members."""
    counts: Counter[str] = Counter()
    first: dict[str, Part] = {}
    for view in views:
        weight = 1 if view.holds_claims else _HEADING_WEIGHT
        for n in view.usable:
            if n.concept_id and fits(n):
                counts[n.concept_id] += weight
                first.setdefault(n.concept_id, part(view, n))
    ranked = counts.most_common(_CONTENDERS)
    for broad, count in ranked:
        below = [c for c, n in ranked if c != broad and n >= _LEAST and lexicon.covers(broad, c)]
        if below:
            counts[below[0]] += count
            del counts[broad]
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _LEAST:
        return None
    if len(ranked) == 2 and ranked[0][1] < _LEAD * ranked[1][1]:
        return None
    return first[ranked[0][0]]


def _usual(views: Sequence[View]) -> Part | None:
    """The example most often given of the usual treatments ("medications like SSRIs")."""
    counts: Counter[str] = Counter()
    first: dict[str, Part] = {}
    example = cues.load("discourse", "example")
    for view in views:
        for group in view.references:
            if group.sense != "generic-intervention":
                continue
            lead = example.first(view.text, group.end)
            if lead is None or lead.start > group.end + 2:
                continue
            for n in view.usable:
                if n.start >= lead.end and n.given and n.concept_id:
                    counts[n.concept_id] += 1
                    first.setdefault(n.concept_id, part(view, n))
    return first[counts.most_common(1)[0][0]] if counts else None
