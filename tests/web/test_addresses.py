"""Which addresses pages may be read from."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from citecheck.web.addresses import AddressRefused, refusal

TABLE = tomllib.loads(files("citecheck.web").joinpath("addresses.toml").read_text("utf-8"))


@pytest.mark.parametrize("entry", TABLE["addresses"], ids=lambda entry: entry["what"])
def test_an_entry_holds_what_it_should_and_nothing_near(entry: dict[str, Any]) -> None:
    assert entry["source"]
    for address in entry["fires"]:
        assert refusal(address, allow_private=False) == entry["what"]
        assert refusal(address, allow_private=True) == (entry["what"] if entry["never"] else None)
    for address in entry["misses"]:
        assert refusal(address, allow_private=False) != entry["what"]


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111"])
def test_public_addresses_are_read(address: str) -> None:
    assert refusal(address, allow_private=False) is None


@pytest.mark.parametrize(
    ("address", "inner"),
    [
        ("::ffff:127.0.0.1", "a loopback address"),
        ("::ffff:169.254.169.254", "an address that serves a cloud's credentials"),
        ("64:ff9b::a00:1", "a private address"),
        ("2002:7f00:1::", "a loopback address"),
        ("fe80::1%eth0", "a link-local address"),
    ],
)
def test_an_address_inside_another_counts_as_itself(address: str, inner: str) -> None:
    assert refusal(address, allow_private=False) == inner


@pytest.mark.parametrize("address", ["192.0.2.1", "198.18.0.1", "240.0.0.1", "2001:db8::1"])
def test_reserved_addresses_are_never_read(address: str) -> None:
    assert refusal(address, allow_private=True) == "a reserved address"


def test_an_address_is_named_and_whether_anything_opens_it() -> None:
    private = AddressRefused("intranet.example", "10.0.0.1", "a private address")
    assert str(private) == "intranet.example is at 10.0.0.1, a private address"
    assert private.may_be_opened
    linked = AddressRefused("169.254.1.1", "169.254.1.1", "a link-local address")
    assert str(linked) == "169.254.1.1 is a link-local address"
    assert not linked.may_be_opened
