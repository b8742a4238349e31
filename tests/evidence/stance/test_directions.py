"""Claims that say by other words which way they go: never the wrong way, and silence if unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.model.evidence import Judgement
from tests.evidence.build import study

FILE = Path(__file__).parents[2] / "cases" / "directions" / "findings.yaml"
CASES = [
    pytest.param(group["title"], group["finding"], claim, stance, id=claim)
    for group in yaml.safe_load(FILE.read_text("utf-8"))
    for claim, stance in group["claims"].items()
]


@pytest.mark.parametrize(("title", "finding", "claim", "stance"), CASES)
def test_a_claim_goes_the_way_that_its_words_say(
    title: str, finding: str, claim: str, stance: str, lexicon: Lexicon
) -> None:
    told = study(title, [("RESULTS", finding)], mesh=())
    (judgement,) = RulesJudge(lexicon).judge(from_sentence(claim, lexicon), [told])
    assert isinstance(judgement, Judgement)
    assert judgement.stance == stance, judgement.why
