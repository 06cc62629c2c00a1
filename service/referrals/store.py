"""Finding, opening and joining referrals in sets: a batch of signals costs some statements, whatever its size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.referrals.deadlines import NORMAL, Due
from service.referrals.routing import TRIAGE
from service.referrals.status import ReferralStatus

Key = tuple[bytes, str, str]
"""A household, a worklist and a ground: what has one open referral at most."""


@dataclass(frozen=True, slots=True)
class NewReferral:
    """A referral to open, or to join when one of the same household, worklist and ground is open already.

    What its signals add up to goes in with it, so that it is written once. Without it, `settle` follows.
    """

    id: UUID
    municipality_code: str
    destination: str
    ground: str
    household_key: bytes
    team: str | None
    routing: dict[str, Any]
    statutory_due: date
    target_due: date | None = None
    urgency: int = NORMAL
    multiple: bool = False
    consecutive: bool = False
    tray: str | None = None

    @property
    def key(self) -> Key:
        return self.household_key, self.destination, self.ground


@dataclass(frozen=True, slots=True)
class Opened:
    """The open referral of a key. `new`: it was opened just now, and not joined."""

    id: UUID
    new: bool
    status: str
    destination: str

    @property
    def held(self) -> bool:
        """Somebody works on it: whoever sent a signal that joins it hears that at once. Triage is no such work."""
        return self.status == ReferralStatus.PICKED_UP and self.destination != TRIAGE


@dataclass(frozen=True, slots=True)
class Link:
    """A signal that goes to a place, with its own term there."""

    signal_id: UUID
    destination: str
    referral_id: UUID
    due: Due


_FIND = text("""
    SELECT r.id, r.household_key, r.destination, r.ground, r.status
      FROM json_to_recordset(cast(:keys AS json)) AS w (household_key text, destination text, ground text)
      JOIN referral r ON r.household_key = decode(w.household_key, 'hex') AND r.destination = w.destination
                     AND r.ground = w.ground AND r.status <> 'afgesloten' AND r.term IS NOT NULL
     ORDER BY r.household_key, r.destination, r.ground
       FOR UPDATE OF r
""")

_NEW = {
    "id": "uuid", "municipality_code": "text", "destination": "text", "ground": "text", "household_key": "text",
    "team": "text", "tray": "text", "routing": "jsonb", "urgency": "smallint", "statutory_due": "date",
    "target_due": "date", "multiple": "boolean", "consecutive": "boolean",
}
# The unique index on open referrals decides which of two workers opens it; the other one joins. The update that
# changes nothing makes the row visible to RETURNING, and locks it until the links stand.
_OPEN = text(f"""
    INSERT INTO referral (id, municipality_code, destination, ground, household_key, status, team, tray, routing,
                          urgency, term, statutory_due, target_due, multiple, consecutive, opened_at)
    SELECT id, municipality_code, destination, ground, decode(household_key, 'hex'), 'open', team, tray, routing,
           urgency, CASE ground WHEN 'zorg' THEN 'onderzoek' ELSE 'eersteGesprek' END, statutory_due, target_due,
           multiple, consecutive, :now
      FROM json_to_recordset(cast(:rows AS json)) AS n ({", ".join(f"{name} {kind}" for name, kind in _NEW.items())})
    ON CONFLICT (household_key, destination, ground) WHERE status <> 'afgesloten' AND term IS NOT NULL
    DO UPDATE SET version = referral.version
    RETURNING id, household_key, destination, ground, status
""")  # noqa: S608 (column names of this module, no input)

_LINK = text("""
    INSERT INTO referral_signal (signal_id, destination, referral_id, statutory_due, target_due, threatening, linked_at)
    SELECT signal_id, destination, referral_id, statutory_due, target_due, threatening, :now
      FROM json_to_recordset(cast(:rows AS json)) AS l (signal_id uuid, destination text, referral_id uuid,
           statutory_due date, target_due date, threatening boolean)
    ON CONFLICT (signal_id, destination) DO NOTHING
""")

def find_open(session: Session, keys: Iterable[Key]) -> dict[Key, Opened]:
    """The open referrals that take new signals, of those keys that have one; locked, in one order."""
    listed = [
        {"household_key": household_key.hex(), "destination": destination, "ground": ground}
        for household_key, destination, ground in keys
    ]
    rows = session.execute(_FIND, {"keys": msgspec.json.encode(listed).decode()}).all()
    return {
        (row.household_key, row.destination, row.ground): Opened(row.id, False, row.status, row.destination)
        for row in rows
    }


def open_referrals(session: Session, referrals: Iterable[NewReferral], now: datetime) -> dict[Key, Opened]:
    """Open each, or join the one that another opened meanwhile."""
    ordered = sorted(referrals, key=lambda one: one.key)
    if not ordered:
        return {}
    rows = [
        {name: getattr(one, name) for name in _NEW} | {"household_key": one.household_key.hex()} for one in ordered
    ]
    own = {one.id for one in ordered}
    found = session.execute(_OPEN, {"now": now, "rows": msgspec.json.encode(rows).decode()})
    return {
        (row.household_key, row.destination, row.ground): Opened(row.id, row.id in own, row.status, row.destination)
        for row in found.all()
    }


def link(session: Session, links: Iterable[Link], now: datetime) -> None:
    """Put each signal into its referral; a signal that is there already stays where it is."""
    rows = [
        {"signal_id": one.signal_id, "destination": one.destination, "referral_id": one.referral_id,
         "statutory_due": one.due.statutory, "target_due": one.due.target, "threatening": one.due.threatening}
        for one in links
    ]
    session.execute(_LINK, {"now": now, "rows": msgspec.json.encode(rows).decode()})


# The corporation is told what became of its signal in the same breath.
_FORWARD = text("""
    WITH moved AS (
        UPDATE signal s
           SET status = w.status, taken_up_at = CASE WHEN w.status = 'opgepakt' THEN cast(:now AS timestamptz) END
          FROM json_to_recordset(cast(:signals AS json)) AS w (id uuid, status text)
         WHERE s.id = w.id
        RETURNING s.id, s.corporation_id, s.status, s.forwarded_from
    )
    INSERT INTO feedback (corporation_id, signal_id, at, status)
    SELECT corporation_id, id, :now, status FROM moved WHERE forwarded_from IS NULL
""")


def forward(session: Session, statuses: Mapping[UUID, str], now: datetime) -> None:
    """Give received signals, which are locked, their next status."""
    rows = [{"id": signal_id, "status": status} for signal_id, status in statuses.items()]
    session.execute(_FORWARD, {"signals": msgspec.json.encode(rows).decode(), "now": now})
