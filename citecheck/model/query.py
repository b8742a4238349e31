"""A search as a tree, so that PubMed and a local index get the same question."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from citecheck.model.base import Frozen

TextField = Literal["all", "title", "tiab", "author", "journal"]


class Words(Frozen):
    """A word or phrase in a text field; `prefix` matches words that begin with the last one."""

    node: Literal["words"] = "words"
    text: str
    field: TextField = "tiab"
    prefix: bool = False


class Mesh(Frozen):
    """A MeSH descriptor or supplementary record by UI; `explode` adds all below it in the tree."""

    node: Literal["mesh"] = "mesh"
    ui: str
    name: str
    explode: bool = True


class Identifier(Frozen):
    """A publication by its own number, compared whole and whatever its case."""

    node: Literal["identifier"] = "identifier"
    kind: Literal["doi", "pmcid"]
    value: str


class PubType(Frozen):
    """A publication type by its PubMed name ("Randomized Controlled Trial")."""

    node: Literal["pt"] = "pt"
    name: str


class Published(Frozen):
    """Publication years, both ends included; None leaves an end open.

    `before` is an ISO day that ends it instead of a year; the day itself is no more in it.
    """

    node: Literal["published"] = "published"
    first: int | None = None
    last: int | None = None
    before: str | None = None


class Subset(Frozen):
    """A named PubMed subset or filter kept in filters.toml ("systematic", "humans")."""

    node: Literal["subset"] = "subset"
    name: str
    parts: Query
    """What the filter means as a tree, for engines that do not know its name."""


class And(Frozen):
    """All of the parts."""

    node: Literal["and"] = "and"
    parts: tuple[Query, ...]


class Or(Frozen):
    """Any of the parts.

    They are names of one thing, and for the ranking the best one counts alone; or, if
    `summed`, they are different things, and a study with more of them ranks higher.
    """

    node: Literal["or"] = "or"
    parts: tuple[Query, ...]
    summed: bool = False


class Not(Frozen):
    """What matches `keep` and does not match `drop`."""

    node: Literal["not"] = "not"
    keep: Query
    drop: Query


Query = Annotated[
    Words | Mesh | Identifier | PubType | Published | Subset | And | Or | Not,
    Field(discriminator="node"),
]

for _model in (Subset, And, Or, Not):
    _model.model_rebuild()
