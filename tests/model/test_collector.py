"""The search for cycles of garbage, held back and let go on."""

from __future__ import annotations

import gc

import pytest

from citecheck.model.collector import collector_paused


def test_the_search_for_cycles_goes_on_afterwards_whatever_happens() -> None:
    assert gc.isenabled()
    with pytest.raises(KeyError), collector_paused():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_within_another_pause_it_stays_held_back() -> None:
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
