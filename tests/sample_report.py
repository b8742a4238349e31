"""One report that has everything a report can have. All studies in it are invented."""

from __future__ import annotations

from typing import Any, Final

from citecheck.model.claim import Claim, ContextNote
from citecheck.model.concept import ConceptRef
from citecheck.model.evidence import Evidence
from citecheck.model.reference import ExtractedReference
from citecheck.model.report import (
    CheckedClaim,
    CheckedDocument,
    ExtractedDocument,
    Report,
    SearchListing,
    ToolInfo,
)
from citecheck.model.search import Purpose, Search, SourceInfo
from citecheck.model.study import Study
from citecheck.model.verdict import Flag, FlagCode, Tally, UncheckedReason
from tests.make import concept
from tests.reports import checked, claim, document, evidence, report
from tests.sample_references import LIST, sample_lookups, sample_references

_TEXT: Final = """Valerian, tea and restless nights

Valerian is an old remedy. In one trial, valerian tea shortened the time to sleep in people
with insomnia, but it did nothing for their dreams. Studies show that valerian cures insomnia
for good. In clinical trials, hop pillows have been found to end nightmares.

This herb may also calm the heart. Naïve users — “beginners” — report fewer bad nights (p < 0.05)
with [valerian](https://example.org) & <b>hops</b>, 30 % of them in Åbo. Valerian raises the risk
of falls. Lavender oil relieves restless legs.

Valerian is not approved as a medicine in Freedonia. Valerian lowers cortisol. Valerian beats
melatonin for jet lag. Half of all shift workers have insomnia. Warm milk relieves insomnia.
Valerian eases teething. It helps a lot.
"""
ARTICLE: Final = _TEXT + LIST
_DEMONSTRATION: Final = Flag(
    code="demonstration-data",
    message="The studies are digests written for demonstration, not PubMed's records.",
)
_MILK: Final = "Warm milk relieves insomnia."


def sample_report() -> Report:
    """Every verdict, every reason for none, every standing, flags, notes and odd documents."""
    quiet = "A walk in the park is a fine thing. Bring bread for the ducks."
    return report(
        document(
            ARTICLE,
            *_claims(),
            id="valerian",
            title="Valerian, tea and restless nights",
            origin="articles/valerian.md",
            references=sample_references(ARTICLE, tuple(each.id for each in _claims())),
            searches=sample_lookups(),
        ),
        document(quiet, id="quiet", title="On ducks", origin="ducks.md"),
        document(
            _MILK,
            checked(_MILK, _MILK[:-1], location=None),
            id="cut",
            origin="https://example.org/milk",
            status="partial",
            reason="The page breaks off after 20 MB.",
        ),
        document(
            "",
            id="german",
            origin="schlaf.txt",
            status="unreadable",
            reason="It is not in English (it looks like German).",
        ),
        tool=ToolInfo(name="citecheck", version="0.0-sample"),
        exit_code=1,
        sources=(
            SourceInfo(kind="file", detail="studies.jsonl", data_as_of="2026-01-31", records=1204),
            SourceInfo(kind="folder", detail="records"),
        ),
    )


def _claims() -> tuple[CheckedClaim, ...]:
    return (_supported(), _contradicted(), _no_such_study(), _silent(), _disputed(), _tied(),
            _animals(), *_unchecked())  # fmt: skip


def _claim(words: str, **changes: Any) -> CheckedClaim:
    return checked(ARTICLE, words, **changes)


def _flag(code: FlagCode, message: str) -> Flag:
    return Flag(code=code, message=message)


def _tally(supports: int = 0, contradicts: int = 0, silent: int = 0, excluded: int = 0) -> Tally:
    return Tally(supports=supports, contradicts=contradicts, silent=silent, excluded=excluded)


def _from_context(text: str, name: str) -> ConceptRef:
    return ConceptRef(text=text, concept=name, concept_id="D014631", from_="context")


def _search(purpose: Purpose, term: str, count: int, retrieved: int, **changes: Any) -> Search:
    values: dict[str, Any] = {
        "source": "studies.jsonl",
        "term": term,
        "translation": term.replace("[tiab]", "[Title/Abstract]"),
        "count": count,
        "retrieved": retrieved,
        "purpose": purpose,
        "searched_at": "2026-03-01T11:59:58Z",
    }
    return Search.model_validate(values | changes)


def _silent_study(pmid: str, **changes: Any) -> Evidence:
    silent: dict[str, Any] = {
        "stance": "silent",
        "weight": 0.0,
        "probability": 0.6,
        "rationale": (),
        "why": "The abstract reports nothing on this outcome.",
        "title": f"A diary of nights, part {pmid[-1]}",
        "level": "observational",
        "participants": None,
    }
    return evidence(pmid, **silent | changes)


