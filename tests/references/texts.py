"""Texts that cite."""

from __future__ import annotations


def listed(*entries: str) -> str:
    """A text that is a list of these references, numbered."""
    return "T\n\nReferences\n\n" + "\n".join(f"{i}. {e}" for i, e in enumerate(entries, 1))
