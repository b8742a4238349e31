from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.browser.conftest import AXE, Browser
from tests.report.hostile import hostile_report
from tests.report.large import large_report
from tests.reports import checked, document, report
from tests.sample_report import sample_report

ENTER, TAB, DOWN, UP, SPACE = "\ue007", "\ue004", "\ue015", "\ue013", " "


def soon(read: Callable[[], object], wanted: object) -> None:
    """The page answers clicks and keys a moment later; not after five seconds."""
    until = time.monotonic() + 5
    while read() != wanted and time.monotonic() < until:
        time.sleep(0.02)
    assert read() == wanted


def test_a_claim_is_chosen_in_the_text_with_the_mouse(browser: Browser) -> None:
    browser.open(sample_report())
    soon(browser.chosen, ["1. Supported moderate certainty"])
    browser.find("mark[data-c='claim-1-2']").click()
    soon(browser.chosen, ["2. Contradicted low certainty"])
    assert browser.focused().startswith("2. Contradicted")
    soon(lambda: browser.texts(".list [aria-current] .number"), ["2"])
    assert browser.run("return location.hash") == "#claim-1-2"
    browser.find(".list a[href='#claim-1-3']").click()
    soon(browser.chosen, ["3. Unfound"])
    browser.find(".glance [data-c='claim-1-8']").click()
    soon(browser.chosen, ["8. Unchecked not a question for PubMed"])


def test_a_claim_is_chosen_with_the_keyboard_alone(browser: Browser) -> None:
    browser.open(sample_report())
    browser.press(TAB)
    soon(browser.focused, "Skip to the claims")
    browser.run("document.querySelector('.chip').focus()")
    browser.press(TAB)
    soon(browser.focused, "Claim 2, contradicted:")
    browser.press(ENTER)
    soon(browser.chosen, ["2. Contradicted low certainty"])
    browser.run("document.querySelector('.list li a').focus()")
    browser.press(DOWN, DOWN, DOWN, UP, ENTER)
    soon(browser.chosen, ["3. Unfound"])


def test_previous_and_next_walk_through_the_claims_and_back_to_the_text(browser: Browser) -> None:
    browser.open(sample_report())
    assert browser.find("[data-step='-1']").get_property("disabled")
    browser.find("[data-step='1']").click()
    soon(browser.chosen, ["2. Contradicted low certainty"])
    browser.find("[data-step='0']").click()
    soon(browser.focused, "Claim 2, contradicted:")


def test_the_page_goes_back_and_forth_as_the_reader_does(browser: Browser) -> None:
    browser.open(sample_report())
    for number in (2, 3):
        browser.find(f".list a[href='#claim-1-{number}']").click()
    browser.chrome.back()
    soon(browser.chosen, ["2. Contradicted low certainty"])


def test_clicks_on_overlapping_claims_take_turns(browser: Browser) -> None:
    text = "Valerian helps with insomnia and falls."
    inner, outer = checked(text, "helps with insomnia"), checked(text, text)
    browser.open(report(document(text, outer, inner)))
    both = browser.find("mark.both")
    soon(lambda: browser.texts("mark.both"), ["helps with insomnia"])
    both.click()
    soon(browser.chosen, ["2. Unfound"])
    both.click()
    soon(browser.chosen, ["1. Unfound"])


def test_the_list_is_filtered_by_words_and_by_verdict(browser: Browser) -> None:
    browser.open(sample_report())
    box = browser.find("#filter")
    box.send_keys("INSOMNIA valerian")
    soon(lambda: browser.texts(".list li .number"), ["1", "2"])
    soon(lambda: browser.texts("#shown"), ["2 of 15 claims"])
    browser.find("input[value=supported]").click()
    soon(lambda: browser.texts(".list li .number"), ["2"])
    box.clear()
    box.send_keys("x" + "\ue003")
    browser.find("#only-disputed").click()
    soon(lambda: browser.texts(".list li .facts"), ["unfound · evenly split · disputed"])
    browser.find("#only-disputed").click()
    browser.find("input[value=supported]").click()
    soon(lambda: browser.texts("#shown"), ["15 claims"])


