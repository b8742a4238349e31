"""Independent clients of PubMed run against the loopback server: they judge the server."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.eutils.faults import Fault
from tests.eutils.server import EutilsServer
from tests.eutils.specimens import RECORDS, THESAURUS, TRIAL, study

NCBI = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
PMIDS = "31000001,31000002,31000003"


@pytest.fixture
def server() -> Iterator[EutilsServer]:
    # Bio.Entrez brings NLM's DTDs up to 2025 along and would fetch a newer one.
    with EutilsServer(
        RECORDS, requests_per_second=None, thesaurus=THESAURUS, dtd="250101"
    ) as server:
        yield server


@pytest.fixture
def entrez(server: EutilsServer, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Bio.Entrez, its requests sent to the server."""
    module = pytest.importorskip("Bio.Entrez", reason="Biopython is not installed")
    build = module._build_request

    def redirected(cgi: str, *args: Any, **options: Any) -> Any:
        assert cgi.startswith(NCBI)
        return build(server.url + cgi.removeprefix(NCBI), *args, **options)

    monkeypatch.setattr(module, "_build_request", redirected)
    monkeypatch.setattr(module, "email", "test@example.org")
    monkeypatch.setattr(module, "sleep_between_tries", 0)
    # Its own pace is NCBI's: what is tested here is what it reads.
    clock = SimpleNamespace(time=time.time, sleep=lambda seconds: None)
    monkeypatch.setattr(module, "time", clock)
    return module


def read(handle: Any) -> Any:
    """The reply as Biopython's own parser reads it."""
    parser = pytest.importorskip("Bio.Entrez")
    with handle:
        return parser.read(handle)


def test_biopython_reads_searches(entrez: Any) -> None:
    found = read(entrez.esearch(db="pubmed", term="ketamine OR sick headache", usehistory="y"))
    assert found["Count"] == "6"
    assert found["IdList"][0] == "31000006"
    assert [row["From"] for row in found["TranslationSet"]] == ["ketamine", "sick headache"]
    stored = read(entrez.efetch(db="pubmed", WebEnv=found["WebEnv"], query_key="1", retmode="xml"))
    assert len(stored["PubmedArticle"]) == 6


def test_biopython_reads_whole_records(entrez: Any) -> None:
    articles = read(entrez.efetch(db="pubmed", id=PMIDS, retmode="xml"))["PubmedArticle"]
    assert [str(one["MedlineCitation"]["PMID"]) for one in articles] == PMIDS.split(",")
    article = articles[0]["MedlineCitation"]["Article"]
    assert article["ArticleTitle"].replace("<i>", "").replace("</i>", "") == TRIAL.title
    sections = article["Abstract"]["AbstractText"]
    assert sections[0].attributes["Label"] == "BACKGROUND"
    kinds = [kind.attributes["UI"] for kind in article["PublicationTypeList"]]
    assert kinds == ["D016428", "D016449"]
    mesh = articles[0]["MedlineCitation"]["MeshHeadingList"]
    assert [str(heading["DescriptorName"]) for heading in mesh] == [
        "Humans", "Ketamine", "Migraine with Aura",
    ]  # fmt: skip


def test_biopython_reads_retractions_books_and_odd_dates(entrez: Any) -> None:
    every = ",".join(f"3100000{digit}" for digit in range(1, 10))
    sets = read(entrez.efetch(db="pubmed", id=every, retmode="xml"))
    assert len(sets["PubmedArticle"]) == 8
    assert len(sets["PubmedBookArticle"]) == 1
    retracted = sets["PubmedArticle"][3]["MedlineCitation"]
    (notice,) = retracted["CommentsCorrectionsList"]
    assert notice.attributes["RefType"] == "RetractionIn"
    assert str(notice["PMID"]) == "31000005"


