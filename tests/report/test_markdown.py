from __future__ import annotations

import re
from typing import Any

import pytest
from markdown_it import MarkdownIt

from citecheck.report.escape import code
from citecheck.report.markdown import render
from citecheck.report.view import View
from tests.reports import accepting, checked, document, evidence, report
from tests.sample_report import sample_report

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
HOSTILE = (
    "<script>x</script> [a](http://evil.example) ![b](http://evil.example) `c` | d\n\n"
    "# e\n---\n| f |\n<details> https://evil.example www.evil.example </details> **g"
)


def _tokens(markdown: str) -> list[Any]:
    return [part for each in PARSER.parse(markdown) for part in (each, *(each.children or ()))]


def test_the_verdicts_are_summed_in_a_table() -> None:
    tokens = _tokens(render(sample_report()))
    rows = sum(token.type == "tr_open" for token in tokens)
    assert rows == 1 + 4
    assert "| Valerian, tea and restless nights | 2 | 1 | 4 | 7 | 2 |" in render(sample_report())
    assert "| schlaf.txt | could not be read | | | | |" in render(sample_report())


def test_every_claim_has_a_heading_with_its_verdict_in_the_order_of_the_text() -> None:
    lines = render(sample_report()).splitlines()
    headings = [line for line in lines if line.startswith("### ") and "." in line]
    assert len(headings) == 15
    assert headings[0] == "### 1. ✅ Supported · moderate certainty"
    assert headings[5] == "### 6. ❔ Unfound · evenly split · disputed"
    assert headings[8] == "### 9. ➖ Unchecked · the source did not answer"


def test_a_quote_and_a_link_come_with_each_study() -> None:
    text = render(sample_report())
    assert "[PMID 90000001](https://pubmed.ncbi.nlm.nih.gov/90000001/)" in text
    assert "  > “Sleep came 9 min earlier (95% CI 4 to 14).” (results)" in text


def test_searches_are_folded_and_shown_exactly() -> None:
    text = render(sample_report())
    assert "<details><summary>5 searches</summary>" in text
    codes = [token.content for token in _tokens(text) if token.type == "code_inline"]
    term = '(valerian[tiab] OR "Valerian"[Mesh]) AND (insomnia[tiab] OR sleepless*[tiab])'
    assert term in codes
    assert "valerian[tiab] AND `trial`|[pt]" in codes
    assert "- Searches: 1 (for evidence), 2 (how many are of the claimed type)" in text


def test_a_search_understood_as_it_was_sent_is_shown_once() -> None:
    search = sample_report().documents[0].claims[0].searches[0]
    same = search.model_copy(update={"translation": search.term})
    for each, times in ((search, 1), (same, 0)):
        claim = checked("Hops help.", "Hops help", searches=(each,))
        assert render(report(document("Hops help.", claim))).count("understood as") == times


def test_what_stopped_a_check_is_told_once() -> None:
    unchecked = {"reason": "query-rejected", "detail": "It has no meaning to the source."}
    for why, times in (("The source refused the query.", 1), (unchecked["detail"], 1)):
        claim = checked("Hops help.", "Hops help", verdict=None, unchecked=unchecked, why=why)
        lines = render(report(document("Hops help.", claim))).splitlines()
        assert sum(line.startswith("It has no meaning") for line in lines) == times
        assert sum(line.startswith(why) for line in lines) == 1


def test_a_search_that_several_claims_made_is_shown_once() -> None:
    searches = sample_report().documents[0].claims[0].searches
    renamed = [searches[0].model_copy(update={"purpose": "widened"}), searches[1]]
    article = "Hops help. Malt helps."
    claims = (
        checked(article, "Hops help", searches=searches),
        checked(article, "Malt helps", searches=renamed),
    )
    text = render(report(document(article, *claims)))
    assert text.count(code(searches[0].term)) == 1
    assert "- Searches: 1 (for evidence, widened), 2 (how many" in text
    assert "<details><summary>2 searches</summary>" in text


def test_the_same_nearest_studies_are_shown_once_in_a_document() -> None:
    article = "Hops help. Malt helps."
    nearest = (evidence("90000021"),)
    claims = [checked(article, words, nearest=nearest) for words in ("Hops help", "Malt helps")]
    text = render(report(document(article, *claims)))
    assert text.count("90000021") == 2  # its name and its link
    assert "none of which bears on this claim: the same as for claim 1." in text


