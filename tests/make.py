"""Small values for tests: each function fills in what the test does not care about."""

from __future__ import annotations

from typing import Any

from citecheck.model.claim import Claim
from citecheck.model.concept import ConceptRef
from citecheck.model.evidence import Evidence


def concept(text: str, concept_id: str | None = None, name: str | None = None) -> ConceptRef:
    """A concept as the sentence names it."""
    return ConceptRef(
        text=text, concept=name or (text if concept_id else None), concept_id=concept_id
    )


def claim(**changes: Any) -> Claim:
    """A claim that drug X helps condition Y."""
    values: dict[str, Any] = {
        "id": "c1",
        "fingerprint": "f1",
        "text": "Ketamine relieves migraine.",
        "start": 0,
        "end": 27,
        "location": None,
        "cue": "relieves",
        "kind": "efficacy",
        "strength": 2,
        "hedged": False,
        "claimed_study_type": None,
        "intervention": concept("Ketamine", "D007649"),
        "comparator": None,
        "condition": concept("migraine", "D008881", "Migraine Disorders"),
        "outcome": None,
        "direction": "improves",
    }
    return Claim(**{**values, **changes})


def evidence(**changes: Any) -> Evidence:
    """A silent randomized trial."""
    values: dict[str, Any] = {
        "id": "1",
        "pmid": "1",
        "pmcid": None,
        "doi": None,
        "title": "A trial",
        "authors": (),
        "journal": None,
        "year": 2020,
        "publication_types": ("Randomized Controlled Trial",),
        "level": "randomized",
        "standing": "current",
        "participants": 200,
        "species": "human",
        "stance": "silent",
        "mixed": False,
        "probability": 0.9,
        "weight": 0.0,
        "rationale": (),
        "why": "",
    }
    return Evidence(**{**values, **changes})
