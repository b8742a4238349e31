"""From a claim to the searches it needs: narrow first, each widening a search of its own.

What is required is what DESIGN's kinds require; the outcome of an efficacy claim is never
among it, since requiring the outcome or the comparator loses studies (Frandsen 2020,
J Clin Epidemiol). Every concept is an OR of its MeSH heading and its names in title and
abstract, because new records carry no MeSH yet.
"""

from __future__ import annotations

from itertools import islice

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import Claim, ClaimKind, required_concepts
from citecheck.model.concept import ConceptRef
from citecheck.model.query import And, Mesh, Or, Published, Query, Words
from citecheck.model.search import PlannedSearch, Purpose, QueryPlan
from citecheck.model.settings import Settings
from citecheck.pubmed.filters import filter_query
from citecheck.queries.study_types import study_type_query

MOST_NAMES = 16
"""Names of one concept in one query; PubMed's terms stay under a few thousand characters."""
MOST_MEMBERS = 24
"""Members of a curated class that MeSH's tree does not reach (the SSRIs, the statins)."""
NEAREST = 5
"""Studies read beside an unfound claim, for each of its ends."""


def plan(claim: Claim, lexicon: Lexicon, settings: Settings) -> QueryPlan:
    """The searches for a claim whose required concepts are all present.

    Raises: ValueError if one is missing; such a claim is not searched.
    """
    concepts = [ref for _, ref in required_concepts(claim)]
    if not concepts or any(ref is None for ref in concepts):
        raise ValueError(f"claim {claim.id} lacks a concept that its kind requires")
    parts = [concept_query(ref, lexicon) for ref in concepts if ref is not None]
    last = _year_before(settings.published_before)
    limit = settings.max_studies

    def search(purpose: Purpose, query: Query, at_most: int) -> PlannedSearch:
        return PlannedSearch(purpose=purpose, query=_until(query, last), limit=at_most)

    everything = And(parts=tuple(parts)) if len(parts) > 1 else parts[0]
    evidence = [search("evidence", everything, limit)]
    probes = [
        search("count-intervention", parts[0], 0),
        search("count-condition", parts[-1], 0),
        search("count-both", everything, 0),
    ]
    if claim.claimed_study_type is not None:
        of_type = And(parts=(everything, study_type_query(claim.claimed_study_type)))
        evidence = [search("evidence", of_type, limit), search("widened", everything, limit)]
        probes.append(search("count-type", of_type, 0))
    designs = And(parts=(everything, _strongest(claim.kind), filter_query("humans")))
    # The first matches of one end are what comes nearest; those on topic are left out later.
    nearest = [search("nearest", part, NEAREST) for part in (parts[-1], parts[0])]
    return QueryPlan(
        evidence=tuple(evidence),
        crowded=(search("evidence", designs, limit),),
        probes=tuple(probes),
        nearest=tuple(nearest),
    )


def concept_query(ref: ConceptRef, lexicon: Lexicon) -> Query:
    """Everything that names the concept: MeSH, its names, the members of a curated class.

    A phrase that no lexicon knows is searched as it stands, or as all of its words.
    """
    concept = lexicon.concept(ref.concept_id) if ref.concept_id else None
    if concept is None:
        words = [w for w in ref.text.split() if len(w) > 2]
        phrase: Query = Words(text=ref.text)
        if len(words) < 2:
            return phrase
        return Or(parts=(phrase, And(parts=tuple(Words(text=w) for w in words))))
    parts: list[Query] = _mesh(concept.id, concept.name)
    for name in islice(_distinct(lexicon.names(concept.id)), MOST_NAMES):
        parts += [Words(text=name), Words(text=_plural(name))]
    for member in islice(lexicon.members(concept.id), MOST_MEMBERS):
        found = lexicon.concept(member)
        if found is not None:
            parts += [*_mesh(found.id, found.name), Words(text=found.name)]
    return parts[0] if len(parts) == 1 else Or(parts=tuple(dict.fromkeys(parts)))


def _strongest(kind: ClaimKind) -> Query:
    """The designs that weigh most for a kind of claim.

    Among the first forty hits the narrow filter finds about twice the trials that no filter
    finds (Agoritsas 2012, J Med Internet Res).
    """
    if kind in ("efficacy", "comparison"):
        return Or(parts=(filter_query("reviews"), filter_query("therapy-narrow")))
    return filter_query("reviews")


def _mesh(concept_id: str, name: str) -> list[Query]:
    return [] if concept_id.startswith("X:") else [Mesh(ui=concept_id, name=name)]


def _distinct(names: tuple[str, ...]) -> list[str]:
    """Names without MeSH's inverted forms and without those that a shorter phrase contains."""
    natural = sorted({n.lower() for n in names if ", " not in n}, key=lambda n: (len(n), n))
    kept: list[str] = []
    for name in natural:
        if not any(f" {k} " in f" {name} " for k in kept):
            kept.append(name)
    return kept


def _plural(name: str) -> str:
    """The regular plural: neither PubMed's [tiab] nor the local index knows word stems."""
    if not name[-1:].isalpha() or name.endswith("s"):
        return name
    if name.endswith(("x", "ch", "sh")):
        return f"{name}es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}s"


def _year_before(date: str | None) -> int | None:
    """Records give a year at best, so only whole years before the date are surely before it."""
    return int(date[:4]) - 1 if date else None


def _until(query: Query, last: int | None) -> Query:
    return query if last is None else And(parts=(query, Published(last=last)))
