"""A pause of collection: with the resident's consent, recorded with the acceptance of the offer, a corporation hears
from when until when it is asked to pause. Consent taken back ends it at once, and it is never told again.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from service import clock
from service.actors import By, Caseworker
from service.db import new_id
from service.errors import Conflict, Fault, NotFound
from service.journal import Entry, record
from service.policy.store import in_force
from service.referrals.notices.candidates import NoticeCandidate, candidates_of
from service.referrals.notices.read import pauses_of
from service.referrals.notices.status import BASIS_OF_PAUSE, PauseConsent, PauseEnd
from service.referrals.notices.tables import CollectionPause
from service.referrals.read import own_referral
from service.referrals.recording import day_faults
from service.referrals.tables import Referral
from service.rules.facts import Ground
from service.signals.tables import Feedback, Signal

BEGUN, ENDED = "incassopauze-begonnen", "incassopauze-geeindigd"
_POINTER = "#/incassopauze"


def pause_days(session: Session, municipality_code: str, today: date) -> int | None:
    """How many days a pause lasts by the policy in force; None: this municipality asks for none."""
    found = in_force(session, municipality_code, today)
    return found.policy.pause_days if found else None


def pause_faults(
    session: Session, referral: Referral, consent: PauseConsent, accepted_on: date, today: date
) -> Iterator[Fault]:
    """What is wrong with a pause that is asked with the acceptance of the offer."""
    if referral.ground != Ground.SIGNAL:
        yield Fault(_POINTER, "incassopauzeKanNiet", "Bij een eigen verzoek is er geen incasso van een corporatie.")
        return
    length = pause_days(session, referral.municipality_code, today)
    if length is None:
        yield Fault(_POINTER, "incassopauzeKanNiet", "Het beleid van uw gemeente kent geen pauze van de incasso.")
        return
    if accepted_on + timedelta(days=length) < today:
        yield Fault(_POINTER, "incassopauzeKanNiet", "De dagen van deze pauze zijn al voorbij.")
    yield from day_faults(f"{_POINTER}/toestemmingOp", consent.given_on, date.min, today)
    candidates = candidates_of(session, referral)
    if consent.signals is None and len(candidates) != 1:
        told = "Bij dit huishouden hoort niet precies één huursignaal. Noem de signalen die over deze inwoner gaan."
        yield Fault(f"{_POINTER}/signalen", "verplicht", told)
    known = {one.signal_id for one in candidates}
    for place, signal_id in enumerate(consent.signals or ()):
        if signal_id not in known:
            told = "Dit is geen lopend huursignaal bij deze verwijzing."
            yield Fault(f"{_POINTER}/signalen/{place}", "onbekendSignaal", told)


def begin_pause(session: Session, referral: Referral, consent: PauseConsent, accepted_on: date, by: By) -> None:
    """Tell the corporations of a pause, from the day of acceptance. The same again changes nothing.

    Raises `Conflict` where a pause of one of these signals was ended: it is not told again.
    """
    wanted = _wanted(candidates_of(session, referral), consent)
    standing = _pauses(session, [one.signal_id for one in wanted])
    if any(one.ended_at is not None for one in standing):
        raise Conflict("Over een van deze signalen is al een pauze gemeld, en die is beëindigd. Een tweede kan niet.")
    length = pause_days(session, referral.municipality_code, clock.day_of(by.at))
    assert length is not None, "a pause without a fault has a length"
    known = {one.signal_id for one in standing}
    rows = [
        CollectionPause(
            id=new_id(), referral_id=referral.id, signal_id=one.signal_id, consent_on=consent.given_on,
            manner=consent.manner, first_day=accepted_on, last_day=accepted_on + timedelta(days=length),
            recorded_by=by.actor.id, recorded_at=by.at,
        ) for one in wanted if one.signal_id not in known
    ]
    session.add_all(rows)
    session.flush()
    _tell(session, rows, BEGUN, by)


def withdraw_pause(session: Session, referral_id: UUID, actor: Caseworker, now: datetime) -> Referral:
    """The resident takes the consent back: the pauses end at once; any caseworker of the desk. Again changes nothing.

    Raises `NotFound` when there is no pause here.
    """
    referral = own_referral(session, referral_id, actor, lock=True)
    found = pauses_of(session, referral)
    if not found:
        raise NotFound("Hier is geen pauze van de incasso gemeld.")
    end_pauses(session, found, PauseEnd.CONSENT_WITHDRAWN, By(actor, now))
    return referral


def end_pauses_of_signals(session: Session, signal_ids: Iterable[UUID], reason: PauseEnd, by: By) -> None:
    end_pauses(session, _pauses(session, list(signal_ids)), reason, by)


def end_pauses(session: Session, pauses: Iterable[CollectionPause], reason: PauseEnd, by: By) -> None:
    """End what still runs, and tell the corporations; what was to come after today falls away."""
    ended = [one for one in pauses if one.ended_at is None]
    today = clock.day_of(by.at)
    for one in ended:
        one.ended_at, one.end_reason = by.at, reason
        one.last_day = max(one.first_day, min(one.last_day, today))
    session.flush()
    _tell(session, ended, ENDED, by)


def _wanted(candidates: Sequence[NoticeCandidate], consent: PauseConsent) -> list[NoticeCandidate]:
    return [one for one in candidates if consent.signals is None or one.signal_id in consent.signals]


def _pauses(session: Session, signal_ids: list[UUID]) -> list[CollectionPause]:
    where = CollectionPause.signal_id.in_(signal_ids)
    return list(session.scalars(select(CollectionPause).where(where).order_by(CollectionPause.id).with_for_update()))


def _tell(session: Session, pauses: Sequence[CollectionPause], action: str, by: By) -> None:
    """An entry of the feed for each, which repeats the status of its signal; and the journal."""
    if not pauses:
        return
    signals = {
        row.id: row for row in session.scalars(select(Signal).where(Signal.id.in_([one.signal_id for one in pauses])))
    }
    session.execute(insert(Feedback), [{
        "corporation_id": signals[one.signal_id].corporation_id, "signal_id": one.signal_id, "at": by.at,
        "status": signals[one.signal_id].status, "reason": signals[one.signal_id].feedback_reason,
        "pause_from": one.first_day, "pause_until": one.last_day,
    } for one in pauses])
    record(session, [
        Entry(action, one.referral_id, BASIS_OF_PAUSE, {
            "signaal": str(one.signal_id), "van": one.first_day.isoformat(), "tot": one.last_day.isoformat(),
        } | ({"reden": one.end_reason} if one.end_reason else {})) for one in pauses
    ], by.actor, by.at)
