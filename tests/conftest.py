"""Fixtures for all rooms. Only this file knows where the shared test data lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from citecheck.concepts.lexicon import Lexicon, load

ROOT = Path(__file__).parent.parent

# The same examples in every run, and none refused for a busy machine; others are tried with
# HYPOTHESIS_PROFILE=default and a seed.
settings.register_profile("check", deadline=None, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of labelled data and recorded replies (CITECHECK_TEST_DATA)."""
    folder = Path(os.environ.get("CITECHECK_TEST_DATA", str(ROOT.parent / "shared")))
    if not folder.is_dir():
        pytest.skip(f"no shared test data at {folder.name}/ (set CITECHECK_TEST_DATA)")
    return folder


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return load()
