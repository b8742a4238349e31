"""A report on an article and records that attack whoever shows them."""

from __future__ import annotations

from typing import Any, Final

from citecheck.model.reference import CheckedReference
from citecheck.model.report import CheckedClaim, Report
from citecheck.model.search import Purpose, Search, SharedSearch, SourceInfo
from citecheck.model.verdict import Flag, Tally
from tests.make import concept
from tests.reports import checked, document, evidence, report

ATTACKS: Final = (
    "<script>window.pwned = 1</script>",
    "</script><script>window.pwned = 2</script>",
    "</style></title><img src=x onerror=window.pwned=3>",
    '" onmouseover="window.pwned=4" autofocus onfocus="window.pwned=5',
    "' onclick='window.pwned=6",
    "{{ 7 * 7 }}{% for x in y %}",
    "javascript:window.pwned=7",
    "[click](javascript:window.pwned=8)",
    "<svg onload=window.pwned=9>",
    "<!--<script>",
    "]]><script>window.pwned=10</script>",
    "\u202egnp.elpmaxe\u202c and \u2066hidden\u2069",
    "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
)
FORMULAS: Final = (
    "=cmd|'/C calc'!A0",
    "+1+cmd|'/C calc'!A0",
    "-1+1|cmd",
    "@SUM(1+1)",
    " =1+1",
    "\t=1+1",
    "\r=1+1",
    "\uff1d1+1",
    'a";=1+1',
    "a;=1+1",
    "'=1+1",
)
LONG: Final = "w" * 10_000
ALL: Final = " ".join((*ATTACKS, "half \ud800 a character"))


def hostile_report() -> Report:
    """Every text that comes from outside is an attack."""
    words = (*ATTACKS, *FORMULAS, LONG)
    text = "\n\n".join(f"{each}." for each in words)
    return report(
        document(
            text,
            *(_claim(text, each) for each in words),
            id=ALL,
            title=ALL,
            origin="javascript:window.pwned=11",
            references=tuple(_reference(text, each) for each in words),
            searches=(SharedSearch(id=ALL, **dict(_search(ALL, "reference"))),),
        ),
        document("", id="b", origin=ALL, status="unreadable", reason=ALL),
        sources=(SourceInfo(kind="file", detail=ALL), SourceInfo(kind=ALL, detail="=1+1")),
    )


def _claim(text: str, words: str) -> CheckedClaim:
    study = _study(words)
    purposes: tuple[Purpose, ...] = (
        "evidence", "count-intervention", "count-condition", "count-both",
    )  # fmt: skip
    searches = tuple(_search(words, purpose) for purpose in purposes)
    return checked(
        text,
        words,
        cue=words,
        why=words,
        flags=(Flag(code="overstated", message=words),),
        intervention=concept(words, name=words),
        condition=concept(words, name=words),
        outcome=concept(words, name=words),
        tally=Tally(supports=1, contradicts=0, silent=1, excluded=0),
        evidence=(evidence("90000001", **study), evidence("90000002", stance="silent", **study)),
        nearest=(evidence("90000003", **study), evidence(None, id=words, **study)),
        searches=searches,
    )


def _search(words: str, purpose: Purpose) -> Search:
    return Search(
        source=words,
        term=words,
        translation=f"{words} understood",
        count=3,
        retrieved=1,
        purpose=purpose,
        searched_at=words,
        url=f"javascript:{words}" if purpose == "evidence" else "https://x.example/'\"><b>",
    )


def _reference(text: str, words: str) -> CheckedReference:
    study = evidence("90000001", **_study(words))
    start = text.index(words)
    parts = ("title", "journal", "volume", "pages", "pmid", "pmcid", "doi", "url", "kind")
    return CheckedReference.model_validate(
        {
            "id": words,
            "text": words,
            "start": start,
            "end": start + len(words),
            "location": None,
            "cited": {"authors": [words], "malformed": [words]} | dict.fromkeys(parts, words),
            "finding": "mismatched",
            "record": study,
            "differences": [{"field": "title", "cited": words, "found": words}],
            "candidates": [study],
            "standing": "retracted",
            "notices": [{"kind": words, "text": words, "pmid": words}],
            "mentions": [],
            "claims": [words],
            "duplicate_of": words,
            "searches": [ALL, words],
            "why": words,
        }
    )


def _study(words: str) -> dict[str, Any]:
    return {
        "title": words,
        "authors": (words, f"{words} AB"),
        "journal": words,
        "publication_types": (words,),
        "rationale": ({"section": words, "text": f"It improved {words} by {words}."},),
        "why": words,
    }
