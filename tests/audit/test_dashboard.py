"""The dashboard: what it shows of a ledger, how much at most, and what it does to a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy import insert, make_url, update

from citecheck.audit.dashboard import files
from citecheck.audit.dashboard.build import build
from citecheck.audit.dashboard.front import front, public_name
from citecheck.audit.ledger import overview
from citecheck.audit.ledger.claims import claims_of
from citecheck.audit.ledger.look import history, status
from citecheck.audit.ledger.open import Ledger, open_ledger
from citecheck.audit.ledger.report import checked_claims
from citecheck.audit.ledger.tables import ClaimRow, EvidenceRow, FailureRow, OccurrenceRow, PageRow
from citecheck.audit.show.formats import render
from citecheck.errors import ConfigError
from citecheck.model.audit import RunSummary
from citecheck.model.moments import written
from citecheck.report.view import View
from tests.audit.eventful import FAILURE, NOW, PAGE_FAILURE, REASON, decide, eventful
from tests.audit.setting import Site, said
from tests.audit.test_references import (
    CITED,
    INVENTED,
    KETAMINE,
    Counted,
    citing,
    counted,
    night,
)
from tests.report.hostile import ATTACKS

__all__ = ["counted"]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, list[RunSummary]]]:
    """A ledger to which much has happened; it is only read."""
    folder = tmp_path_factory.mktemp("lived")
    with open_ledger(str(folder / "desk.sqlite")) as ledger:
        yield ledger, eventful(folder, ledger)


@pytest.fixture(scope="module")
def made(lived: tuple[Ledger, list[RunSummary]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its dashboard, as a folder."""
    folder = tmp_path_factory.mktemp("made") / "public"
    build(lived[0], folder, now=NOW)
    return folder


def page(path: Path) -> HtmlElement:
    return document_fromstring(path.read_bytes())


def words(root: HtmlElement, selector: str = "//body") -> str:
    return " ".join(" ".join(each.text_content() for each in root.xpath(selector)).split())


def section(root: HtmlElement, name: str) -> str:
    return words(root, f"//section[@aria-labelledby='{name}']")


def test_the_first_page_counts_what_status_counts(
    made: Path, lived: tuple[Ledger, list[RunSummary]]
) -> None:
    found = status(lived[0], now=NOW)
    said = words(page(made / "index.html"), "//ul[@class='counts']")
    for word in ("supported", "contradicted", "unfound", "unchecked"):
        assert f"{getattr(found.verdicts, word)} {word}" in said
    assert found.verdicts.stale > 0
    assert f"{found.verdicts.stale} with an older verdict" in said
    assert f"{found.open.contradicted} contradicted and nobody decided" in said


def test_every_plot_says_in_words_and_in_a_table_what_it_draws(
    made: Path, lived: tuple[Ledger, list[RunSummary]]
) -> None:
    root = page(made / "index.html")
    [label] = root.xpath("//figure[contains(@class, 'contradicted')]/svg/@aria-label")
    numbers = [run.verdicts.contradicted for run in lived[1]]
    assert label == (
        f"Contradicted: {numbers[0]} in run 1 (2026-03-01), {numbers[-1]} in run 5 (2026-03-29); "
        f"between {min(numbers)} and {max(numbers)}"
    )
    rows = root.xpath("//section[@aria-labelledby='over-time']//tbody/tr")
    assert [int(row.xpath("./td[2]")[0].text_content()) for row in rows] == numbers[::-1]
    assert all(svg.get("aria-label") for svg in root.xpath("//figure//svg"))


def test_what_changed_lately_leads_to_the_claim(
    made: Path, lived: tuple[Ledger, list[RunSummary]]
) -> None:
    root = page(made / "index.html")
    said = section(root, "changed")
    for change in lived[1][2].changes:
        assert change.text in said
    [moved] = [change for change in lived[1][2].changes if change.kind == "changed"]
    [link] = root.xpath(f"//li[contains(., '{moved.text}') and contains(., 'changed')]//a/@href")
    assert moved.before and moved.after
    story = words(page(made / link))
    for standpoint in (moved.before, moved.after):
        assert standpoint.why in story
    assert "RETRACTED" in said, "the study that was behind it"


