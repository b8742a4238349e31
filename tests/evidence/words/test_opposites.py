"""Words that turn a statement round."""

from __future__ import annotations

from typing import Any

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.reading.sentence import ReadSentence, read_sentence
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.evidence.tables import table
from citecheck.evidence.words.opposites import turns_round
from citecheck.model.evidence import Judgement
from tests.evidence.build import claim, study


def _read(text: str, lexicon: Lexicon) -> ReadSentence:
    return read_sentence(text, "", "results", lexicon, {})


@pytest.mark.parametrize(
    "pair", table("words/opposites")["pair"], ids=lambda pair: str(pair["one"][0])
)
def test_each_pair_of_opposites(pair: dict[str, Any], lexicon: Lexicon) -> None:
    asked, opposed, same = (
        _read(pair[name], lexicon).words for name in ("claim", "opposed", "same")
    )
    assert turns_round(asked, opposed)
    assert turns_round(opposed, asked)
    assert not turns_round(asked, same)
    assert not turns_round(asked, opposed | asked)


def _judged(text: str, result: str, lexicon: Lexicon) -> str:
    asked = claim(lexicon, text, kind="mechanism", direction="unspecified")
    read = study("On the quillwort pump", [("RESULTS", f"It was kept in water. {result}")])
    (found,) = RulesJudge(lexicon).judge(asked, [read])
    assert isinstance(found, Judgement)
    return found.stance


def test_the_opposite_word_contradicts(lexicon: Lexicon) -> None:
    text = "The quillwort pump is a ZQR7-dependent mechanism of heating."
    said = "The quillwort pump was a ZQR7-{} mechanism of heating."
    assert _judged(text, said.format("dependent"), lexicon) == "supports"
    assert _judged(text, said.format("independent"), lexicon) == "contradicts"


@pytest.mark.parametrize(
    ("result", "sign"),
    [
        ("Fruit was associated with gout (odds ratio 0.80, 95% CI 0.70 to 0.90).", -1),
        ("Fruit was associated with gout (odds ratio 1.80, 95% CI 1.70 to 1.90).", 1),
        ("Fruit was associated with gout (odds ratio 0.80, 95% CI 0.70 to 1.90).", 1),
        ("Fruit was inversely associated with gout (odds ratio 1.2, 95% CI 1.1 to 1.3).", -1),
        ("Fruit was associated with gout.", 1),
    ],
)
def test_a_link_goes_the_way_its_ratio_does(result: str, sign: int, lexicon: Lexicon) -> None:
    (effect,) = _read(result, lexicon).reading.effects
    assert effect.sign == sign


def test_the_lack_of_what_a_claim_names_turns_its_answer(lexicon: Lexicon) -> None:
    text = "ZQR7 raises leakage of the quillwort barrier."
    result = "ZQR7 conditional knockout raised leakage of the quillwort barrier."
    assert _judged(text, result.replace(" conditional knockout", ""), lexicon) == "supports"
    assert _judged(text, result, lexicon) == "contradicts"
