"""Whose effect a sentence tells."""

from __future__ import annotations

import pytest

from citecheck.evidence.reading.attribution import (
    Actors,
    comparisons_in,
    given,
    is_ended,
    is_form_of,
    is_shared,
)
from citecheck.model.document import Span
from tests.growth import is_linear


def _span(text: str, word: str) -> Span:
    start = text.index(word)
    return Span(start=start, end=start + len(word))


def _actors(text: str, agent: str = "zinc", others: tuple[str, ...] = ("iron",)) -> Actors:
    return Actors(
        agent=(_span(text, agent),) if agent in text else (),
        rival=(),
        others=tuple(_span(text, other) for other in others if other in text),
    )


@pytest.mark.parametrize(
    ("text", "cue", "acts"),
    [
        ("zinc reduced pain", "reduced", True),
        ("iron reduced pain", "reduced", False),
        ("iron helped and zinc reduced pain", "reduced", True),
        ("zinc helped and iron reduced pain", "reduced", False),
        ("zinc and iron reduced pain", "reduced", True),
        ("iron plus zinc reduced pain", "reduced", True),
        ("pain was reduced by zinc", "reduced", True),
        ("pain was reduced by iron in those who had zinc", "reduced", False),
        ("zinc reduced pain more than iron", "reduced", True),
        ("iron reduced pain in men, women and zinc miners", "reduced", False),
        ("zinc, compared with iron, reduced pain", "reduced", True),
    ],
)
def test_the_nearest_treatment_acts(text: str, cue: str, acts: bool) -> None:
    assert _actors(text).act_at(text, _span(text, cue), is_main=False) is acts


@pytest.mark.parametrize("is_main", [True, False])
def test_a_sentence_that_names_none_speaks_of_what_the_study_is_about(is_main: bool) -> None:
    text = "pain was reduced"
    assert _actors(text).act_at(text, _span(text, "reduced"), is_main=is_main) is is_main


@pytest.mark.parametrize(
    ("text", "cue", "turned"),
    [
        ("iron reduced pain more than zinc", "reduced", True),
        ("compared with zinc, iron reduced pain", "reduced", True),
        ("zinc reduced pain more than iron", "reduced", False),
        ("iron reduced pain", "reduced", False),
        ("pain fell over 12 weeks with zinc", "fell", False),
        ("iron was noninferior to zinc", "noninferior", True),
        ("iron was better than zinc at reducing pain", "better", True),
        ("iron was better than zinc at reducing pain", "reducing", True),
    ],
)
def test_what_is_compared_with_is_told_from_what_acts(text: str, cue: str, turned: bool) -> None:
    assert _actors(text).are_compared_with(text, _span(text, cue)) is turned


@pytest.mark.parametrize(
    ("text", "tested"),
    [
        ("zinc was given", True),
        ("iron was added to zinc", False),
        ("zinc-intolerant adults", False),
        ("serum zinc was measured", False),
        ("zinc-treated adults", True),
    ],
)
def test_a_name_is_not_always_a_treatment_that_was_tested(text: str, tested: bool) -> None:
    assert given(text, _span(text, "zinc"), to_treat=True) is tested


@pytest.mark.parametrize(
    ("text", "form", "is_form"),
    [
        ("supplementation with zinc", "supplementation", True),
        ("zinc supplements", "supplements", True),
        ("supplements and zinc", "supplements", False),
        ("iron with zinc", "iron", False),
    ],
)
def test_the_form_of_a_treatment_is_no_other_treatment(text: str, form: str, is_form: bool) -> None:
    assert is_form_of(text, _span(text, form), [_span(text, "zinc")]) is is_form


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("pain came back after zinc was discontinued", True),
        ("zinc was discontinued in six adults because of pain", False),
        ("zinc was given", False),
    ],
)
def test_a_treatment_that_was_given_up_for_no_harm_is_ended(text: str, ended: bool) -> None:
    assert is_ended(text, _span(text, "zinc").end) is ended


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("pain fell in both groups", True),
        ("zinc and placebo reduced pain", True),
        ("placebo and the zinc reduced pain", True),
        ("pain fell in both groups, but more with zinc", False),
        ("pain fell with zinc and rose with placebo", False),
    ],
)
def test_what_happened_with_placebo_as_well_is_shared(text: str, shared: bool) -> None:
    whole = Span(start=0, end=len(text))
    spans = [_span(text, "zinc")] if "zinc" in text else []
    assert is_shared(text, whole, spans) is shared


def test_what_a_treatment_provoked_is_not_what_it_treats() -> None:
    text = "zinc-induced pain"
    assert not given(text, _span(text, "zinc"), to_treat=True)
    assert given(text, _span(text, "zinc"), to_treat=False)


def test_what_is_compared_with_is_found_in_time_that_grows_with_the_text() -> None:
    def work(n: int) -> int:
        return len(list(comparisons_in("pain fell more with iron than zinc at once " * n)))

    assert work(3) == 3
    assert is_linear(work, 8_000)
