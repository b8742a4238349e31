"""Questions as values: what is sent, and what never shows."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from citecheck.entrez.wire import Credentials, efetch, esearch, on_the_wire, redact
from tests.entrez.conftest import EMAIL, KEY

WHO = Credentials(tool="cite check", email=EMAIL, api_key=KEY)


def test_tool_email_and_key_go_with_every_request_and_without_spaces() -> None:
    wire = on_the_wire(esearch("migraine", limit=5), WHO, "http://127.0.0.1:1/eutils")
    assert wire.url.startswith("http://127.0.0.1:1/eutils/esearch.fcgi?")
    sent = parse_qs(urlsplit(wire.url).query)
    assert sent["tool"] == ["cite_check"]
    assert (sent["email"], sent["api_key"], sent["retmax"]) == ([EMAIL], [KEY], ["5"])


def test_a_base_with_and_without_its_slash_is_the_same_address() -> None:
    one, other = (on_the_wire(esearch("x", limit=1), WHO, f"http://h/e{s}").url for s in ("", "/"))
    assert one == other


def test_a_long_term_and_many_ids_go_as_post() -> None:
    long = on_the_wire(esearch(" OR ".join(["migraine[tiab]"] * 120), limit=5), WHO)
    many = on_the_wire(efetch(tuple(str(n) for n in range(1000, 1300))), WHO)
    for wire in (long, many):
        assert wire.method == "POST"
        assert "?" not in wire.url
        assert wire.body is not None


def test_the_cache_key_knows_the_question_and_not_who_asks() -> None:
    assert esearch("a", limit=5).key == esearch("a", limit=5).key
    assert esearch("a", limit=5).key != esearch("a", limit=6).key
    assert efetch(("1",)).key != efetch(("2",)).key
    assert KEY not in esearch("a", limit=5).key


def test_secrets_are_cut_out_of_what_a_server_says() -> None:
    said = redact(f"API key {KEY} of {EMAIL} is not valid", WHO)
    assert KEY not in said
    assert EMAIL not in said


def test_secrets_are_cut_out_as_they_were_sent_and_as_an_address_has_them() -> None:
    who = Credentials(tool="citecheck", email="jo @example.org", api_key="k/3 y")
    echoed = on_the_wire(esearch("x", limit=1), who).url
    said = redact(f"email=jo @example.org&api_key=k/3 y; k/3_y; {echoed}", who)
    assert not any(part in said for part in ("jo", "example.org", "k/3", "k%2F3"))
