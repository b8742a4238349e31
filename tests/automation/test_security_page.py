"""The page on security is true: its tests exist, its bounds are those of the code."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))
BOUNDS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ((?:`[\w.]+:\w+`(?:, )?)+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_every_test_that_it_names_exists(file: str, name: str) -> None:
    code = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^def {name or 'test_'}", code, re.MULTILINE)


@pytest.mark.parametrize(("what", "bound", "places"), BOUNDS)
def test_every_bound_is_that_of_the_code(what: str, bound: str, places: str) -> None:
    told = [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*\d", bound)]
    found = [
        getattr(import_module(module), name)
        for module, name in re.findall(r"`([\w.]+):(\w+)`", places)
    ]
    assert told == found


def test_it_names_enough_of_both() -> None:
    assert len(TESTS) >= 20
    assert len(BOUNDS) >= 10
