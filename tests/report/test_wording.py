from __future__ import annotations

from typing import Any, get_args

import pytest

from citecheck.model.claim import ClaimKind
from citecheck.model.cost import JudgeCost
from citecheck.model.search import Purpose, SourceInfo
from citecheck.model.study import Level, Standing
from citecheck.model.verdict import UncheckedReason
from citecheck.report import wording
from tests import make
from tests.reports import checked, claim, document, evidence, report
from tests.sample_report import sample_report

SENTENCE = "Valerian helps with insomnia"


def test_every_word_of_the_contract_has_a_reading() -> None:
    assert set(wording.LEVELS) == set(get_args(Level))
    assert set(wording.STANDINGS) == set(get_args(Standing))
    assert set(wording.REASONS) == set(get_args(UncheckedReason))
    assert set(wording.KINDS) == set(get_args(ClaimKind))
    assert set(wording.PURPOSES) == set(get_args(Purpose))


def test_a_claim_without_a_verdict_is_unchecked_and_never_unfound() -> None:
    unchecked = {"reason": "not-cached", "detail": "Not in the cache."}
    assert wording.outcome(checked(SENTENCE, SENTENCE)) == "unfound"
    assert wording.outcome(checked(SENTENCE, SENTENCE, verdict=None, unchecked=unchecked)) == (
        "unchecked"
    )


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ((0, 0, 0, 0), ""),
        ((1, 0, 0, 0), "On topic: 1 supports it."),
        ((2, 1, 3, 0), "On topic: 2 support it, 1 contradicts it, 3 are silent."),
        ((0, 0, 3, 0), ""),
        ((0, 2, 1, 1), "On topic: 2 contradict it, 1 is silent, 1 does not count."),
        ((0, 0, 0, 2), "On topic: 2 do not count."),
    ],
)
def test_a_tally_is_a_sentence(numbers: tuple[int, ...], shown: str) -> None:
    tally = dict(zip(("supports", "contradicts", "silent", "excluded"), numbers, strict=True))
    assert wording.tally(checked(SENTENCE, SENTENCE, tally=tally)) == shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "supports"),
        ({"stance": "contradicts"}, "contradicts"),
        ({"mixed": True}, "supports and contradicts"),
        ({"mixed": True, "stance": "contradicts"}, "contradicts and supports"),
        ({"weight": 0.0}, "supports, but does not count"),
        ({"stance": "silent", "weight": 0.0}, "silent"),
        ({"stance": "silent", "weight": 0.0, "mixed": True}, "silent"),
    ],
)
def test_what_a_study_says_is_told_with_whether_it_counts(
    changes: dict[str, Any], words: str
) -> None:
    assert wording.said(evidence(**changes)) == words


def test_the_winning_side_comes_first_the_heaviest_first_the_uncounted_after() -> None:
    studies = (
        evidence("1", weight=0.5),
        evidence("2", stance="silent", weight=0.0),
        evidence("3", weight=0.0, standing="retracted"),
        evidence("4", weight=2.0),
        evidence("5", stance="contradicts", weight=3.0),
    )
    won = checked(SENTENCE, SENTENCE, verdict="contradicted", evidence=studies)
    order = [(group.name, [e.pmid for e in group.studies]) for group in wording.grouped(won)]
    assert order == [
        ("contradicts", ["5"]),
        ("supports", ["4", "1"]),
        ("not counted", ["3"]),
        ("silent", ["2"]),
    ]
    lost = checked(SENTENCE, SENTENCE, verdict="supported", evidence=studies)
    assert [group.name for group in wording.grouped(lost)][:2] == ["supports", "contradicts"]


def test_a_reading_names_the_concepts_and_the_direction() -> None:
    read = claim(
        SENTENCE,
        SENTENCE,
        kind="comparison",
        comparator=make.concept("placebo"),
        outcome=make.concept("sleep latency"),
        direction="no-effect",
    )
    assert wording.reading(read) == (
        "comparison: valerian against placebo · insomnia · sleep latency · no effect"
    )
    around = make.concept("it", "D014631", "Valerian").model_copy(update={"from_": "context"})
    assert wording.reading(claim(SENTENCE, SENTENCE, intervention=around)) == (
        "efficacy: Valerian* · insomnia · improves (* from the text around)"
    )
    same = claim(SENTENCE, SENTENCE, outcome=make.concept("insomnia", "D007319"))
    assert wording.reading(same) == "efficacy: valerian · insomnia · improves"
    compared = claim(
        SENTENCE, SENTENCE, intervention=None, comparator=make.concept("tea"), kind="comparison"
    )
    assert wording.reading(compared) == "comparison: against tea · insomnia · improves"
    nothing = claim(SENTENCE, SENTENCE, intervention=None, condition=None, direction="unspecified")
    assert wording.reading(nothing) == "efficacy: nothing recognised"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (SourceInfo(kind="file", detail="s.jsonl"), "file s.jsonl"),
        (SourceInfo(kind="entrez", detail=""), "entrez"),
        (SourceInfo(kind="file", detail="s.jsonl", records=1), "file s.jsonl (1 record)"),
        (
            SourceInfo(kind="file", detail="s", records=1200, data_as_of="2026-01-31"),
            "file s (1,200 records, data as of 2026-01-31)",
        ),
    ],
)
def test_a_source_is_named_with_records_and_date_where_known(
    source: SourceInfo, shown: str
) -> None:
    assert wording.source_line(source) == shown


def test_the_demonstration_warning_is_found_wherever_it_stands() -> None:
    assert wording.demonstration(report(document(""))) is None
    assert "demonstration" in (wording.demonstration(sample_report()) or "")


def test_a_clipped_text_ends_at_a_word() -> None:
    assert wording.clipped("one two three", 13) == "one two three"
    assert wording.clipped("one two, three four", 12) == "one two…"
    assert len(wording.clipped("x" * 100, 10)) == 10


@pytest.mark.parametrize(
    ("cost", "shown"),
    [
        (None, "Judge: rules 1; verdict rules 1"),
        (JudgeCost(), "Judge: rules 1 (0 requests, 0 tokens); verdict rules 1"),
        (
            JudgeCost(requests=1, prompt_tokens=1_000, completion_tokens=234, unmetered=1),
            "Judge: rules 1 (1 request, 1,234 tokens, partly estimated); verdict rules 1",
        ),
    ],
)
def test_a_judge_that_costs_says_what(cost: JudgeCost | None, shown: str) -> None:
    assert wording.judged(report(judge_cost=cost)) == shown


def test_where_no_search_was_answered_nothing_is_called_searched() -> None:
    failed = {"reason": "source-unavailable", "detail": "PubMed gave no usable answer."}
    unchecked = checked(SENTENCE, SENTENCE, verdict=None, unchecked=failed, searches=())
    told = wording.searched_in(report(document(SENTENCE, unchecked)))
    assert told == "Searched: nothing. Source: file studies.jsonl (82 records)."
    told = wording.searched_in(sample_report())
    assert told.startswith("Searched: file studies.jsonl (1,204 records")
    assert told.endswith(", on 2026-03-01.")
