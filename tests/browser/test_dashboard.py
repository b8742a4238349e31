"""The dashboard of audits in a browser: at any width, light and dark, with keys and on paper."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from citecheck.audit.dashboard.build import build
from citecheck.audit.ledger.open import open_ledger
from citecheck.audit.ledger.tables import DecisionRow, EvidenceRow, OccurrenceRow, PageRow
from tests.audit.eventful import NOW, eventful
from tests.browser.conftest import AXE, Browser
from tests.browser.test_page import ENTER, TAB, soon
from tests.report.hostile import ATTACKS

PAGES = ("index.html", "claims-1.html", "pages-1.html", "a claim", "desk.html")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dashboard of a ledger to which much has happened, as a folder and as one file."""
    folder = tmp_path_factory.mktemp("dashboard")
    with open_ledger(str(folder / "desk.sqlite")) as ledger:
        eventful(folder, ledger)
        build(ledger, folder / "public", now=NOW)
        build(ledger, folder / "public" / "desk.html", now=NOW)
        attack = " ".join(ATTACKS).replace("\x00", "") + "x" * 300
        with ledger.writing() as connection:
            connection.execute(update(PageRow).values(title=attack, failure=attack))
            connection.execute(update(OccurrenceRow).values(ignored=attack, text=attack))
            connection.execute(update(EvidenceRow).values(why=attack))
            connection.execute(update(DecisionRow).values(reason=attack, by=attack))
        build(ledger, folder / "hostile", now=NOW)
    return folder / "public"


def files(folder: Path) -> Iterator[Path]:
    """One page of each kind; of the claims', one with a decision and two verdicts."""
    for name in PAGES:
        if name == "a claim":
            yield max((folder / "claims").iterdir(), key=lambda path: path.stat().st_size)
        elif (folder / name).exists():
            yield folder / name


@pytest.mark.parametrize("width", [320, 390, 820, 1280, 1920])
def test_nothing_sticks_out_at_any_width(browser: Browser, made: Path, width: int) -> None:
    for file in (*files(made), *files(made.with_name("hostile"))):
        browser.visit(file, width=width)
        browser.run("for (const e of document.querySelectorAll('details')) e.open = true")
        assert browser.run("return document.documentElement.scrollWidth") <= width, file.name


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core (npm install in tests/browser)")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_serious_fault(browser: Browser, made: Path, width: int, dark: bool) -> None:
    for file in files(made):
        browser.visit(file, width=width, dark=dark)
        browser.run("for (const e of document.querySelectorAll('details')) e.open = true")
        assert browser.faults() == [], file.name


def test_from_the_first_page_a_claim_is_reached_with_the_keyboard_alone(
    browser: Browser, made: Path
) -> None:
    browser.visit(made / "index.html")
    browser.press(TAB)
    soon(browser.focused, "Skip to the content")
    browser.press(TAB, TAB)
    soon(browser.focused, "Claims")
    browser.press(ENTER)
    soon(lambda: browser.texts("h1"), ["Claims"])
    browser.run("document.querySelector('.rows a').focus()")
    browser.press(ENTER)
    soon(lambda: browser.texts("h1")[0].startswith("Claim "), True)
    soon(lambda: "Contradicted" in browser.texts("h2")[0], True)
    browser.find(".places a").click()
    soon(lambda: browser.texts("h1"), ["Audit of desk.sqlite"])


def test_claims_are_filtered_by_word_by_verdict_and_by_what_is_to_be_done(
    browser: Browser, made: Path
) -> None:
    browser.visit(made / "claims-1.html")
    total = len(browser.texts(".rows li"))
    browser.find(".filter input[type=search]").send_keys("ketamine")
    soon(lambda: all("ketamine" in each for each in browser.texts(".rows li")), True)
    assert 0 < len(browser.texts(".rows li")) < total
    browser.find(".filter input[value=contradicted]").click()
    soon(lambda: any("contradicted" in each for each in browser.texts(".rows .note")), False)
    browser.find(".filter [data-only=stale]").click()
    soon(lambda: all("failed" in each for each in browser.texts(".rows .note")), True)
    shown = len(browser.texts(".rows li"))
    assert browser.texts(".filter output") == [f"{shown} of {total} claims"]


def test_pages_that_could_not_be_read_are_filtered(browser: Browser, made: Path) -> None:
    browser.visit(made / "pages-1.html")
    browser.find(".filter input[value=read]").click()
    soon(lambda: len(browser.texts(".of-pages tbody tr")), 1)


def test_without_scripts_everything_is_there_to_read(browser: Browser, made: Path) -> None:
    browser.visit(made / "desk.html", script=False)
    assert len(browser.texts(".claim")) > 10
    assert len(browser.texts(".plot svg")) == 8
    assert browser.texts(".filter") == []
    browser.command("Emulation.setScriptExecutionDisabled", value=False)


def test_on_paper_the_numbers_are_there_and_no_control(browser: Browser, made: Path) -> None:
    browser.visit(made / "desk.html")
    browser.command("Emulation.setEmulatedMedia", media="print", features=[])
    assert browser.texts(".filter, .places, .skip") == []
    assert len(browser.command("Page.printToPDF")["data"]) > 10_000
    soon(lambda: len(browser.texts("#over-time ~ details td")) > 50, True)


def test_nothing_is_asked_of_any_other_place_and_an_attack_runs_no_script(
    browser: Browser, made: Path
) -> None:
    for file in (*files(made), *files(made.with_name("hostile"))):
        browser.visit(file)
        browser.run(
            "for (const e of document.querySelectorAll('*')) for (const t of "
            "['mouseover', 'focus', 'load', 'error']) e.dispatchEvent(new Event(t))"
        )
        time.sleep(0.05)
        asked = [url for url in browser.requested() if not url.startswith("data:,")]
        assert asked == [file.as_uri()]
        assert browser.complaints() == []
        assert browser.run("return window.pwned") is None
        assert browser.run("return document.scripts.length") == 1
        links = browser.run("return [...document.links].map(e => e.protocol)")
        assert set(links) <= {"file:", "https:", "http:"}
