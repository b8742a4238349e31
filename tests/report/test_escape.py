from __future__ import annotations

import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from citecheck.report.escape import code, label, naming, text
from citecheck.report.safe import visible

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
COMMENT = "<!-- -->"

HOSTILE = [
    "https://evil.example/x", "www.evil.example", "see http://a.b/c, ftp://x.y/z",
    "mail a@b.org", "@user and #12 and GH-12", "<script>alert(1)</script>",
    "<img src=x onerror=y>", "[a](http://x)", "![a](http://x)", "[a]: http://x", "`code` ``x``",
    "*a* _b_ **c** ~~d~~", "$x^2$", "# head", "1. one", "2) two", "- item", "+ item", "> quote",
    "a | b\n--- | ---\n1 | 2", "&lt;b&gt; &amp; &#64;", "===", "---", "***", "___", "```x", "~~~",
    "<!-- x", "\\*a*", "a\\", "mailto:x@y.org", "<https://x.y>", "- [ ] task", "    code",
    "\u2028# x", "a  \nb", "| a |", "x\u202ey", "~a~ ~b~", "a ~b~ c", "2*3*4", "* a * b*", "-- -",
    "[^1]: note", "-:", "b c@.a:_", "[x][y]", "see [a](b) c](http://d)", ":-",
    ":-:|:-", "$$ x $$", "HTTPS://A.B", "#######", "&am", "a_b_ _c_d", "x http://", "[ ] task",
    "+", "1)", "a \\",
    "<3 </a <!x <?y", "[x] done", "[a]: http://b.c", "[a]:", "[^a]:x",
]  # fmt: skip
FRAMES = {
    "> {}": {"blockquote_open", "paragraph_open"},
    "- {}": {"bullet_list_open", "list_item_open", "paragraph_open"},
    "## {}": {"heading_open"},
    "before\n{}": {"paragraph_open"},
    "> a **{}** z": {"blockquote_open", "paragraph_open", "strong_open"},
    "| x |\n| --- |\n| {} |": {
        "table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open",
    },
}  # fmt: skip


MARKS = st.sampled_from("ab1 .)#>-+=*_~`<>[]()!|&;:/@$\\\n\t\"'{}^w")
GITHUB = {
    "> {}": {"blockquote", "p"},
    "- {}": {"ul", "li"},
    "## {}": {"h2"},
    "before\n{}": {"p"},
    "> a **{}** z": {"blockquote", "p", "strong"},
    "| x |\n| --- |\n| {} |": {"table", "thead", "tr", "th", "tbody", "td"},
}


def _on_github(markdown: str) -> tuple[set[str], str]:
    """The elements that GitHub's own renderer makes, and the words that a reader sees."""
    page = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
    tree = html.fragment_fromstring(page, create_parent="main")
    elements = {each.tag for each in tree.iterdescendants() if isinstance(each.tag, str)}
    shown = "".join(tree.itertext(*elements, "main"))
    return elements, " ".join(shown.split())


def _all(tokens: list[Token]) -> list[Token]:
    return [part for each in tokens for part in (each, *(each.children or ()))]


def _shown(markdown: str) -> tuple[set[str], str]:
    """The kinds of marks that open, and the words that a reader sees."""
    tokens = _all(PARSER.parse(markdown))
    markup = "".join(e.content for e in tokens if e.type in ("html_inline", "html_block"))
    assert markup.replace(COMMENT, "") == "", markup
    opened = {each.type for each in tokens if each.nesting == 1}
    opened |= {each.type for each in tokens if each.type in ("image", "fence", "code_block", "hr")}
    words = "".join(each.content for each in tokens if each.type in ("text", "code_inline"))
    return opened, words


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_mark_up_nothing_and_show_as_they_are(words: str, frame: str) -> None:
    opened, shown = _shown(frame.format(text(words)))
    assert opened == FRAMES[frame]
    assert visible(words) in shown
    elements, seen = _on_github(frame.format(text(words)))
    assert elements == GITHUB[frame]
    assert visible(words) in seen


