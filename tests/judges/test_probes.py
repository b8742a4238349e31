"""Direction probes as a gate: a judge that only matches words fails them."""

from __future__ import annotations

from collections import Counter

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import ConfigError
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.judges.open import open_judge
from citecheck.model.evidence import StanceJudge
from citecheck.model.settings import Settings
from tests.judges.probes import probes, stance_of

RULES_AT_LEAST = 0.94
MODEL_AT_LEAST = 0.93
FLATLY_WRONG_AT_MOST = 0.10
"""Share of the probes where the judge says the opposite of the finding."""


def test_there_are_probes_of_every_kind_and_in_balance() -> None:
    found = list(probes())
    assert len(found) >= 120
    kinds = Counter(probe.kind for probe in found)
    assert kinds.keys() >= {
        "affirm", "reverse", "nullify", "swap", "hedge", "other-drug", "other-condition", "animal",
    }  # fmt: skip
    stances = Counter(probe.stance for probe in found)
    assert min(stances.values()) > 0.25 * len(found)


def test_the_rules_pass_the_gate(lexicon: Lexicon) -> None:
    _pass(RulesJudge(lexicon), lexicon, RULES_AT_LEAST)


def test_the_shipped_model_passes_the_gate(lexicon: Lexicon) -> None:
    try:
        judge = open_judge("model", lexicon, Settings())
    except ConfigError as error:
        pytest.skip(str(error))
    _pass(judge, lexicon, MODEL_AT_LEAST)


def _pass(judge: StanceJudge, lexicon: Lexicon, at_least: float) -> None:
    found = [(probe, stance_of(probe, judge, lexicon)) for probe in probes()]
    wrong = [f"{p.kind}: {p.claim} ({said})" for p, said in found if said != p.stance]
    opposite = [p for p, said in found if {p.stance, said} == {"supports", "contradicts"}]
    assert len(wrong) <= (1 - at_least) * len(found), "\n".join(wrong)
    assert len(opposite) <= FLATLY_WRONG_AT_MOST * len(found)
