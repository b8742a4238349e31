"""What each utility answers: paging, orders, history, records, links, citations, errors."""

from __future__ import annotations

import datetime as dt

import httpx
import pytest
from lxml import etree

from tests.eutils.asking import Clock, fetched, search, serve
from tests.eutils.record import Record
from tests.eutils.server import EutilsServer
from tests.eutils.specimens import RECORDS, THESAURUS, study


def test_paging_and_default_size(client: httpx.Client) -> None:
    everything = search(client, "all[sb]")["idlist"]
    assert len(everything) == len(RECORDS)
    page = search(client, "all[sb]", retstart="2", retmax="3")
    assert (page["idlist"], page["retmax"], page["retstart"]) == (everything[2:5], "3", "2")
    assert search(client, "all[sb]", retmax="0")["idlist"] == []


def test_the_newest_entry_comes_first_unless_asked_otherwise(client: httpx.Client) -> None:
    newest = search(client, "migraine[tiab]")["idlist"]
    assert newest == ["31000006", "31000001", "31000008", "31000002", "31000003", "31000007"]


def test_relevance_counts_title_and_abstract_and_not_what_is_excluded(
    client: httpx.Client,
) -> None:
    def ranked(term: str) -> list[str]:
        return [pmid[-1] for pmid in search(client, term, sort="relevance")["idlist"]]

    assert ranked("ketamine[tiab]") == ["1", "4", "2", "5"]
    assert ranked("ketamine[tiab] NOT aura[ti]") == ["4", "2", "5"]


