from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon, load
from citecheck.evidence.question.ask import ask
from citecheck.evidence.reading.study import Reader
from citecheck.evidence.stance.rules import RulesJudge, decide
from citecheck.judges.combine import (
    Features,
    Views,
    combine,
    features,
    shipped_weighing,
    stands,
)
from citecheck.judges.network import Odds
from citecheck.judges.pair import excerpt
from citecheck.model.evidence import Judgement, Stance
from citecheck.model.study import AbstractSection, Study

SURE = Odds(0.9, 0.05, 0.05)
UNSURE = Odds(0.2, 0.2, 0.6)
share = st.floats(0.0, 1.0)


def _found(lexicon: Lexicon, claim: str, text: str, views: Views) -> Features:
    question = ask(from_sentence(claim, lexicon), lexicon)
    study = Study(id="s", title="Ginger", abstract=(AbstractSection(section="", text=text),))
    read = Reader(lexicon).read(study)
    answers = RulesJudge(lexicon).answers(question, read)
    chosen = excerpt(question.statement, read, lexicon)
    return features(claim, views, decide(question, answers), answers, chosen)


def test_two_readings_are_taken_together_by_their_logarithms() -> None:
    together = Views(Odds(0.8, 0.1, 0.1), Odds(0.2, 0.1, 0.7)).together()
    assert together.supports / together.contradicts == pytest.approx(4.0)
    assert together.silent / together.contradicts == pytest.approx(7**0.5)


def test_what_bears_takes_from_silence_and_the_side_parts_the_rest() -> None:
    found = Features({"always": 1.0}, {"always": 1.0})
    odds = combine(found, {"always": 1.0}, {"always": 2.0})
    assert odds.supports / odds.silent == pytest.approx(2.71828**2, rel=1e-4)
    assert odds.contradicts / odds.silent == pytest.approx(1.0)


@given(share, share, share)
def test_the_networks_side_turned_round_is_the_other_side_as_far_and_bears_alike(
    supports: float, contradicts: float, silent: float
) -> None:
    lexicon = load()
    found, turned = (
        _found(lexicon, "Ginger reduces nausea.", "Ginger was given.", Views(odds, odds))
        for odds in (Odds(supports, contradicts, silent), Odds(contradicts, supports, silent))
    )
    for view in ("titled", "bare"):
        assert turned.side[view] == -found.side[view]
        assert turned.bearing[view] == pytest.approx(found.bearing[view])


@pytest.mark.parametrize("stance", ["supports", "contradicts"])
def test_rules_stand_where_they_know_best_or_are_sure_and_the_network_is_not_surer(
    stance: Stance,
) -> None:
    ruled = Judgement(stance=stance, probability=0.6, why="")
    assert stands(ruled, UNSURE, 0.6, treated=False)
    assert not stands(ruled, UNSURE, 0.61, treated=False)
    assert stands(ruled, UNSURE, 0.61, treated=True)
    opposite = Odds(0.1, 0.6, 0.3) if stance == "supports" else Odds(0.6, 0.1, 0.3)
    assert not stands(ruled, opposite, 0.0, treated=True)


def test_silent_rules_never_stand() -> None:
    ruled = Judgement(stance="silent", probability=0.9, why="")
    assert not stands(ruled, UNSURE, 0.0, treated=True)


@pytest.mark.parametrize(
    ("claim", "text", "once"),
    [
        ("Ginger reduces nausea.", "Ginger did not reduce nausea.", True),
        ("Ginger does not reduce nausea.", "Ginger reduced nausea.", True),
        ("Ginger does not reduce nausea.", "Ginger did not reduce nausea.", False),
        ("Ginger reduces nausea.", "Ginger reduced nausea.", False),
    ],
)
def test_a_denial_on_one_side_alone_is_told(
    claim: str, text: str, once: bool, lexicon: Lexicon
) -> None:
    found = _found(lexicon, claim, text, Views(UNSURE, UNSURE))
    assert ("denied-once" in found.side) == once


def test_what_the_rules_say_is_told_by_their_side_and_their_silence(lexicon: Lexicon) -> None:
    views = Views(UNSURE, UNSURE)
    claim = "Ginger reduces nausea."
    supports = _found(lexicon, claim, "Ginger reduced nausea (P = 0.002).", views)
    null = _found(lexicon, claim, "Ginger had no effect on nausea (P = 0.71).", views)
    silent = _found(lexicon, claim, "Ginger was given.", views)
    assert supports.side["rules"] > 0 > null.side["rules"]
    assert null.side["rules-null"] == -1.0
    assert "rules" not in silent.side
    assert silent.bearing["rules-nothing"] == 1.0


def test_the_network_counts_no_further_than_it_can_be_believed(lexicon: Lexicon) -> None:
    certain = Views(Odds(1.0, 0.0, 0.0), Odds(0.0, 0.0, 1.0))
    found = _found(lexicon, "Ginger reduces nausea.", "Ginger was given.", certain)
    assert found.bearing["titled"] == -found.bearing["bare"] == found.side["titled"] == 5.0


def test_every_feature_that_occurs_has_a_shipped_weight(lexicon: Lexicon) -> None:
    weighing = shipped_weighing()
    claim = "Ginger does not reduce nausea."
    for text in ("Ginger had no effect on nausea (P = 0.71).", "Ginger was given."):
        found = _found(lexicon, claim, text, Views(SURE, UNSURE))
        assert found.bearing.keys() <= weighing.bearing.keys()
        assert found.side.keys() <= weighing.side.keys()


def test_more_trust_of_the_network_in_a_side_is_more_odds_of_that_side() -> None:
    weighing = shipped_weighing()
    for view in ("titled", "bare"):
        assert weighing.bearing[view] > 0
        assert weighing.side[view] > 0
