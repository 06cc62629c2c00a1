"""Which ways are open to seek contact, read for one referral or for many: by the guard that holds a message back."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.messages.contact_answers import STILL_COUNTS, address_key_of, known_ways, last_answers, safety_known
from service.messages.decline import declined_among
from service.messages.open_ways import ComingTalk, WayCase, open_channels
from service.messages.standing import BY_TELEPHONE, STANDS, sought_among
from service.messages.status import STANDING, AppointmentStatus
from service.messages.tables import Appointment, ContactSafetyRow
from service.messages.tables import Message as MessageRow
from service.policy.model import FirstSms
from service.policy.store import in_force
from service.referrals.links import persons_of
from service.referrals.next_step import OpenChannels
from service.referrals.tables import Referral
from service.rules.facts import Ground
from service.signals.contact_wish import ELECTRONIC
from service.vault import Vault


def open_channels_of(
    session: Session, vault: Vault, referrals: Collection[Referral], now: datetime
) -> dict[UUID, OpenChannels]:
    """The ways by which contact can be sought now, of referrals of one municipality."""
    cases, talks = _cases(session, vault, referrals, now), _talks(session, [one.id for one in referrals], now)
    return {id_: open_channels(case, now, talks.get(id_)) for id_, case in cases.items()}


def _talks(session: Session, referral_ids: Collection[UUID], now: datetime) -> dict[UUID, ComingTalk]:
    """The next talk of each that stands."""
    query = select(Appointment).where(
        Appointment.referral_id.in_(referral_ids), Appointment.status.in_(STANDING), Appointment.at > now,
    )
    rows = session.scalars(query.order_by(Appointment.at.desc()))
    return {row.referral_id: ComingTalk(row.at, AppointmentStatus(row.status)) for row in rows}


def _cases(
    session: Session, vault: Vault, referrals: Collection[Referral], now: datetime
) -> dict[UUID, WayCase]:
    codes, keys = {one.municipality_code for one in referrals}, {one.household_key for one in referrals}
    same = (Referral.municipality_code.in_(codes), Referral.household_key.in_(keys), Referral.forgotten_at.is_(None))
    rows: dict[tuple[str, bytes], list[ContactSafetyRow]] = defaultdict(list)
    query = (
        select(ContactSafetyRow, Referral.municipality_code, Referral.household_key)
        .join(Referral, Referral.id == ContactSafetyRow.referral_id).where(*same, STILL_COUNTS)
        .order_by(ContactSafetyRow.asked_on, ContactSafetyRow.id)
    )
    for row, code, key in session.execute(query):
        rows[code, key].append(row)
    at = select(Referral.municipality_code, Referral.household_key).where(*same).distinct()
    care = {(code, key) for code, key in session.execute(at.where(Referral.ground == Ground.CARE))}
    by_telephone = (MessageRow.status.in_(STANDS), MessageRow.channel.in_(BY_TELEPHONE))
    sent = at.join(MessageRow, MessageRow.referral_id == Referral.id).where(*by_telephone)
    texted = {(code, key) for code, key in session.execute(sent)}
    first_sms = {code: _first_sms(session, code, now) for code in codes}
    ids = [one.id for one in referrals]
    persons, found = persons_of(session, vault, ids), {}
    sought, declined = sought_among(session, ids), declined_among(session, ids)
    for one in referrals:
        where, person = (one.municipality_code, one.household_key), persons.get(one.id)
        answers = last_answers(rows[where])
        wishes = {
            way: given.reachable.wish(address_key_of(vault, way, person or {}))
            for way, given in answers.items() if way in ELECTRONIC and given.reachable
        }
        found[one.id] = WayCase(
            replace(safety_known(where in care, answers), known=known_ways(person)), wishes, where in texted,
            sought[one.id], one.id in declined, first_sms[one.municipality_code],
        )
    return found


def _first_sms(session: Session, code: str, now: datetime) -> FirstSms:
    found = in_force(session, code, clock.day_of(now))
    return found.policy.first_sms if found else FirstSms()
