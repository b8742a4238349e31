from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from citecheck.report.escape import code, text
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
    "\u2028# x", "a  \nb", "| a |", "x\u202ey",
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


def _all(tokens: list[Token]) -> list[Token]:
    return [part for each in tokens for part in (each, *(each.children or ()))]


def _shown(markdown: str) -> tuple[set[str], str]:
    """The kinds of marks that open, and the words that a reader sees."""
    tokens = _all(PARSER.parse(markdown))
    html = "".join(each.content for each in tokens if each.type in ("html_inline", "html_block"))
    assert html.replace(COMMENT, "") == "", html
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


@given(st.text(alphabet=st.sampled_from("ab1 .)#>-+=*_~`<>[]()!|&;:/@$\\\n\t\"'{}^w")))
def test_no_mixture_of_marks_marks_up_anything(words: str) -> None:
    for frame, expected in FRAMES.items():
        if frame == "> a **{}** z" and not visible(words):
            continue
        opened, shown = _shown(frame.format(text(words)))
        assert opened <= expected, frame
        assert visible(words) in shown or "**" in frame


@pytest.mark.parametrize("words", ["http://x.y", "www.x.y", "a@b.org", "#12", "@user", "GH-1"])
def test_what_a_forge_would_link_by_itself_is_broken_up(words: str) -> None:
    assert words not in text(words)
    assert text(words).replace("\\", "").replace(COMMENT, "") == words


@pytest.mark.parametrize("words", ["a & b", "p = 0.05", "R2 > 0.3", "3.5 mg", "e.g. this: that"])
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