def test_biopython_reads_the_other_utilities(entrez: Any) -> None:
    posted = read(entrez.epost("pubmed", id=PMIDS))
    assert posted["QueryKey"] == "1"
    summaries = read(entrez.esummary(db="pubmed", id=PMIDS))
    assert [row["Id"] for row in summaries] == PMIDS.split(",")
    assert summaries[0]["Title"] == TRIAL.title
    sets = read(entrez.elink(dbfrom="pubmed", db="pubmed", id=["31000001", "31000004"]))
    assert [one["IdList"] for one in sets] == [["31000001"], ["31000004"]]
    assert sets[1]["LinkSetDb"][0]["Link"][1]["Id"] == "31000005"
    assert read(entrez.espell(db="pubmed", term="migrane"))["CorrectedQuery"] == "migraine"
    assert "pubmed" in read(entrez.einfo())["DbList"]
    (info,) = read(entrez.einfo(db="pubmed"))["DbInfo"]
    assert "TIAB" in [field["Name"] for field in info["FieldList"]]


def test_biopython_matches_citations(entrez: Any) -> None:
    keys = {
        "journal_title": "J Loopback Med",
        "year": "2019",
        "volume": "12",
        "first_page": "117",
        "author_name": "angstrom ab",
        "key": "k1",
    }
    with entrez.ecitmatch(db="pubmed", bdata=[keys]) as handle:
        assert handle.read().strip() == "J Loopback Med|2019|12|117|angstrom ab|k1|31000001"


def test_biopython_reads_medline_text(entrez: Any) -> None:
    reader = pytest.importorskip("Bio.Medline")
    with entrez.efetch(db="pubmed", id=PMIDS, rettype="medline", retmode="text") as handle:
        assert [row["PMID"] for row in reader.parse(handle)] == PMIDS.split(",")


def test_biopython_posts_what_is_long(server: EutilsServer, entrez: Any) -> None:
    read(entrez.efetch(db="pubmed", id=[PMIDS, *map(str, range(1, 300))], retmode="xml"))
    assert [request.method for request in server.requests] == ["POST"]


def test_biopython_fails_on_the_servers_errors_as_it_does_on_ncbis(
    server: EutilsServer, entrez: Any
) -> None:
    with pytest.raises(RuntimeError, match="Invalid db name specified: fleegle"):
        read(entrez.esearch(db="fleegle", term="x"))
    server.strike(Fault("backend-unsupported", times=1))
    with pytest.raises(RuntimeError, match="Database is not supported"):
        read(entrez.esearch(db="pubmed", term="ketamine"))
    server.strike(Fault("html-page", times=1))
    with pytest.raises(entrez.Parser.NotXMLError):
        read(entrez.esearch(db="pubmed", term="ketamine"))
    server.strike(Fault("cut-in-tag", times=1))
    with pytest.raises(entrez.Parser.CorruptedXMLError):
        read(entrez.efetch(db="pubmed", id=PMIDS, retmode="xml"))


def test_biopython_tries_three_times_without_a_pause_when_limited(
    server: EutilsServer, entrez: Any
) -> None:
    server.strike(Fault("rate-limit", "headers"))
    with pytest.raises(HTTPError) as caught:
        entrez.esearch(db="pubmed", term="ketamine")
    caught.value.close()
    assert caught.value.code == 429
    assert len(server.requests) == 3


EDIRECT = shutil.which("nquire")
needs_edirect = pytest.mark.skipif(
    EDIRECT is None, reason="EDirect is not installed (package ncbi-entrez-direct)"
)


class EDirect:
    """NLM's command line tools, on the PATH behind wrappers that name the server.

    EDirect calls itself without passing `-base` on; the wrappers add it to each call.
    """

    def __init__(self, server: EutilsServer, folder: Path) -> None:
        self._folder = folder
        for name in ("esearch", "efetch", "esummary", "epost", "elink", "efilter"):
            real = shutil.which(name)
            if real is None:
                continue
            # `efetch` of Debian asks which efetch is meant; the one of EDirect is beside it.
            real = f"{real}.ncbi" if Path(f"{real}.ncbi").exists() else real
            wrapper = folder / name
            wrapper.write_text(f'#!/bin/sh\nexec {real} "$@" -base {server.url}\n')
            wrapper.chmod(0o755)

    def run(self, command: str, given: str = "") -> str:
        """The output of a pipeline of the shell; its messages are shown if it fails."""
        path = f"{self._folder}:{os.environ['PATH']}"
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            env={"PATH": path, "EMAIL": "test@example.org", "HOME": str(self._folder)},
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "FAILURE" not in done.stderr, done.stderr
        return done.stdout


