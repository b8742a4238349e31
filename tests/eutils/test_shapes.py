"""Replies compared with recorded ones by structure, and with NLM's own DTDs."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import etree

from tests.eutils.reading import Gaps
from tests.eutils.server import EutilsServer
from tests.eutils.specimens import RECORDS, THESAURUS

GAPS = Gaps(words=frozenset({"abcXYZ", "fleegle"}))
PARSER = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with (
        EutilsServer(
            RECORDS,
            requests_per_second=None,
            gaps=GAPS,
            thesaurus=THESAURUS,
            today=dt.date(2025, 11, 27),
            dtd="250101",
        ) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        yield client


@pytest.fixture(scope="session")
def recorded(shared_data: Path) -> Path:
    """The folder of recorded exchanges."""
    return shared_data / "eutils"


def get(client: httpx.Client, utility: str, **params: str) -> bytes:
    reply = client.get(utility, params={"db": "pubmed", **params})
    assert reply.status_code == 200, reply.text
    return reply.content


def tree(source: bytes | Path) -> etree._Element:
    content = source.read_bytes() if isinstance(source, Path) else source
    return etree.fromstring(content, PARSER)


def paths(node: etree._Element, above: str = "") -> Iterator[str]:
    """Every element path with the names of its attributes; MathML is PubMed's guest."""
    if not isinstance(node.tag, str) or "MathML" in node.tag:
        return
    own = f"{above}/{node.tag}{''.join(f'@{name}' for name in sorted(map(str, node.attrib)))}"
    yield own
    for child in node:
        yield from paths(child, own)


def outline(node: etree._Element) -> list[str]:
    """The paths in the order in which each first occurs."""
    return list(dict.fromkeys(paths(node)))


def head(content: bytes) -> str:
    """Declaration and DOCTYPE with the white space evened out."""
    text = content[: content.index(b">", content.index(b"<!DOCTYPE")) + 1].decode()
    return " ".join(text.split())


