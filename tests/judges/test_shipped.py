from __future__ import annotations

import pytest

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.judges.combine import shipped_weighing
from citecheck.judges.open import open_judge
from citecheck.judges.shipped import shipped_folder, verify
from citecheck.model.evidence import Judgement, StanceJudge
from citecheck.model.settings import Settings
from citecheck.model.study import AbstractSection, Study

FINDINGS = (
    "Honey reduced cough in children compared with placebo (P = 0.003).",
    "Honey had no effect on cough compared with placebo (P = 0.64).",
    "Zinc shortened the common cold in adults (P = 0.02).",
)


@pytest.fixture(scope="module")
def judge(lexicon: Lexicon) -> StanceJudge:
    return open_judge("model", lexicon, Settings())


def _study(number: int) -> Study:
    section = AbstractSection(section="", text=FINDINGS[number])
    title = "Zinc for colds" if number == 2 else "Honey for cough in children"
    return Study(id=f"s{number}", title=title, abstract=(section,))


def test_the_network_that_ships_is_whole_and_under_30_megabytes() -> None:
    assert verify(shipped_folder())
    assert sum(file.stat().st_size for file in shipped_folder().iterdir()) < 30_000_000


def test_the_shipped_judge_tells_effect_from_none_from_another_drug(
    judge: StanceJudge, lexicon: Lexicon
) -> None:
    claim = from_sentence("Honey reduces cough in children.", lexicon)
    found = judge.judge(claim, [_study(n) for n in range(3)])
    stances = [j.stance for j in found if isinstance(j, Judgement)]
    assert stances == ["supports", "contradicts", "silent"]


def test_a_study_is_judged_alike_alone_and_among_others(
    judge: StanceJudge, lexicon: Lexicon
) -> None:
    claim = from_sentence("Honey reduces cough in children.", lexicon)
    together = judge.judge(claim, [_study(n) for n in range(3)])
    alone = [judge.judge(claim, [_study(n)])[0] for n in reversed(range(3))]
    assert list(together) == alone[::-1]


def test_every_weight_belongs_to_a_feature_that_a_pair_can_have() -> None:
    weighing = shipped_weighing()
    both = {"always", "titled", "bare", "rules", "rules-null"}
    known = both | {"coverage", "coverage-study", "rules-unsure", "rules-nothing"}
    assert weighing.bearing.keys() <= known
    assert weighing.side.keys() <= both | {"denied-once"}
