from __future__ import annotations

import base64
import hashlib
import itertools
import re
from typing import Any

import pytest
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from citecheck.model.report import Report
from citecheck.report.html import render
from citecheck.report.view import View
from tests.growth import is_linear
from tests.report.hostile import ATTACKS, LONG, hostile_report
from tests.report.large import large_report
from tests.reports import accepting, checked, document, evidence, report
from tests.sample_report import sample_report

SENTENCE = "Valerian helps with insomnia."


def _page(value: Report) -> HtmlElement:
    return document_fromstring(render(value))


def _claim(**changes: Any) -> HtmlElement:
    claim = checked(SENTENCE, SENTENCE[:-1], **changes)
    return _page(report(document(SENTENCE, claim))).get_element_by_id("claim-1-1")


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_article_is_there_word_for_word_with_its_claims_marked() -> None:
    sample = sample_report().documents[0]
    [article] = _page(sample_report()).xpath("//article[@id='text-1']")
    for chip in article.xpath(".//a[contains(@class, 'chip')]"):
        chip.drop_tree()
    shown = "".join(each.text_content() for each in article.xpath(".//div[@class='text']/p"))
    assert "".join(shown.split()) == "".join(sample.text.split())
    marks = article.xpath(".//mark")
    assert [mark.get("class") for mark in marks] == [
        claim.verdict or "unchecked" for claim in sorted(sample.claims, key=lambda each: each.start)
    ]


def test_every_claim_in_the_text_and_in_the_list_leads_to_its_panel() -> None:
    page = _page(sample_report())
    names = set(page.xpath("//@id"))
    links = page.xpath("//a/@href[starts-with(., '#')]")
    assert {link[1:] for link in links} <= names
    assert len(page.xpath("//nav//li/a")) == len(page.xpath("//section[@id][h3]")) == 15
    assert len(page.xpath("//a[contains(@class, 'chip')]")) == 15


def test_no_name_is_given_twice() -> None:
    for each in (sample_report(), hostile_report()):
        names = _page(each).xpath("//@id")
        assert len(names) == len(set(names))


def test_a_verdict_is_told_by_word_and_shape_and_never_by_colour_alone() -> None:
    page = _page(sample_report())
    for item in page.xpath("//nav//li"):
        assert item.get("class") in _text(item)
        [shape] = item.xpath(".//*[local-name()='use']/@href")
        assert shape == f"#sign-{item.get('class')}"
    labels = page.xpath("//a[contains(@class, 'chip')]/@aria-label")
    assert labels[:3] == ["Claim 1, supported:", "Claim 2, contradicted:", "Claim 3, unfound:"]


def test_the_panel_says_why_and_sets_claimed_against_found() -> None:
    text = _text(_page(sample_report()).get_element_by_id("claim-1-1"))
    for said in (
        "1. Supported moderate certainty",
        "In one trial, valerian tea shortened the time to sleep in people with insomnia, but",
        "1 systematic review or meta-analysis and 4 randomized trials support it",
        "claimed: randomized trial",
        "found: 1 × systematic review or meta-analysis, 4 × randomized trial",
        "On topic: 5 support it, 1 is silent, 1 does not count.",
        "5 studies support it",
        "1 study does not count",
        "RETRACTED",
        "1 study on the topic is silent",
        "1,234 found, 40 read",
        "Repeat: citecheck search",
    ):
        assert said in text, said


def test_a_study_is_quoted_with_the_deciding_words_marked_and_linked_to_its_record() -> None:
    claim = _claim(
        verdict="supported",
        certainty="low",
        evidence=(
            evidence(rationale=({"section": "RESULTS", "text": "It reduced <pain> by half."},)),
            evidence(None, id="own", rationale=({"section": "", "text": "So it was."},)),
        ),
    )
    first, second = claim.xpath(".//li[contains(@class, 'card')]")
    assert _text(first.xpath("./blockquote")[0]) == "It reduced <pain> by half. results"
    assert [em.text for em in first.xpath(".//em")] == ["reduced"]
    assert first.xpath(".//a/@href") == ["https://pubmed.ncbi.nlm.nih.gov/90000001/"]
    assert second.xpath(".//a") == []
    assert "own" in _text(second)


