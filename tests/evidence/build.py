"""Claims and studies for the tests of this room, from few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import Claim
from citecheck.model.concept import ConceptRef
from citecheck.model.study import AbstractSection, MeshHeading, PublicationType, Study


def claim(lexicon: Lexicon, text: str = "A claim.", **parts: str) -> Claim:
    """A claim with its parts by name; `kind` and `direction` as in the model."""
    refs = {
        role: concept(lexicon, parts[role]) if role in parts else None
        for role in ("intervention", "comparator", "condition", "outcome")
    }
    return Claim.model_validate(
        {
            "id": "c1",
            "fingerprint": "f",
            "text": text,
            "start": 0,
            "end": len(text),
            "location": None,
            "cue": "",
            "kind": parts.get("kind", "efficacy"),
            "strength": 3,
            "hedged": False,
            "claimed_study_type": None,
            "direction": parts.get("direction", "improves"),
            **refs,
        }
    )


def concept(lexicon: Lexicon, name: str) -> ConceptRef:
    """The concept that a name names in a text, or its words where the lexicon has none."""
    whole = [m for m in lexicon.mentions(name) if m.end - m.start == len(name)]
    found = lexicon.concept(whole[0].concept_id) if whole and whole[0].concept_id else None
    return ConceptRef(
        text=name,
        concept=found.name if found else None,
        concept_id=found.id if found else None,
    )


def study(
    title: str = "",
    abstract: Sequence[tuple[str, str]] | str = (),
    *,
    types: Sequence[str] = (),
    mesh: Sequence[str | tuple[str, bool]] = (),
    **fields: Any,
) -> Study:
    """A study; `abstract` is one text or (section, text) pairs, `mesh` names or (name, major)."""
    sections = [("", abstract)] if isinstance(abstract, str) else abstract
    headings = [(entry, False) if isinstance(entry, str) else entry for entry in mesh]
    return Study(
        id=fields.pop("id", "s1"),
        title=title,
        abstract=tuple(AbstractSection(section=s, text=t) for s, t in sections if t),
        publication_types=tuple(PublicationType(name=name) for name in types),
        mesh=tuple(MeshHeading(name=name, major=major) for name, major in headings),
        **fields,
    )


def study_of(case: Mapping[str, Any]) -> Study:
    """A study as the cases in tests/cases/stance write it."""
    return study(
        case["title"],
        [(part["section"], part["text"]) for part in case["abstract"]],
        types=case.get("publication_types", ()),
        mesh=case.get("mesh", ()),
        standing=case.get("standing", "current"),
    )