def test_a_claims_page_has_evidence_word_for_word_searches_places_and_its_whole_history(
    made: Path, lived: tuple[Ledger, list[RunSummary]]
) -> None:
    [autism] = [c for c in lived[1][0].changes if "MMR" in c.text]
    root = page(made / files.claim_file(autism.fingerprint))
    with lived[0].reading() as connection:
        [claim] = overview.ids_of(connection, [autism.fingerprint]).values()
        found = checked_claims(connection, claims_of(connection, [claim]))[claim]
    quoted = [part.text for each in found.evidence for part in each.rationale]
    said = words(root)
    assert len(quoted) > 2
    assert all(" ".join(each.split()) in said for each in quoted)
    assert all(each.title in said for each in found.evidence)
    assert root.xpath("//blockquote//em"), "the words that decide are marked"
    assert root.xpath("//details[@class='receipts-of']//code")
    assert "page-00009.md, line 5, column 1" in said
    assert "contradicted (low certainty) from run 1 to this day" in said
    [label] = root.xpath("//figure[@class='strip']/svg/@aria-label")
    assert label.startswith("Verdicts over time: contradicted from run 1, 2026-03-01")


def test_decisions_are_shown_with_who_when_why_and_until_also_when_they_hold_no_longer(
    made: Path, lived: tuple[Ledger, list[RunSummary]]
) -> None:
    said = section(page(made / "index.html"), "decisions")
    by = "when it was contradicted by Jo on 2026-03-02"
    assert f"expired Decided wrong {by}, until 2026-03-10: {REASON} It ended with" in said
    assert f"withdrawn Decided accepted {by}: {REASON} Withdrawn 2026-03-02 09:00 UTC." in said
    assert f"another verdict now Decided accepted {by}, until 2027-01-01" in said


def test_verdicts_that_could_not_be_renewed_say_how_old_they_are(
    made: Path, lived: tuple[Ledger, list[RunSummary]]
) -> None:
    root = page(made / "index.html")
    said = section(root, "old")
    assert "28 days old, of 2026-03-22 12:00 UTC" in said
    assert FAILURE in said
    assert "never checked" in said, "a claim whose first check failed"
    [link, *_] = root.xpath("//section[@aria-labelledby='old']//a/@href")
    assert "The last check failed: " + FAILURE in words(page(made / link))


def test_troubles_and_gone_pages_are_told(made: Path) -> None:
    root = page(made / "index.html")
    said = section(root, "troubles")
    assert f"page-00004.md site · {PAGE_FAILURE}" in said
    assert "page-00003.md" in said
    first = page(made / "pages-1.html").xpath("//table[@class='of-pages']/tbody/tr")[0]
    assert PAGE_FAILURE in first.text_content()


def test_a_check_of_today_is_less_than_a_day_old(
    site: Site, ledger: Ledger, tmp_path: Path
) -> None:
    site.run(ledger)
    site.later(hours=3)
    build(ledger, tmp_path / "made", now=written(site.clock()))
    listed = words(page(tmp_path / "made" / "claims-1.html"))
    assert "checked less than a day ago" in listed
    front_page = words(page(tmp_path / "made" / "index.html"))
    assert "(less than a day ago)" in front_page
    assert "0 days" not in listed + front_page


def test_the_verdict_of_a_claim_that_is_gone_held_until_then(
    site: Site, ledger: Ledger, tmp_path: Path
) -> None:
    [went, *_] = [c for c in site.run(ledger).changes if c.fingerprint in said(1)]
    for path in site.folder.glob("*.md"):
        path.unlink()
    site.write(1, "# Nothing\n\nWe say nothing about health today.\n")
    site.later(days=1)
    site.run(ledger)
    told = history(ledger, went.fingerprint)
    assert (told.gone_run, told.places_total) == (2, 0)
    assert "from run 1 until the claim went in run 2" in render(told, "markdown", View())
    build(ledger, tmp_path / "made", now=written(site.clock()))
    story = words(page(tmp_path / "made" / files.claim_file(went.fingerprint)))
    assert "from run 1 until the claim went in run 2" in story
    assert "to this day" not in story
    site.put(1)
    site.later(days=1)
    site.run(ledger)
    assert history(ledger, went.fingerprint).gone_run is None


def test_claims_to_look_at_come_first(made: Path) -> None:
    rows = page(made / "claims-1.html").xpath("//ul[@class='rows']/li/@class")
    assert len(rows) > rows.count("contradicted") > 1
    assert rows[: rows.count("contradicted")] == ["contradicted"] * rows.count("contradicted")


