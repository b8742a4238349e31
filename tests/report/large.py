"""A report of as many claims as one wants, mixed as citecheck finds them in long articles.

Of every ten, three have a verdict on eight studies of which three speak, six are unfound
with four silent studies and five nearest ones, one is unchecked.
"""

from __future__ import annotations

from citecheck.model.report import CheckedClaim, Report
from citecheck.model.search import Purpose, Search
from citecheck.model.study import Level
from citecheck.model.verdict import Flag, Tally
from tests.make import concept
from tests.reports import checked, document, evidence, report

_PURPOSES: tuple[Purpose, ...] = (
    "evidence", "nearest", "count-intervention", "count-condition", "count-both",
)  # fmt: skip
_LEVELS: tuple[Level, ...] = ("synthesis", "randomized", "cohort", "case")


def large_report(claims: int) -> Report:
    """One document; every fifth claim asks a question of its own, the others one of a few."""
    sentences = [
        f"In trial {n}, extract number {n % 97} of valerian root eased restless nights in "
        f"{n + 10} people who had slept badly for years."
        for n in range(claims)
    ]
    text = "\n\n".join(" ".join(sentences[n : n + 4]) for n in range(0, claims, 4))
    return report(document(text, *(_claim(text, s, n) for n, s in enumerate(sentences))))


def _claim(text: str, sentence: str, n: int) -> CheckedClaim:
    if n % 10 == 9:
        detail = "The text does not say what is taken or done."
        reason = {"reason": "claim-incomplete", "detail": detail}
        return checked(text, sentence[:-1], verdict=None, unchecked=reason, why=detail)
    unfound = n % 10 > 2
    topic = n if n % 5 == 0 else n % 40
    return checked(
        text,
        sentence[:-1],
        verdict="unfound" if unfound else ("supported", "contradicted")[n % 2],
        certainty=None if unfound else "low",
        intervention=concept(f"extract number {n % 97}", "D014631"),
        why=f"Three studies bear on extract number {n % 97} and restless nights; certainty low.",
        flags=(Flag(code="small-studies", message="No study has 100 participants or more."),),
        tally=Tally(supports=0, contradicts=0, silent=4, excluded=0)
        if unfound
        else Tally(supports=2, contradicts=1, silent=5, excluded=0),
        evidence=tuple(
            evidence(
                str(10_000_000 + topic * 10 + k),
                title=f"Valerian root extract number {topic} for restless nights, part {k}",
                year=2005 + (n + k) % 20,
                level=_LEVELS[k % 4],
                participants=20 * (k + 1),
                stance=("supports", "supports", "contradicts", "silent")[min(k, 3)],
                weight=1.5 - k / 3 if k < 3 else 0.0,
                rationale=(
                    {"section": "RESULTS", "text": "Sleep onset was shortened by 9 min (p=0.01)."},
                )
                if k < 3
                else (),
            )
            for k in (range(3, 7) if unfound else range(8))
        ),
        nearest=tuple(
            evidence(str(20_000_000 + topic * 10 + k), title=f"Restless nights {topic}, part {k}")
            for k in range(5 if unfound else 0)
        ),
        searches=tuple(
            _search(purpose, topic) for purpose in (_PURPOSES if unfound else _PURPOSES[:1])
        ),
    )


def _search(purpose: Purpose, topic: int) -> Search:
    names = " OR ".join(f'"extract {topic} {part}"[tiab]' for part in "abcdefgh")
    return Search(
        source="entrez",
        term=f'({names}) AND ("sleep"[mh] OR insomnia[tiab]) AND {purpose}[tiab]',
        translation=f'(({names})) AND ("sleep"[MeSH Terms] OR "insomnia"[Title/Abstract])',
        count=1234,
        retrieved=40,
        purpose=purpose,
        searched_at="2026-03-01T11:59:58Z",
        url=f"https://pubmed.ncbi.nlm.nih.gov/?term=extract+{topic}+{purpose}",
    )