def _supported() -> CheckedClaim:
    return _claim(
        "valerian tea shortened the time to sleep in people\nwith insomnia",
        cue="In one trial",
        claimed_study_type="randomized",
        outcome=concept("time to sleep", name="sleep onset latency"),
        direction="decreases",
        verdict="supported",
        certainty="moderate",
        why="1 systematic review or meta-analysis and 4 randomized trials support it; "
        "certainty moderate.",
        tally=_tally(supports=5, silent=1, excluded=1),
        flags=(_DEMONSTRATION,),
        evidence=(
            evidence(
                "90000001",
                level="synthesis",
                participants=1204,
                weight=3.6,
                title="Herbal teas before bed: a systematic review",
                rationale=(
                    {"section": "RESULTS", "text": "Sleep came 9 min earlier (95% CI 4 to 14)."},
                    {"section": "CONCLUSIONS", "text": "Valerian tea shortened sleep onset."},
                ),
            ),
            evidence("90000002", participants=84),
            evidence("90000003", participants=41, year=2019, authors=("Lind C",)),
            evidence("90000004", participants=30, weight=1.9, authors=("Marsh D", "Poe E")),
            evidence("90000005", participants=12, weight=1.2, authors=("The Tea Group",)),
            _silent_study("90000006"),
            evidence(
                "90000007",
                standing="retracted",
                weight=0.0,
                title="Valerian and instant sleep",
                why="The study was retracted and counts for nothing.",
            ),
        ),
        searches=(
            _search(
                "evidence",
                '(valerian[tiab] OR "Valerian"[Mesh]) AND (insomnia[tiab] OR sleepless*[tiab])',
                1234,
                40,
                url="https://example.org/esearch?term=valerian",
            ),
            _search("count-type", "valerian[tiab] AND `trial`|[pt]", 17, 0),
        ),
    )


def _contradicted() -> CheckedClaim:
    return _claim(
        "valerian cures insomnia\nfor good",
        cue="Studies show",
        verdict="contradicted",
        certainty="low",
        why="2 randomized trials contradict it; 1 study says the other way; certainty low.",
        tally=_tally(supports=1, contradicts=2),
        flags=(
            _flag("overstated", "The wording is certain, the evidence is not."),
            _flag("concern", "One study carries an expression of concern."),
            _flag("spin", "One conclusion claims more than its results show."),
        ),
        evidence=(
            evidence(
                "90000011",
                stance="contradicts",
                rationale=({"section": "", "text": "No patient was free of insomnia at a year."},),
            ),
            evidence("90000012", stance="contradicts", standing="corrected", weight=1.5),
            evidence("90000013", standing="concern", level="case", weight=0.4, participants=1),
        ),
    )


def _no_such_study() -> CheckedClaim:
    return _claim(
        "hop pillows have been found to end nightmares",
        cue="In clinical trials",
        claimed_study_type="clinical-trial",
        intervention=concept("hop pillows"),
        condition=concept("nightmares", "D004325"),
        why="No record names both hop pillows and nightmares; "
        "7 name hop pillows, 1,022 nightmares.",
        flags=(_flag("no-such-study-type", "No clinical trial names both."),),
        nearest=(
            evidence("90000021", title="Hop pillows and snoring", rationale=(), weight=0.0),
            evidence("90000022", title="Rehearsal for nightmares", rationale=(), authors=()),
            evidence(None, doi="10.5555/hops", title="Hops", standing="retracted", year=None),
            evidence(None, pmcid="PMC1234567", title="On pillows"),
        ),
        searches=(
            _search("count-intervention", "hop pillow*[tiab]", 7, 0),
            _search("count-condition", "nightmare*[tiab]", 1022, 0),
            _search("nearest", "nightmare*[tiab]", 1022, 4),
        ),
    )


def _silent() -> CheckedClaim:
    note = ContextNote(role="intervention", text="Valerian", start=0, end=8)
    return _claim(
        "This herb may also calm the heart",
        strength=2,
        hedged=True,
        intervention=_from_context("This herb", "Valerian"),
        context=(note,),
        why="4 studies on valerian and palpitations were read, but none says anything on it.",
        tally=_tally(silent=4),
        flags=(_flag("on-topic-silent", "What exists does not speak to the claim."),),
        evidence=tuple(_silent_study(f"9000003{number}") for number in range(4)),
    )


