"""The sums on the page of the worked example, done again from what the rule's page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "worked-example.md").read_text(encoding="utf-8")
RULE = (DOCS / "verdict-rule.md").read_text(encoding="utf-8")

_STUDY = re.compile(r"^(\w+ \d{4}), (\w+), (\w+), (None|\d+), ([\d.]+)$", re.MULTILINE)
_PRODUCT = re.compile(r"^(\w+ \d{4}): (.+) = ([\d.]+), (\w+)$", re.MULTILINE)
_SHARE = r"share: ([\d.]+) ÷ ([\d.]+) = ([\d.]+)"


def _rule(name: str) -> float:
    """A number of the rule, by the beginning of its row."""
    found = re.search(rf"^\| `?{re.escape(name)}`? \|(?:.*\|)? ([\d.]+) \|$", RULE, re.MULTILINE)
    assert found is not None, name
    return float(found[1])


def _size(participants: str) -> float:
    if participants == "None" or 20 <= int(participants) < 100:
        return _rule("20 to 99, or not stated")
    return _rule("fewer than 20 participants" if int(participants) < 20 else "100 or more")


def _side(stances: tuple[str, ...], without: str = "") -> list[float]:
    """What stands on a side, in the order of the page."""
    return [
        _rule(level) * _size(people) * float(probability) / (2 if stance == "mixed" else 1)
        for name, stance, level, people, probability in _STUDY.findall(PAGE)
        if stance in stances and name != without
    ]


def test_each_weight_is_the_product_of_the_rule_s_numbers_and_the_judge_s() -> None:
    studies = {study[0]: study for study in _STUDY.findall(PAGE)}
    products = _PRODUCT.findall(PAGE)
    assert {name for name, *_ in products} == {n for n, s in studies.items() if s[1] != "silent"}
    for name, factors, weight, stance in products:
        _, known_as, level, people, probability = studies[name]
        assert stance == known_as
        assert [float(each) for each in factors.split(" × ")] == [
            _rule(level), _size(people), float(probability),
        ]  # fmt: skip
        product = _rule(level) * _size(people) * float(probability)
        assert float(weight) == pytest.approx(product, abs=1e-5)


@pytest.mark.parametrize("left_out", ["", "Bandeira 2022"])
def test_the_sums_and_the_share_are_right(left_out: str) -> None:
    supports = _side(("supports", "mixed"), left_out)
    contradicts = _side(("contradicts", "mixed"), left_out)
    for letter, parts in (("S", supports), ("C", contradicts)):
        terms = " + ".join(f"{part:.5f}" for part in parts)
        assert f"{letter} = {terms} = {sum(parts):.5f}\n" in PAGE
    lighter, both = min(sum(supports), sum(contradicts)), sum(supports) + sum(contradicts)
    shares = [tuple(map(float, found)) for found in re.findall(_SHARE, PAGE)]
    assert (round(lighter, 5), round(both, 5), round(lighter / both, 3)) in shares


def test_the_verdict_and_its_certainty_follow_as_the_page_says() -> None:
    supports = sum(_side(("supports", "mixed")))
    contradicts = sum(_side(("contradicts", "mixed")))
    assert supports > contradicts
    assert supports >= _rule("floor, efficacy and comparison") == 1.0
    assert contradicts / (supports + contradicts) >= _rule("disputed from") == 0.25
    assert _rule("low from") == 1 <= supports < 3 == _rule("moderate from")
    first_line = "supported · very low certainty · disputed"
    assert f"*{first_line}*" in PAGE
    assert f"✓ {first_line} ·" in PAGE


def test_read_by_its_first_half_alone_the_review_would_make_it_moderate() -> None:
    review = 2 * (sum(_side(("mixed",))))
    supports = sum(_side(("supports",))) + review
    contradicts = sum(_side(("contradicts",)))
    assert _rule("moderate from") <= supports < _rule("high from")
    assert contradicts / (supports + contradicts) < _rule("disputed from")


def test_without_the_review_it_is_still_supported_disputed_and_very_low() -> None:
    supports = sum(_side(("supports", "mixed"), "Bandeira 2022"))
    contradicts = sum(_side(("contradicts", "mixed"), "Bandeira 2022"))
    assert supports > contradicts
    assert _rule("low from") <= supports < _rule("moderate from")
    assert contradicts / (supports + contradicts) >= _rule("disputed from")
    assert "```text\nsupported very low disputed\n```" in PAGE
