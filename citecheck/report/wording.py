"""The words that every readable format uses, so that no two say the same thing differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from citecheck.model.claim import Claim, ClaimKind
from citecheck.model.concept import ConceptRef
from citecheck.model.cost import JudgeCost
from citecheck.model.evidence import Evidence
from citecheck.model.report import CheckedClaim, Report
from citecheck.model.search import Purpose, Search, SourceInfo
from citecheck.model.study import Level, Standing
from citecheck.model.verdict import FlagCode, Outcome, UncheckedReason
from citecheck.report.safe import visible

OUTCOMES: Final[tuple[Outcome, ...]] = ("supported", "contradicted", "unfound", "unchecked")

SIGNS: Final[dict[Outcome, str]] = {
    "supported": "✓",
    "contradicted": "✗",
    "unfound": "?",
    "unchecked": "–",
}

NOT_ADVICE: Final = (
    "citecheck compares sentences with abstracts by machine and can misread both: "
    "read the studies before you rely on a verdict. It gives no medical advice."
)
NOT_BEARING: Final = "Nearest studies, none of which bears on this claim"

LEVELS: Final[dict[Level, str]] = {
    "synthesis": "systematic review or meta-analysis",
    "randomized": "randomized trial",
    "cohort": "cohort study or non-randomized trial",
    "observational": "observational study",
    "case": "case report or series",
    "review": "narrative review",
    "preclinical": "animal or laboratory study",
    "none": "no study of its own",
}
STANDINGS: Final[dict[Standing, str]] = {
    "current": "",
    "retracted": "RETRACTED",
    "concern": "EXPRESSION OF CONCERN",
    "corrected": "corrected since",
    "republished": "retracted and republished",
}
REASONS: Final[dict[UncheckedReason, str]] = {
    "source-unavailable": "the source did not answer",
    "query-rejected": "the source refused the query",
    "incomplete-results": "the results came back incomplete",
    "judge-failed": "a study could not be judged",
    "not-cached": "offline, and not in the cache",
    "not-a-pubmed-question": "not a question for PubMed",
    "claim-incomplete": "the text does not say enough",
}
RESTATED: Final[dict[FlagCode, str]] = {
    "on-topic-silent": "the studies are silent",
    "below-floor": "too little evidence",
    "evenly-split": "evenly split",
}
"""Flags whose message the claim's `why` gives in full, and how to name them in passing."""
KINDS: Final[dict[ClaimKind, str]] = {
    "efficacy": "efficacy",
    "harm": "harm",
    "mechanism": "mechanism",
    "prevalence": "prevalence",
    "comparison": "comparison",
    "association": "association",
    "regulatory": "regulation",
}
PURPOSES: Final[dict[Purpose, str]] = {
    "evidence": "for evidence",
    "widened": "for evidence, widened",
    "count-intervention": "how many name the intervention",
    "count-condition": "how many name the condition",
    "count-both": "how many name both",
    "count-type": "how many are of the claimed type",
    "nearest": "for the nearest studies",
    "reference": "for a cited reference",
}
STRENGTHS: Final = ("no relation", "a link", "a possible cause", "a cause")
"""What a claim's wording asserts, by its strength 0-3."""


def outcome(claim: CheckedClaim) -> Outcome:
    """The verdict, or "unchecked"."""
    return claim.verdict or "unchecked"