def _disputed() -> CheckedClaim:
    return _claim(
        "report fewer bad nights (p < 0.05)\nwith [valerian](https://example.org) & <b>hops</b>",
        kind="association",
        verdict="supported",
        certainty="very low",
        disputed=True,
        why="1 cohort study or non-randomized trial supports it; 1 study says the other way; "
        "certainty very low.",
        tally=_tally(supports=1, contradicts=1),
        flags=(
            _flag("single-study", "A single study decides."),
            _flag("small-studies", "No study has 20 participants."),
        ),
        evidence=(
            evidence(
                "90000041",
                level="cohort",
                mixed=True,
                participants=19,
                weight=0.375,
                authors=("Ångström Ö", "李 明", "Núñez de la Peña"),
                journal="Zeitschrift für <Schlaf> | Træume",
                rationale=(
                    {"section": "Results", "text": "Fewer bad nights (p<0.05); *but* [1] ~no~ |."},
                ),
            ),
            evidence("90000042", stance="contradicts", weight=0.3, level="case", participants=4),
        ),
    )


def _tied() -> CheckedClaim:
    return _claim(
        "Valerian raises the risk\nof falls",
        kind="harm",
        condition=None,
        outcome=concept("falls", "D000058"),
        direction="increases",
        why="2 studies on valerian and falls were read; "
        "those that speak to the claim are evenly split.",
        disputed=True,
        tally=_tally(supports=1, contradicts=1),
        flags=(_flag("evenly-split", "Both sides weigh the same."),),
        evidence=(
            evidence("90000051", weight=1.0),
            evidence("90000052", weight=1.0, stance="contradicts", standing="republished"),
        ),
    )


def _animals() -> CheckedClaim:
    return _claim(
        "Lavender oil relieves restless legs",
        intervention=concept("Lavender oil", "X:lavender"),
        why="1 study was read; what speaks to the claim is animal or laboratory work.",
        tally=_tally(excluded=1),
        flags=(
            _flag("animal-only", "Only animals were studied."),
            _flag("retracted-evidence", "A retracted study was left out."),
        ),
        evidence=(
            evidence("90000061", level="preclinical", species="animal", weight=0.0),
            evidence("90000062", species="in-vitro", weight=0.0, participants=None),
        ),
    )


_REASONS: Final[tuple[tuple[UncheckedReason, str, str], ...]] = (
    (
        "not-a-pubmed-question",
        "Valerian is not approved as a medicine in Freedonia",
        "Whether something is approved is for a regulator to say, not for PubMed.",
    ),
    ("source-unavailable", "Valerian lowers cortisol", "The source gave no answer in 60 s."),
    ("query-rejected", "Valerian beats\nmelatonin for jet lag", "The source refused the query."),
    ("incomplete-results", "Half of all shift workers have insomnia", "2 of 40 records are gone."),
    ("judge-failed", "Warm milk relieves insomnia", "The judge failed on PMID 90000071."),
    ("not-cached", "Valerian eases teething", "Offline, and the reply is not in the cache."),
    ("claim-incomplete", "It helps a lot", "The text does not say what is taken or done."),
)


def _unchecked() -> tuple[CheckedClaim, ...]:
    return tuple(
        _claim(
            words,
            verdict=None,
            unchecked={"reason": reason, "detail": detail},
            why=detail,
        )
        for reason, words, detail in _REASONS
    )


def sample_extraction() -> tuple[ExtractedDocument, ...]:
    """The documents of the sample before any search, and its unreadable one."""
    keys = set(ExtractedDocument.model_fields)
    return tuple(
        ExtractedDocument.model_validate(
            each.model_dump(include=keys - {"claims", "references", "searches"}) | _bare(each)
        )
        for each in sample_report().documents
    )


def _bare(checked_document: CheckedDocument) -> dict[str, list[dict[str, Any]]]:
    claim_keys, keys = set(Claim.model_fields), set(ExtractedReference.model_fields)
    return {
        "claims": [each.model_dump(include=claim_keys) for each in checked_document.claims],
        "references": [each.model_dump(include=keys) for each in checked_document.references],
    }


def sample_search() -> SearchListing:
    """The searches of one claim, with studies of several kinds."""
    one = claim(ARTICLE, "valerian cures insomnia\nfor good")
    return SearchListing(
        claim=one,
        sources=sample_report().sources,
        searches=(*_supported().searches, *_no_such_study().searches),
        studies=(
            Study(pmid="90000001", title="Tea <before> bed", year=2021, authors=("Okoro AB",)),
            Study(doi="10.5555/hops", title="Hops", journal="J Hops", standing="retracted"),
            Study(id="local-1"),
        ),
    )
