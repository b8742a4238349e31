"""The site does what tests of listing and auditing rely on."""

from __future__ import annotations

import gzip

import httpx
import pytest

from citecheck.checker import extract
from tests.site.pages import Claim, as_text, claims, page
from tests.site.server import EXTRAS, Site


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.topic)
def test_every_claim_is_one_that_citecheck_finds(claim: Claim) -> None:
    assert [found.text for found in extract(claim.text)] == [claim.text]


def test_nothing_else_on_a_page_is_a_claim() -> None:
    for number in range(1, 30):
        made = page(number)
        found = extract("\n\n".join(as_text(made)))
        assert [claim.text for claim in found] == [claim.text for claim in made.claims]


def test_another_revision_shares_no_claim_with_the_one_before() -> None:
    for number in range(1, 50):
        before, after = page(number), page(number, 1)
        assert page(number, 1) == after
        assert not set(before.claims) & set(after.claims)


def test_a_page_is_not_modified_until_it_changes() -> None:
    with Site(pages=3) as site:
        first = httpx.get(site.address(2))
        known = {"If-None-Match": first.headers["etag"]}
        since = {"If-Modified-Since": first.headers["last-modified"]}
        assert httpx.get(site.address(2), headers=known).status_code == 304
        assert httpx.get(site.address(2), headers=since).status_code == 304
        site.touch(2)
        assert httpx.get(site.address(2), headers=known).text == first.text
        site.change(2)
        assert httpx.get(site.address(2), headers=since).text != first.text
        assert site.requests["/pages/2.html"] == 5
        assert site.not_modified["/pages/2.html"] == 2


def test_pages_come_and_go_in_page_and_sitemap() -> None:
    with Site(pages=5, per_sitemap=2, extras=True) as site:
        site.remove(1)
        added = site.add()
        assert httpx.get(site.address(1)).status_code == 404
        assert site.page(added).claims[0].text in httpx.get(site.address(added)).text
        index = httpx.get(site.sitemap).text
        assert index.count("<sitemap>") == 4
        first = gzip.decompress(httpx.get(f"{site.url}/sitemap-0.xml.gz").content).decode()
        assert site.address(1) not in first
        assert first.count("<url>") == 2
        assert httpx.get(f"{site.url}/sitemap-extras.xml").text.count("<url>") == len(EXTRAS)
