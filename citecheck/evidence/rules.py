"""The judge that needs no model: stance by rules of effect."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.findings import Finding, Mentions, findings_in
from citecheck.evidence.question import Named, Question, ask
from citecheck.evidence.rationale import rationale_of
from citecheck.evidence.reading import Part, Reader, ReadSentence, ReadStudy
from citecheck.model.claim import Claim
from citecheck.model.concept import Mention
from citecheck.model.document import Span
from citecheck.model.evidence import Judgement
from citecheck.model.study import Study

VERSION = "1"
_TELLING: tuple[Part, ...] = ("results", "conclusion", "title", "other")
_GIVEN = ("drug", "procedure", "behaviour", "food")


class RulesJudge:
    """A `StanceJudge`: deterministic, explains itself, abstains where its rules say nothing."""

    name = "rules"
    version = VERSION

    def __init__(self, lexicon: Lexicon, reader: Reader | None = None) -> None:
        self.lexicon = lexicon
        self._reader = reader or Reader(lexicon)

    def judge(self, claim: Claim, studies: Sequence[Study]) -> Sequence[Judgement | Exception]:
        """One judgement for each study, in their order."""
        return self.judge_read(claim, [self._reader.read(study) for study in studies])

    def judge_read(self, claim: Claim, studies: Sequence[ReadStudy]) -> list[Judgement | Exception]:
        """The same for studies that were read before."""
        question = ask(claim, self.lexicon)
        return [self._judge_one(question, read) for read in studies]

    def _judge_one(self, question: Question, read: ReadStudy) -> Judgement:
        return decide(question, self.findings(question, read))

    def findings(self, question: Question, read: ReadStudy) -> list[Finding]:
        """Every answer that the study gives to the question, in the order of its text."""
        ids = {
            id(part): part.ids_in(read, self.lexicon)
            for part in (question.agent, question.rival, question.target, question.condition)
            if part is not None
        }

        def spans(part: Named | None, sentence: ReadSentence) -> tuple[Span, ...]:
            return tuple(part.spans(sentence, ids[id(part)])) if part else ()

        studied = question.agent is None or any(
            spans(question.agent, s) for s in read.of("title", "objective", "methods")
        )
        studied = studied or self._in_mesh(question, read)
        found: list[Finding] = []
        for sentence in read.of(*_TELLING):
            agent, rival = spans(question.agent, sentence), spans(question.rival, sentence)
            mentions = Mentions(
                agent=agent,
                rival=rival,
                target=spans(question.target, sentence),
                condition=spans(question.condition, sentence),
                others=self._others(sentence, (*agent, *rival)),
            )
            found += findings_in(question, sentence, mentions, agent_is_studied=studied)
        return found

    def _in_mesh(self, question: Question, read: ReadStudy) -> bool:
        wanted = question.agent.ref.concept_id if question.agent else None
        return wanted is not None and any(
            heading.major and heading.ui and self.lexicon.covers(wanted, heading.ui)
            for heading in read.study.mesh
        )

    def _others(self, sentence: ReadSentence, own: tuple[Span, ...]) -> tuple[Span, ...]:
        taken = {span.start for span in own}
        return tuple(
            Span(start=m.start, end=m.end)
            for m in sentence.mentions
            if m.start not in taken and self._is_given(m)
        )

    def _is_given(self, mention: Mention) -> bool:
        concept = self.lexicon.concept(mention.concept_ids[0])
        return concept is not None and concept.semantics[0] in _GIVEN


def decide(question: Question, found: Sequence[Finding]) -> Judgement:
    """One judgement from all the answers of a study.

    Answers about the claim's own outcome come before those about others; results come
    before the conclusion where the two disagree, and the disagreement is called spin.
    """
    rules = _rules()
    if not found:
        return _silent(0.5, "It does not say what happened to what the claim is about.")
    own = [f for f in found if f.specific] or list(found)
    results = [f for f in own if f.sentence.part in ("results", "other")]
    conclusion = [f for f in own if f.sentence.part == "conclusion"]
    title = [f for f in own if f.sentence.part == "title"]
    side_r, side_c, side_t = _side(results), _side(conclusion), _side(title)
    mixed = False
    spin = False
    if side_r and side_c and side_r != side_c:
        nulls = [f for f in results if f.side == side_r and f.null]
        if side_c > 0 and nulls and not question.null:
            side, spin = side_r, True
        else:
            side = side_c
    else:
        side = side_c or side_r or side_t
    for_, against = _both(results)
    if for_ and against and (side_c == 0 or _is_split(conclusion)):
        mixed = True
        side = side or 1
    if not side:
        return _silent(0.5, "Could not tell: its answers point both ways.", abstained=True)
    telling = [f for f in own if f.side == side]
    best = max(telling, key=_rank)
    probability = rules.rule[best.rule]
    if not best.specific:
        probability += rules.adjust["not_specific"]
    if len({id(f.sentence) for f in telling}) > 1:
        probability += rules.adjust["agrees"]
    if any(f.side != side for f in own) and not mixed:
        probability += rules.adjust["disagrees"]
    if best.active_control and best.null and question.kind != "comparison":
        probability += rules.adjust["active_control"]
    probability = min(max(probability, 0.0), 0.97)
    if probability < rules.threshold:
        return _silent(probability, "Could not tell: what it says is too faint.", abstained=True)
    return Judgement(
        stance="supports" if side > 0 else "contradicts",
        probability=round(probability, 3),
        rationale=rationale_of(sorted(telling, key=_rank, reverse=True)),
        mixed=mixed,
        spin=spin,
        why=_why(question, best, mixed),
    )


def _side(found: Iterable[Finding]) -> int:
    total = sum(f.side for f in found)
    return (total > 0) - (total < 0)


def _both(found: Sequence[Finding]) -> tuple[bool, bool]:
    return any(f.side > 0 for f in found), any(f.side < 0 for f in found)


def _is_split(found: Sequence[Finding]) -> bool:
    return all(_both(found))


def _rank(finding: Finding) -> tuple[bool, float, bool]:
    return (
        finding.specific,
        _rules().rule[finding.rule],
        finding.sentence.part == "conclusion",
    )


def _why(question: Question, best: Finding, mixed: bool) -> str:
    if mixed:
        return "Its results on this outcome go both ways."
    if best.rule == "equivalent":
        return "It found the two equal."
    if best.null:
        return "No effect found." if best.side < 0 else "It found no effect, as the claim says."
    return "It found what the claim says." if best.side > 0 else "It found the opposite."


def _silent(probability: float, why: str, *, abstained: bool = False) -> Judgement:
    return Judgement(
        stance="silent", probability=round(probability, 3), why=why, abstained=abstained
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    threshold: float
    rule: dict[str, float]
    adjust: dict[str, float]


def load_table() -> dict[str, Any]:
    """calibration.toml as it stands."""
    return tomllib.loads(
        resources.files("citecheck.evidence").joinpath("calibration.toml").read_text("utf-8")
    )


@cache
def _rules() -> _Rules:
    table = load_table()
    return _Rules(float(table["threshold"]), table["rule"], table["adjust"])
