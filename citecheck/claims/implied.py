"""Concepts that words imply without naming them."""

from __future__ import annotations

from dataclasses import replace

from citecheck.claims import cues
from citecheck.claims.detect import Candidate
from citecheck.claims.roles import Part, words
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.document import Span


def quantity(candidate: Candidate, lexicon: Lexicon) -> Part | None:
    """What a number of people measures: prevalence, deaths, those whom treatment fails."""
    view = candidate.view
    share = next((hit for hit in view.kinds if hit.sense == "prevalence"), None)
    measures = cues.load("quantities")
    present = {hit.cue.id for hit in measures.find(view.text)}
    first = next((cue for cue in measures.cues if cue.id in present), None)
    if share is None or first is None:
        return None
    return _of_concept(words(view, Span(start=share.start, end=share.end)), first.sense, lexicon)


def harm(found: Part | None, candidate: Candidate, lexicon: Lexicon) -> Part | None:
    """The harm with the concept that its words imply ("addictive"), where none is named."""
    if found and found.concept_id:
        return found
    view = candidate.view
    start = found.start - view.start if found else 0
    end = found.end - view.start if found else len(view.text)
    hit = cues.load("harms").first(view.text, max(start, 0), end)
    if hit is None:
        return found
    return _of_concept(found or words(view, Span(start=hit.start, end=hit.end)), hit.sense, lexicon)


def _of_concept(said: Part, name: str, lexicon: Lexicon) -> Part:
    ids = lexicon.lookup(name)
    return replace(said, concept_id=ids[0]) if len(ids) == 1 else said
