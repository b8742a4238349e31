"""Every case of tests/cases/stance: a claim, a study, and what the study says of the claim."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.assess import Reader, assess
from citecheck.evidence.stance.rules import RulesJudge
from tests.evidence.build import claim, study_of

FOLDER = Path(__file__).parent.parent / "cases" / "stance"
NULL_WORDS = ("No effect found.", "It found no effect, as the claim says.", "equal")


def _cases() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(file.read_text("utf-8")), 1):
            yield pytest.param(case, id=f"{file.stem}-{number}")


def test_there_are_enough_cases() -> None:
    assert len(list(_cases())) >= 80


@pytest.mark.parametrize("case", list(_cases()))
def test_the_case_is_judged_as_its_author_expects(case: dict[str, Any], lexicon: Lexicon) -> None:
    study = study_of(case["study"])
    asked = claim(lexicon, case["claim"], **case["parts"])
    found = assess(asked, [study], RulesJudge(lexicon), Reader(lexicon))
    stance = found.evidence[0].stance if found.evidence else "off-topic"
    if case["expect"] == "not-supports":
        assert stance != "supports", case["why"]
        return
    assert stance == case["expect"], case["why"]
    if stance in ("silent", "off-topic"):
        return
    evidence = found.evidence[0]
    assert evidence.rationale
    for sentence in evidence.rationale:
        assert sentence.text in f"{study.title}\n{study.abstract_text}"
    assert any(word in evidence.why for word in NULL_WORDS) == case.get("no_effect", False)
    assert evidence.spin == case.get("spin", False)
    assert not evidence.mixed
