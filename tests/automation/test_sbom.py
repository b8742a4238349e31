"""The bill of materials says which version of citecheck it is about."""

from __future__ import annotations

import pytest

from citecheck._version import __version__
from tools.sbom import versioned


def test_the_version_is_added_and_nothing_else_is_touched() -> None:
    bill = {"bomFormat": "CycloneDX", "metadata": {"tools": [], "component": {"name": "x"}}}
    component = {"name": "x", "version": __version__}
    assert versioned(bill) == bill | {"metadata": {"tools": [], "component": component}}


def test_a_bill_about_nothing_is_refused() -> None:
    with pytest.raises(KeyError):
        versioned({"metadata": {}})