def test_pictures_say_in_words_what_they_show() -> None:
    page = _page(sample_report())
    labels = page.xpath("//*[local-name()='svg'][@role='img']/@aria-label")
    assert (
        "The claims in the order of the text: 2 supported, 1 contradicted, 4 unfound"
        in " ".join(labels)
    )
    assert any(label.startswith("7 studies of 2019 to 2021: 6 supporting") for label in labels)


def test_an_unfound_claim_shows_what_names_the_one_the_other_and_both() -> None:
    unfound = _page(large_report(4)).get_element_by_id("claim-1-4")
    assert "1,234 records name extract number 3" in _text(unfound)
    assert unfound.xpath(".//figure[@class='overlap']")


def test_nearest_studies_that_two_claims_share_are_written_once() -> None:
    text = "Hops help. Hops heal."
    twins = (
        checked(text, words, nearest=(evidence(title="On pillows"),))
        for words in ("Hops help", "Hops heal")
    )
    page = _page(report(document(text, *twins)))
    assert "On pillows" in _text(page.get_element_by_id("claim-1-1"))
    second = page.get_element_by_id("claim-1-2")
    assert "On pillows" not in _text(second)
    assert "The same as for claim 1." in _text(second)
    assert second.xpath(".//details/@data-like") == ["near-claim-1-1"]


def test_a_reference_shows_what_is_cited_beside_the_record() -> None:
    page = _page(sample_report())
    hops = page.get_element_by_id("reference-1-2")
    said = _text(hops)
    for words in ("differs from the record", "corrected since", "Marsh D. Hops and dreams.",
                  "The PMID leads to this record", "ErratumIn: J Imagin Sleep. 2015;8:1 (PMID 9",
                  "Hops and day dreams"):  # fmt: skip
        assert words in said
    [row] = hops.xpath(".//tr[@class='differs']")
    assert [_text(cell) for cell in row] == ["Year differs", "2011", "2014"]
    assert "https://pubmed.ncbi.nlm.nih.gov/90000142/" in hops.xpath(".//a/@href")
    assert "#claim-1-2" in hops.xpath(".//a/@href")
    assert {"#lookup-1-1", "#lookup-1-2"} <= set(hops.xpath(".//a/@href"))
    assert page.get_element_by_id("reference-1-7").xpath(".//a/@href")[1] == "#reference-1-1"
    retracted = page.get_element_by_id("reference-1-8")
    assert _text(retracted.xpath(".//strong")[0]) == "RETRACTED"
    assert "<b>Sci</b>" in _text(page.get_element_by_id("reference-1-3"))
    assert "efetch id=90000142,90000007" in _text(page.get_element_by_id("lookup-1-1"))


def test_a_claim_leads_to_the_references_that_it_cites() -> None:
    claim = _page(sample_report()).get_element_by_id("claim-1-2")
    assert claim.xpath(".//dd/a/@href") == ["#reference-1-1", "#reference-1-2"]


def test_references_alone_are_a_page_of_their_own() -> None:
    sample = sample_report()
    bare = [each.model_copy(update={"claims": ()}) for each in sample.documents]
    page = _page(report(*bare, judge=None))
    assert _text(page.xpath("//h1")[0]) == "9 references looked up"
    assert page.xpath("//nav | //*[@class='panel']") == []
    assert len(page.xpath("//li[contains(@class, 'ref ')]")) == 9
    text = _text(page)
    assert "No claim about health" not in text and "claims checked" not in text
    assert "Could not be read: It is not in English" in text
    names = set(page.xpath("//@id"))
    assert {link[1:] for link in page.xpath("//a/@href[starts-with(., '#')]")} <= names


def test_an_accepted_claim_says_why() -> None:
    claim = checked(SENTENCE, SENTENCE[:-1])
    view = View(accepted=accepting(f"{claim.fingerprint} <b>our own</b> survey"))
    page = document_fromstring(render(report(document(SENTENCE, claim)), view))
    [said] = page.xpath("//p[@class='accepted']")
    assert _text(said) == "Accepted by the editors: <b>our own</b> survey"


def test_the_window_is_named_after_a_single_document() -> None:
    one = report(document(SENTENCE, title="On <tea>"))
    assert _page(one).findtext(".//title") == "On <tea>: 0 claims checked against studies"
    assert _page(sample_report()).findtext(".//title") == "15 claims checked against studies"


