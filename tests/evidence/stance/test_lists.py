"""Claims that share their words: what is found of one thing listed is no word on the next."""

from __future__ import annotations

import pytest

from citecheck.claims.extract import extract
from citecheck.concepts.lexicon import Lexicon
from citecheck.documents.read import from_text
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.model.evidence import Judgement
from tests.evidence.build import study


@pytest.mark.parametrize(
    ("sentence", "finding", "stances"),
    [
        (
            "Ketamine causes nausea and headache.",
            "Nausea was more frequent with ketamine than with placebo.",
            ["supports", "silent"],
        ),
        (
            "Ketamine causes nausea and headache.",
            "Headache was no more frequent with ketamine than with placebo.",
            ["silent", "contradicts"],
        ),
        (
            "Aspirin and ibuprofen relieve migraine.",
            "Ibuprofen relieved migraine more than placebo did.",
            ["silent", "supports"],
        ),
        (
            "Ibuprofen reduces pain and improves sleep.",
            "Ibuprofen improved sleep compared with placebo.",
            ["silent", "supports"],
        ),
    ],
)
def test_each_claim_of_a_sentence_is_judged_by_itself(
    sentence: str, finding: str, stances: list[str], lexicon: Lexicon
) -> None:
    judge = RulesJudge(lexicon)
    told = study("A trial", [("RESULTS", finding)])
    found = []
    for claim in extract(from_text(sentence), lexicon):
        (judgement,) = judge.judge(claim, [told])
        assert isinstance(judgement, Judgement)
        found.append(judgement.stance)
    assert found == stances
