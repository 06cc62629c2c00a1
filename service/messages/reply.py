"""What a resident does with an appointment by the link to it: confirm, choose another offered moment, or cancel.

The link opens one appointment and nothing else. Who holds the link of a moved talk is led on to the new moment, whoever
moved it: "it changed" without a moment sends people to a talk that is not there.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from service.actors import Resident
from service.db import new_id
from service.errors import Conflict, NotFound
from service.journal import Entry, record
from service.messages.appointments import current_of, end, replace_with
from service.messages.moments import local
from service.messages.public import appointment_in
from service.messages.status import STANDING, AppointmentStatus, ResidentReply
from service.messages.tables import Appointment
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.vault import Vault

CONFIRMED_NEWS, MOVED_NEWS, CANCELLED_NEWS = "afspraakBevestigd", "afspraakVerzet", "afspraakAfgezegd"
_NEWS = {
    ResidentReply.CONFIRM: CONFIRMED_NEWS, ResidentReply.MOVE: MOVED_NEWS, ResidentReply.CANCEL: CANCELLED_NEWS,
}
_OVER = "Deze afspraak geldt niet meer."
_MOVED = "De afspraak is verzet. Hier staat het nieuwe moment. Past dat ook?"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the resident chose, and at which moment: nobody confirms a moment that came after the page was opened."""

    kind: ResidentReply
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """An appointment as its link shows it. `open_`: there is still something to choose."""

    appointment: Appointment
    municipality_code: str
    alternatives: tuple[datetime, ...]
    open_: bool


def see(session: Session, vault: Vault, link: str, now: datetime) -> Seen:
    """The appointment of a link as it stands now. Raises `NotFound` for a link that is not ours, or is over."""
    row, referral = _behind(session, vault, link, now)
    return _seen(row, referral, now)


def reply(session: Session, vault: Vault, link: str, said: Reply, now: datetime) -> Seen:
    """Do what the resident chose; again changes nothing. Raises `Conflict` when it cannot be chosen any more."""
    row, referral = _behind(session, vault, link, now, lock=True)
    if _stands_so(row, said):
        return _seen(row, referral, now)
    if not _seen(row, referral, now).open_:
        raise Conflict(_OVER)
    if said.kind is ResidentReply.CONFIRM and said.moment != row.at:
        raise Conflict(_MOVED)
    chosen = _done(session, row, said, now)
    referral.version += 1
    if referral.status == ReferralStatus.PICKED_UP:
        referral.news = _NEWS[said.kind]
    session.flush()
    detail = {"afspraak": str(chosen.id), "dag": local(chosen.at).date().isoformat(), "antwoord": said.kind}
    record(session, [Entry("afspraak-door-inwoner", referral.id, referral.ground, detail)], Resident(), now)
    return _seen(chosen, referral, now)


def _behind(
    session: Session, vault: Vault, link: str, now: datetime, *, lock: bool = False
) -> tuple[Appointment, Referral]:
    found = appointment_in(vault, link, now)
    first = session.get(Appointment, found) if found else None
    if first is None:
        raise NotFound(_OVER)
    referral = session.get_one(Referral, first.referral_id, with_for_update=lock, populate_existing=True)
    return current_of(session, session.get_one(Appointment, first.id, populate_existing=True)), referral


def _seen(row: Appointment, referral: Referral, now: datetime) -> Seen:
    stands = row.status in STANDING and row.at > now and referral.status != ReferralStatus.CLOSED
    others = tuple(one for one in row.alternatives if one > now) if stands else ()
    return Seen(row, referral.municipality_code, others, stands)


def _stands_so(row: Appointment, said: Reply) -> bool:
    if said.kind is ResidentReply.CANCEL:
        return row.status == AppointmentStatus.CANCELLED
    return row.status == AppointmentStatus.CONFIRMED and row.at == said.moment


def _done(session: Session, row: Appointment, said: Reply, now: datetime) -> Appointment:
    if said.kind is ResidentReply.MOVE:
        return _moved(session, row, said.moment, now)
    if said.kind is ResidentReply.CANCEL:
        end(session, [row], AppointmentStatus.CANCELLED, now)
    else:
        row.status = AppointmentStatus.CONFIRMED
    row.revision += 1
    return row


def _moved(session: Session, row: Appointment, moment: datetime | None, now: datetime) -> Appointment:
    """The appointment at another offered moment; the one that was given up can be chosen again."""
    if moment is None or moment <= now or moment not in row.alternatives:
        raise Conflict("Dit moment kan niet meer. Kies een ander moment.")
    fresh = Appointment(
        id=new_id(), referral_id=row.referral_id, at=moment, place=row.place, status=AppointmentStatus.CONFIRMED,
        held_by=row.held_by, alternatives=sorted({row.at, *row.alternatives} - {moment}), made_by=row.made_by,
        made_at=now,
    )
    session.add(fresh)
    end(session, [row], AppointmentStatus.CHANGED, now)
    replace_with(session, row, fresh)
    return fresh
