"""When a receiver is tried again, what an event looks like, and which addresses are never reached."""

import re
import socket
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from service.app import openapi_document
from service.problems import PREFIX
from service.signals.status import SignalStatus
from service.signals.subscriptions import target
from service.signals.subscriptions.event import SCHEMA, TYPES, Publisher, cloud_event
from service.signals.subscriptions.pace import asked_pause, pause_after, pause_between
from service.signals.subscriptions.target import NotAllowedThere, faults_of_url, look_up

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("failures", "low", "high"), [
    (1, 5, 10), (2, 10, 20), (5, 80, 160), (9, 1280, 2560), (10, 1800, 3600), (500, 1800, 3600),
])
def test_pauses_double_up_to_an_hour_and_half_of_each_is_chance(failures: int, low: int, high: int) -> None:
    assert pause_after(failures, 0.0) == timedelta(seconds=low)
    assert pause_after(failures, 1.0) == timedelta(seconds=high)


@pytest.mark.parametrize(("asked", "seconds"), [
    (None, 0), ("", 0), ("120", 120), ("999999999999", 86400), ("Sun, 22 Nov 2026 09:02:00 GMT", 120),
    ("Sun, 22 Nov 2026 08:00:00 GMT", 0), ("Fri, 22 Nov 2036 09:00:00 GMT", 86400), ("straks", 0),
    ("-5", 0), ("1e9", 0),
])
def test_the_receiver_may_ask_for_a_pause_of_a_day_at_most(asked: str | None, seconds: int) -> None:
    assert asked_pause(asked, NOW) == timedelta(seconds=seconds)


def test_a_rate_is_a_time_between_events():
    assert pause_between(120) == timedelta(seconds=0.5)
    assert pause_between(None) == timedelta()


def _told(signal: UUID, status: str = "nietOpgepakt") -> dict[str, Any]:
    return {
        "signaalId": str(signal), "referentie": "HA-1", "status": status, "reden": None,
        "tijdstip": "2026-11-22T09:00:00.000000Z",
    }


def test_an_event_is_by_the_profile():
    signal = uuid4()
    event = cloud_event(7, _told(signal), Publisher("urn:nld:oin:00000000000000000000:systeem:x", "https://v.example"))
    assert event == {
        "specversion": "1.0", "id": event["id"], "source": "urn:nld:oin:00000000000000000000:systeem:x",
        "type": "nl.vroegsignalen.signaal-niet-opgepakt", "subject": str(signal),
        "time": "2026-11-22T09:00:00.000000Z", "datacontenttype": "application/json",
        "dataschema": "https://v.example/api/v1/openapi.json#/components/schemas/Terugkoppeling", "data": _told(signal),
    }


def test_an_event_keeps_its_id_and_shares_it_with_no_other():
    publisher, signal = Publisher("urn:nld:x", "https://v.example"), uuid4()
    ids = [cloud_event(entry, _told(one), publisher)["id"] for one in (signal, uuid4()) for entry in (7, 8, 7)]
    assert ids[0] == ids[2] != ids[1]
    assert len(set(ids)) == 4


def test_every_status_has_a_type_as_the_profile_asks():
    assert set(TYPES) == set(SignalStatus)
    assert all(re.fullmatch(r"nl\.vroegsignalen\.signaal-[a-z]+(-[a-z]+)*", one) for one in TYPES.values())
    assert len(set(TYPES.values())) == len(TYPES)


@pytest.mark.parametrize(("fact", "value", "type_"), [
    ("schuldhulpverlening", {"ontvangt": True, "op": "2026-11-22"}, "nl.vroegsignalen.schuldhulpverlening-gemeld"),
    ("schuldhulpverlening", {"ontvangt": False, "op": "2026-11-22"}, "nl.vroegsignalen.schuldhulpverlening-gemeld"),
    ("incassopauze", {"van": "2026-11-22", "tot": "2026-12-22"}, "nl.vroegsignalen.incassopauze-gemeld"),
])
def test_a_fact_has_a_type_of_its_own_whatever_status_it_repeats(fact: str, value: Any, type_: str) -> None:
    data = _told(uuid4(), "opgepakt") | {"schuldhulpverlening": None, "incassopauze": None, fact: value}
    assert cloud_event(7, data, Publisher("urn:nld:x", "https://v.example"))["type"] == type_


def test_the_schema_of_the_data_is_published_where_the_event_says():
    assert SCHEMA.startswith(f"{PREFIX}/openapi.json#")
    assert SCHEMA.rpartition("/")[2] in openapi_document()["components"]["schemas"]


@pytest.mark.parametrize("url", [
    "https://ontvanger.example/pad", "https://ontvanger.example", "https://ontvanger.example:8443/pad?soort=1",
])
def test_a_public_https_address_is_fine(url: str) -> None:
    assert list(faults_of_url(url, loopback=False)) == []


@pytest.mark.parametrize("url", [
    "http://ontvanger.example/pad", "https://ontvanger.example:22/", "https://a:b@ontvanger.example/",
    "https://ontvanger.example/#x", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/",
    "https://10.0.0.1./", "ftp://ontvanger.example/", "/pad", "https:///pad", "https://", "niets", "https://a b/",
    "https://ontvanger.example:99999/", "http://localhost/", "file:///etc/passwd", "https://ontvänger.example/",
])
def test_another_address_is_refused_before_it_is_looked_up(url: str) -> None:
    assert [fault.code for fault in faults_of_url(url, loopback=False)] == ["ongeldigAdres"]


def test_our_own_machine_only_where_a_setting_allows_it():
    assert list(faults_of_url("http://127.0.0.1:8081/", loopback=True)) == []
    assert list(faults_of_url("http://127.0.0.2:8081/", loopback=True)) != []
    assert list(faults_of_url("http://10.0.0.1/", loopback=True)) != []


def _resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """The answer of a name server; what is done with it is ours."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(target.socket, "getaddrinfo", lambda *_a, **_k: found)


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:10.0.0.1",
    "64:ff9b::a00:1", "2002:a00:1::1", "2001:0:a00:1::1", "192.0.2.1", "240.0.0.1",
])
def test_a_name_that_leads_inside_is_never_reached(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _resolving(monkeypatch, address)
    with pytest.raises(NotAllowedThere):
        look_up("https://ontvanger.example/", loopback=False)
    _resolving(monkeypatch, "93.184.216.34", address)
    with pytest.raises(NotAllowedThere):
        look_up("https://ontvanger.example/", loopback=False)


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolving(monkeypatch, "93.184.216.34", "2606:2800:220:1::1")
    found = look_up("https://ontvanger.example:8443/pad?x=1", loopback=False)
    assert [str(one) for one in found.urls] == [
        "https://93.184.216.34:8443/pad?x=1", "https://[2606:2800:220:1::1]:8443/pad?x=1",
    ]
    assert (found.host, found.authority) == ("ontvanger.example", "ontvanger.example:8443")
