"""All that was found on a claim, assessed study by study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from citecheck.evidence.design.level import level_of, species_of
from citecheck.evidence.design.participants import participants_of
from citecheck.evidence.reading.study import Reader, ReadStudy
from citecheck.evidence.topic.match import TopicMatch
from citecheck.evidence.topic.worded import Gate
from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence, Judgement, StanceJudge
from citecheck.model.study import Study

__all__ = ["Assessment", "OffTopic", "Reader", "Unjudged", "assess", "nearby"]

BY_WORDS = "It was matched by the claim's words, not by concept."
"""Said of each study that bears on a claim by its words alone."""


@runtime_checkable
class ReadsStudies(Protocol):
    """A judge that takes studies as they were read for the topic gate, not to read them twice."""

    def judge_read(
        self, claim: Claim, studies: Sequence[ReadStudy]
    ) -> Sequence[Judgement | Exception]: ...


@dataclass(frozen=True, slots=True)
class OffTopic:
    """A study that was found and does not bear on the claim, with what it lacks."""

    study: Study
    match: TopicMatch


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A pair that the judge could not judge, and why."""

    study: Study
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the studies say about one claim.

    `evidence` has an entry for each study on the topic, silent ones too, in the order of
    the studies and with weight 0: weighing is the verdict's. Studies in animals or cells
    are on topic; the verdict leaves them out for claims about people.
    """

    evidence: tuple[Evidence, ...]
    off_topic: tuple[OffTopic, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()


def assess(
    claim: Claim, studies: Sequence[Study], judge: StanceJudge, reader: Reader
) -> Assessment:
    """Each study through the topic gate, and those on topic through the judge."""
    reads = [reader.read(study) for study in studies]
    gate = Gate(claim, reader.lexicon)
    matches = [gate.match(read) for read in reads]
    on_topic = [(read, m) for read, m in zip(reads, matches, strict=True) if m.on_topic]
    if isinstance(judge, ReadsStudies):
        judgements = judge.judge_read(claim, [read for read, _ in on_topic])
    else:
        judgements = judge.judge(claim, [read.study for read, _ in on_topic])
    evidence: list[Evidence] = []
    unjudged: list[Unjudged] = []
    for (read, found), judgement in zip(on_topic, judgements, strict=True):
        if isinstance(judgement, Exception):
            unjudged.append(Unjudged(read.study, str(judgement)))
        else:
            evidence.append(evidence_of(read, judgement, by_words=found.by_words))
    return Assessment(
        tuple(evidence),
        tuple(
            OffTopic(read.study, found)
            for read, found in zip(reads, matches, strict=True)
            if not found.on_topic
        ),
        tuple(unjudged),
    )


def evidence_of(read: ReadStudy, judgement: Judgement, *, by_words: bool = False) -> Evidence:
    """The report's entry for a study and what a judge said of it."""
    study = read.study
    level = level_of(read)
    return Evidence(
        id=study.key,
        pmid=study.pmid,
        pmcid=study.pmcid,
        doi=study.doi,
        title=study.title,
        authors=study.authors,
        journal=study.journal,
        year=study.year,
        publication_types=tuple(t.name for t in study.publication_types),
        level=level,
        standing=study.standing,
        participants=read.once("participants", lambda: participants_of(read, level)),
        species=species_of(read),
        stance=judgement.stance,
        mixed=judgement.mixed,
        probability=judgement.probability,
        weight=0.0,
        rationale=judgement.rationale,
        why=f"{judgement.why} {BY_WORDS}".strip() if by_words else judgement.why,
        spin=judgement.spin,
        by_words=by_words,
    )


def nearby(claim: Claim, studies: Sequence[Study], reader: Reader) -> tuple[Evidence, ...]:
    """Studies that come near the claim, each with what it lacks; none of them bears on it."""
    found: list[Evidence] = []
    gate = Gate(claim, reader.lexicon)
    for study in studies:
        read = reader.read(study)
        topic = gate.match(read)
        if not topic.on_topic:
            judgement = Judgement(stance="silent", probability=1.0, why=_lacks(topic))
            found.append(evidence_of(read, judgement))
    return tuple(found)


def _lacks(topic: TopicMatch) -> str:
    missing = " and ".join(m.ref.concept or m.ref.text for m in topic.missing)
    if not missing:
        return "Does not bear on the claim: it names too little of what the claim says."
    return f"Does not bear on the claim: it is not about {missing}."
