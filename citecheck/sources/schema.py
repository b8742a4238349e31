"""The fields of the index, in memory and on disk, and how words and names are indexed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from citecheck.model.query import TextField
from citecheck.text import greek

if TYPE_CHECKING:
    import tantivy

TITLE, ABSTRACT, KEYWORDS = "title", "abstract", "keywords"
NAMES = "names"
"""Headings, subheadings, substances and publication types, by their words."""
AUTHORS = "authors"
JOURNAL = "journal"
TERMS = "terms"
"""What is compared whole: headings, types, identifiers, attributes, each with its mark."""
YEAR = "year"
DAY = "day"
"""The day by which it was surely published, as a number: 20190305."""
NUMBER = "number"
"""A mirror's PMID; in memory, where the study stands in the list that was indexed."""
RECORD = "record"
"""The record itself as JSON; only a mirror keeps it here."""

TEXTS = (TITLE, ABSTRACT, KEYWORDS)
WORD_FIELDS = (TITLE, ABSTRACT, KEYWORDS, NAMES, AUTHORS, JOURNAL)
SEARCHED: dict[TextField, tuple[str, ...]] = {
    "title": (TITLE,),
    "abstract": (ABSTRACT,),
    "keyword": (KEYWORDS,),
    "tiab": (TITLE, ABSTRACT, KEYWORDS),
    "text": (TITLE, ABSTRACT, KEYWORDS, NAMES),
    "all": (TITLE, ABSTRACT, KEYWORDS, NAMES, AUTHORS, JOURNAL),
    "author": (AUTHORS,),
    "journal": (JOURNAL,),
}
"""Where each text field of a query looks."""

_WORDS, _WHOLE = "words", "whole"
_GREEK = {
    ord(letter): name for small, name in greek.NAMES.items() for letter in (small, small.upper())
} | {ord("µ"): "mu"}


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


@cache
def index_schema() -> tantivy.Schema:
    """The fields of every index."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for field in WORD_FIELDS:
        builder.add_text_field(field, tokenizer_name=_WORDS)
    builder.add_text_field(TERMS, tokenizer_name=_WHOLE, index_option="basic")
    for field in (YEAR, DAY):
        builder.add_integer_field(field, indexed=True, fast=True)
    builder.add_unsigned_field(NUMBER, indexed=True, fast=True)
    builder.add_bytes_field(RECORD, stored=True)
    return builder.build()


def new_index(folder: str | None = None) -> tantivy.Index:
    """An empty index in memory, or the one in `folder`, which is made where there is none.

    Raises: ValueError or OSError, as the engine does, for a folder that cannot be used.
    """
    import tantivy

    index = tantivy.Index(index_schema(), path=folder)
    index.register_tokenizer(_WORDS, analyzer())
    whole = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_WHOLE, whole)
    return index


def day_number(day: str) -> int:
    """An ISO day as a number that sorts as days do."""
    return int(day.replace("-", ""))


def whole(mark: str, name: str) -> str:
    """A name as one term of `TERMS`; `mark` keeps kinds of names apart.

    Case and white space do not count.
    """
    return mark + "_".join(name.casefold().split())


HEADING = "h:"
"""A heading by UI or, for records that give none, by name."""
ABOVE = "t:"
"""A heading above one of the record's in the tree, by UI."""
MAJOR, MAJOR_ABOVE = "m:", "n:"
SUBHEADING = "s:"
TYPE = "p:"
IDENTIFIER = "i:"
JOURNAL_NAME = "j:"
ATTRIBUTES = {"language": "l:", "indexing": "x:", "has": "y:"}
STUDY = "study"
"""The term that every study has, and what else a mirror keeps has not."""


def pair(heading: str, subheading: str) -> str:
    """A heading with one of its subheadings."""
    return f"{whole(HEADING, heading)}/{whole('', subheading)}"


def journal_name(name: str) -> str:
    """A journal's name as it is compared: by its words, without a leading article."""
    return whole(JOURNAL_NAME, " ".join(tokens(name)).removeprefix("the "))
