"""The written cases: what DESIGN promises of clean and of invented references."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks.references import Outcome, cases, outcomes, rates
from citecheck.checker import Checker
from tests.conftest import ROOT
from tools import make_reference_cases


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    with Checker(sources=[str(ROOT / "examples" / "studies.jsonl")]) as checker:
        return outcomes(cases(), checker)


def test_there_are_enough_cases_of_every_style_and_damage(found: list[Outcome]) -> None:
    styles = Counter(o.case["style"] for o in found)
    damages = Counter(o.case["damage"] for o in found)
    assert len(found) >= 150
    assert all(count >= 20 for count in styles.values())
    assert {"vancouver", "apa", "ama", "nature", "harvard", "inline", "link"} <= set(styles)
    assert {"clean", "title-typo", "pmid-swapped", "wrong-year", "invented", "retracted"} <= set(
        damages
    )


def test_the_generated_cases_are_what_their_tool_makes() -> None:
    kept = make_reference_cases.TARGET.read_text("utf-8").splitlines()
    assert kept == [json.dumps(row, ensure_ascii=False) for row in make_reference_cases.rows()]


def test_clean_references_are_resolved_and_never_called_absent(found: list[Outcome]) -> None:
    measured = rates(found)
    assert measured["clean resolved"] >= 0.95
    assert measured["clean called not-found"] <= 0.01


def test_invented_references_are_not_resolved(found: list[Outcome]) -> None:
    assert rates(found)["invented not resolved"] >= 0.95


@pytest.mark.parametrize("damage", sorted({case["damage"] for case in cases()}))
def test_each_damage_gets_the_finding_that_it_deserves(damage: str, found: list[Outcome]) -> None:
    rows = [o for o in found if o.case["damage"] == damage]
    wrong = [(o.case["text"], o.finding) for o in rows if not o.right]
    assert len(wrong) <= 0.05 * len(rows), wrong