def plural(number: int, one: str, many: str | None = None) -> str:
    """ "1 claim", "2 claims", "1,204 studies"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def days(number: int) -> str:
    """ "3 days", "1 day"; of none that is whole, "less than a day"."""
    return plural(number, "day") if number else "less than a day"


def counts(claims: Sequence[CheckedClaim]) -> tuple[tuple[Outcome, int], ...]:
    """How many claims came to what, in the order of OUTCOMES; those with none left out."""
    found = Counter(outcome(claim) for claim in claims)
    return tuple((word, found[word]) for word in OUTCOMES if found[word])


def counted(evidence: Evidence) -> bool:
    """Whether it takes part in the verdict: it speaks, and weighs something."""
    return evidence.stance != "silent" and evidence.weight > 0


def said(evidence: Evidence) -> str:
    """What a study says, and whether that counts: "contradicts and supports" if it is mixed."""
    words: str = evidence.stance
    if evidence.mixed and evidence.stance != "silent":
        other = "contradicts" if evidence.stance == "supports" else "supports"
        words = f"{words} and {other}"
    if evidence.stance != "silent" and not counted(evidence):
        words += ", but does not count"
    return words


class Group(NamedTuple):
    """Studies that are shown together; `more` is what to call further ones of the kind."""

    name: Literal["supports", "contradicts", "not counted", "silent"]
    more: str
    studies: tuple[Evidence, ...]


def grouped(claim: CheckedClaim) -> tuple[Group, ...]:
    """The evidence in the order of its bearing: the winning side first, the heaviest first.

    Then the other side, what speaks but does not count, and what is silent.
    """
    by_weight = sorted(claim.evidence, key=lambda each: -each.weight)
    speaking = [each for each in by_weight if counted(each)]
    groups = [
        Group("supports", "supporting", tuple(e for e in speaking if e.stance == "supports")),
        Group("contradicts", "contradicting", tuple(e for e in speaking if e.stance != "supports")),
        Group(
            "not counted",
            "not counted",
            tuple(e for e in by_weight if e.stance != "silent" and not counted(e)),
        ),
        Group("silent", "silent", tuple(e for e in by_weight if e.stance == "silent")),
    ]
    if claim.verdict == "contradicted":
        groups[0], groups[1] = groups[1], groups[0]
    return tuple(group for group in groups if group.studies)


def tally(claim: CheckedClaim) -> str:
    """ "On topic: 3 support it, 1 contradicts it, 4 are silent."; "" if none speaks."""
    found = claim.tally
    if not (found.supports or found.contradicts or found.excluded):
        return ""  # `why` says how many were silent, or that there were none
    sides = [
        (found.supports, "supports it", "support it"),
        (found.contradicts, "contradicts it", "contradict it"),
        (found.silent, "is silent", "are silent"),
    ]
    parts = [f"{n:,} {one if n == 1 else many}" for n, one, many in sides if n]
    if found.excluded:
        parts.append(f"{found.excluded:,} {'does' if found.excluded == 1 else 'do'} not count")
    return f"On topic: {', '.join(parts)}." if parts else ""


def reading(claim: Claim) -> str:
    """How the claim was understood: "efficacy: valerian against placebo · insomnia* · improves".

    What was taken from the text around carries a star, explained at the end.
    """
    subject = [_name(claim.intervention)] if claim.intervention else []
    if claim.comparator:
        subject.append(f"against {_name(claim.comparator)}")
    parts = [" ".join(subject)] if subject else []
    parts += [_name(ref) for ref in (claim.condition, claim.outcome) if ref]
    if claim.direction != "unspecified":
        parts.append(claim.direction.replace("-", " "))
    said = f"{KINDS[claim.kind]}: {' · '.join(dict.fromkeys(parts)) or 'nothing recognised'}"
    return f"{said} (* from the text around)" if "*" in said else said


def _name(ref: ConceptRef) -> str:
    return (ref.concept or ref.text) + ("*" if ref.from_ == "context" else "")


def facts(claim: CheckedClaim) -> tuple[str, ...]:
    """What stands beside the verdict: the reason for none, certainty, which case, disputed."""
    found = [REASONS[claim.unchecked.reason]] if claim.unchecked else []
    if claim.certainty:
        found.append(f"{claim.certainty} certainty")
    found += [RESTATED[flag.code] for flag in claim.flags if flag.code in RESTATED]
    return (*found, "disputed") if claim.disputed else tuple(found)


def searched(search: Search) -> str:
    """What came back from one search; the term stands apart."""
    return (
        f"{search.count:,} found, {search.retrieved:,} read "
        f"({search.source}, {search.searched_at[:10]})"
    )


def source_line(source: SourceInfo) -> str:
    """ "file studies.jsonl (82 records, data as of 2026-01-31)"."""
    facts = []
    if source.records is not None:
        facts.append(plural(source.records, "record"))
    if source.data_as_of:
        facts.append(f"data as of {source.data_as_of}")
    name = f"{source.kind} {source.detail}".strip()
    return f"{name} ({', '.join(facts)})" if facts else name


def searched_in(report: Report) -> str:
    """ "Searched: file studies.jsonl (82 records), on 2026-03-01.", or that nothing was."""
    sources = "; ".join(source_line(source) for source in report.sources) or "none"
    for document in report.documents:
        if document.searches or any(claim.searches for claim in document.claims):
            return f"Searched: {sources}, on {report.generated_at[:10]}."
    return f"Searched: nothing. Source: {sources}."


def judged(report: Report) -> str:
    """ "Judge: rules 2; verdict rules 1", with what it cost; or that no claim was judged."""
    if report.judge is None:
        return "No claim was judged"
    name = f"{report.judge.name} {report.judge.version}".strip()
    cost = f" ({spent(report.judge_cost)})" if report.judge_cost else ""
    return f"Judge: {name}{cost}; verdict rules {report.rules_version}"


def spent(cost: JudgeCost) -> str:
    """ "12 requests, 9,120 tokens", and whether some of them are estimated."""
    tokens = plural(cost.prompt_tokens + cost.completion_tokens, "token")
    estimated = ", partly estimated" if cost.unmetered else ""
    return f"{plural(cost.requests, 'request')}, {tokens}{estimated}"


def demonstration(report: Report) -> str | None:
    """The warning to print once, if any claim was judged on demonstration data."""
    for document in report.documents:
        for claim in document.claims:
            for flag in claim.flags:
                if flag.code == "demonstration-data":
                    return flag.message
    return None


def clipped(text: str, length: int) -> str:
    """The text, cut at a word to at most `length` characters with an ellipsis."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def quoted(text: str) -> str:
    """The text of a claim or reference between quotation marks, where a sentence names it."""
    return f"“{clipped(visible(text), 300)}”"
