from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.judges.combine import STANCES, Limits, Weighing, load_table, shipped_weighing
from citecheck.judges.network import Network
from citecheck.judges.together import TogetherJudge
from citecheck.model.evidence import Judgement, StanceJudge
from citecheck.model.study import AbstractSection, Study
from tests.judges.small import write_model

CLAIM = "Ginger reduces nausea."
FOUND = "Ginger reduced nausea compared with placebo (P = 0.002)."
NULL = "There was no significant difference in nausea between ginger and placebo (P = 0.71)."

NETWORK_ALONE = {f"model-{s}": tuple(float(s == t) for t in STANCES) for s in STANCES}
NEVER = 2.0
RULES_ALONE = {
    "always": (0.0, 0.0, 1.0),
    "rules-supports": (9.0, 0.0, 0.0),
    "rules-contradicts": (0.0, 9.0, 0.0),
}


def _judge(
    folder: Path,
    lexicon: Lexicon,
    weights: Mapping[str, tuple[float, ...]],
    sure: float = NEVER,
) -> TogetherJudge:
    table = {name: (w[0], w[1], w[2]) for name, w in weights.items()}
    network = Network(write_model(folder), "model")
    half = Limits(supports=0.5, contradicts=0.5, sure=sure)
    return TogetherJudge("7", network, Weighing(table, whole=half, chosen=half), lexicon)


def _one(judge: StanceJudge, lexicon: Lexicon, text: str, claim: str = CLAIM) -> Judgement:
    study = Study(
        id="s", title="Ginger for nausea", abstract=(AbstractSection(section="", text=text),)
    )
    (judgement,) = judge.judge(from_sentence(claim, lexicon), [study])
    assert isinstance(judgement, Judgement)
    return judgement


def test_it_is_called_model_whatever_it_is_made_of(tmp_path: Path, lexicon: Lexicon) -> None:
    judge = _judge(tmp_path, lexicon, NETWORK_ALONE)
    assert isinstance(judge, StanceJudge)
    assert (judge.name, judge.version) == ("model", "7")


def test_weights_on_the_network_alone_give_the_networks_answer(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    judge = _judge(tmp_path, lexicon, NETWORK_ALONE)
    assert _one(judge, lexicon, "Ginger harmed nausea.").stance == "contradicts"
    assert _one(judge, lexicon, "Ginger helped nausea.").stance == "supports"


@pytest.mark.parametrize(("text", "stance"), [(FOUND, "supports"), (NULL, "contradicts")])
def test_weights_on_the_rules_alone_give_the_rules_answer_and_their_reason(
    tmp_path: Path, lexicon: Lexicon, text: str, stance: str
) -> None:
    mine = _one(_judge(tmp_path, lexicon, RULES_ALONE), lexicon, text)
    rules = _one(RulesJudge(lexicon), lexicon, text)
    assert (mine.stance, rules.stance) == (stance, stance)
    assert (mine.why, mine.rationale) == (rules.why, rules.rationale)


def test_odds_under_the_threshold_abstain_with_a_reason(tmp_path: Path, lexicon: Lexicon) -> None:
    judge = _judge(tmp_path, lexicon, {})
    found = _one(judge, lexicon, FOUND)
    assert (found.stance, found.rationale) == ("silent", ())
    assert found.probability == pytest.approx(1 / 3, abs=0.001)


def test_a_study_without_an_abstract_is_read_by_its_title(tmp_path: Path, lexicon: Lexicon) -> None:
    judge = _judge(tmp_path, lexicon, NETWORK_ALONE)
    claim = from_sentence(CLAIM, lexicon)
    (titled, empty) = judge.judge(claim, [Study(id="a", title="Ginger helped"), Study(id="b")])
    assert isinstance(titled, Judgement)
    assert isinstance(empty, Judgement)
    assert titled.stance == "supports"
    assert titled.rationale[0].section == "title"
    assert empty.stance == "silent"


def test_a_pair_that_the_network_cannot_read_is_no_guess_of_the_rules(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    judge = _judge(tmp_path, lexicon, RULES_ALONE)
    study = Study(id="s", abstract=(AbstractSection(section="", text=f"broken. {FOUND}"),))
    (found,) = judge.judge(from_sentence(CLAIM, lexicon), [study])
    assert isinstance(found, Exception)


def test_rules_that_are_sure_enough_are_not_weighed(tmp_path: Path, lexicon: Lexicon) -> None:
    against = {"always": (0.0, 9.0, 0.0)}
    rules = _one(RulesJudge(lexicon), lexicon, FOUND)
    at_most = _judge(tmp_path, lexicon, against, sure=rules.probability)
    assert _one(at_most, lexicon, FOUND) == rules
    more = _judge(tmp_path, lexicon, against, sure=rules.probability + 0.01)
    assert _one(more, lexicon, FOUND).stance == "contradicts"


def test_rules_that_find_nothing_leave_the_pair_to_the_network(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    judge = _judge(tmp_path, lexicon, NETWORK_ALONE, sure=0.0)
    assert _one(RulesJudge(lexicon), lexicon, "Ginger helped.").stance == "silent"
    assert _one(judge, lexicon, "Ginger helped.").stance == "supports"


def test_the_shipped_weighing_says_where_it_was_measured() -> None:
    assert "choosing halves" in load_table()["source"]
    weighing = shipped_weighing()
    for limits in (weighing.whole, weighing.chosen):
        assert 0 < limits.contradicts < 1
        assert 0 < limits.supports < 1
        assert 0 < limits.sure < 1


def test_a_study_read_in_full_has_limits_of_its_own(tmp_path: Path, lexicon: Lexicon) -> None:
    weights = {"always": (0.2, 0.0, 0.0)}
    network = Network(write_model(tmp_path), "model")
    strict = Limits(supports=0.9, contradicts=0.9, sure=NEVER)
    lenient = Limits(supports=0.3, contradicts=0.3, sure=NEVER)
    weighing = Weighing(weights, whole=lenient, chosen=strict)
    judge = TogetherJudge("7", network, weighing, lexicon)
    assert _one(judge, lexicon, FOUND).stance == "supports"
    assert _one(judge, lexicon, " ".join([FOUND] * 4)).stance == "silent"


def test_more_trust_of_the_network_in_a_side_is_more_odds_of_that_side() -> None:
    for place, stance in enumerate(STANCES[:2]):
        own = shipped_weighing().weights[f"model-{stance}"]
        assert own[place] == max(own)
