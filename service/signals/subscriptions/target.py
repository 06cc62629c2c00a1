"""Where events may go: to a public server by https, never to what stands inside our own network.

The name is looked up once and the connection is made to the address that was looked at: a name that answers otherwise
a moment later gains nothing.
"""

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from service.errors import Fault

LONGEST_URL = 500
MOST_ADDRESSES = 4
# The ports of the Digikoppeling REST profile.
PORTS = {443, 8443}
_LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
# Addresses of IPv4 that stand inside one of IPv6 and would be reached through a translator.
_TRANSLATED: IPv6Network = IPv6Network(ip_network("64:ff9b::/96"))
_POINTER = "#/url"
_SHAPE = re.compile(r"[a-z]+://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?(?:[/?][!\"$-~]*)?")


class NotAllowedThere(Exception):
    """The name of a receiver leads to an address that is not public."""


@dataclass(frozen=True, slots=True)
class Target:
    """A receiver as it is connected to: `urls` with an address in place of the name, in the order to try them.

    `host` is the name for TLS, `authority` the name for the `Host` header.
    """

    urls: tuple[httpx.URL, ...]
    host: str
    authority: str


def faults_of_url(text: str, *, loopback: bool) -> Iterator[Fault]:
    """What is wrong with the address of a receiver, before it is looked up."""
    url = _parsed(text)
    if url is None:
        told = "Schrijf het adres als https://systeem.example/pad, zonder gebruikersnaam, wachtwoord, spatie of #."
        yield Fault(_POINTER, "ongeldigAdres", told)
    elif loopback and url.host in _LOOPBACK_NAMES and url.scheme in {"http", "https"}:
        return
    elif url.scheme != "https" or (url.port or 443) not in PORTS or _is_number(url.host):
        told = "Alleen https, poort 443 of 8443, met een servernaam en niet met een nummer."
        yield Fault(_POINTER, "ongeldigAdres", told)


def _parsed(text: str) -> httpx.URL | None:
    try:
        return httpx.URL(text) if _SHAPE.fullmatch(text) else None
    except httpx.InvalidURL:
        return None


def look_up(text: str, *, loopback: bool) -> Target:
    """The receiver behind an address. Raises `NotAllowedThere`, or `OSError` when the name is not known."""
    url = httpx.URL(text)
    port = url.port or (443 if url.scheme == "https" else 80)
    found = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    addresses = [ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    if not addresses or not all(_may_reach(one, loopback=loopback) for one in addresses):
        raise NotAllowedThere
    urls = tuple(url.copy_with(host=str(one), port=port) for one in addresses[:MOST_ADDRESSES])
    return Target(urls, url.host, url.netloc.decode("ascii"))


def _may_reach(address: IPv4Address | IPv6Address, *, loopback: bool) -> bool:
    """Public, or our own machine where a setting allows it (demonstration and tests)."""
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped
        if inside:
            return _may_reach(inside, loopback=loopback)
        if address.sixtofour or address.teredo or address in _TRANSLATED:
            return False
    if address.is_loopback:
        return loopback
    return address.is_global and not address.is_multicast and not address.is_reserved


def _is_number(host: str) -> bool:
    """An address instead of a name, also in the shapes that only a C library reads as one (0x7f.1, 2130706433)."""
    last = host.rstrip(".").rpartition(".")[2]
    return ":" in host or not last or last[0].isdigit()
