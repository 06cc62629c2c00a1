"""What a resident does with an appointment by the link to it: confirm, move to an offered moment, cancel, say no.

A no is to every contact. It ends the appointment and all that was planned, and can be taken back for some minutes.

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
from service.messages.appointments import current_of, decline, end, replace_with
from service.messages.decline import DECLINED_ENTRY, take_back, take_back_until
from service.messages.left_open import is_kept
from service.messages.moments import local
from service.messages.public import appointment_in
from service.messages.status import STANDING, AppointmentStatus, ResidentReply
from service.messages.tables import Appointment
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.vault import Vault

CONFIRMED_NEWS, MOVED_NEWS, CANCELLED_NEWS = "afspraakBevestigd", "afspraakVerzet", "afspraakAfgezegd"
DECLINED_NEWS, TAKEN_BACK_NEWS = "inwonerZeiNee", "inwonerTochWel"
_NEWS = {
    ResidentReply.CONFIRM: CONFIRMED_NEWS, ResidentReply.MOVE: MOVED_NEWS, ResidentReply.CANCEL: CANCELLED_NEWS,
    ResidentReply.DECLINE: DECLINED_NEWS, ResidentReply.TAKE_BACK: TAKEN_BACK_NEWS,
}
_OVER = "Deze afspraak geldt niet meer."
_NOT_BACK = "Dit kan niet meer terug. Bel ons als u toch wilt praten."
_MOVED = "De afspraak is verzet. Hier staat het nieuwe moment. Past dat ook?"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the resident chose, and at which moment: nobody confirms a moment that came after the page was opened."""

    kind: ResidentReply
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """An appointment as its link shows it. `open_`: there is still something to choose.

    `take_back_until` is until when a no can be taken back; None: there is none to take back. `status` is what is true
    of the talk: one of work that ended does not go on, also before somebody called it off.
    """

    appointment: Appointment
    municipality_code: str
    alternatives: tuple[datetime, ...]
    open_: bool
    take_back_until: datetime | None = None
    status: AppointmentStatus = AppointmentStatus.OFFERED


def see(session: Session, vault: Vault, link: str, now: datetime) -> Seen:
    """The appointment of a link as it stands now. Raises `NotFound` for a link that is not ours, or is over."""
    row, referral = _behind(session, vault, link, now)
    return _seen(session, row, referral, now)


def reply(session: Session, vault: Vault, link: str, said: Reply, now: datetime) -> Seen:
    """Do what the resident chose; again changes nothing. Raises `Conflict` when it cannot be chosen any more."""
    row, referral = _behind(session, vault, link, now, lock=True)
    if _stands_so(row, said):
        return _seen(session, row, referral, now)
    was = row.status
    if said.kind is ResidentReply.TAKE_BACK:
        if referral.status == ReferralStatus.CLOSED or not take_back(session, row, now):
            raise Conflict(_NOT_BACK)
        chosen = row
    else:
        chosen = _chosen(session, row, referral, said, now)
    referral.version += 1
    if referral.status == ReferralStatus.PICKED_UP:
        referral.news = _NEWS[said.kind]
    session.flush()
    day = local(chosen.at).date().isoformat()
    detail = {"afspraak": str(chosen.id), "dag": day, "antwoord": said.kind, "was": was}
    record(session, [Entry(DECLINED_ENTRY, referral.id, referral.ground, detail)], Resident(), now)
    return _seen(session, chosen, referral, now)


def _chosen(session: Session, row: Appointment, referral: Referral, said: Reply, now: datetime) -> Appointment:
    if not _stands(row, referral, now):
        raise Conflict(_OVER)
    if said.kind is ResidentReply.CONFIRM and said.moment != row.at:
        raise Conflict(_MOVED)
    return _done(session, row, said, now)


def _behind(
    session: Session, vault: Vault, link: str, now: datetime, *, lock: bool = False
) -> tuple[Appointment, Referral]:
    found = appointment_in(vault, link, now)
    first = session.get(Appointment, found) if found else None
    if first is None:
        raise NotFound(_OVER)
    referral = session.get_one(Referral, first.referral_id, with_for_update=lock, populate_existing=True)
    return current_of(session, session.get_one(Appointment, first.id, populate_existing=True)), referral


def _stands(row: Appointment, referral: Referral, now: datetime) -> bool:
    return row.status in STANDING and row.at > now and not _ended(row, referral)


def _ended(row: Appointment, referral: Referral) -> bool:
    """Whether the work behind this talk is over and nobody kept the talk."""
    return referral.status == ReferralStatus.CLOSED and not is_kept(row, referral)


def _seen(session: Session, row: Appointment, referral: Referral, now: datetime) -> Seen:
    stands = _stands(row, referral, now)
    others = tuple(one for one in row.alternatives if one > now) if stands else ()
    until = take_back_until(session, row)
    back = until if until and now < until and row.at > now and referral.status != ReferralStatus.CLOSED else None
    off = row.status in STANDING and row.at > now and _ended(row, referral)
    status = AppointmentStatus.CANCELLED if off else AppointmentStatus(row.status)
    return Seen(row, referral.municipality_code, others, stands, back, status)


def _stands_so(row: Appointment, said: Reply) -> bool:
    if said.kind is ResidentReply.CANCEL:
        return row.status == AppointmentStatus.CANCELLED
    if said.kind is ResidentReply.DECLINE:
        return row.status == AppointmentStatus.DECLINED
    if said.kind is ResidentReply.TAKE_BACK:
        return row.status in STANDING
    return row.status == AppointmentStatus.CONFIRMED and row.at == said.moment


def _done(session: Session, row: Appointment, said: Reply, now: datetime) -> Appointment:
    if said.kind is ResidentReply.MOVE:
        return _moved(session, row, said.moment, now)
    if said.kind is ResidentReply.CANCEL:
        end(session, [row], AppointmentStatus.CANCELLED, now)
    elif said.kind is ResidentReply.DECLINE:
        decline(session, row, now)
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
