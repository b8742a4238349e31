"""The fields of the in-memory index, and a study as one of its documents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from citecheck.model.study import MeshHeading, Study
from citecheck.pubmed.publication_types import type_and_broader

if TYPE_CHECKING:
    import tantivy

    from citecheck.sources.tree import MeshTree

TITLE = "title"
TIAB = "tiab"
"""Title, abstract and keywords, as PubMed's [tiab]."""
NAMES = "names"
"""What only [all] reaches: headings, substances, publication types, journal, authors."""
MESH, MESH_TREE, MESH_MAJOR = "mesh", "mesh_tree", "mesh_major"
PUB_TYPE = "pt"
IDENTIFIER = "identifier"
YEAR = "year"
DAY = "day"
"""The day by which it was surely published, as a number: 20190305."""
POSITION = "position"
"""Where the study stands in the list that was indexed."""

_WORDS = "words"
_GREEK = {
    ord(letter): name
    for letters in ("αβγδεζηθικλμνξοπρστυφχψω", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ")
    for letter, name in zip(
        letters,
        (
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta",
            "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi",
            "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
        ),
        strict=True,
    )
} | {ord("ς"): "sigma", ord("µ"): "mu"}  # fmt: skip


def spelt_out(text: str) -> str:
    """`text` with Greek letters by name, as PubMed indexes them: β-carotene, beta-carotene."""
    return text if text.isascii() else text.translate(_GREEK)


def tokens(text: str) -> list[str]:
    """The words of a query, taken apart as the words of a study are."""
    return analyzer().analyze(spelt_out(text))


@cache
def analyzer() -> tantivy.TextAnalyzer:
    """Letters and digits make words, in lower case and without accents; nothing is stemmed."""
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold()).build()


def new_index() -> tantivy.Index:
    """An empty index in memory."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for field in (TITLE, TIAB, NAMES):
        builder.add_text_field(field, tokenizer_name=_WORDS)
    for field in (MESH, MESH_TREE, MESH_MAJOR, PUB_TYPE, IDENTIFIER):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in (YEAR, DAY):
        builder.add_integer_field(field, indexed=True, fast=True)
    builder.add_unsigned_field(POSITION, fast=True)
    index = tantivy.Index(builder.build())
    index.register_tokenizer(_WORDS, analyzer())
    return index


def identifier(value: str) -> str:
    """A DOI or PMCID as it is indexed; neither knows case."""
    return value.strip().lower()


def day_number(day: str) -> int:
    """An ISO day as a number that sorts as days do."""
    return int(day.replace("-", ""))


def mesh_name_term(name: str) -> str:
    """How a heading is indexed by name, for records that give no UI; never taken for a UI."""
    return "=" + " ".join(name.casefold().split())


def qualifier_term(name: str) -> str:
    """How a subheading is indexed, beside the headings and never taken for one."""
    return "/" + " ".join(name.casefold().split())


def document(study: Study, position: int, tree: MeshTree) -> tantivy.Document:
    """The study as the index sees it."""
    import tantivy

    entry = tantivy.Document()
    entry.add_unsigned(POSITION, position)
    title = spelt_out(study.title)
    entry.add_text(TITLE, title)
    entry.add_text(TIAB, title)
    for text in (*(section.text for section in study.abstract), *study.keywords):
        entry.add_text(TIAB, spelt_out(text))
    for value in (study.doi, study.pmcid):
        if value:
            entry.add_text(IDENTIFIER, identifier(value))
    if study.year is not None:
        entry.add_integer(YEAR, study.year)
    if study.published_by is not None:
        entry.add_integer(DAY, day_number(study.published_by))
    _add_headings(entry, (*study.mesh, *study.chemicals), tree)
    for name in dict.fromkeys(
        name for kind in study.publication_types for name in type_and_broader(kind.name)
    ):
        entry.add_text(PUB_TYPE, name)
    for text in _other_names(study):
        entry.add_text(NAMES, spelt_out(text))
    return entry


def _add_headings(
    entry: tantivy.Document, headings: tuple[MeshHeading, ...], tree: MeshTree
) -> None:
    own: set[str] = set()
    broader: set[str] = set()
    for heading in headings:
        own.add(mesh_name_term(heading.name))
        own.update(qualifier_term(qualifier) for qualifier in heading.qualifiers)
        if heading.ui:
            own.add(heading.ui)
            broader |= tree.ancestors(heading.ui)
            if heading.major:
                entry.add_text(MESH_MAJOR, heading.ui)
    for term in own:
        entry.add_text(MESH, term)
    for term in own | broader:
        entry.add_text(MESH_TREE, term)


def _other_names(study: Study) -> list[str]:
    names = [heading.name for heading in (*study.mesh, *study.chemicals)]
    names += [qualifier for heading in study.mesh for qualifier in heading.qualifiers]
    names += [kind.name for kind in study.publication_types]
    names += study.authors
    if study.journal:
        names.append(study.journal)
    return names