def test_a_filtered_claim_is_stepped_over_by_the_arrows(browser: Browser) -> None:
    browser.open(sample_report())
    browser.find("#filter").send_keys("insomnia")
    browser.run("document.querySelector('.list li a').focus()")
    browser.press(DOWN, DOWN)
    assert "Half of all shift workers" in browser.focused()


def test_a_link_leads_to_the_term_and_another_to_the_search_itself(browser: Browser) -> None:
    browser.open(sample_report())
    term = browser.find(".claim.chosen .term")
    term.click()
    [sent, understood] = browser.texts(".claim.chosen .searches code")
    assert "valerian[tiab]" in sent
    assert "Title/Abstract" in understood
    browser.run("arguments[0].focus()", term)
    browser.press(SPACE)
    soon(lambda: browser.texts(".claim.chosen .searches code"), [])
    again = browser.find(".claim.chosen .searches a[href^=http]")
    assert again.get_attribute("href") == "https://example.org/esearch?term=valerian"
    assert again.get_attribute("target") == "_blank"
    assert again.get_attribute("rel") == "noopener noreferrer"


def test_a_list_that_two_claims_share_opens_in_both(browser: Browser) -> None:
    whole = sample_report()
    nearest = whole.documents[0].claims[2].nearest
    text = "Hops help. Hops heal."
    twins = (checked(text, words, nearest=nearest) for words in ("Hops help", "Hops heal"))
    browser.open(report(document(text, *twins)))
    browser.find("[data-step='1']").click()
    soon(browser.chosen, ["2. Unfound"])
    browser.find(".claim.chosen summary").click()
    soon(lambda: browser.texts(".claim.chosen details li a")[1:2], ["Rehearsal for nightmares"])


def test_without_scripts_everything_is_there_to_read(browser: Browser) -> None:
    browser.open(sample_report(), script=False)
    assert len(browser.chosen()) == 15
    assert len(browser.texts(".chip")) == 15
    soon(lambda: browser.texts("#filter, .steps"), [])
    browser.command("Emulation.setScriptExecutionDisabled", value=False)


def test_on_paper_every_claim_is_there_and_no_control(browser: Browser) -> None:
    browser.open(sample_report())
    browser.command("Emulation.setEmulatedMedia", media="print", features=[])
    assert len(browser.chosen()) == 15
    soon(lambda: browser.texts(".list, .steps, #filter"), [])
    assert len(browser.command("Page.printToPDF")["data"]) > 10_000


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_nothing_sticks_out_at_any_width(browser: Browser, width: int) -> None:
    for each in (sample_report(), hostile_report()):
        browser.open(each, width=width)
        assert browser.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core (npm install in tests/browser)")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_serious_fault(browser: Browser, width: int, dark: bool) -> None:
    browser.open(sample_report(), width=width, dark=dark)
    for anchor in ("claim-1-1", "claim-1-2", "claim-1-3", "claim-1-5", "claim-1-8"):
        browser.run("location.hash = arguments[0]", anchor)
        browser.run("for (const e of document.querySelectorAll('details')) e.open = true")
        assert browser.faults() == []


def test_nothing_is_asked_of_any_other_place_and_the_console_stays_silent(
    browser: Browser,
) -> None:
    for each in (sample_report(), hostile_report(), report(), report(document(""))):
        browser.open(each)
        for link in (".list a", ".term"):
            browser.run("for (const e of document.querySelectorAll(arguments[0])) e.click()", link)
        time.sleep(0.1)
        asked = [url for url in browser.requested() if not url.startswith("data:,")]
        assert {url.partition("#")[0].rpartition("/")[2] for url in asked} <= {"report.html"}
        assert browser.complaints() == []


