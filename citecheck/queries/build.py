"""From a claim to the searches it needs: narrow first, each widening a search of its own.

What is required is what DESIGN's kinds require; the outcome of an efficacy claim is never
among it, since requiring the outcome or the comparator loses studies (Frandsen 2020,
J Clin Epidemiol). Every concept is an OR of its MeSH heading and its names in title and
abstract, because new records carry no MeSH yet.

Of a claim that was given alone, with no text around it to say what it is about, the words
are searched last. They find studies of what is narrower than the claim names, or named
otherwise; whether these bear on the claim is still decided by concept.
"""

from __future__ import annotations

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import Claim, ClaimKind, required_concepts
from citecheck.model.query import And, Or, Published, Query
from citecheck.model.search import PlannedSearch, Purpose, QueryPlan
from citecheck.model.settings import Settings
from citecheck.pubmed.filters import filter_query
from citecheck.queries.names import concept_query
from citecheck.queries.study_types import study_type_query
from citecheck.queries.worded import worded_query

NEAREST = 5
"""Studies read beside an unfound claim, for each of its ends."""


def plan(claim: Claim, lexicon: Lexicon, settings: Settings) -> QueryPlan:
    """The searches for a claim.

    Without a concept that its kind requires only its words are left to search by; whether
    it is searched at all is not decided here.
    """
    before = settings.published_before
    limit = settings.max_studies

    def search(purpose: Purpose, query: Query, at_most: int) -> PlannedSearch:
        return PlannedSearch(purpose=purpose, query=_until(query, before), limit=at_most)

    worded = worded_query(claim.text, lexicon) if claim.alone else None
    words = search("widened", worded, limit) if worded is not None else None
    concepts = [ref for _, ref in required_concepts(claim)]
    parts = [concept_query(ref, lexicon) for ref in concepts if ref is not None]
    if not parts or len(parts) < len(concepts):
        return QueryPlan(
            evidence=(), crowded=(), words=words, words_needed=True, probes=(), nearest=()
        )
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
        words=words,
        words_needed=any(ref.concept_id is None for ref in concepts if ref is not None),
        probes=tuple(probes),
        nearest=tuple(nearest),
    )


def _strongest(kind: ClaimKind) -> Query:
    """The designs that weigh most for a kind of claim.

    Among the first forty hits the narrow filter finds about twice the trials that no filter
    finds (Agoritsas 2012, J Med Internet Res).
    """
    if kind in ("efficacy", "comparison"):
        return Or(parts=(filter_query("reviews"), filter_query("therapy-narrow")))
    return filter_query("reviews")


def _until(query: Query, before: str | None) -> Query:
    return query if before is None else And(parts=(query, Published(before=before)))
