"""A municipality's own consent to receive rent signals of every corporation: recorded, read, ended."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.actors import Administrator
from service.clock import day_of
from service.db import new_id
from service.errors import Conflict, Fault, InvalidInput, NotFound
from service.journal import Entry, record
from service.partners.tables import GeneralConsent, Organisation

HOLDS_ALREADY = "Uw gemeente heeft al algemeen toegestemd. Beëindig die toestemming eerst."
_GROUND = "beheer"


@dataclass(frozen=True, slots=True)
class NewGeneralConsent:
    """What is recorded: who decided it at the municipality, on which day, and from which day it holds."""

    given_by: str
    given_on: date
    valid_from: date


def record_general_consent(session: Session, new: NewGeneralConsent, actor: Administrator, now: datetime) -> UUID:
    """Consent from a day on, until it is ended. A signal that was refused before stays refused.

    Raises `InvalidInput` for a first day that has passed or that lies before the decision, `Conflict` when a consent
    holds already or is to come.
    """
    today = day_of(now)
    if new.valid_from < today:
        raise InvalidInput([Fault("#/van", "terugwerkend", "De toestemming gaat niet in voor vandaag.")])
    if new.given_on > new.valid_from:
        raise InvalidInput([Fault("#/gegeven", "looptTerug", "Het besluit is niet later dan de eerste dag.")])
    code = actor.municipality_code
    # Two who record at once take turns on the row of their municipality.
    session.execute(select(Organisation.id).where(Organisation.municipality_code == code).with_for_update())
    known = general_consents(session, code)
    if any(one.valid_until is None or one.valid_until >= new.valid_from for one in known):
        raise Conflict(HOLDS_ALREADY)
    row = GeneralConsent(
        id=new_id(), municipality_code=code, given_by=new.given_by, given_on=new.given_on, valid_from=new.valid_from,
        valid_until=None,
    )
    session.add(row)
    session.flush()
    record(session, [Entry("algemene-toestemming-vastgelegd", row.id, _GROUND)], actor, now)
    return row.id


def end_general_consent(
    session: Session, consent_id: UUID, last_day: date, actor: Administrator, now: datetime
) -> None:
    """Let a consent end on a day, from today on; one that has not begun by then never holds.

    Raises `NotFound`, `InvalidInput` for a day that has passed or that would make the consent longer.
    """
    row = general_consent_of(session, consent_id, actor)
    if last_day < day_of(now) or (row.valid_until is not None and last_day > row.valid_until):
        raise InvalidInput([Fault("#/einddatum", "buitenBereik", "Kies een dag vanaf vandaag, binnen de toestemming.")])
    if last_day < row.valid_from:
        session.execute(delete(GeneralConsent).where(GeneralConsent.id == row.id))
    else:
        session.execute(update(GeneralConsent).where(GeneralConsent.id == row.id).values(valid_until=last_day))
    record(session, [Entry("algemene-toestemming-beeindigd", row.id, _GROUND)], actor, now)


def general_consent_of(session: Session, consent_id: UUID, actor: Administrator) -> GeneralConsent:
    """A consent of the actor's own municipality. Raises `NotFound`."""
    found = next((one for one in general_consents(session, actor.municipality_code) if one.id == consent_id), None)
    if found is None:
        raise NotFound("Deze toestemming is er niet.")
    return found


def general_consents(session: Session, municipality_code: str) -> list[GeneralConsent]:
    """Every general consent of a municipality, also those that ended, the latest first."""
    query = select(GeneralConsent).where(GeneralConsent.municipality_code == municipality_code)
    return list(session.scalars(query.order_by(GeneralConsent.valid_from.desc(), GeneralConsent.id)))


def general_consent_on(session: Session, municipality_code: str, day: date) -> GeneralConsent | None:
    """The consent that holds on a day."""
    for one in general_consents(session, municipality_code):
        if one.valid_from <= day and (one.valid_until is None or day <= one.valid_until):
            return one
    return None