def test_an_attack_in_a_text_or_a_record_runs_no_script(browser: Browser) -> None:
    browser.open(hostile_report())
    browser.run(
        "for (const e of document.querySelectorAll('*')) for (const t of "
        "['mouseover', 'focus', 'load', 'error']) e.dispatchEvent(new Event(t))"
    )
    browser.run("for (const e of document.querySelectorAll('.list a, mark, .term')) e.click()")
    time.sleep(0.1)
    assert browser.run("return window.pwned") is None
    assert browser.run("return document.scripts.length") == 1
    assert browser.run("return document.querySelectorAll('img, iframe, [onload]').length") == 0
    links = browser.run("return [...document.links].map(e => e.href)")
    assert {link.partition(":")[0] for link in links} <= {"file", "https"}


def test_the_policy_stops_a_script_that_found_its_way_in(browser: Browser) -> None:
    browser.open(sample_report())
    browser.run(
        "const e = document.createElement('div');"
        "e.innerHTML = '<img src=x onerror=\"window.pwned = 1\">';"
        "document.body.append(e);"
        "const s = document.createElement('script'); s.textContent = 'window.pwned = 2';"
        "document.body.append(s)"
    )
    time.sleep(0.1)
    assert browser.run("return window.pwned") is None
    assert len(browser.complaints()) >= 2


def test_500_claims_are_filtered_and_chosen_without_a_wait(browser: Browser) -> None:
    browser.open(large_report(500))
    filtered = browser.run(
        "const box = document.getElementById('filter'); const start = performance.now();"
        "box.value = 'trial 4'; box.dispatchEvent(new Event('input', { bubbles: true }));"
        "document.body.offsetHeight; return performance.now() - start"
    )
    assert browser.texts("#shown")[0].endswith("of 500 claims")
    chosen = browser.chrome.execute_async_script(
        "const done = arguments[0]; const start = performance.now();"
        "addEventListener('hashchange', () => {"
        "document.body.offsetHeight; done(performance.now() - start) }, { once: true });"
        "location.hash = 'claim-1-450'"
    )
    soon(browser.chosen, ["450. Unchecked the text does not say enough"])
    assert filtered < 300
    assert chosen < 500


def test_references_are_filtered_and_reached_from_the_claims_that_cite_them(
    browser: Browser,
) -> None:
    browser.open(sample_report())
    soon(lambda: len(browser.texts(".ref")), 9)
    browser.find(".references [data-only='notable']").click()
    soon(lambda: browser.texts(".references output"), ["7 of 9 references"])
    browser.find(".references [value='not-found']").click()
    soon(lambda: browser.texts(".references output"), ["6 of 9 references"])
    browser.find(".references input[type=search]").send_keys("hops marsh")
    soon(lambda: browser.texts(".ref .verdict"), ["differs from the record"])
    # Claim 1 cites the first reference, which the filter hides: the link shows it.
    browser.find("#claim-1-1 a[href='#reference-1-1']").click()
    soon(lambda: len(browser.texts(".ref")), 9)
    browser.find("#reference-1-1 a[href='#claim-1-2']").click()
    soon(browser.chosen, ["2. Contradicted low certainty"])
    assert len(browser.texts(".list li")) == 15


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core (npm install in tests/browser)")
@pytest.mark.parametrize("width", [390, 820, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_references_alone_fit_every_screen_and_are_accessible(
    browser: Browser, width: int, dark: bool
) -> None:
    sample = sample_report()
    bare = [each.model_copy(update={"claims": ()}) for each in sample.documents]
    browser.open(report(*bare, judge=None), width=width, dark=dark)
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    assert browser.complaints() == []
    assert browser.faults() == []
    browser.run("location.hash = '#reference-1-2'")
    soon(lambda: browser.run("return document.querySelector('.ref:target').id"), "reference-1-2")
    assert browser.faults() == []
