"""Finding referrals by reference, name or address, along blind indexes: nothing is opened to search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import Fault, InvalidInput
from service.journal import Entry, record
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.signals.search import Match, Wanted, wanted
from service.vault import Vault

MOST, THROUGH = 50, 1_000
GROUND = "verwijzingen:behandelen"
TOO_LITTLE = "Zoek op een referentie, een achternaam, of een postcode met of zonder huisnummer."


@dataclass(frozen=True, slots=True)
class Hit:
    referral: Referral
    match: Match


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, best first; `more` says that there is more than is shown."""

    hits: list[Hit]
    more: bool


# So many signals are looked through for one way of looking: a name that thousands bear asks for a postcode beside it.
# A signal may stand in several referrals and a referral may hold several signals, so a few too many are read. Work that
# is forgotten is not found, also where another desk still needs the person.
_LOOK = text("""
    WITH seen AS MATERIALIZED (
        SELECT signal_id FROM signal_search WHERE tokens @> cast(:tokens AS bigint[]) LIMIT :through
    ), held AS (
        SELECT rs.referral_id FROM seen JOIN referral_signal rs ON rs.signal_id = seen.signal_id
         UNION ALL
        SELECT referral_id FROM referral_link WHERE search @> cast(:tokens AS bigint[]) AND active
    )
    SELECT r.id, (SELECT count(*) FROM seen) = :through AS more
      FROM held JOIN referral r ON r.id = held.referral_id
     WHERE r.municipality_code = :code AND r.destination = ANY (:destinations) AND r.forgotten_at IS NULL
     LIMIT :most
""")


def search(session: Session, vault: Vault, typed: str, actor: Caseworker, now: datetime) -> Hits:
    """The referrals this caseworker may handle that fit what was typed; that there was a search is recorded.

    Exact before the same beginning before the same sound; within these running work first, the most pressing on top.
    Raises `InvalidInput` when there is nothing to search by.
    """
    ways = wanted(typed)
    if not ways:
        raise InvalidInput([Fault("#/zoekterm", "nietsOmOpTeZoeken", TOO_LITTLE)])
    matches: dict[UUID, Match] = {}
    more = False
    for way in ways:
        if len(matches) <= MOST:
            rows = _look(session, vault, way, actor)
            more = more or any(row.more for row in rows)
            for row in rows:
                matches.setdefault(row.id, way.match)
    hits = _in_order(session, matches)
    record(session, [Entry("gezocht", None, GROUND, {"gevonden": min(len(hits), MOST)})], actor, now)
    return Hits(hits[:MOST], more or len(hits) > MOST)


def _look(session: Session, vault: Vault, way: Wanted, actor: Caseworker) -> Sequence[Row[Any]]:
    return session.execute(_LOOK, {
        "tokens": vault.tokens(actor.municipality_code, way.keys), "code": actor.municipality_code,
        "destinations": list(actor.destinations), "through": THROUGH, "most": 2 * MOST,
    }).all()


def _in_order(session: Session, matches: dict[UUID, Match]) -> list[Hit]:
    rows = session.scalars(select(Referral).where(Referral.id.in_(matches)))
    return sorted((Hit(row, matches[row.id]) for row in rows), key=_place)


def _place(hit: Hit) -> tuple[object, ...]:
    row = hit.referral
    return list(Match).index(hit.match), row.status == ReferralStatus.CLOSED, row.urgency, row.due, row.id
