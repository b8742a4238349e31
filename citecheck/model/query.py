"""A search as a tree, so that PubMed and a local index get the same question."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from citecheck.model.base import Frozen

TextField = Literal[
    "all", "text", "title", "abstract", "tiab", "keyword", "author", "journal"
]  # fmt: skip
"""Where words are looked for, as PubMed's [all], [tw], [ti], [ab], [tiab], [ot], [au], [ta]."""


class Words(Frozen):
    """A word or phrase in a text field; `prefix` matches words that begin with the last one."""

    node: Literal["words"] = "words"
    text: str
    field: TextField = "tiab"
    prefix: bool = False


class Wildcard(Frozen):
    """A word or phrase in which each `*` stands for any letters or none ("organi*ation")."""

    node: Literal["wildcard"] = "wildcard"
    text: str
    field: TextField = "tiab"


class Near(Frozen):
    """Words in any order with at most `distance` other words among them, in one text."""

    node: Literal["near"] = "near"
    text: str
    distance: int = Field(ge=0, le=1000)
    field: Literal["title", "tiab"] = "tiab"


class Mesh(Frozen):
    """A MeSH descriptor, subheading or supplementary record by UI.

    `explode` adds all below it in the tree; `major` asks for it as a main topic; `qualifier`
    is the name of a subheading that must stand beside it.
    """

    node: Literal["mesh"] = "mesh"
    ui: str
    name: str
    explode: bool = True
    major: bool = False
    qualifier: str | None = None


class Identifier(Frozen):
    """A publication by its own number, compared whole and whatever its case."""

    node: Literal["identifier"] = "identifier"
    kind: Literal["pmid", "doi", "pmcid"]
    value: str


class Attribute(Frozen):
    """What a record is besides its words: its language (a MARC code), its state of indexing
    ("medline"), or something that it has ("abstract", "retractionin")."""

    node: Literal["attribute"] = "attribute"
    kind: Literal["language", "indexing", "has"]
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
    """A named PubMed subset or filter kept in published_filters.toml ("systematic", "humans")."""

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
    Words
    | Wildcard
    | Near
    | Mesh
    | Identifier
    | Attribute
    | PubType
    | Published
    | Subset
    | And
    | Or
    | Not,
    Field(discriminator="node"),
]

for _model in (Subset, And, Or, Not):
    _model.model_rebuild()
