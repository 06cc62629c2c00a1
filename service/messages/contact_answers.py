"""What residents answered about being reached, per way: is it safe, and do they want electronic messages there.

Two answers, for they are two questions. Rows are appended; per question the last answer of a household counts, whatever
desk asked it. A row of before the two questions were apart (`way` is empty) is read by what was asked then:
`docs/decisions/0029-electronic-messages.md`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from service.messages.express_wish import ExpressWish
from service.messages.safe_contact import ContactSafety, ContactSafetyOf, SafetyAnswer
from service.messages.status import COUNTS_AS, WAYS_BY
from service.messages.tables import ContactSafetyRow
from service.phone_numbers import dialled
from service.policy.model import Channel
from service.referrals.tables import Referral
from service.signals.contact_wish import ELECTRONIC, ContactWay, MessageCategory
from service.signals.tables import Signal
from service.vault import Vault

STILL_COUNTS = or_(
    ContactSafetyRow.signal_id.is_(None), ContactSafetyRow.safety == ContactSafety.UNSAFE,
    exists(select(Signal.id).where(Signal.id == ContactSafetyRow.signal_id, Signal.subject.is_not(None))),
)
"""A wish that came with a signal ends with the person of that signal; that a way is not safe stays."""


@dataclass(frozen=True, slots=True)
class ContactAnswer:
    """What a resident answered about one way, on which day. None: that was not asked, and stays as it was."""

    way: ContactWay
    safe: bool | None
    reachable: bool | None
    categories: frozenset[MessageCategory]
    asked_on: date


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who wrote the answer down, and by which number or address (`person`) it was given."""

    id: UUID
    name: str
    person: Mapping[str, Any]
    signal_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReachableAnswer:
    """Whether electronic messages are wanted this way; `address_key` is of the number or address it was about."""

    reachable: bool
    asked_on: date
    asked_by: str
    categories: frozenset[MessageCategory]
    address_key: bytes | None
    with_consent: bool = False
    """It was asked with the consent to a signal: whether the municipality may send such messages."""

    def wish(self, address_key: bytes | None) -> ExpressWish:
        same = address_key is not None and address_key == self.address_key
        return ExpressWish(self.reachable, self.asked_on, self.categories, same)


@dataclass(frozen=True, slots=True)
class WayAnswers:
    """The last answers about one way."""

    safety: SafetyAnswer | None = None
    reachable: ReachableAnswer | None = None

    @property
    def last_day(self) -> date | None:
        return max((one.asked_on for one in (self.safety, self.reachable) if one), default=None)


def answers_of(session: Session, referral: Referral) -> dict[ContactWay, WayAnswers]:
    """The last answers of the household per way; a way of which nothing was asked is left out."""
    query = (
        select(ContactSafetyRow).join(Referral, Referral.id == ContactSafetyRow.referral_id)
        .where(*household(referral), STILL_COUNTS).order_by(ContactSafetyRow.asked_on, ContactSafetyRow.id)
    )
    return last_answers(session.scalars(query))


def last_answers(rows: Iterable[ContactSafetyRow]) -> dict[ContactWay, WayAnswers]:
    """The last answers per way among rows, oldest first."""
    found: dict[ContactWay, WayAnswers] = {}
    for row in rows:
        for way in (ContactWay(row.way),) if row.way else WAYS_BY[Channel(row.channel)]:
            found[way] = _with(found.get(way, WayAnswers()), row, way)
    return found


def safety_known(care: bool, answers: Mapping[ContactWay, WayAnswers]) -> ContactSafetyOf:
    """What the guard has to know of a household, out of its last answers."""
    consented = frozenset(
        way for way, one in answers.items() if one.reachable and one.reachable.reachable and one.reachable.with_consent
    )
    return ContactSafetyOf(care, {way: one.safety for way, one in answers.items() if one.safety}, consented)


def known_ways(person: Mapping[str, Any] | None) -> frozenset[ContactWay]:
    """The ways for which there is a number or an address; none where the person was erased."""
    if person is None:
        return frozenset()
    needs = dict.fromkeys((ContactWay.CALL, ContactWay.SMS, ContactWay.WHATSAPP), "telefoonnummer")
    needs[ContactWay.EMAIL] = "emailadres"
    return frozenset(way for way in ContactWay if way not in needs or person.get(needs[way]))


def address_key_of(vault: Vault, way: ContactWay, person: Mapping[str, Any]) -> bytes | None:
    """The blind index of the number or address that a message by this way goes to; None: there is none."""
    if way is ContactWay.EMAIL:
        address = person.get("emailadres")
        return vault.index("mailadres", address.casefold()) if address else None
    number = person.get("telefoonnummer") if way in ELECTRONIC else None
    return vault.index("telefoonnummer", dialled(number)) if number else None


def contact_row(
    vault: Vault, referral_id: UUID, answer: ContactAnswer, by: Answerer, now: datetime
) -> ContactSafetyRow:
    """An answer as it is stored. `channel` is the national code, for what is counted and exported."""
    safety = {True: ContactSafety.SAFE, False: ContactSafety.UNSAFE, None: ContactSafety.UNKNOWN}[answer.safe]
    key = address_key_of(vault, answer.way, by.person) if answer.reachable else None
    return ContactSafetyRow(
        referral_id=referral_id, channel=COUNTS_AS[answer.way], way=answer.way, safety=safety,
        safety_asked=answer.safe is not None, reachable=answer.reachable, address_key=key,
        categories=sorted(answer.categories) if answer.reachable else [], asked_on=answer.asked_on,
        asked_by=by.id, asked_name=by.name, signal_id=by.signal_id, recorded_at=now,
    )


def household(referral: Referral) -> tuple[Any, ...]:
    """The referrals of one household in one municipality; what is forgotten has a key of its own."""
    return (
        Referral.household_key == referral.household_key, Referral.forgotten_at.is_(None),
        Referral.municipality_code == referral.municipality_code,
    )


def _with(before: WayAnswers, row: ContactSafetyRow, way: ContactWay) -> WayAnswers:
    after = before
    if row.safety_asked:
        after = replace(after, safety=SafetyAnswer(ContactSafety(row.safety), row.asked_on, row.asked_name))
    if row.way is None:
        return replace(after, reachable=_before_two_questions(row, way))
    if row.reachable is None:
        return after
    categories = frozenset(map(MessageCategory, row.categories))
    answer = (row.reachable, row.asked_on, row.asked_name, categories, row.address_key, row.signal_id is not None)
    return replace(after, reachable=ReachableAnswer(*answer))


def _before_two_questions(row: ContactSafetyRow, way: ContactWay) -> ReachableAnswer | None:
    """Mail called safe was recorded as the wish to get mail on that address, whatever it says; of a text message it
    was asked whether that is safe and nothing else, so there it is no express wish.
    """
    if way is not ContactWay.EMAIL or row.safety != ContactSafety.SAFE or row.address_key is None:
        return None
    return ReachableAnswer(True, row.asked_on, row.asked_name, frozenset(MessageCategory), row.address_key)
