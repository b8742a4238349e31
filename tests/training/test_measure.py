from __future__ import annotations

from collections import Counter

from training.measure import half_of


def test_a_claim_is_always_in_the_same_half() -> None:
    assert {half_of("Zinc reduces coughing.") for _ in range(3)} == {
        half_of("Zinc reduces coughing.")
    }


def test_the_halves_are_about_equal() -> None:
    sizes = Counter(half_of(f"claim {number}") for number in range(1000))
    assert sizes.keys() == {"choose", "report"}
    assert min(sizes.values()) > 440