@pytest.fixture
def edirect(server: EutilsServer, tmp_path: Path) -> EDirect:
    return EDirect(server, tmp_path)


@needs_edirect
def test_edirect_searches_and_fetches_pmids(server: EutilsServer, edirect: EDirect) -> None:
    found = edirect.run(
        "esearch -db pubmed -query 'ketamine [TIAB] NOT mice [TIAB]' | efetch -format uid"
    )
    assert found.split() == ["31000001", "31000004", "31000005"]
    assert {request.utility for request in server.requests} == {"esearch"}
    assert all(request.method == "POST" for request in server.requests)
    assert all(request.params["email"] == "test@example.org" for request in server.requests)


@needs_edirect
def test_edirect_reads_records_through_history(edirect: EDirect) -> None:
    table = edirect.run(
        "esearch -db pubmed -query 'ketamine [TIAB] AND mice [TIAB]' | efetch -format xml |"
        " xtract -pattern PubmedArticle -element MedlineCitation/PMID ArticleTitle"
    )
    assert table.strip() == "31000002\tKetamine stops spreading depression in mice"


@needs_edirect
def test_edirect_reads_summaries(edirect: EDirect) -> None:
    table = edirect.run(
        "efetch -db pubmed -id 31000001,31000004 -format docsum |"
        " xtract -pattern DocumentSummary -element Id Title FullJournalName"
    )
    rows = [line.split("\t") for line in table.splitlines()]
    assert [row[:2] for row in rows] == [
        ["31000001", TRIAL.title],
        ["31000004", "Ketamine cures obsessive-compulsive disorder"],
    ]


@needs_edirect
def test_edirect_reads_medline_text(edirect: EDirect) -> None:
    text = edirect.run("efetch -db pubmed -id 31000001 -format medline")
    assert "PT  - Randomized Controlled Trial" in text.splitlines()


@needs_edirect
def test_edirect_posts_and_links(edirect: EDirect) -> None:
    found = edirect.run(
        "epost -db pubmed -id 31000001 |"
        " elink -target pubmed -name pubmed_pubmed_refs | efetch -format uid"
    )
    assert found.split() == ["31000003"]


@needs_edirect
def test_edirect_counts_and_translates(edirect: EDirect) -> None:
    assert edirect.run("esearch -db pubmed -count 'animals [MESH]' </dev/null").strip() == "5"
    translated = edirect.run("esearch -db pubmed -translate 'sick headache [MESH]' </dev/null")
    assert translated.strip() == '"migraine disorders"[MeSH Terms]'


@needs_edirect
def test_edirect_gets_every_record_past_the_ceiling(tmp_path: Path) -> None:
    many = [study(n * 7, f"Study number {n}") for n in range(1, 10_301)]
    with EutilsServer(many, requests_per_second=None, thesaurus=THESAURUS) as server:
        found = EDirect(server, tmp_path).run(
            "esearch -db pubmed -query 'study [TIAB]' | efetch -format uid"
        )
        assert [int(pmid) for pmid in found.split()] == [n * 7 for n in range(1, 10_301)]
        ranges = [r for r in server.requests if "[UID]" in r.params.get("term", "")]
        assert len(ranges) >= 3


@needs_edirect
def test_edirect_sees_a_failure_in_a_200_and_tries_again(
    server: EutilsServer, tmp_path: Path
) -> None:
    server.strike(Fault("backend-no-address", times=1))
    edirect = EDirect(server, tmp_path)
    with pytest.raises(AssertionError, match="FAILURE"):
        edirect.run("esearch -db pubmed -count 'ketamine [TIAB]' </dev/null")
    assert len(server.requests) == 2


@needs_edirect
def test_edirect_keeps_to_the_limit(tmp_path: Path) -> None:
    with EutilsServer(RECORDS, thesaurus=THESAURUS) as server:
        EDirect(server, tmp_path).run(
            "for n in 1 2 3 4 5; do esearch -db pubmed -count 'aura' </dev/null; done"
        )
        assert len(server.requests) == 5
        assert server.peak_rate() <= 3
