"""What tests and intervals in a sentence say."""

from __future__ import annotations

import pytest

from citecheck.evidence.numbers.statistics import statistics_in


@pytest.mark.parametrize(
    ("text", "significant"),
    [
        ("pain was lower (p < 0.001)", True),
        ("pain was lower (p = .03)", True),
        ("pain was lower (p=0.049)", True),
        ("pain was lower (p value = 0.002)", True),
        ("pain was lower (p = 0.05)", False),
        ("pain was lower (p = 0.25)", False),
        ("pain was lower (p > 0.05)", False),
        ("pain was lower (p = ns)", False),
        ("hazard ratio 0.93 (95% ci 0.85 to 1.02)", False),
        ("hazard ratio 0.75; 95% ci, 0.68-0.83", True),
        ("the odds ratio was 1.4 [95% ci: 1.1, 1.9]", True),
        ("mean difference -0.3 (95% ci -1.2 to 0.6)", False),
        ("mean difference -2.0 (95% ci -2.8 to -1.2)", True),
    ],
)
def test_one_test_is_read(text: str, significant: bool) -> None:
    (found,) = statistics_in(text)
    assert found.significant is significant


def test_an_interval_around_one_group_says_nothing_of_a_difference() -> None:
    assert statistics_in("the prevalence was 12.5 per 1000 (95% ci 10.1 to 14.9)") == ()


def test_a_ratio_points_one_way() -> None:
    (below,) = statistics_in("risk ratio 0.7 (95% ci 0.5 to 0.9)")
    (above,) = statistics_in("risk ratio 1.7 (95% ci 1.5 to 1.9)")
    assert (below.sign, above.sign) == (-1, 1)


def test_several_tests_stand_in_their_order() -> None:
    found = statistics_in("pain was lower (p = 0.01) but sleep was the same (p = 0.7)")
    assert [test.significant for test in found] == [True, False]
    assert found[0].start < found[1].start


def test_a_bound_that_decides_nothing_is_left_out() -> None:
    assert statistics_in("pain was lower (p < 0.3)") == ()
