"""HTML: the main text, laid out so that every offset is true."""

from __future__ import annotations

import pytest

from citecheck.documents.html import MOST_ELEMENTS, declared_charset, extract
from citecheck.documents.layout import Page
from citecheck.errors import UnreadableDocument
from tests.growth import is_linear

ARTICLE = """<!DOCTYPE html>
<html><head><title>Ketamine for migraine | Hale Health</title><meta charset="utf-8"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav>
<article><h1>Ketamine for migraine</h1>
<p>Ketamine <a href="/k">eases</a> the pain of <em>some</em> people with migraine, as one
small trial has shown. It wears off within a&nbsp;week, and
sleep gets better for those who took part.</p>
<h2>How fast is it?</h2>
<p>It acts within hours of the infusion in most of those who were treated at the clinic.<br>
It does not act at all in others, and nobody knows why that is so.</p>
<ul><li>It lowers the pain by half.</li>
<li>It harms the bladder<ul><li>when taken daily.</li></ul></li></ul>
<blockquote><p>I slept for ten hours after the second infusion, and that was new.</p></blockquote>
<table><tr><th>Drug</th><th>Effect</th></tr><tr><td>Ketamine</td><td>fast</td></tr></table>
<p><strong>Is it safe?</strong></p>
<p>It is safe for most adults who are under the care of a doctor during the infusion.</p>
<p>See also <a href="/x">Ketamine And Sleep</a></p>
</article>
<footer><p>Copyright 2020 Hale Health. All rights reserved.</p></footer></body></html>"""


def page(markup: str) -> Page:
    found = extract(markup)
    assert found is not None
    return found


def kinds(markup: str) -> list[tuple[str, str]]:
    found = page(markup)
    return [(block.kind, block.of(found.text)) for block in found.blocks]


def test_the_main_text_comes_in_blocks_of_their_kind() -> None:
    found = kinds(ARTICLE)
    assert [kind for kind, _ in found] == [
        "heading", "paragraph", "heading", "paragraph", "paragraph", "list-item", "list-item",
        "list-item", "quote", "table", "table", "heading", "paragraph", "boilerplate",
    ]  # fmt: skip
    assert found[0] == ("heading", "Ketamine for migraine")
    assert found[3][1].startswith("It acts within hours")
    assert found[5:8] == [
        ("list-item", "It lowers the pain by half."),
        ("list-item", "It harms the bladder"),
        ("list-item", "when taken daily."),
    ]
    assert found[10] == ("table", "Ketamine | fast")
    assert found[11] == ("heading", "Is it safe?")


def test_words_that_markup_or_line_breaks_part_are_joined_by_one_space() -> None:
    text = page(ARTICLE).text
    assert "Ketamine eases the pain of some people with migraine, as one small trial has" in text
    assert "within a week" in text


def test_blocks_are_the_text_but_for_the_gaps() -> None:
    found = page(ARTICLE)
    last = 0
    for block in found.blocks:
        assert found.text[last : block.start].strip() == ""
        last = block.end
    assert last == len(found.text)


def test_navigation_and_footer_are_left_out() -> None:
    text = page(ARTICLE).text
    assert "Shop" not in text
    assert "Copyright" not in text


def test_the_title_is_the_one_great_heading_else_that_of_the_page_without_its_site() -> None:
    assert page(ARTICLE).title == "Ketamine for migraine"
    without = ARTICLE.replace("h1>", "h2>").replace("<title>Ketamine", "<title>Of ketamine")
    assert page(without).title == "Of ketamine for migraine"


def test_a_page_too_small_for_an_engine_is_still_read() -> None:
    found = kinds(
        "<h1>Tea</h1><nav>Home</nav><p>Tea helps <b>sleep</b>.<br/>It is cheap.</p>"
        "<script>x()</script><ul><li>One.</li></ul><!-- no -->And so on, they say."
    )
    assert found == [
        ("heading", "Tea"),
        ("paragraph", "Tea helps sleep."),
        ("paragraph", "It is cheap."),
        ("list-item", "One."),
        ("paragraph", "And so on, they say."),
    ]


@pytest.mark.parametrize(
    "markup", ["", " ", "<html></html>", "<!-- -->", "<script>x()</script>", "\x00"]
)
def test_a_page_without_words_is_none(markup: str) -> None:
    assert extract(markup) is None


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_xml_declaration_and_a_byte_order_mark_do_no_harm(mark: str) -> None:
    declared = mark + '<?xml version="1.0" encoding="ISO-8859-1"?>' + ARTICLE
    assert page(declared).text == page(ARTICLE).text


def test_entities_are_letters_and_unseen_marks_are_gone() -> None:
    found = kinds("<p>Caf&eacute; &lt; 5&#8239;&micro;g of keta&shy;mine, zero\u200bwidth.</p>")
    assert found == [("paragraph", "Café < 5 µg of ketamine, zerowidth.")]


def test_external_entities_are_not_read() -> None:
    markup = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        "<p>Tea helps sleep, they say: &x;.</p>"
    )
    assert page(markup).text.endswith("Tea helps sleep, they say: &x;.")


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1252">', "windows-1252"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b"<p>charset=utf-8</p>", None),
        (b"x" * 5000 + b'<meta charset="utf-8">', None),
    ],
)
def test_the_encoding_that_a_page_declares(head: bytes, charset: str | None) -> None:
    assert declared_charset(head) == charset


@pytest.mark.parametrize(
    "markup",
    ["<div>" * 20_000 + "Tea helps sleep.", "<" * 20_000, "<p>Tea" * 5_000, "<!--" * 10_000,
     "<ul><li>" * 2_000 + "Tea", "<table><tr><td>" * 2_000 + "Tea", "&" * 50_000],
    ids=["deep", "angles", "open", "comments", "lists", "tables", "entities"],
)  # fmt: skip
def test_a_hostile_page_ends_soon_and_without_an_error(markup: str) -> None:
    assert is_linear(lambda n: extract(f"<html><body>{markup[:n]}</body></html>"), len(markup))


SAID = "<p>Zinc helps people a lot, trials say.</p>"


@pytest.mark.parametrize(
    ("before", "unit", "times"),
    [(SAID, "<h2>a</h2>", 40_000), ("", "<blockquote>Honey soothes.</blockquote>", 16_000)],
)
def test_a_page_without_end_costs_no_more_than_its_length(
    before: str, unit: str, times: int
) -> None:
    def read(size: int) -> object:
        return extract(f"<body>{before}{unit * size}<article>{SAID * 20}</article></body>")

    assert is_linear(read, times)


def test_a_page_too_long_for_the_engine_is_read_by_its_tags() -> None:
    body = "".join(f"<p>Zinc shortens cold {n}.</p>" for n in range(MOST_ELEMENTS))
    page = extract(f"<nav>Home</nav><article>{body}</article><footer>Subscribe</footer>")
    assert page is not None
    assert len(page.blocks) == MOST_ELEMENTS
    assert page.text.startswith("Zinc shortens cold 0.")


def test_a_page_of_more_paragraphs_than_are_read_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="has more than 50,000 paragraphs"):
        extract("<p>a" * 50_001, "a.html")
