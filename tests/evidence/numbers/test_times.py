"""How long something takes to act, and whether two times can mean the same."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.numbers.times import times_in
from citecheck.evidence.stance.rules import RulesJudge
from tests.evidence.build import claim, study


@pytest.mark.parametrize(
    ("claimed", "found", "agree"),
    [
        ("takes weeks to work", "a benefit was seen within 2 weeks", True),
        ("takes weeks to work", "relief came within four hours", False),
        ("works within hours", "pain fell within four hours", True),
        ("works in 30 minutes", "it acted after 2 to 3 weeks", False),
        ("takes 6 to 8 weeks", "it acted after a month", True),
    ],
)
def test_times_agree_where_their_ranges_meet(claimed: str, found: str, agree: bool) -> None:
    (a,), (b,) = times_in(claimed), times_in(found)
    assert a.agrees_with(b) is agree
    assert b.agrees_with(a) is agree


@pytest.mark.parametrize("text", ["It was done twice a week.", "They were 12 years old."])
def test_a_time_that_is_no_delay_is_left_out(text: str) -> None:
    assert times_in(text.lower()) == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Triptans take hours to work in migraine.", "supports"),
        ("Triptans take weeks to work in migraine.", "contradicts"),
    ],
)
def test_when_something_acts_is_judged_by_the_time_it_took(
    text: str, stance: str, lexicon: Lexicon
) -> None:
    asked = claim(
        lexicon, text, intervention="triptans", condition="migraine", outcome="onset of action"
    )
    read = study(
        "Triptans in migraine", [("RESULTS", "An effect of triptans was apparent after 2 hours.")]
    )
    (found,) = RulesJudge(lexicon).judge(asked, [read])
    assert not isinstance(found, Exception)
    assert found.stance == stance


@pytest.mark.parametrize(
    "result",
    [
        "Adults on triptans were followed for 2 hours.",
        "After 12 weeks of triptans more adults had responded.",
    ],
)
def test_a_time_that_does_not_say_when_it_began_to_act_denies_nothing(
    result: str, lexicon: Lexicon
) -> None:
    asked = claim(
        lexicon,
        "Triptans take days to work in migraine.",
        intervention="triptans",
        condition="migraine",
        outcome="onset of action",
    )
    (found,) = RulesJudge(lexicon).judge(
        asked, [study("Triptans in migraine", [("RESULTS", result)])]
    )
    assert not isinstance(found, Exception)
    assert found.stance == "silent"
