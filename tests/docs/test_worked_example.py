"""The sums on the page of the worked example, done again from what the pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "worked-example.md").read_text(encoding="utf-8")
RULE = (DOCS / "verdict-rule.md").read_text(encoding="utf-8")
Row = tuple[str, str, str, str, str, str]


def _rows() -> list[Row]:
    found = re.findall(
        r"^\| (\w+ \d{4}) \| (\w+) \| `(\w+)` \| (not stated|\d+) \| (.+?) \| ([\d.]+) \|$",
        PAGE,
        re.MULTILINE,
    )
    assert len(found) == 6
    return found


def _rule(name: str) -> float:
    found = re.search(rf"^\| `?{re.escape(name)}`? \|(?:.*\|)? ([\d.]+) \|$", RULE, re.MULTILINE)
    assert found is not None, name
    return float(found[1])


def _size(participants: str) -> float:
    count = None if participants == "not stated" else int(participants)
    if count is None or 20 <= count < 100:
        return _rule("20 to 99, or not stated")
    return _rule("fewer than 20 participants") if count < 20 else _rule("100 or more")


def _sides(*, without: str = "") -> tuple[float, float]:
    sums = {"supports": 0.0, "contradicts": 0.0, "silent": 0.0}
    for name, stance, *_, weight in _rows():
        if name != without:
            sums[stance] += float(weight)
    return sums["supports"], sums["contradicts"]


def test_each_row_is_the_product_of_the_rule_s_numbers_and_the_judge_s() -> None:
    for _, stance, level, participants, product, weight in _rows():
        if stance == "silent":
            assert (product, weight) == ("silent", "0")
            continue
        factors = [float(each) for each in product.split(" × ")]
        assert factors[:2] == [_rule(level), _size(participants)]
        assert factors[0] * factors[1] * factors[2] == pytest.approx(float(weight), abs=1e-12)


def test_each_row_is_a_line_of_what_the_program_printed() -> None:
    printed = re.findall(r"^\S+ (\w+) (\w+) (None|\d+) ([\d.]+) ([\d.]+)$", PAGE, re.MULTILINE)
    shown = [
        (stance, level, "None" if people == "not stated" else people, float(weight))
        for _, stance, level, people, _, weight in _rows()
    ]
    assert sorted(shown) == sorted((s, lv, n, float(w)) for s, lv, n, _, w in printed)
    probabilities = {float(p) for _, _, _, p, w in printed if float(w)}
    assert {float(row[4].split(" × ")[2]) for row in _rows() if row[1] != "silent"} == probabilities


def test_the_verdict_and_its_certainty_follow() -> None:
    supports, contradicts = _sides()
    assert f"**{supports:.4f}**" in PAGE
    assert f"**{contradicts:.5f}**" in PAGE
    share = contradicts / (supports + contradicts)
    assert f"{contradicts:.5f} ÷ {supports + contradicts:.5f} = {share:.3f}" in PAGE
    assert supports > contradicts
    assert supports >= _rule("floor, efficacy and comparison")
    assert share < _rule("disputed from")
    assert _rule("moderate from") <= supports < _rule("high from")
    assert "*supported · moderate certainty*" in PAGE
    assert "✓ supported · moderate certainty" in PAGE


def test_without_the_misread_review_it_is_disputed_and_very_low() -> None:
    supports, contradicts = _sides(without="Bandeira 2022")
    assert f"**{supports:.4f}**" in PAGE
    share = contradicts / (supports + contradicts)
    assert f"{contradicts:.5f} ÷ {supports + contradicts:.5f} = {share:.3f}" in PAGE
    assert share >= _rule("disputed from")
    assert supports > contradicts
    assert _rule("low from") <= supports < _rule("moderate from")
    assert "supported very low disputed" in PAGE