@example("#######")
@example("a ~~~ b~")
@example("[a] (b)](c)")
@given(st.text(alphabet=MARKS))
def test_no_mixture_of_marks_marks_up_anything(words: str) -> None:
    for frame, expected in FRAMES.items():
        if frame == "> a **{}** z" and not visible(words):
            continue
        opened, shown = _shown(frame.format(text(words)))
        assert opened <= expected, frame
        assert visible(words) in shown or "**" in frame
        elements, seen = _on_github(frame.format(text(words)))
        assert elements <= GITHUB[frame], frame
        assert visible(words) in seen or "**" in frame


@given(st.lists(st.text(alphabet=MARKS, min_size=1), min_size=2, max_size=3))
def test_pieces_side_by_side_mark_up_no_more_than_each_alone(pieces: list[str]) -> None:
    joined = "**".join(text(each) for each in pieces)
    assert _shown(f"> a {joined} z")[0] <= FRAMES["> a **{}** z"]
    assert _on_github(f"> a {joined} z")[0] <= GITHUB["> a **{}** z"]


@given(st.text(alphabet=MARKS))
def test_no_words_end_a_link_that_they_name(words: str) -> None:
    if not visible(words):
        return
    link = f"a [{label(words)}](https://example.org/1)"
    elements, seen = _on_github(link)
    assert (elements, seen) == ({"p", "a"}, f"a {visible(words)}")


def test_our_own_words_link_the_address_that_they_name_and_no_other() -> None:
    page, other = "http://127.0.0.1:8765/a_b*c.html?x=1&y=2", "https://evil.example"
    said = naming(f"{page} is not read: it leads to {other} (allow_private).", page)
    assert said.startswith(f"<{page}> is not read: it leads to https\\://")
    elements, seen = _on_github(said)
    assert elements == {"p", "a"}
    assert seen == f"{page} is not read: it leads to {other} (allow_private)."
    for hostile in (
        "javascript:alert(1)",
        "http://a.b/<img src=x>",
        "http://a.b/`x`",
        "pages/a.md",
    ):
        elements, seen = _on_github(naming(f"{hostile} is gone.", hostile))
        assert (elements, seen) == ({"p"}, f"{hostile} is gone.")


@pytest.mark.parametrize("words", ["http://x.y", "www.x.y", "a@b.org", "#12", "@user", "GH-1"])
def test_what_a_forge_would_link_by_itself_is_broken_up(words: str) -> None:
    assert words not in text(words)
    assert text(words).replace("\\", "").replace(COMMENT, "") == words


@pytest.mark.parametrize(
    "words",
    [
        "a & b",
        "p = 0.05",
        "R2 > 0.3",
        "3.5 mg",
        "e.g. this: that",
        "p < 0.05",
        "n<30",
        "AT&T",
        "allow_private and snake_case_words",
        "about ~5 mg, or ~10",
        "as said [3, 4].",
        "2 * 3",
        "-5 mg",
        "+5%",
        "#hashtag",
        "5 @ 3",
        "costs $5 or $10",
        "C:\\dir",
        "C#",
        "a: b",
        ":)",
        "10.1056/NEJMoa_1805819",
        "ratio 1:2",
        "doi:10.1/x",
    ],
)
def test_harmless_words_stay_readable(words: str) -> None:
    assert text(words) == words


@given(st.text(alphabet=st.sampled_from("ab `|<&[\\\n")))
def test_a_code_span_shows_exactly_its_words(words: str) -> None:
    if not visible(words):
        return
    tokens = _all(PARSER.parse(f"- {code(words)}"))
    spans = [each.content for each in tokens if each.type == "code_inline"]
    assert spans == [visible(words)]
    assert not re.search("<", "".join(e.content for e in tokens if e.type == "html_inline"))
