"""Names of types, fields, filters and subheadings, as people write them."""

from __future__ import annotations


def folded(name: str) -> str:
    """The form in which names are compared: case and white space do not count."""
    return " ".join(name.casefold().split())
