from __future__ import annotations

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.stance.rules import RulesJudge
from training.rationales import Abstract, chosen_well, last_sentences, stance_figures

FOUND = "RESULTS: Honey reduced cough in children compared with placebo (P = 0.003)."
REST = (
    "BACKGROUND: Coughs keep families awake.",
    "The trial ran in four clinics of one town.",
    "Parents kept a diary for a week.",
    "Funding came from a foundation.",
)


def _abstract(claim: str, label: str, gold: tuple[str, ...]) -> Abstract:
    row = {"id": claim, "claim": claim, "label": label, "title": "Honey for cough"}
    return Abstract(row, "\n".join((REST[0], FOUND, *REST[1:])), gold)


GIVEN = [
    _abstract("Honey reduces cough in children.", "SUPPORT", (FOUND,)),
    _abstract("Honey eases asthma.", "NEUTRAL", ()),
]


def test_the_choice_is_scored_on_claims_that_have_deciding_sentences(lexicon: Lexicon) -> None:
    ours = chosen_well(GIVEN, lexicon)
    assert (ours.pairs, ours.sentences, ours.found, ours.some) == (1, 1.0, 1.0, 1.0)


def test_the_end_of_the_abstract_is_the_choice_to_beat(lexicon: Lexicon) -> None:
    assert chosen_well(GIVEN, lexicon, last_sentences).found == 0.0


def test_a_judge_can_be_given_the_deciding_sentences_in_place_of_the_abstract(
    lexicon: Lexicon,
) -> None:
    judge = RulesJudge(lexicon)
    missed = [_abstract("Honey reduces cough in children.", "SUPPORT", (REST[3],))]
    whole = stance_figures(missed, judge, lexicon, gold=False)
    alone = stance_figures(missed, judge, lexicon, gold=True)
    assert (whole["macro_f1"], alone["macro_f1"]) == (1.0, 0.0)
