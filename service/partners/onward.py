"""The partners of a municipality: organisations that it refers residents on to. Each change is noted in the journal."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service import clock
from service.actors import Administrator
from service.db import new_id
from service.errors import NotFound
from service.journal import Entry, record
from service.partners.tables import PARTNER, Account, HelpPartner, Organisation

_GROUND = "beheer"


class PartnerKind(StrEnum):
    WELFARE = "welzijn"
    CARE = "zorg"
    DEBT_COUNSELLING = "schuldhulpverlening"
    LEGAL_AID = "rechtshulp"
    VOLUNTEERS = "vrijwilligers"
    OTHER = "overig"


@dataclass(frozen=True, slots=True)
class PartnerTerms:
    """What a partner is and does, whom to ask there, and within how many working days it answers."""

    name: str
    kind: PartnerKind
    offers: str
    contact: str
    reply_days: int


@dataclass(frozen=True, slots=True)
class KnownPartner:
    id: UUID
    terms: PartnerTerms
    ended: bool


def add_partner(session: Session, terms: PartnerTerms, actor: Administrator, now: datetime) -> UUID:
    """Put a partner on the list of the administrator's municipality."""
    row = Organisation(id=new_id(), kind=PARTNER, name=terms.name, municipality_code=None)
    session.add(row)
    session.flush()
    session.add(HelpPartner(id=row.id, municipality_code=actor.municipality_code, **_columns(terms)))
    session.flush()
    record(session, [Entry("partner-toegevoegd", row.id, _GROUND)], actor, now)
    return row.id


def change_partner(
    session: Session, partner_id: UUID, terms: PartnerTerms, actor: Administrator, now: datetime
) -> None:
    """Write down what a partner is now. Raises `NotFound`, also for a partner of another municipality."""
    partner_of(session, partner_id, actor.municipality_code)
    session.execute(update(Organisation).where(Organisation.id == partner_id).values(name=terms.name))
    session.execute(update(HelpPartner).where(HelpPartner.id == partner_id).values(_columns(terms)))
    record(session, [Entry("partner-gewijzigd", partner_id, _GROUND)], actor, now)


def end_partner(session: Session, partner_id: UUID, actor: Administrator, now: datetime) -> None:
    """Work with a partner no more: nothing goes there, and its people have no way in. Again changes nothing."""
    if partner_of(session, partner_id, actor.municipality_code).ended:
        return
    session.execute(update(HelpPartner).where(HelpPartner.id == partner_id).values(ended_on=clock.day_of(now)))
    closed = session.scalars(
        update(Account).where(Account.organisation_id == partner_id, Account.active).values(active=False)
        .returning(Account.id)
    ).all()
    entries = [Entry("account-gesloten", id_, _GROUND) for id_ in closed]
    record(session, [Entry("partner-beeindigd", partner_id, _GROUND), *entries], actor, now)


def partners_of(session: Session, municipality_code: str) -> list[KnownPartner]:
    """Every partner of a municipality: first those it works with, by name."""
    rows = session.execute(
        select(HelpPartner, Organisation.name).join(Organisation, Organisation.id == HelpPartner.id)
        .where(HelpPartner.municipality_code == municipality_code)
        .order_by(HelpPartner.ended_on.is_not(None), Organisation.name, HelpPartner.id)
    )
    return [
        KnownPartner(
            row.id, PartnerTerms(name, PartnerKind(row.kind), row.offers, row.contact, row.reply_days),
            row.ended_on is not None,
        )
        for row, name in rows
    ]


def partner_of(session: Session, partner_id: UUID, municipality_code: str) -> KnownPartner:
    """A partner of this municipality. Raises `NotFound`."""
    found = next((one for one in partners_of(session, municipality_code) if one.id == partner_id), None)
    if found is None:
        raise NotFound("Deze partner is er niet. Kies een partner van de lijst.")
    return found


def _columns(terms: PartnerTerms) -> dict[str, object]:
    return {"kind": terms.kind, "offers": terms.offers, "contact": terms.contact, "reply_days": terms.reply_days}
