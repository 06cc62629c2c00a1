"""Which ways of the policy are open to seek contact with a household: by the same guard that holds a message back."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.errors import Conflict
from service.messages.contact_answers import STILL_COUNTS, WayAnswers, address_key_of, last_answers
from service.messages.kind import MessagePurpose
from service.messages.planning_case import Case, Desk, Household, Message, barred_because
from service.messages.safe_contact import ContactSafetyOf
from service.messages.standing import BY_TELEPHONE, STANDS
from service.messages.status import WAYS_BY
from service.messages.tables import ContactSafetyRow
from service.messages.tables import Message as MessageRow
from service.policy.model import Channel, FirstSms
from service.policy.store import in_force
from service.referrals.links import person_of
from service.referrals.tables import Referral
from service.rules.facts import Ground
from service.signals.contact_wish import ELECTRONIC, ContactWay
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class _Contact:
    """What the guard asks of one household. `person` None: not opened, because nothing here depends on it."""

    answers: Mapping[ContactWay, WayAnswers]
    care: bool
    texted: bool
    first_sms: FirstSms
    person: Mapping[str, Any] | None


def open_channels(session: Session, vault: Vault, referral: Referral, now: datetime) -> frozenset[Channel]:
    """The ways by which contact can be sought now: there is a number or an address, and the guard lets it."""
    return _open_channels(vault, _contacts(session, vault, [referral], now, open_all=True)[referral.id], now)


def open_channels_of(
    session: Session, vault: Vault, referrals: Collection[Referral], now: datetime
) -> dict[UUID, frozenset[Channel]]:
    """The same for many referrals of one municipality; a person is opened only where a wish is about an address."""
    found = _contacts(session, vault, referrals, now, open_all=False)
    return {id_: _open_channels(vault, contact, now) for id_, contact in found.items()}


def _open_channels(vault: Vault, contact: _Contact, now: datetime) -> frozenset[Channel]:
    return frozenset(
        channel for channel, ways in WAYS_BY.items() if any(_is_open(vault, contact, way, now) for way in ways)
    )


def _is_open(vault: Vault, contact: _Contact, way: ContactWay, now: datetime) -> bool:
    key = address_key_of(vault, way, contact.person or {})
    if way in ELECTRONIC and key is None:
        return False
    if way is ContactWay.CALL and contact.person is not None and not contact.person.get("telefoonnummer"):
        return False
    answered = {one: given.safety for one, given in contact.answers.items() if given.safety}
    safety = ContactSafetyOf(contact.care, answered)
    reachable = contact.answers.get(way, WayAnswers()).reachable
    household = Household(safety, (), reachable.wish(key) if reachable else None, contact.texted)
    message = Message(way, MessagePurpose.FOLLOW_UP, now)
    return barred_because(Case(message, household, Desk(first_sms=contact.first_sms))) is None


def _contacts(
    session: Session, vault: Vault, referrals: Collection[Referral], now: datetime, *, open_all: bool
) -> dict[UUID, _Contact]:
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
    found = {}
    for one in referrals:
        where = (one.municipality_code, one.household_key)
        answers = last_answers(rows[where])
        needed = open_all or first_sms[one.municipality_code].allowed or any(way in answers for way in ELECTRONIC)
        person = _person(session, vault, one.id) if needed else None
        found[one.id] = _Contact(answers, where in care, where in texted, first_sms[one.municipality_code], person)
    return found


def _first_sms(session: Session, code: str, now: datetime) -> FirstSms:
    found = in_force(session, code, clock.day_of(now))
    return found.policy.first_sms if found else FirstSms()


def _person(session: Session, vault: Vault, referral_id: UUID) -> Mapping[str, Any]:
    try:
        return person_of(session, vault, referral_id)
    except Conflict:
        return {}
