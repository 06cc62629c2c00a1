"""What a process of claimers does: take the next referral again and again, or update one row by key.

Claimers stand in two processes, as the API does, each with threads; so it is not Python's lock that is measured.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from uuid import UUID, uuid4

from sqlalchemy import Engine, create_engine, text

from service import clock
from service.actors import Caseworker
from service.db import Database
from service.referrals.pick_up import pick_up_next

DESTINATION = "schuldhulp"
_MOST_THREADS = 32
_BY_KEY = text("""
    UPDATE referral SET status = 'opgepakt', assigned_to = :actor, assigned_name = :name, picked_up_at = :now,
                        version = version + 1
     WHERE id = :id
""")


@dataclass(frozen=True, slots=True)
class Errand:
    """From `begin` to `end` (monotonic seconds, one clock for all processes), with so many threads."""

    url: str
    municipality_code: str
    threads: int
    begin: float
    end: float
    ids: tuple[UUID, ...] = ()


def claim(errand: Errand) -> list[UUID]:
    """The referrals that were taken through the project's own use case."""
    return _together(errand, lambda one, _share: _claims(one), [()] * errand.threads)


def update_by_key(errand: Errand) -> list[UUID]:
    """The same change to rows whose keys are known, and nothing else."""
    return _together(errand, _updates, [errand.ids[n::errand.threads] for n in range(errand.threads)])


def ready(errand: Errand) -> int:
    """Open every connection beforehand."""
    with ThreadPoolExecutor(errand.threads) as pool:
        return sum(pool.map(_touch, repeat(errand.url, errand.threads)))


def _touch(url: str) -> int:
    with _database(url).each_statement() as session, _engine(url).begin() as connection:
        return len([session.execute(text("SELECT 1")), connection.execute(text("SELECT pg_sleep(0.02)"))])


def _together(
    errand: Errand, work: Callable[[Errand, Sequence[UUID]], list[UUID]], shares: Sequence[Sequence[UUID]]
) -> list[UUID]:
    with ThreadPoolExecutor(errand.threads) as pool:
        return [one for done in pool.map(lambda share: work(errand, share), shares) for one in done]


def _claims(errand: Errand) -> list[UUID]:
    actor = Caseworker(uuid4(), uuid4(), "Sanne Proefstra", errand.municipality_code, frozenset({DESTINATION}))
    database, taken = _database(errand.url), []
    _wait(errand)
    while time.monotonic() < errand.end:
        found = pick_up_next(database, DESTINATION, actor, clock.now())
        if found is None:
            break
        taken.append(found.id)
    return taken


def _updates(errand: Errand, share: Sequence[UUID]) -> list[UUID]:
    engine, done, actor = _engine(errand.url), [], uuid4()
    _wait(errand)
    for one in share:
        if time.monotonic() >= errand.end:
            break
        with engine.begin() as connection:
            connection.execute(_BY_KEY, {"actor": actor, "name": "Sanne Proefstra", "now": clock.now(), "id": one})
        done.append(one)
    return done


def _wait(errand: Errand) -> None:
    time.sleep(max(0.0, errand.begin - time.monotonic()))


@cache
def _database(url: str) -> Database:
    return Database(url, pool_size=_MOST_THREADS, name="voordeur-bench")


@cache
def _engine(url: str) -> Engine:
    return create_engine(url, pool_size=_MOST_THREADS, max_overflow=0)
