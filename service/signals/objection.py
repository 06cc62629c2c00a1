"""A tenant's objection after the signal was sent: the corporation needs a new written reminder before the next one.

Besluit gemeentelijke schuldhulpverlening, article 2(d): the tenant must not have declined the offer that came with the
reminder. The withdrawal `bezwaarHuurder` erases the person, so all that is kept is one keyed hash of corporation and
address with a day, for six months. Every way in asks here; what follows from the day is decided by the provision.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock
from service.actors import Actor
from service.journal import Entry, record
from service.signals.matching import household_value
from service.signals.report import Report
from service.vault import Vault

OBJECTIONS_FORGOTTEN = "bezwaren-gewist"
GROUND = "AVG artikel 5, eerste lid, onder e"
# The same length of months as courts count with: the last day of a month that is shorter (signals.receipt.age).
_PASSED = "objected_on + interval '6 months' <= cast(:today AS date)"
NOT_KNOWN = "NOT EXISTS (SELECT 1 FROM tenant_objection WHERE key = cast(:objection_key AS bytea))"
"""For the statement that stores a signal: whoever may have objected is judged with what is remembered."""
_RECORD = text("""
    INSERT INTO tenant_objection (key, objected_on) VALUES (:key, :day)
    ON CONFLICT (key) DO UPDATE SET objected_on = greatest(tenant_objection.objected_on, EXCLUDED.objected_on)
""")
_FIND = text(f"""
    SELECT key, objected_on FROM tenant_objection WHERE key = ANY (cast(:keys AS bytea[])) AND NOT {_PASSED}
""")  # noqa: S608 (words of this module, no input)
_FORGET = text(f"""
    DELETE FROM tenant_objection
     WHERE key IN (SELECT key FROM tenant_objection WHERE {_PASSED} LIMIT :most FOR UPDATE SKIP LOCKED)
""")  # noqa: S608 (words of this module, no input)


def objection_key(household_key: bytes, corporation_id: UUID, vault: Vault) -> bytes:
    """Under a key of its own for each corporation, so that it equals no household key and none of another's."""
    return vault.index_in(f"objection\0{corporation_id}", household_key.hex())


def objection_key_of(report: Report, corporation_id: UUID, vault: Vault) -> bytes | None:
    """The key to ask with; None for a signal that article 2 is not about."""
    return objection_key(household_key_of(report, vault), corporation_id, vault) if report.rent else None


def household_key_of(report: Report, vault: Vault) -> bytes:
    return vault.index("household", household_value(report.municipality_code, report.subject.address))


def remember_objection(session: Session, key: bytes, day: date) -> None:
    """Keep the day of an objection; of two the later."""
    session.execute(_RECORD, {"key": key, "day": day})


def objections(session: Session, keys: Iterable[bytes], today: date) -> dict[bytes, date]:
    """The day of the objection behind each key, where six months have not passed on a day."""
    rows = session.execute(_FIND, {"keys": list(keys), "today": today})
    return {bytes(row.key): row.objected_on for row in rows}


def forget_objections(session: Session, actor: Actor, now: datetime, most: int) -> int:
    """Erase at most `most` objections of six months ago; how many that were."""
    done: int = session.execute(_FORGET, {"today": clock.day_of(now), "most": most}).rowcount  # type: ignore[attr-defined]
    if done:
        record(session, [Entry(OBJECTIONS_FORGOTTEN, None, GROUND, {"aantal": done})], actor, now)
    return done