def test_what_became_of_cited_works_is_told_run_by_run(
    site: Site, ledger: Ledger, counted: Counted, tmp_path: Path
) -> None:
    attack = INVENTED.replace("houseplants", "<b>houseplants</b>")
    site.write(1, citing(CITED, attack.replace("<", "&lt;").replace(">", "&gt;")))
    first = night(site, ledger, counted)
    site.retract(KETAMINE)
    site.later(days=1)
    night(site, ledger, counted)
    root = page(build(ledger, tmp_path / "public.html", now=NOW).start)
    said = section(root, "references")
    assert "References: 2 on pages" in said
    assert said.index("Run 2") < said.index("resolved → resolved, retracted") < said.index("Run 1")
    assert said.index("Run 1") < said.index("not-found") < said.index("Singing to")
    assert KETAMINE in said
    assert not root.xpath("//section[@aria-labelledby='references']//b")
    assert first.reference_changes[0].pages[0] in said


def test_without_cited_works_there_is_no_section_on_them(made: Path) -> None:
    assert section(page(made / "index.html"), "references") == ""


def test_every_link_leads_somewhere(made: Path) -> None:
    seen = 0
    for path in made.rglob("*.html"):
        root = page(path)
        assert len(set(root.xpath("//@id"))) == len(root.xpath("//@id")), path
        for link in root.xpath("//a/@href"):
            if link.startswith("http"):
                continue
            name, _, anchor = link.partition("#")
            target = (path.parent / name) if name else path
            assert target.exists(), (path, link)
            if anchor:
                assert page(target).xpath(f"//*[@id='{anchor}']"), (path, link)
            seen += 1
    assert seen > 100