def test_documents_that_could_not_be_read_say_so() -> None:
    text = _text(_page(sample_report()))
    assert "Could not be read: It is not in English (it looks like German)." in text
    assert "Read in part only: The page breaks off after 20 MB." in text
    assert "No claim about health was found in this text." in text


def test_demonstration_data_is_announced_once_at_the_top() -> None:
    assert len(_page(sample_report()).xpath("//p[@class='warning']")) == 1
    assert _page(report()).xpath("//p[@class='warning']") == []


def test_the_policy_lets_in_this_style_and_this_script_and_nothing_else() -> None:
    page = render(sample_report())
    [policy] = document_fromstring(page).xpath(
        "//meta[@http-equiv='Content-Security-Policy']/@content"
    )
    for tag in ("style", "script"):
        [body] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_nothing_in_the_page_is_fetched_and_nothing_is_styled_in_place() -> None:
    page = _page(sample_report())
    assert page.xpath("//@src | //@style | //@srcset | //link[@rel='stylesheet']") == []
    assert page.xpath("//link/@href") == ["data:,"]
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []


def test_an_attack_is_shown_and_does_nothing() -> None:
    page = render(hostile_report())
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\x07\ud800-\udfff]", page)
    tree = document_fromstring(page)
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert tree.xpath("//img | //iframe | //object | //@*[starts-with(name(), 'on')]") == []
    for href in tree.xpath("//@href | //@*[local-name()='href']"):
        assert href.startswith(("#", "https://", "data:,")), href
    assert "{{ 7 * 7 }}" in page
    shown = _text(tree.get_element_by_id("claim-1-2"))
    assert shown.count(ATTACKS[1]) >= 5
    assert LONG in page


@pytest.mark.parametrize("value", [report(), report(document("")), report(document("Words."))])
def test_a_report_of_nothing_is_a_page_too(value: Report) -> None:
    page = _page(value)
    assert _text(page.xpath("//h1")[0]) == "0 claims checked against studies"


def test_the_page_is_well_formed_but_for_what_html_leaves_open() -> None:
    parser = etree.HTMLParser(recover=True)
    for each in (sample_report(), hostile_report(), large_report(20)):
        etree.fromstring(render(each), parser)
        known = {"ERR_HTML", "HTML_UNKNOWN_TAG"}  # an older list of tags, without main and svg
        faults = [e for e in parser.error_log if e.type_name not in known]
        assert [fault.message for fault in faults] == []


def test_500_claims_take_less_than_three_megabytes() -> None:
    page = render(large_report(500))
    assert len(page.encode()) < 3_000_000
    assert page.count('<section class="claim') == 500


def test_four_times_the_claims_take_four_times_the_work() -> None:
    reports = {count: large_report(count) for count in (100, 400)}
    assert is_linear(lambda count: render(reports[count]), 400)


def test_silent_studies_that_two_claims_share_are_written_once() -> None:
    text = "Hops help. Hops heal. Hops hush."
    silent = evidence(title="On pillows", stance="silent", why="It says nothing.")
    twins = [
        checked(text, words, verdict="supported", certainty="low", evidence=(silent,))
        for words in ("Hops help", "Hops heal")
    ]
    other = checked(
        text,
        "Hops hush",
        verdict="supported",
        certainty="low",
        evidence=(silent.model_copy(update={"why": "It is about noise."}),),
    )
    page = _page(report(document(text, *twins, other)))
    first, second, third = (page.get_element_by_id(f"claim-1-{n}") for n in (1, 2, 3))
    assert "On pillows" in _text(first)
    assert "On pillows" not in _text(second)
    assert second.xpath(".//details/@data-like") == ["silent-claim-1-1"]
    assert first.xpath(".//details[@id='silent-claim-1-1']/ul")
    assert "On pillows" in _text(third) and "It is about noise." in _text(third)


def test_300_references_are_a_page_of_less_than_a_megabyte() -> None:
    [article, *_] = sample_report().documents
    many = tuple(
        each.model_copy(update={"id": f"r{n}", "claims": ()})
        for n, each in zip(range(300), itertools.cycle(article.references), strict=False)
    )
    page = render(report(article.model_copy(update={"references": many})))
    assert len(page.encode()) < 1_000_000
    assert page.count('<li class="ref ') == 300