def keys(value: Any, above: str = "") -> Iterator[str]:
    """Every path of keys in a JSON value, with the type of what is there."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from keys(inner, f"{above}/{'<id>' if key.isdigit() else key}")
    elif isinstance(value, list):
        yield f"{above}[]"
        for inner in value:
            yield from keys(inner, f"{above}[]")
    else:
        yield f"{above}: {type(value).__name__}"


@pytest.mark.parametrize(
    ("file", "params"),
    [
        ("biopython/esearch1.xml", {"term": '"ketamine"[tiab]'}),
        ("biopython/esearch2.xml", {"term": "ketamine", "usehistory": "y"}),
        ("biopython/esearch3.xml", {"term": "ketalar[mh]", "retmax": "2", "retstart": "1"}),
        ("biopython/esearch8.xml", {"term": "abcXYZ"}),
        (
            "hawc/TestPubMedSearch.test_standard_query.0.body",
            {"term": "ketamine", "rettype": "count"},
        ),
        ("hawc/TestPubmed.test_search.1.body", {"term": "ketamine OR abcXYZ"}),
    ],
)
def test_esearch_has_the_recorded_outline(
    client: httpx.Client, recorded: Path, file: str, params: dict[str, str]
) -> None:
    real, ours = (recorded / file).read_bytes(), get(client, "esearch.fcgi", **params)
    assert outline(tree(ours)) == outline(tree(real))
    assert head(ours) == head(real)


def test_esearch_json_has_the_recorded_keys(client: httpx.Client, recorded: Path) -> None:
    params = {"term": "ketamine OR fleegle[mh]", "retmode": "json", "usehistory": "y"}
    ours = set(keys(json.loads(get(client, "esearch.fcgi", **params))))
    known: set[str] = set()
    for name in ("pubmed", "error"):
        known |= set(keys(json.loads((recorded / f"klortho/esearch.{name}.json").read_bytes())))
    # The stack of translated terms is no longer sent (recorded in XML, 2024).
    known = {key for key in known if "translationstack" not in key}
    assert ours == known


def test_nothing_found_is_said_in_json_as_in_xml(client: httpx.Client) -> None:
    reply = json.loads(get(client, "esearch.fcgi", term="abcXYZ", retmode="json"))
    result = reply["esearchresult"]
    assert result["errorlist"] == {"phrasesnotfound": ["abcXYZ"], "fieldsnotfound": []}
    assert result["warninglist"] == {
        "phrasesignored": [],
        "quotedphrasesnotfound": [],
        "outputmessages": ["No items found."],
    }


@pytest.mark.parametrize(
    ("utility", "file", "params"),
    [
        ("esearch.fcgi", "klortho/esearch.baderror", {"db": "fleegle", "term": "x"}),
        ("esummary.fcgi", "klortho/esummary.error", {"db": "fleegle", "id": "1"}),
        ("einfo.fcgi", "klortho/einfo.error", {"db": "fleegle"}),
    ],
)
def test_errors_inside_a_200_are_the_recorded_ones(
    client: httpx.Client, recorded: Path, utility: str, file: str, params: dict[str, str]
) -> None:
    ours = get(client, utility, **params)
    real = tree(recorded / f"{file}.xml")
    assert outline(tree(ours)) == outline(real)
    assert tree(ours).findtext("ERROR") == real.findtext("ERROR")
    ours = get(client, utility, **params, retmode="json")
    assert json.loads(ours) == json.loads((recorded / f"{file}.json").read_bytes())


def test_epost_has_the_recorded_outlines(client: httpx.Client, recorded: Path) -> None:
    for number, params in [
        ("1", {"id": "31000001"}),
        ("2", {"db": "nothing", "id": "1"}),
        ("3", {"id": "-1"}),
    ]:
        real = tree(recorded / f"biopython/epost{number}.xml")
        ours = tree(get(client, "epost.fcgi", **params))
        assert outline(ours) == outline(real)
        assert [e.text for e in ours.iter("ERROR")] == [e.text for e in real.iter("ERROR")]


def test_espell_has_the_recorded_outline(client: httpx.Client, recorded: Path) -> None:
    real = tree(recorded / "biopython/espell.xml")
    ours = tree(get(client, "espell.fcgi", term="migrane"))
    assert set(paths(ours)) <= set(paths(real))
    assert [child.tag for child in ours] == [child.tag for child in real]
    assert ours.findtext("CorrectedQuery") == "migraine"
    assert ours.findtext("ERROR") == ""


def test_einfo_has_the_recorded_outlines(client: httpx.Client, recorded: Path) -> None:
    real = tree(recorded / "biopython/einfo2.xml")
    ours = tree(get(client, "einfo.fcgi"))
    assert outline(ours) == outline(real)
    named = {f.findtext("Name"): f.findtext("FullName") for f in real.iter("Field")}
    for field in ours.iter("Field"):
        name = field.findtext("Name")
        assert name == "AUTH" or named[name] == field.findtext("FullName")
    listed = tree(client.get("einfo.fcgi").content)
    assert outline(listed) == outline(tree(recorded / "biopython/einfo1.xml"))


def test_einfo_json_has_the_recorded_keys(client: httpx.Client, recorded: Path) -> None:
    for name, params in [("einfo.pubmed", {"db": "pubmed"}), ("einfo", {})]:
        real = json.loads((recorded / f"klortho/{name}.json").read_bytes())
        ours = client.get("einfo.fcgi", params={**params, "retmode": "json"}).json()
        # The build is newer than the recording (it is in the XML of 2025).
        assert set(keys(ours)) - {"/einforesult/dbinfo/dbbuild: str"} == set(keys(real))


def test_elink_has_the_recorded_outline(client: httpx.Client, recorded: Path) -> None:
    real = tree(recorded / "biopython/elink1.xml")
    ours = tree(get(client, "elink.fcgi", dbfrom="pubmed", id="31000001"))
    assert outline(ours) == outline(real)


def test_summaries_have_the_recorded_outlines(client: httpx.Client, recorded: Path) -> None:
    real = tree(recorded / "biopython/esummary1.xml")
    ours = tree(get(client, "esummary.fcgi", id="31000001,31000002"))
    assert outline(ours) == outline(real)
    names = {item.get("Name") for item in real.iter("Item")}
    assert names <= {item.get("Name") for item in ours.iter("Item")}
    real = tree(recorded / "klortho/esummary.pubmed.xml")
    ours = tree(get(client, "esummary.fcgi", id="31000001,31000005", version="2.0"))
    assert set(paths(ours)) == set(paths(real))
    assert [child.tag for child in ours[0][0]] == [child.tag for child in real[0][0]]


def test_json_summaries_have_the_recorded_keys(client: httpx.Client, recorded: Path) -> None:
    real = json.loads((recorded / "klortho/esummary.pubmed.json").read_bytes())
    ours = json.loads(get(client, "esummary.fcgi", id="31000001,31000002", retmode="json"))
    assert set(keys(ours)) == set(keys(real))


def test_a_summary_of_an_unknown_pmid_is_an_error_in_its_place(
    client: httpx.Client, recorded: Path
) -> None:
    real = json.loads((recorded / "klortho/esummary.pmcerror.json").read_bytes())
    params = {"id": "1,31000001", "retmode": "json"}
    ours = json.loads(get(client, "esummary.fcgi", **params))
    assert ours["result"]["1"] == real["result"]["1"]
    assert ours["result"]["uids"] == ["1", "31000001"]


def recorded_articles(recorded: Path) -> Iterator[etree._Element]:
    for path in sorted((recorded / "hawc").glob("*.body")):
        content = path.read_bytes()
        if b"<PubmedArticleSet>" in content[:400]:
            yield from tree(content).iter("PubmedArticle", "PubmedBookArticle")


def bare(names: Iterable[str]) -> set[str]:
    return {re.sub(r"@[^/]*", "", name) for name in names}


def test_efetch_uses_only_elements_and_attributes_that_were_recorded(
    client: httpx.Client, recorded: Path
) -> None:
    real: set[str] = set()
    always: set[str] | None = None
    for article in recorded_articles(recorded):
        own = set(paths(article))
        real |= own
        if article.tag == "PubmedArticle":
            always = own if always is None else always & own
    ours: set[str] = set()
    for article in tree(get(client, "efetch.fcgi", id=",".join(PMIDS), retmode="xml")):
        ours |= set(paths(article))
    # Elements of the DTD that none of the recorded records happens to have.
    unseen = ("OtherAbstract", "MedlineDate", "BookDocument", "Keyword@MajorTopicYN/sub",
              "AbstractText@Label@NlmCategory/sub")  # fmt: skip
    extra = {path for path in ours - real if not any(name in path for name in unseen)}
    assert extra == set()
    assert always is not None
    assert bare(always) <= bare(ours)


PMIDS = [f"3100000{digit}" for digit in range(1, 10)]


def test_efetch_has_the_recorded_head(client: httpx.Client, recorded: Path) -> None:
    real = (recorded / "biopython/pubmed1.xml").read_bytes()
    ours = get(client, "efetch.fcgi", id="31000001", retmode="xml")
    assert head(ours) == head(real)


def test_headers_are_the_recorded_ones(client: httpx.Client, recorded: Path) -> None:
    meta = json.loads((recorded / "hawc/TestHero.test_existing_pubmed.0.meta.json").read_bytes())
    reply = client.get("esearch.fcgi", params={"db": "pubmed", "term": "ketamine"})
    named = {name.lower() for name in meta["headers"]} - {
        "x-ratelimit-limit",  # only where the server has a limit, which this one has not
        "x-ratelimit-remaining",
    }
    assert named <= set(reply.headers)
    for name in ("content-type", "cache-control", "server", "content-encoding"):
        assert [reply.headers[name]] == {k.lower(): v for k, v in meta["headers"].items()}[name]


@pytest.mark.parametrize(
    ("name", "utility", "params"),
    [
        ("esearch", "esearch.fcgi", {"term": "ketamine OR abcXYZ", "usehistory": "y"}),
        ("esearch", "esearch.fcgi", {"term": "ketamine[bad] OR abcXYZ"}),
        ("esearch", "esearch.fcgi", {"term": "(("}),
        ("esummary-v1", "esummary.fcgi", {"id": "31000001,5"}),
        ("epost", "epost.fcgi", {"id": "31000001,x"}),
        ("einfo", "einfo.fcgi", {}),
        ("eSpell", "espell.fcgi", {"term": "migrane with aura"}),
        ("pubmed_250101", "efetch.fcgi", {"id": ",".join(PMIDS)}),
    ],
)
def test_replies_are_valid_by_nlms_dtds(
    client: httpx.Client, name: str, utility: str, params: dict[str, str]
) -> None:
    entrez = pytest.importorskip("Bio.Entrez")
    dtd = etree.DTD(str(Path(entrez.__file__).parent / "DTDs" / f"{name}.dtd"))
    valid = dtd.validate(tree(get(client, utility, **params)))
    assert valid, dtd.error_log.filter_from_errors()
