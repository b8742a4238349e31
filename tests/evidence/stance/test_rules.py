"""The judge by rules: direction, what it leaves alone, and what holds for any claim."""

from __future__ import annotations

import itertools

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.model.claim import Claim
from citecheck.model.evidence import Judgement, Stance, StanceJudge
from citecheck.model.study import Study
from tests.evidence.build import claim, study

OUTCOMES = [("pain", "migraine"), ("mortality", "heart failure"), ("relapse", "depression")]
FINDINGS: dict[str, str] = {
    "less": "{drug} reduced {outcome} compared with placebo (p < 0.01).",
    "more": "{drug} increased {outcome} compared with placebo (p < 0.01).",
    "same": "{drug} had no effect on {outcome} compared with placebo (p = 0.60).",
}
EXPECTED: dict[tuple[str, str], Stance] = {
    ("decreases", "less"): "supports",
    ("decreases", "more"): "contradicts",
    ("decreases", "same"): "contradicts",
    ("increases", "less"): "contradicts",
    ("increases", "more"): "supports",
    ("increases", "same"): "contradicts",
    ("no-effect", "less"): "contradicts",
    ("no-effect", "more"): "contradicts",
    ("no-effect", "same"): "supports",
}


def _judge(lexicon: Lexicon, asked: Claim, *studies: Study) -> list[Judgement]:
    found = RulesJudge(lexicon).judge(asked, studies)
    assert all(isinstance(judgement, Judgement) for judgement in found)
    return [judgement for judgement in found if isinstance(judgement, Judgement)]


def _trial(drug: str, condition: str, result: str) -> Study:
    return study(f"{drug} in {condition}", [("RESULTS", result)])


def test_it_fits_the_protocol(lexicon: Lexicon) -> None:
    judge = RulesJudge(lexicon)
    assert isinstance(judge, StanceJudge)
    assert judge.name == "rules"
    assert judge.version


@pytest.mark.parametrize(("outcome", "condition"), OUTCOMES)
@pytest.mark.parametrize(("direction", "finding"), EXPECTED)
def test_each_direction_against_each_finding(
    lexicon: Lexicon, direction: str, finding: str, outcome: str, condition: str
) -> None:
    drug = "Ketamine"
    words = {"decreases": "reduces", "increases": "increases", "no-effect": "has no effect on"}
    asked = claim(
        lexicon,
        f"{drug} {words[direction]} {outcome} in {condition}.",
        intervention=drug,
        condition=condition,
        outcome=outcome,
        direction=direction,
    )
    result = FINDINGS[finding].format(drug=drug, outcome=outcome)
    (judgement,) = _judge(lexicon, asked, _trial(drug, condition, result))
    assert judgement.stance == EXPECTED[direction, finding]


def test_a_null_study_is_never_called_the_opposite(lexicon: Lexicon) -> None:
    asked = claim(
        lexicon,
        "Ketamine reduces pain in migraine.",
        intervention="ketamine",
        condition="migraine",
        outcome="pain",
        direction="decreases",
    )
    null = _trial("Ketamine", "migraine", "Ketamine did not reduce pain more than saline.")
    worse = _trial("Ketamine", "migraine", "Ketamine increased pain compared with saline.")
    judged_null, judged_worse = _judge(lexicon, asked, null, worse)
    assert "no effect" in judged_null.why.lower()
    assert "opposite" not in judged_null.why.lower()
    assert "opposite" in judged_worse.why.lower()


def test_answers_come_in_the_order_of_the_studies(lexicon: Lexicon) -> None:
    asked = claim(lexicon, "Ketamine helps.", intervention="ketamine", condition="migraine")
    good = _trial("Ketamine", "migraine", "Ketamine relieved migraine (p < 0.001).")
    none = _trial("Ketamine", "migraine", "Adults were seen at noon.")
    bad = _trial("Ketamine", "migraine", "Ketamine did not relieve migraine.")
    for order in itertools.permutations([good, none, bad]):
        found = dict(zip(map(id, order), _judge(lexicon, asked, *order), strict=True))
        assert [found[id(s)].stance for s in (good, none, bad)] == [
            "supports",
            "silent",
            "contradicts",
        ]


def test_every_stance_but_silent_has_its_sentences_verbatim(lexicon: Lexicon) -> None:
    asked = claim(lexicon, "Ketamine helps.", intervention="ketamine", condition="migraine")
    text = "Ketamine  relieved the pain – of migraine – at once.  Nobody was harmed."
    (judgement,) = _judge(lexicon, asked, _trial("Ketamine", "migraine", text))
    assert judgement.stance == "supports"
    assert 1 <= len(judgement.rationale) <= 3
    for sentence in judgement.rationale:
        assert sentence.section == "RESULTS"
        assert sentence.text in text


def test_a_question_for_a_title_asserts_nothing(lexicon: Lexicon) -> None:
    asked = claim(lexicon, "Ketamine helps.", intervention="ketamine", condition="migraine")
    record = study("Does ketamine relieve migraine?", [("METHODS", "Adults took ketamine.")])
    (judgement,) = _judge(lexicon, asked, record)
    assert judgement.stance == "silent"


def test_results_of_another_drug_in_the_sentence_are_not_the_claims(lexicon: Lexicon) -> None:
    asked = claim(lexicon, "MDMA helps.", intervention="MDMA", condition="cluster headache")
    record = study(
        "Psilocybin and MDMA in cluster headache",
        [("RESULTS", "Psilocybin reduced attacks (p < 0.001).")],
    )
    (judgement,) = _judge(lexicon, asked, record)
    assert judgement.stance == "silent"


