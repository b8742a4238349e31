"""The server over real sockets: connections, log, compression, its MeSH and its own bugs."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import httpx
import pytest

from citecheck.concepts.lexicon import Lexicon
from tests.eutils.asking import dial, search, serve
from tests.eutils.server import EutilsServer
from tests.eutils.specimens import RECORDS


def test_get_and_post_get_the_same_answer(client: httpx.Client) -> None:
    params = {"db": "pubmed", "term": "ketamine[tiab]", "retmode": "json"}
    by_get = client.get("esearch.fcgi", params=params)
    by_post = client.post("esearch.fcgi", data=params)
    assert by_get.json() == by_post.json()
    assert by_get.json()["esearchresult"]["count"] == "4"


def test_the_log_has_method_path_and_parameters(server: EutilsServer, client: httpx.Client) -> None:
    client.post("efetch.fcgi", data={"db": "pubmed", "id": "1,2", "tool": "t"})
    (request,) = server.requests
    assert (request.method, request.utility) == ("POST", "efetch")
    assert request.params == {"db": "pubmed", "id": "1,2", "tool": "t"}
    assert request.ids == ("1", "2")


def test_a_connection_serves_many_requests(server: EutilsServer) -> None:
    address = urlsplit(server.url)
    connection = http.client.HTTPConnection(address.netloc, timeout=5)
    for _ in range(3):
        connection.request("GET", f"{address.path}einfo.fcgi")
        reply = connection.getresponse()
        assert reply.status == 200
        assert b"DbList" in reply.read()
        assert reply.getheader("Connection") == "Keep-Alive"
        assert connection.sock is not None
    connection.close()


def test_an_idle_connection_is_closed() -> None:
    with serve(keep_alive_s=0.1) as server, dial(server) as sock:
        assert sock.recv(1) == b""


def test_http_1_0_gets_a_body_without_chunks(server: EutilsServer) -> None:
    with dial(server) as sock:
        sock.sendall(b"GET /entrez/eutils/einfo.fcgi HTTP/1.0\r\n\r\n")
        reply = b"".join(iter(lambda: sock.recv(65_536), b""))
    head, _, body = reply.partition(b"\r\n\r\n")
    assert b"chunked" not in head
    assert body.startswith(b"<?xml")
    assert body.rstrip().endswith(b"</eInfoResult>")


def test_gzip_only_for_those_who_accept_it(client: httpx.Client) -> None:
    packed = client.get("einfo.fcgi")
    bare = client.get("einfo.fcgi", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in bare.headers
    assert packed.content == bare.content


def test_an_unknown_utility_is_a_404(client: httpx.Client) -> None:
    assert client.get("enothing.fcgi").status_code == 404


def test_the_shipped_lexicon_is_the_servers_mesh_by_default(lexicon: Lexicon) -> None:
    assert lexicon.lookup("Migraine Disorders") == ("D008881",)
    with (
        EutilsServer(RECORDS, requests_per_second=None) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        found = search(client, '"Headache Disorders, Primary"[mh]')
        assert sorted(found["idlist"]) == ["31000001", "31000003", "31000006"]


def test_a_bug_of_the_server_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("tests.eutils.service.search", broken)
    with pytest.raises(ExceptionGroup) as caught, serve(requests_per_second=None) as server:
        url = f"{server.url}esearch.fcgi?db=pubmed&term=x"
        assert httpx.get(url).status_code == 500
    assert str(caught.value.exceptions[0]) == "a bug"
