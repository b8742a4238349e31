"""What a module says of the names in it: the strings that stand below them."""

from __future__ import annotations

from functools import cache

import griffe

from tools.pages import ROOT


def meaning(path: str) -> str:
    """The docstring below a name, "citecheck.model.settings.Settings.judge"; "" if it has none.

    A field that a class has from another one is found there.
    """
    package, _, rest = path.partition(".")
    found = _loaded(package)[rest]
    return " ".join(found.docstring.value.split()) if found.docstring else ""


@cache
def _loaded(package: str) -> griffe.Object | griffe.Alias:
    return griffe.load(package, search_paths=[str(ROOT)])
