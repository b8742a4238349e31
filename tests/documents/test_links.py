"""Where the links of a page stand in its text."""

from __future__ import annotations

import random

import pytest
from lxml import html

from citecheck.documents.html import extract, whole
from citecheck.documents.layout import lay_out
from citecheck.documents.links import placed
from tests.growth import is_linear

FILLER = (
    "Ginger has been drunk against nausea for hundreds of years in many parts of the world. " * 4
)


def _links(body: str) -> list[tuple[str, str, str]]:
    """Each link of a page as what stands before it in its line, its words, and its address."""
    page = extract(f"<html><body><article><p>{FILLER}</p>{body}</article></body></html>")
    assert page is not None
    text = page.text
    return [
        (text[: at.start].rpartition("\n")[2], text[at.start : at.end], at.url.rpartition("/")[2])
        for at in page.links
    ]


@pytest.mark.parametrize(
    ("paragraph", "before", "words"),
    [
        ('<a href="https://a.org/x">Here</a> is a trial of ginger in nurses.', "", "Here"),
        ('In <a href="https://a.org/x">a trial</a> ginger eased nausea.', "In ", "a trial"),
        (
            'It was <a href="https://a.org/x"><!-- -->in a journal<!-- --> in May</a>, they say.',
            "It was ",
            "in a journal in May",
        ),
        ('See <a href="https://a.org/x"> this </a> on how ginger works.', "See ", "this"),
        (
            'Nurses were never asked (<a href="https://a.org/x">1</a>).',
            "Nurses were never asked (",
            "1",
        ),
        ('<b>In <a href="https://a.org/x">a <i>trial</i></a></b> it worked.', "In ", "a trial"),
    ],
)
def test_short_words_near_the_start_of_a_block_are_found(
    paragraph: str, before: str, words: str
) -> None:
    assert _links(f"<p>{paragraph}</p>") == [(before, words, "x")]


def test_a_link_that_was_left_out_takes_the_place_of_no_other() -> None:
    nav = '<nav><a href="https://a.org/nav">Sleep</a> <a href="https://a.org/n">Dose news</a></nav>'
    page = f'<p>Read <a href="https://a.org/x">here</a> on ginger.</p><h2>Sleep</h2><p>{FILLER}</p>'
    assert _links(f"{nav}{page}") == [("Read ", "here", "x")]


def test_long_words_are_found_alone_and_only_between_their_neighbours() -> None:
    lost = '<div><a href="https://a.org/lost">ginger in the clinic</a></div>'
    own = '<p>There is <a href="https://a.org/x">one more trial</a> that was never printed.</p>'
    last = (
        '<p>Much was said in those days on <a href="https://a.org/y">ginger in the clinic</a>.</p>'
    )
    found = _links(f"<nav>{lost}</nav>{own}{last}")
    assert [url for *_, url in found] == ["x", "y"]


def test_every_link_of_a_laid_out_page_is_at_its_place() -> None:
    draw = random.Random(7)
    for _ in range(50):
        wanted: list[str] = []
        blocks: list[str] = []
        for number in range(draw.randint(1, 8)):
            parts = [f"Block {number} on {draw.choice(['tea', 'zinc', 'naps'])} "]
            for _ in range(draw.randint(0, 3)):
                wanted.append(f"https://a.org/{len(wanted)}")
                words = draw.choice(["this", "1", "a trial", "the trial of last year"])
                rest = draw.choice([", and ", " says ", ". More: "])
                parts.append(f'<a href="{wanted[-1]}">{words}</a>{rest}{draw.random():.5f} ')
            draw.shuffle(parts)
            tag = draw.choice(["p", "li", "h2", "blockquote"])
            blocks.append(f"<{tag}>{''.join(parts)}</{tag}>")
        markup = f"<html><body>{''.join(blocks)}</body></html>"
        page = lay_out(None, whole(markup))
        tree = html.document_fromstring(markup)
        assert page is not None
        found = placed(tree, page.text)
        urls = {element.get("href"): element for element in tree.iter("a")}
        for link in found:
            element = urls[link.url]
            assert page.text[link.start : link.end] == element.text
            behind = (element.tail or "").rstrip()
            assert page.text[link.end :].startswith(behind)
        assert sorted(link.url for link in found) == sorted(wanted)


def test_four_times_the_links_take_four_times_the_work() -> None:
    def work(size: int) -> None:
        body = "".join(
            f'<p>On <a href="https://a.org/{n}">n{n}</a> it rained.</p>' for n in range(size)
        )
        markup = f"<html><body>{body}</body></html>"
        page = lay_out(None, whole(markup))
        assert page is not None
        assert len(placed(html.document_fromstring(markup), page.text)) == size

    assert is_linear(work, 200)
