"""Which addresses of the network pages may be read from."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import cache

from citecheck.text.tables import read_table

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class AddressRefused(Exception):
    """A server is at an address that no page is read from; says so as a part of a sentence.

    `may_be_opened` where a setting would let it be read.
    """

    def __init__(self, host: str, address: str, what: str) -> None:
        where = f"{address} is" if host == address else f"{host[:100]} is at {address},"
        super().__init__(f"{where} {what}")
        self.may_be_opened = _opened_by_setting(what)


@dataclass(frozen=True)
class _Kind:
    what: str
    networks: tuple[_Network, ...]
    never: bool


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            what=entry["what"],
            networks=tuple(ipaddress.ip_network(network) for network in entry["ranges"]),
            never=entry["never"],
        )
        for entry in read_table("citecheck.web", "addresses.toml")["addresses"]
    )


def refusal(address: str, *, allow_private: bool) -> str | None:
    """Why no page is read from a numeric address ("a loopback address"), or None where it may be.

    `allow_private` opens loopback and private addresses, never link-local ones or those that
    serve a cloud's credentials. An IPv4 address inside an IPv6 one counts as itself.
    """
    for one in _meant(ipaddress.ip_address(address.partition("%")[0])):
        kind = next((k for k in _kinds() if any(one in network for network in k.networks)), None)
        if kind is None and not one.is_global:
            return "a reserved address"
        if kind is not None and (kind.never or not allow_private):
            return kind.what
    return None


def _opened_by_setting(what: str) -> bool:
    return any(kind.what == what and not kind.never for kind in _kinds())


def _meant(address: _Address) -> tuple[_Address, ...]:
    """Every address that a packet to this one may end up at, those inside it first.

    Python's releases do not agree whether an address that holds another is global itself.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.sixtofour:
        return (address.sixtofour, address)
    return (*address.teredo, address) if address.teredo else (address,)
