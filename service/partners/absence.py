"""When a colleague is away, so that the work can be divided in time. No reason is asked or kept."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from service.actors import TeamLead
from service.errors import Fault, InvalidInput
from service.journal import Entry, record
from service.partners.store import colleague_of
from service.partners.tables import Account


@dataclass(frozen=True, slots=True)
class Absence:
    """The first and the last day."""

    first: date
    last: date


def set_absence(session: Session, account_id: UUID, absence: Absence | None, actor: TeamLead, now: datetime) -> None:
    """Note when a colleague of the own organisation is away; None: not any more. Raises `NotFound`, `InvalidInput`."""
    colleague = colleague_of(session, account_id, actor.organisation_id)
    if absence and absence.last < absence.first:
        raise InvalidInput([Fault("#/tot", "looptTerug", "De laatste dag ligt voor de eerste dag.")])
    first, last = (absence.first, absence.last) if absence else (None, None)
    session.execute(
        update(Account).where(Account.id == colleague.id).values(absent_from=first, absent_until=last)
    )
    action = "afwezigheid-vastgelegd" if absence else "afwezigheid-weggehaald"
    record(session, [Entry(action, colleague.id, "werkverdeling")], actor, now)