def test_late_entries_and_titles_in_their_orders() -> None:
    late = Record(study(1, "Snow", year=1990), entered=dt.date(2024, 1, 1))
    recent = study(2, "Ice", ("", "Snow and snow and snow."), year=2020)
    with (
        EutilsServer([late, recent], requests_per_second=None, thesaurus=THESAURUS) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        orders = {sort: search(client, "snow", sort=sort)["idlist"] for sort in ("", "pub_date")}
        assert orders == {"": ["1", "2"], "pub_date": ["2", "1"]}
    newer = study(3, "Ice", ("", "Snow and snow and snow."), year=2024)
    older = study(4, "Snow", year=1990)
    with (
        EutilsServer([newer, older], requests_per_second=None, thesaurus=THESAURUS) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        assert search(client, "snow", sort="relevance")["idlist"] == ["4", "3"]


def test_authors_in_order(client: httpx.Client) -> None:
    by_author = search(client, "angstrom[au] OR ruiz-soler[1au] OR older[au]", sort="Author")
    assert by_author["idlist"] == ["31000001", "31000008", "31000002"]


def test_dates_as_parameters_narrow_a_search(client: httpx.Client) -> None:
    found = search(client, "aura[tiab]", mindate="2016", maxdate="2019", datetype="pdat")
    assert sorted(found["idlist"]) == ["31000001", "31000008"]
    assert found["querytranslation"] == (
        '"aura"[Title/Abstract] AND 2016/01/01:2019/12/31[Date - Publication]'
    )


def test_history_carries_a_result_to_the_next_request(client: httpx.Client) -> None:
    kept = search(client, "ketamine[tiab]", usehistory="y")
    assert kept["querykey"] == "1"
    where = {"WebEnv": kept["webenv"], "query_key": "1"}
    assert fetched(client, **where) == kept["idlist"]
    assert fetched(client, **where, retstart="1", retmax="2") == kept["idlist"][1:3]
    narrowed = search(client, "#1 AND mice[tiab]", WebEnv=kept["webenv"], usehistory="y")
    assert (narrowed["idlist"], narrowed["querykey"]) == (["31000002"], "2")
    assert search(client, "", **where)["count"] == "4"


def test_posted_ids_can_be_searched_and_fetched(client: httpx.Client) -> None:
    reply = client.post("epost.fcgi", data={"db": "pubmed", "id": "31000002,31000003"})
    root = etree.fromstring(reply.content)
    where = {"WebEnv": root.findtext("WebEnv") or "", "query_key": root.findtext("QueryKey") or ""}
    assert fetched(client, **where) == ["31000002", "31000003"]
    assert search(client, "mice[tiab]", **where)["idlist"] == ["31000002"]


def test_at_most_ten_thousand_ids_are_posted(client: httpx.Client) -> None:
    ids = ",".join(str(n) for n in range(1, 10_002))
    reply = client.post("epost.fcgi", data={"db": "pubmed", "id": ids})
    assert b"<ERROR>Too many IDs" in reply.content
    ids = ids.rpartition(",")[0]
    assert b"<WebEnv>" in client.post("epost.fcgi", data={"db": "pubmed", "id": ids}).content


def test_history_is_gone_after_its_time() -> None:
    clock = Clock()
    with (
        serve(requests_per_second=None, clock=clock, history_s=60) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        kept = search(client, "ketamine[tiab]", usehistory="y")
        where = {"db": "pubmed", "WebEnv": kept["webenv"], "query_key": "1"}
        clock.now += 61
        reply = client.get("efetch.fcgi", params=where)
        assert reply.status_code == 200
        assert b"<eFetchResult>\n\t<ERROR>Unable to obtain query #1</ERROR>" in reply.content


def test_unknown_pmids_are_left_out_silently(client: httpx.Client) -> None:
    assert fetched(client, id="31000002,5,31000003,nonsense") == ["31000002", "31000003"]
    reply = client.get("efetch.fcgi", params={"db": "pubmed", "id": "5", "retmode": "xml"})
    assert reply.status_code == 200
    assert reply.content.endswith(b"<PubmedArticleSet></PubmedArticleSet>")


def test_efetch_without_id_is_an_error_inside_a_200(client: httpx.Client) -> None:
    reply = client.get("efetch.fcgi", params={"db": "pubmed"})
    assert reply.status_code == 200
    # The DOCTYPE names another root element than the one that follows, as NCBI's does.
    assert b"<!DOCTYPE eEfetchResult PUBLIC" in reply.content
    assert b"<eFetchResult>" in reply.content
    assert b"<ERROR>Supplied id parameter is empty.</ERROR>" in reply.content


def test_repeated_and_joined_ids_are_the_same_to_efetch_and_not_to_elink(
    server: EutilsServer, client: httpx.Client
) -> None:
    two = {"db": "pubmed", "id": ["31000002", "31000003"]}
    reply = client.post("efetch.fcgi", data=two)
    assert server.requests[0].params["id"] == "31000002,31000003"
    assert reply.content.count(b"<PubmedArticle>") == 2
    apart = etree.fromstring(client.post("elink.fcgi", data={"dbfrom": "pubmed", **two}).content)
    assert len(apart.findall("LinkSet")) == 2
    joined = {"dbfrom": "pubmed", "db": "pubmed", "id": "31000002,31000003"}
    merged = etree.fromstring(client.post("elink.fcgi", data=joined).content)
    assert [[i.text for i in s.iter("Id")][:2] for s in merged.findall("LinkSet")] == [
        ["31000002", "31000003"]
    ]


def links(client: httpx.Client, pmid: str, name: str) -> list[str | None]:
    params = {"dbfrom": "pubmed", "db": "pubmed", "id": pmid, "linkname": name}
    root = etree.fromstring(client.get("elink.fcgi", params=params).content)
    return [node.text for node in root.findall("LinkSet/LinkSetDb/Link/Id")]


def test_links_lead_to_citations_and_neighbours(client: httpx.Client) -> None:
    assert links(client, "31000001", "pubmed_pubmed_refs") == ["31000003"]
    assert links(client, "31000003", "pubmed_pubmed_citedin") == ["31000001"]
    assert links(client, "31000004", "pubmed_pubmed")[:2] == ["31000004", "31000005"]


def test_links_can_be_stored_for_the_next_request(client: httpx.Client) -> None:
    params = {"dbfrom": "pubmed", "id": "31000001", "linkname": "pubmed_pubmed_refs"}
    params["cmd"] = "neighbor_history"
    root = etree.fromstring(client.get("elink.fcgi", params=params).content)
    where = {
        "WebEnv": root.findtext("LinkSet/WebEnv") or "",
        "query_key": root.findtext("LinkSet/LinkSetDbHistory/QueryKey") or "",
    }
    assert fetched(client, **where) == ["31000003"]


def test_links_in_json(client: httpx.Client) -> None:
    params = {"dbfrom": "pubmed", "linkname": "pubmed_pubmed_refs", "retmode": "json"}
    asked = {**params, "id": ["31000001", "5"]}
    assert client.get("elink.fcgi", params=asked).json()["linksets"] == [
        {
            "dbfrom": "pubmed",
            "ids": ["31000001"],
            "linksetdbs": [
                {"dbto": "pubmed", "linkname": "pubmed_pubmed_refs", "links": ["31000003"]}
            ],
        },
        {"dbfrom": "pubmed", "ids": ["5"]},
    ]
    scored = {**params, "id": "31000001", "cmd": "neighbor_score", "linkname": "pubmed_pubmed"}
    (one,) = client.get("elink.fcgi", params=scored).json()["linksets"]
    assert one["linksetdbs"][0]["links"][0]["id"] == "31000001"
    assert int(one["linksetdbs"][0]["links"][0]["score"]) > 0


def test_a_bad_pmid_looks_like_one_without_neighbours(client: httpx.Client) -> None:
    params = {"dbfrom": "pubmed", "db": "pubmed", "id": "5"}
    root = etree.fromstring(client.get("elink.fcgi", params=params).content)
    assert [child.tag for child in root[0]] == ["DbFrom", "IdList"]


def test_citations_are_matched_line_by_line(client: httpx.Client) -> None:
    lines = [
        "J Loopback Med|2019|12|117|angstrom ab|a|",
        "J Nowhere|2019|12|117||b|",
        "J Loopback Med|1900|||nobody x|c|",
        "Journal of Loopback Medicine||||ruiz-soler c|d|",
    ]
    params = {"db": "pubmed", "retmode": "xml", "bdata": "\r".join(lines)}
    reply = client.post("ecitmatch.cgi", data=params)
    assert reply.text.splitlines() == [
        f"{lines[0]}31000001",
        f"{lines[1]}NOT_FOUND;INVALID_JOURNAL",
        f"{lines[2]}NOT_FOUND",
        f"{lines[3]}AMBIGUOUS (2 citations)",
    ]


def test_a_term_without_slips_needs_no_correction(client: httpx.Client) -> None:
    reply = client.get("espell.fcgi", params={"db": "pubmed", "term": "migraine aura"})
    assert b"<CorrectedQuery></CorrectedQuery>" in reply.content


def test_uid_lists_are_plain_text(client: httpx.Client) -> None:
    params = {"db": "pubmed", "id": "31000002,5", "rettype": "uilist", "retmode": "text"}
    assert client.get("efetch.fcgi", params=params).text == "31000002\n5\n"


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"db": "nothing", "term": "x"}, "Invalid db name specified: nothing"),
        ({"db": "pubmed"}, "Empty term and query_key - nothing todo"),
        ({"db": "pubmed", "term": "(("}, "Can't run executor"),
        ({"db": "pubmed", "query_key": "3", "WebEnv": "MCID_x"}, "Unable to obtain query #3"),
    ],
)
def test_permanent_errors_come_inside_a_200(
    client: httpx.Client, params: dict[str, str], message: str
) -> None:
    as_xml = client.get("esearch.fcgi", params=params)
    as_json = client.get("esearch.fcgi", params={**params, "retmode": "json"})
    assert as_xml.status_code == as_json.status_code == 200
    assert etree.fromstring(as_xml.content).findtext("ERROR") == message
    assert as_json.json()["esearchresult"]["ERROR"] == message
