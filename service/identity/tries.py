"""Holding back who keeps guessing, so that nobody can lock somebody else out for long.

Three things are counted: a name at a place, a name anywhere, a place with whatever names. Each has a number of free
tries; after those a wait begins that doubles with every further try, up to a quarter of an hour. A name that came in
from a place before is held back only by its own tries there (`docs/decisions/0014-holding-back-guesses.md`). A name
that does not exist is counted as one that does: nothing here knows which names exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.identity.tables import SignInTries
from service.vault import Vault

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
QUIET = timedelta(days=1)
KNOWN_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted together: `free` wrong tries go by without a wait."""

    what: str
    free: int


PAIR = Counted("naam op een plaats", 5)
NAME = Counted("naam", 20)
PLACE = Counted("plaats", 50)


@dataclass(frozen=True, slots=True)
class Held:
    """Not now: the try was not looked at."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was counted as wrong before it is judged; `began` names what is held back from now on."""

    keys: dict[Counted, bytes] = field(repr=False)
    began: tuple[Counted, ...]


def count(session: Session, keys: dict[Counted, bytes], now: datetime) -> Try | Held:
    """Count a try before it is judged, so that many at once are no more than the free ones either."""
    rows = _locked(session, keys.values(), now)
    pair = rows[keys[PAIR]]
    known = pair.known_until is not None and pair.known_until > now
    counting = {one: key for one, key in keys.items() if one is PAIR or not known}
    waits = [row.held_until for key in counting.values() if (row := rows[key]).held_until and row.held_until > now]
    if waits:
        return Held(max(waits))
    began = tuple(one for one, key in counting.items() if _add(rows[key], one, now))
    return Try(counting, began)


def forgive(session: Session, made: Try, now: datetime) -> None:
    """The try was right: take it back, and know this name at this place from now on."""
    rows = _locked(session, made.keys.values(), now)
    for counted, key in made.keys.items():
        row = rows[key]
        row.tries = 0 if counted is PAIR else max(row.tries - 1, 0)
        if row.tries < counted.free:
            row.held_until = None
    rows[made.keys[PAIR]].known_until = now + KNOWN_FOR


def keys_of(vault: Vault, username: str, address: str) -> dict[Counted, bytes]:
    """The keys under which a try is counted; they tell neither the name nor the place."""
    place = place_of(address)
    values = {PAIR: f"{username}\0{place}", NAME: username, PLACE: place}
    return {counted: vault.index(f"aanmelden {counted.what}", value) for counted, value in values.items()}


def place_of(address: str) -> str:
    """Where somebody comes from: an IPv4 address, or the network of an IPv6 address, in which one may take any."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)


def wait_after(tries: int, counted: Counted) -> timedelta | None:
    """The wait that the last of so many wrong tries begins."""
    if tries < counted.free:
        return None
    doublings: int = 2 ** min(tries - counted.free, 10)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def _locked(session: Session, keys: Iterable[bytes], now: datetime) -> dict[bytes, SignInTries]:
    """The rows of these keys, made when they are not there; locked in one order, so that nobody waits in a ring."""
    wanted = sorted(keys)
    missing = insert(SignInTries).values([{"id": key, "last_at": now} for key in wanted])
    session.execute(missing.on_conflict_do_nothing())
    query = select(SignInTries).where(SignInTries.id.in_(wanted)).order_by(SignInTries.id).with_for_update()
    return {row.id: row for row in session.scalars(query)}


def _add(row: SignInTries, counted: Counted, now: datetime) -> bool:
    """One more wrong try; after a quiet day counting begins anew. True when a wait begins."""
    row.tries = row.tries + 1 if now - row.last_at < QUIET else 1
    row.last_at = now
    wait = wait_after(row.tries, counted)
    row.held_until = now + wait if wait else None
    return wait is not None