def test_the_same_ledger_at_the_same_time_gives_the_same_bytes(
    made: Path, lived: tuple[Ledger, list[RunSummary]], tmp_path: Path
) -> None:
    build(lived[0], tmp_path, now=NOW)
    names = sorted(path.relative_to(made) for path in made.rglob("*.html"))
    assert names == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.html"))
    for name in names:
        assert (made / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_one_file_has_it_all(lived: tuple[Ledger, list[RunSummary]], tmp_path: Path) -> None:
    made = build(lived[0], tmp_path / "desk.html", now=NOW)
    root = page(made.start)
    assert [path.name for path in tmp_path.iterdir()] == ["desk.html"]
    assert len(root.xpath("//section[contains(@class, 'claim ')]")) == made.claims > 10
    anchors = set(root.xpath("//@id"))
    links = [each for each in root.xpath("//a/@href") if not each.startswith("http")]
    assert {each.removeprefix("#") for each in links} <= anchors
    assert all(each.startswith("#") for each in links)
    assert len(root.xpath("//@id")) == len(anchors)


def test_few_are_shown_where_few_are_asked_for_and_the_others_are_counted(
    lived: tuple[Ledger, list[RunSummary]], tmp_path: Path
) -> None:
    made = build(lived[0], tmp_path / "few", now=NOW, most=2)
    assert made.pages == 2
    assert "and 6 more" in words(page(tmp_path / "few" / "pages-1.html"))
    named = front_of(lived[0])
    assert made.claims >= len(named) > 2, "what the first page speaks of has its place"


def front_of(ledger: Ledger) -> tuple[str, ...]:
    with ledger.reading() as connection:
        return front(connection, ledger.url, now=NOW).mentioned


def test_lists_are_cut_at_their_bound_and_say_so(
    lived: tuple[Ledger, list[RunSummary]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("build.ROWS", "front.LISTED", "front.RUNS", "front.CHANGES", "claim.VERDICTS"):
        monkeypatch.setattr(f"citecheck.audit.dashboard.{name}", 2)
    build(lived[0], tmp_path, now=NOW)
    root = page(tmp_path / "index.html")
    assert "and 3 earlier runs in the ledger" in section(root, "over-time")
    assert len(root.xpath("//section[@aria-labelledby='changed']//li[@class='change']")) == 2
    assert "more in this run: citecheck audit diff 4 5 shows them" in section(root, "changed")
    for name in ("old", "decisions"):
        assert len(root.xpath(f"//section[@aria-labelledby='{name}']//li")) == 2
        assert re.search(r"and \d+ more", section(root, name))
    second = page(tmp_path / "claims-2.html")
    assert second.xpath("//nav[@class='steps']/a/@href") == ["claims-1.html", "claims-3.html"]
    assert len(second.xpath("//ul[@class='rows']/li")) == 2


def test_a_ledger_without_a_run_says_so(ledger: Ledger, tmp_path: Path) -> None:
    made = build(ledger, tmp_path / "empty", now=NOW)
    said = words(page(made.start))
    assert "No run was finished yet." in said
    assert "There is nothing to draw" in said
    assert "No claim was found yet." in words(page(tmp_path / "empty" / "claims-1.html"))
    build(ledger, tmp_path / "empty.html", now=NOW)


def test_it_is_made_of_every_kind_of_ledger(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    first = site.run(ledger)
    decide(ledger, first.changes[0].fingerprint, "not-a-claim", until=None)
    made = build(ledger, tmp_path / "public", now=NOW)
    assert (made.claims, made.pages) == (first.claims.new, 8)
    assert "19 claims" not in words(page(made.start))
    assert f"{first.verdicts.supported} supported" in words(page(made.start))


def test_neither_folder_nor_server_nor_user_of_the_ledger_is_told(
    made: Path, lived: tuple[Ledger, list[RunSummary]]
) -> None:
    for path in made.rglob("*.html"):
        assert str(lived[0].path) not in path.read_text("utf-8")
    assert "Audit of desk.sqlite" in words(page(made / "index.html"))
    assert public_name(make_url("postgresql://desk:word@db.example/audits")) == "audits"


def test_hostile_claims_titles_and_reasons_stay_text(
    site: Site, ledger: Ledger, tmp_path: Path
) -> None:
    attack = " ".join(ATTACKS).replace("\x00", "")
    [one, *_] = site.run(ledger).changes
    decide(ledger, one.fingerprint, "accepted", until=None)
    with ledger.writing() as connection:
        connection.execute(update(PageRow).values(title=attack, failure=attack))
        connection.execute(
            update(PageRow).where(PageRow.id == 1).values(origin="javascript:window.pwned=1")
        )
        connection.execute(update(OccurrenceRow).values(ignored=attack, text=attack))
        connection.execute(update(EvidenceRow).values(why=attack))
        connection.execute(
            insert(FailureRow).values(
                claim_id=1, from_run=1, last_run=1, failed_at=attack, reason="r", detail=attack
            )
        )
        connection.exec_driver_sql("UPDATE decisions SET reason = 'x<script>1</script>'")
        connection.execute(
            update(ClaimRow).where(ClaimRow.id == 2).values(fingerprint="../../evil")
        )
    target = tmp_path / "out" / "public"
    made = build(ledger, target, now=NOW)
    build(ledger, tmp_path / "one.html", now=NOW)
    assert not (tmp_path / "evil.html").exists()
    assert made.files == len(list(target.rglob("*.html")))
    for path in (*target.rglob("*.html"), tmp_path / "one.html"):
        text = path.read_text("utf-8")
        root = document_fromstring(text.encode())
        assert len(root.xpath("//script")) == 1, path
        assert not root.xpath("//img | //iframe | //@onload | //@onclick | //@onmouseover"), path
        assert not re.search("[\u202e\u2066\x1b]", text), path
        for link in root.xpath("//a/@href"):
            assert re.match(r"#|https?://|(\.\./)?[\w/-]+\.html", link), link
    assert "&lt;script&gt;" in (target / "index.html").read_text("utf-8")


def test_pages_of_claims_that_are_not_shown_any_more_go_and_nothing_else(
    lived: tuple[Ledger, list[RunSummary]], tmp_path: Path
) -> None:
    (tmp_path / "claims").mkdir()
    kept = [tmp_path / "CNAME", tmp_path / "claims" / "abcd.html", tmp_path / "pages-9.html"]
    for path in kept:
        path.write_text("mine", "utf-8")
    build(lived[0], tmp_path, now=NOW)
    old = tmp_path / "claims" / "0123456789abcdef.html"
    old.write_bytes((tmp_path / "index.html").read_bytes())
    build(lived[0], tmp_path, now=NOW)
    assert not old.exists()
    assert [path.read_text("utf-8") for path in kept] == ["mine"] * 3
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]


def test_what_is_no_dashboard_is_left_alone(
    lived: tuple[Ledger, list[RunSummary]], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<title>Our site</title>", "utf-8")
    with pytest.raises(ConfigError, match="no dashboard"):
        build(lived[0], tmp_path, now=NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    (tmp_path / "file").write_text("", "utf-8")
    for wrong in (tmp_path / "file", tmp_path / "nowhere" / "one.html"):
        with pytest.raises(ConfigError):
            build(lived[0], wrong, now=NOW)


def test_a_page_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    files.put(path, ["old"])

    def broken() -> Iterator[str]:
        yield "new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        files.put(path, broken())
    assert [each.name for each in tmp_path.iterdir()] == ["index.html"]
    assert path.read_text("utf-8") == "old"


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> Iterator[str]:
        raise OSError(28, "No space left on device")
        yield ""

    with pytest.raises(ConfigError, match=r"index.html could not be written: No space left"):
        files.put(tmp_path / "index.html", full())
