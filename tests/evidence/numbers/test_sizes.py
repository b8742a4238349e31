"""How large an effect is, and what a study says of a claim that names a size."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.numbers.sizes import is_other, sizes_in
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.evidence.tables import table
from citecheck.model.evidence import Judgement
from tests.evidence.build import claim, study

CLAIM = "Ketamine shortens attacks of migraine by 150 hours."


@pytest.mark.parametrize("form", table("numbers/sizes")["form"], ids=lambda form: str(form["name"]))
def test_each_form_of_size(form: dict[str, object]) -> None:
    (found,) = sizes_in(str(form["fires"]).lower())
    assert [found.low, found.high, found.unit] == form["size"]
    assert sizes_in(str(form["near_miss"]).lower()) == ()


@pytest.mark.parametrize(
    ("claimed", "told", "other"),
    [
        ("it fell by 30%", "a 32% reduction", False),
        ("it fell by 30%", "a 5% reduction", True),
        ("it fell by 30 to 50%", "a reduction of 45%", False),
        ("it fell by 2 days", "it was 48 hours shorter", False),
        ("it fell by 30%", "it was 3 days shorter", False),
        ("it rose three-fold", "it was two times higher, an increase of 20%", False),
        ("it rose ten-fold", "a two-fold increase", True),
        ("it fell by 150 days", "it was reduced, by about one day on average", True),
        ("it fell by a day", "it was reduced by about 24 hours", False),
        ("it fell by 50%", "it was lowered by almost half", False),
        ("it fell by two-thirds", "it was lowered by a quarter", True),
    ],
)
def test_sizes_are_compared_in_one_unit_and_with_room(claimed: str, told: str, other: bool) -> None:
    assert is_other(sizes_in(claimed), sizes_in(told)) is other


@pytest.mark.parametrize(
    ("result", "stance", "says"),
    [
        ("Ketamine shortened attacks of migraine by 1.5 hours.", "silent", "not of the size"),
        (
            "Ketamine shortened attacks of migraine by 6 days.",
            "supports",
            "It found what the claim",
        ),
        ("Ketamine shortened attacks of migraine.", "supports", "does not give the size"),
        ("Ketamine did not shorten attacks of migraine.", "contradicts", "No effect found."),
    ],
)
def test_a_study_of_another_size_does_not_support_a_claim_of_this_one(
    result: str, stance: str, says: str, lexicon: Lexicon
) -> None:
    asked = claim(
        lexicon,
        CLAIM,
        intervention="ketamine",
        condition="migraine",
        outcome="duration of attacks",
        direction="decreases",
    )
    read = study("Ketamine in migraine", [("RESULTS", f"{result} Adults had infusions.")])
    (found,) = RulesJudge(lexicon).judge(asked, [read])
    assert isinstance(found, Judgement)
    assert (found.stance, says in found.why) == (stance, True), found.why
