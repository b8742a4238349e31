"""What a query tree holds, for tests."""

from __future__ import annotations

from citecheck.model.query import And, Mesh, Not, Or, Query, Words


def leaves(query: Query) -> list[Query]:
    """Every leaf of the tree, from left to right."""
    match query:
        case And(parts=parts) | Or(parts=parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case Not(keep=keep, drop=drop):
            return [*leaves(keep), *leaves(drop)]
        case leaf:
            return [leaf]


def words(query: Query) -> set[str]:
    """The words and phrases searched, whatever their field."""
    return {leaf.text for leaf in leaves(query) if isinstance(leaf, Words)}


def headings(query: Query) -> set[str]:
    """The UIs of the MeSH headings searched."""
    return {leaf.ui for leaf in leaves(query) if isinstance(leaf, Mesh)}