def test_more_than_three_studies_of_a_kind_are_folded() -> None:
    lines = render(sample_report()).splitlines()
    fold = lines.index("<details><summary>2 more supporting, 1 silent</summary>")
    before = "\n".join(lines[:fold])
    assert before.count("- **supports**") == 3
    assert "**RETRACTED**" in before


def _hostile() -> str:
    study = evidence(
        title=HOSTILE,
        authors=(HOSTILE,),
        journal=HOSTILE,
        why=HOSTILE,
        pmid=None,
        doi=HOSTILE,
        rationale=({"section": HOSTILE, "text": HOSTILE},),
    )
    claim = checked(
        HOSTILE,
        HOSTILE,
        why=HOSTILE,
        evidence=(study,),
        nearest=(study,),
        flags=[{"code": name, "message": HOSTILE} for name in ("spin", "demonstration-data")],
        context=({"for": "outcome", "text": HOSTILE, "start": 0, "end": 1},),
        outcome={"text": HOSTILE, "concept": HOSTILE, "concept_id": HOSTILE, "from": "context"},
        tally={"supports": 1, "contradicts": 0, "silent": 0, "excluded": 0},
        searches=(
            {
                "source": HOSTILE, "term": HOSTILE, "translation": HOSTILE + "x", "count": 1,
                "retrieved": 1, "purpose": "evidence", "searched_at": HOSTILE, "url": HOSTILE,
            },
        ),
    )  # fmt: skip
    odd = {"id": "odd", "origin": HOSTILE, "reason": HOSTILE}
    return render(
        report(
            document(HOSTILE, claim, title=HOSTILE, origin=HOSTILE),
            document(HOSTILE, status="unreadable", **odd),
            document(HOSTILE, status="partial", **odd),
            sources=({"kind": HOSTILE, "detail": HOSTILE, "data_as_of": HOSTILE},),
            judge={"name": HOSTILE, "version": HOSTILE},
            tool={"name": HOSTILE, "version": HOSTILE},
            generated_at=HOSTILE,
            rules_version=HOSTILE,
        )
    )


def test_nothing_in_a_report_can_mark_up_anything() -> None:
    tokens = _tokens(_hostile())
    html = [
        token.content.strip() for token in tokens if token.type in ("html_block", "html_inline")
    ]
    assert set(html) == {
        "<details><summary>1 search</summary>", "</details>",
    }  # fmt: skip
    opened = {token.type for token in tokens}
    assert not opened & {"link_open", "image", "fence", "code_block", "em_open"}
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings == ["h1", "h2", "h3", "h2", "h2"]
    assert sum(token.type == "table_open" for token in tokens) == 1
    assert sum(token.type == "td_open" for token in tokens) == 3 * 6


def test_nothing_in_a_report_is_linked_by_a_forge() -> None:
    outside_code = _hostile().replace(code(HOSTILE), "").replace(code(f"{HOSTILE}x"), "")
    outside_code = re.sub(r"^- Repeat: `.*`$", "", outside_code, flags=re.MULTILINE)
    for bare in ("https://evil", "www.evil"):
        assert bare not in outside_code


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "No claim about health was found in this text."),
        ({"status": "unreadable", "reason": "It is empty."}, "Could not be read: It is empty."),
        ({"status": "partial", "reason": "It broke off."}, "Read in part only: It broke off."),
    ],
)
def test_a_document_without_verdicts_says_why(changes: dict[str, Any], said: str) -> None:
    assert said in render(report(document("A duck.", **changes))).splitlines()


def test_an_accepted_claim_says_why() -> None:
    text = "Valerian helps with insomnia."
    claim = checked(text, text[:-1])
    view = View(accepted=accepting(f"{claim.fingerprint} [our own](x) survey"))
    shown = render(report(document(text, claim)), view)
    assert "- **Accepted by the editors: [our own\\](x) survey**" in shown


def test_a_reference_names_the_claims_that_cite_it_and_its_searches_are_told() -> None:
    shown = render(sample_report())
    assert "  - Cited for claims 1 and 2." in shown
    assert "2 searches for references" in shown
    assert "([run it again](https://example.org/?term=90000142+90000007))" in shown
