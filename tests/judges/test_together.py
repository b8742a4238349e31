from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.judges.combine import Limits, Weighing, load_table, shipped_weighing
from citecheck.judges.network import Network
from citecheck.judges.together import TogetherJudge
from citecheck.model.evidence import Judgement, StanceJudge
from citecheck.model.study import AbstractSection, Study
from tests.judges.small import write_model

CLAIM = "Ginger reduces nausea."
FOUND = "Ginger reduced nausea compared with placebo (P = 0.002)."
LINK_CLAIM = "Smoking is associated with nausea."
LINK = "Smoking was associated with nausea (P = 0.002)."
NO_LINK = "Smoking was not associated with nausea (P = 0.71)."

Weights = tuple[dict[str, float], dict[str, float]]
NETWORK_ALONE: Weights = {"titled": 1.0}, {"titled": 1.0}
BARE_ALONE: Weights = {"bare": 1.0}, {"bare": 1.0}
NEVER = 2.0
RULES_ALONE: Weights = {"always": -3.0, "rules": 9.0}, {"rules": 9.0}
NOTHING: Weights = {}, {}


def _judge(folder: Path, lexicon: Lexicon, weights: Weights, sure: float = NEVER) -> TogetherJudge:
    half = Limits(supports=0.5, contradicts=0.5)
    weighing = Weighing(*weights, sure, whole=half, chosen=half)
    return TogetherJudge("7", Network(write_model(folder), "model"), weighing, lexicon)


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


@pytest.mark.parametrize(("text", "stance"), [(LINK, "supports"), (NO_LINK, "contradicts")])
def test_weights_on_the_rules_alone_give_the_rules_answer_and_their_reason(
    tmp_path: Path, lexicon: Lexicon, text: str, stance: str
) -> None:
    mine = _one(_judge(tmp_path, lexicon, RULES_ALONE), lexicon, text, LINK_CLAIM)
    rules = _one(RulesJudge(lexicon), lexicon, text, LINK_CLAIM)
    assert (mine.stance, rules.stance) == (stance, stance)
    assert (mine.why, mine.rationale) == (rules.why, rules.rationale)


def test_odds_under_the_threshold_abstain_with_a_reason(tmp_path: Path, lexicon: Lexicon) -> None:
    judge = _judge(tmp_path, lexicon, NOTHING)
    found = _one(judge, lexicon, "Ginger was given.")
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


AGAINST: Weights = {"always": 9.0}, {"always": -9.0}


def test_rules_on_what_a_treatment_does_stand_where_the_study_is_on_it(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    judge = _judge(tmp_path, lexicon, AGAINST)
    assert _one(judge, lexicon, FOUND) == _one(RulesJudge(lexicon), lexicon, FOUND)
    assert _one(RulesJudge(lexicon), lexicon, LINK, LINK_CLAIM).stance == "supports"
    assert _one(judge, lexicon, LINK, LINK_CLAIM).stance == "contradicts"


def test_rules_on_anything_else_stand_from_the_probability_on_that_is_sure(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    rules = _one(RulesJudge(lexicon), lexicon, LINK, LINK_CLAIM)
    enough = _judge(tmp_path, lexicon, AGAINST, rules.probability)
    assert _one(enough, lexicon, LINK, LINK_CLAIM) == rules
    more = _judge(tmp_path, lexicon, AGAINST, rules.probability + 0.01)
    assert _one(more, lexicon, LINK, LINK_CLAIM).stance == "contradicts"


def test_rules_are_weighed_where_the_network_is_surer_of_the_opposite(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    judge = _judge(tmp_path, lexicon, NETWORK_ALONE, 0.0)
    assert _one(judge, lexicon, FOUND).stance == "supports"
    assert _one(judge, lexicon, f"{FOUND} It harmed nobody.").stance == "contradicts"


def test_the_sentences_are_read_with_the_title_and_without(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    titled = _judge(tmp_path, lexicon, NETWORK_ALONE)
    bare = _judge(tmp_path, lexicon, BARE_ALONE)
    claim = from_sentence(CLAIM, lexicon)
    abstract = (AbstractSection(section="", text="Ginger was given."),)
    study = Study(id="s", title="Ginger helped", abstract=abstract)
    assert [j.judge(claim, [study])[0].stance for j in (titled, bare)] == ["supports", "silent"]  # type: ignore[union-attr]


def test_a_study_in_animals_is_silent_on_people_whatever_the_network_reads(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    judge = _judge(tmp_path, lexicon, NETWORK_ALONE)
    study = "In mice, ginger helped."
    assert _one(judge, lexicon, study, "Ginger reduces nausea in patients.").stance == "silent"
    assert _one(judge, lexicon, study, "Ginger reduces nausea in mice.").stance == "supports"


def test_rules_that_find_nothing_leave_the_pair_to_the_network(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    judge = _judge(tmp_path, lexicon, NETWORK_ALONE, 0.0)
    assert _one(RulesJudge(lexicon), lexicon, "Ginger helped.").stance == "silent"
    assert _one(judge, lexicon, "Ginger helped.").stance == "supports"


def test_the_shipped_weighing_says_where_it_was_measured() -> None:
    assert "choosing halves" in load_table()["source"]
    weighing = shipped_weighing()
    for limit in (*weighing.whole, *weighing.chosen, weighing.sure):
        assert 0 < limit < 1


def test_a_study_read_in_full_has_limits_of_its_own(tmp_path: Path, lexicon: Lexicon) -> None:
    weights: Weights = {"always": 0.0}, {"always": 1.0}
    network = Network(write_model(tmp_path), "model")
    strict, lenient = Limits(0.9, 0.9), Limits(0.3, 0.3)
    weighing = Weighing(*weights, NEVER, whole=lenient, chosen=strict)
    judge = TogetherJudge("7", network, weighing, lexicon)
    told = "Smoking was common."
    assert _one(judge, lexicon, told, LINK_CLAIM).stance == "supports"
    assert _one(judge, lexicon, " ".join([told] * 4), LINK_CLAIM).stance == "silent"
