"""When two citations are of one work: by their words, not by how these are taken apart."""

from __future__ import annotations

from typing import Any

from citecheck.audit.cited import kept
from citecheck.model.document import Span
from citecheck.model.reference import Cited, Form, Reference

WORDS = "Marsh D. Tea and sleep. J Tea. 2016;4:10-19. doi:10.1000/tea.1"


def name(text: str = WORDS, *, form: Form = "entry", topic: str = "", **cited: Any) -> str:
    reference = Reference(
        id="r3", text=text, start=7, end=7 + len(text), form=form, cited=Cited(**cited),
        topic=topic, label="3", mentions=(Span(start=1, end=2),),
    )  # fmt: skip
    return kept(reference).id


def test_a_better_parse_of_the_same_words_is_the_same_work() -> None:
    first = name()
    assert name(title="Tea and sleep", authors=("Marsh D",), year=2016, volume="4") == first
    assert name(title="Tea", doi="10.1000/tea.1", kind="book") == first
    assert name(WORDS.replace(" ", "\n ")) == first, "lines are broken anywhere"


def test_other_words_another_form_or_another_topic_is_another_work() -> None:
    inline = name("Marsh, 2016", form="inline", topic="on tea")
    assert name("Marsh D. Tea and sleep") != name()
    assert name("Marsh, 2016") != inline
    assert name("Marsh, 2016", form="inline", topic="on coffee") != inline
    assert name(topic="on tea") == name(), "an entry is what it is wherever it stands"


def test_an_identifier_that_only_the_link_holds_is_part_of_the_name() -> None:
    bare = "Marsh D. Tea and sleep. J Tea. 2016."
    assert len({name(bare), name(bare, pmid="1234567"), name(bare, pmid="7654321")}) == 3
    assert name(bare + " DOI: 10.1000/TEA.1", doi="10.1000/tea.1") == name(
        bare + " DOI: 10.1000/TEA.1"
    )


def test_a_number_within_another_is_not_the_identifier() -> None:
    pages = "Marsh D. Tea and sleep. J Tea. 2016;4:1123-1130."
    assert name(pages, pmid="1123", doi=None) != name(pages, pmid="30") != name(pages)
    assert name(pages, pmid="112") != name(pages)
    assert name(pages + " PMID 112", pmid="112") == name(pages + " PMID 112")
    broken = pages + " doi:10.1000/ tea.1"
    assert name(broken, doi="10.1000/tea.1") == name(broken)


def test_an_identifier_is_one_work_whatever_words_link_to_it() -> None:
    assert name("here", form="identifier", pmid="1234567") == name(
        "a trial", form="identifier", pmid="1234567"
    )


def test_what_is_kept_keeps_its_name() -> None:
    reference = Reference(id="r1", text=WORDS, start=0, end=len(WORDS), form="entry", cited=Cited())
    assert kept(kept(reference)) == kept(reference)
