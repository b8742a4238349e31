from __future__ import annotations

import pytest

from citecheck.report.deciding import words


@pytest.mark.parametrize(
    ("sentence", "decisive"),
    [
        ("Valerian reduced attacks (p = 0.01).", ["reduced", "p = 0.01"]),
        ("Valerian did not reduce attacks.", ["did not", "reduce"]),
        ("There was no significant difference in pain.", ["no"]),
        ("Forty adults were asked about tea.", []),
    ],
)
def test_effect_denial_and_statistics_are_picked_out(sentence: str, decisive: list[str]) -> None:
    found = [run.text for run in words(sentence) if run.decides]
    assert found == decisive


@pytest.mark.parametrize("sentence", ["Valerian reduced attacks.", "", "x" * 50_000, "no " * 600])
def test_the_sentence_stays_word_for_word(sentence: str) -> None:
    assert "".join(run.text for run in words(sentence)) == sentence
