"""Keeping the help on offer, and reading what stands open on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Administrator
from service.db import new_id
from service.errors import Fault, InvalidInput, NotFound
from service.help.offer import HelpOffer, OfferKind, remarks_on
from service.help.tables import HelpOfferRow
from service.journal import Entry, record
from service.partners.tables import MUNICIPALITY, HelpDeskRow, Organisation

_GROUND = "beheer"
_GONE = "Dit aanbod is er niet. Ga terug naar de lijst en kies opnieuw."


@dataclass(frozen=True, slots=True)
class Kept:
    id: UUID
    offer: HelpOffer


@dataclass(frozen=True, slots=True)
class HelpDesk:
    """A municipality as its residents see it; what follows the name is empty until it is filled in."""

    municipality_code: str
    name: str
    contact: str = ""
    phone: str = ""
    hours: str = ""
    visiting_address: str = ""


def desk_of(session: Session, code: str) -> HelpDesk:
    """Raises `NotFound` for a municipality that is not served."""
    name = session.scalar(
        select(Organisation.name).where(Organisation.kind == MUNICIPALITY, Organisation.municipality_code == code),
    )
    if name is None:
        raise NotFound("Deze gemeente kennen wij niet. Kijk of het adres klopt.")
    row = session.get(HelpDeskRow, code)
    if row is None:
        return HelpDesk(code, name)
    return HelpDesk(code, name, row.contact, row.phone, row.hours, row.visiting_address)


def offers_on(session: Session, code: str, day: date) -> tuple[Kept, ...]:
    """What a resident may see on a day, in the order of the kinds: an entry that is past does not show."""
    return tuple(one for one in all_offers(session, code) if one.offer.valid_until >= day)


def all_offers(session: Session, code: str) -> tuple[Kept, ...]:
    order = list(OfferKind)
    rows = session.scalars(select(HelpOfferRow).where(HelpOfferRow.municipality_code == code))
    found = [Kept(row.id, _offer(row)) for row in rows]
    return tuple(sorted(found, key=lambda one: (order.index(one.offer.kind), one.offer.name, one.id)))


def offer_of(session: Session, offer_id: UUID, code: str) -> HelpOffer:
    return _offer(_row(session, offer_id, code))


def keep_offer(
    session: Session, offer_id: UUID | None, offer: HelpOffer, actor: Administrator, now: datetime
) -> None:
    """Add an entry, or change the one with this id. Raises `InvalidInput` for a text that is too hard to read."""
    _require_sound(offer, clock.day_of(now))
    row = _row(session, offer_id, actor.municipality_code) if offer_id else HelpOfferRow(
        id=new_id(), municipality_code=actor.municipality_code,
    )
    row.kind, row.valid_until, row.changed_at = offer.kind, offer.valid_until, now
    row.name, row.for_whom, row.how, row.place, row.hours = offer.texts.values()
    session.add(row)
    session.flush()
    record(session, [Entry("hulpaanbod-vastgelegd", row.id, _GROUND, {"soort": offer.kind})], actor, now)


def remove_offer(session: Session, offer_id: UUID, actor: Administrator, now: datetime) -> None:
    row = _row(session, offer_id, actor.municipality_code)
    session.execute(delete(HelpOfferRow).where(HelpOfferRow.id == row.id))
    record(session, [Entry("hulpaanbod-verwijderd", row.id, _GROUND, {"soort": row.kind})], actor, now)


def keep_desk(session: Session, desk: HelpDesk, actor: Administrator, now: datetime) -> None:
    row = session.get(HelpDeskRow, actor.municipality_code) or HelpDeskRow(municipality_code=actor.municipality_code)
    row.contact, row.phone, row.hours, row.changed_at = desk.contact, desk.phone, desk.hours, now
    row.visiting_address = desk.visiting_address
    session.add(row)
    session.flush()
    record(session, [Entry("hulpcontact-vastgelegd", None, _GROUND)], actor, now)


def _require_sound(offer: HelpOffer, today: date) -> None:
    faults = [
        Fault(f"#/{one.field}", "teMoeilijk", one.told) for one in remarks_on(offer.texts) if one.stops
    ]
    if offer.valid_until < today:
        faults.append(Fault("#/geldigTot", "voorbij", "Kies een dag vanaf vandaag."))
    if faults:
        raise InvalidInput(faults)


def _row(session: Session, offer_id: UUID, code: str) -> HelpOfferRow:
    found = session.scalar(
        select(HelpOfferRow).where(HelpOfferRow.id == offer_id, HelpOfferRow.municipality_code == code),
    )
    if found is None:
        raise NotFound(_GONE)
    return found


def _offer(row: HelpOfferRow) -> HelpOffer:
    return HelpOffer(
        OfferKind(row.kind), row.name, row.for_whom, row.how, row.place, row.hours, row.valid_until,
    )