def test_what_was_found_of_two_drugs_is_kept_apart(lexicon: Lexicon) -> None:
    record = study(
        "Zinc and honey for cough",
        [("RESULTS", "Honey relieved cough (p = 0.01), but zinc had no effect on cough.")],
    )
    zinc = claim(lexicon, "Zinc relieves cough.", intervention="zinc", condition="cough")
    honey = claim(lexicon, "Honey relieves cough.", intervention="honey", condition="cough")
    assert _judge(lexicon, zinc, record)[0].stance == "contradicts"
    assert _judge(lexicon, honey, record)[0].stance == "supports"


def test_a_study_that_says_both_is_mixed(lexicon: Lexicon) -> None:
    asked = claim(
        lexicon,
        "Zinc reduces symptoms of colds.",
        intervention="zinc",
        condition="common cold",
        outcome="symptoms",
        direction="decreases",
    )
    text = (
        "Zinc reduced symptoms in adults (p = 0.01). "
        "Zinc did not reduce symptoms in children (p = 0.70)."
    )
    (judgement,) = _judge(lexicon, asked, _trial("Zinc", "the common cold", text))
    assert judgement.mixed
    assert len(judgement.rationale) == 2


def test_it_says_when_it_could_not_tell(lexicon: Lexicon) -> None:
    asked = claim(lexicon, "Ketamine helps.", intervention="ketamine", condition="migraine")
    silent = _trial("Ketamine", "migraine", "Adults were seen at noon.")
    (judgement,) = _judge(lexicon, asked, silent)
    assert not judgement.abstained
    assert judgement.rationale == ()


def test_a_study_without_an_abstract_is_silent(lexicon: Lexicon) -> None:
    asked = claim(lexicon, "Ketamine helps.", intervention="ketamine", condition="migraine")
    (judgement,) = _judge(lexicon, asked, study("Ketamine in migraine"))
    assert judgement.stance == "silent"


def _said(lexicon: Lexicon, asked: Claim, title: str, result: str) -> Stance:
    (judgement,) = _judge(lexicon, asked, study(title, [("RESULTS", result)]))
    return judgement.stance


MIGRAINE_FINDING = "Botulinum toxin was effective in chronic migraine (p < 0.001)."
BLEEDING_FINDING = "In atrial fibrillation apixaban caused less bleeding than warfarin (p < 0.001)."
APIXABAN = {
    "kind": "comparison",
    "direction": "decreases",
    "intervention": "apixaban",
    "condition": "atrial fibrillation",
    "outcome": "bleeding",
}
RATS_FINDING = "Curcumin improved memory in rats (p < 0.01)."
CURCUMIN = {"intervention": "curcumin", "condition": "memory"}


@pytest.mark.parametrize(
    ("text", "parts", "result", "stance"),
    [
        (
            f"Botulinum toxin relieves {condition}.",
            {"intervention": "botulinum toxin", "condition": condition},
            MIGRAINE_FINDING,
            stance,
        )
        for condition, stance in (("migraine", "supports"), ("cluster headache", "silent"))
    ]
    + [
        (
            f"Apixaban causes less bleeding than {rival}.",
            APIXABAN | {"comparator": rival},
            BLEEDING_FINDING,
            stance,
        )
        for rival, stance in (("warfarin", "supports"), ("aspirin", "silent"))
    ]
    + [
        (f"Curcumin improves memory in {subject}.", CURCUMIN, RATS_FINDING, stance)
        for subject, stance in (("elderly patients", "silent"), ("rats", "supports"))
    ],
)
def test_a_study_plainly_of_something_else_answers_nothing(
    lexicon: Lexicon, text: str, parts: dict[str, str], result: str, stance: Stance
) -> None:
    """Of another disease alone, of another rival, in animals where a claim names people."""
    assert _said(lexicon, claim(lexicon, text, **parts), "A study", result) == stance


def test_the_loss_of_something_good_is_bad(lexicon: Lexicon) -> None:
    result = "Finasteride reduced libido (p = 0.01)."
    for words, direction, stance in (
        ("Finasteride lowers the risk of loss of libido.", "decreases", "contradicts"),
        ("Finasteride lowers libido.", "decreases", "supports"),
    ):
        asked = claim(
            lexicon,
            words,
            intervention="finasteride",
            condition="libido",
            outcome="libido",
            direction=direction,
        )
        assert _said(lexicon, asked, "Finasteride and libido", result) == stance


def test_what_a_claim_concedes_first_takes_nothing_from_its_answer(lexicon: Lexicon) -> None:
    trial = _trial("Ketamine", "depression", "Ketamine relieved depression (p = 0.01).")

    def judged(words: str) -> Judgement:
        asked = claim(lexicon, words, intervention="ketamine", condition="depression")
        return _judge(lexicon, asked, trial)[0]

    plain = judged("Ketamine relieves depression.")
    assert plain.stance == "supports"
    conceded = judged(
        "While talking cures can be slow and hard to get, ketamine relieves depression."
    )
    assert conceded.probability == plain.probability
    turned = judged("While ketamine relieves depression, nobody knows for how long that lasts.")
    assert turned.probability <= plain.probability


@pytest.mark.parametrize("title", ["preventing", "treating and preventing", "quickly preventing"])
def test_a_title_that_names_a_purpose_asserts_nothing(title: str, lexicon: Lexicon) -> None:
    asked = claim(lexicon, "A claim.", intervention="ketamine", condition="migraine")
    read = study(f"Ketamine for {title} migraine", "Adults took part.")
    (found,) = RulesJudge(lexicon).judge(asked, [read])
    assert isinstance(found, Judgement)
    assert found.stance == "silent"
