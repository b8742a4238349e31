"""Every case in cases/*.toml: what a text names, and what it does not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.concepts.lexicon import Lexicon, load
from citecheck.model.base import Frozen
from tests.growth import is_linear

FOLDER = Path(__file__).parent / "cases"


class Case(Frozen):
    """One text; `finds` maps its words to the concept's name, or to several with | between."""

    text: str
    finds: dict[str, str] = {}  # noqa: RUF012
    lacks: tuple[str, ...] = ()
    finds_nothing: bool = False
    topic: tuple[str, ...] = ()
    spelling: bool = False
    why: str = ""


def _cases() -> list[tuple[str, Case]]:
    return [
        (f"{path.stem}: {raw['text'][:60]}", Case.model_validate(raw))
        for path in sorted(FOLDER.glob("*.toml"))
        for raw in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


CASES = _cases()


def _id(lexicon: Lexicon, name: str) -> str:
    """The one id of a concept's own name; a case with a name that does not exist is wrong."""
    (found,) = lexicon.lookup(name)
    return found


def test_there_are_cases_of_many_fields() -> None:
    assert len(CASES) >= 250
    assert len(list(FOLDER.glob("*.toml"))) >= 10


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_a_text_names_what_the_case_says(case: Case, lexicon: Lexicon) -> None:
    topic = {_id(lexicon, name) for name in case.topic}
    mentions = lexicon.mentions(case.text, topic=topic, spelling=case.spelling)
    found = {mention.text: set(mention.concept_ids) for mention in mentions}
    for words, names in case.finds.items():
        assert found.get(words) == {_id(lexicon, name) for name in names.split("|")}, case.why
    named = set().union(*found.values())
    assert not named & {_id(lexicon, name) for name in case.lacks}, case.why
    assert not (case.finds_nothing and found), case.why


_SCRAPS = st.sampled_from(
    ["ketamine", "OCD", "(OCD)", "obsessive-compulsive disorder", "’s", "-", "D3", "vitamin ", ". ",
     ", ", "\n", "β", "é", "\u00a0", "😀", "AIDS", "journal of ", "non-", "-free", " ", "’", "%"]
)  # fmt: skip


@given(st.lists(st.one_of(_SCRAPS, st.text(max_size=5)), max_size=30), st.booleans())
def test_any_text_is_read_without_fault(scraps: list[str], spelling: bool) -> None:
    text = "".join(scraps)
    end = 0
    for mention in load().mentions(text, spelling=spelling):
        assert mention.text == text[mention.start : mention.end]
        assert end <= mention.start < mention.end
        end = mention.end


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_mentions_are_verbatim_in_order_and_never_overlap(case: Case, lexicon: Lexicon) -> None:
    end = 0
    for mention in lexicon.mentions(case.text, spelling=case.spelling):
        assert mention.text == case.text[mention.start : mention.end]
        assert mention.start >= end
        assert mention.concept_ids
        end = mention.end


def test_an_abbreviation_needs_a_line_that_is_not_all_capitals(lexicon: Lexicon) -> None:
    shouted = "THEY WENT TO THE ICU AND RESTED"
    plain = "They went to the ICU and rested"
    found = [m.start for m in lexicon.mentions(f"{shouted}\n{plain}") if m.text == "ICU"]
    assert found == [len(shouted) + 1 + plain.index("ICU")]


def test_a_long_line_of_abbreviations_is_read_in_linear_time(lexicon: Lexicon) -> None:
    assert is_linear(lambda n: lexicon.mentions("Those in the ICU rested. " * n), 2_000)
