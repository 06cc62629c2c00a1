"""A resident asks for help: the own request of Wgs article 4(1)(a), straight onto the worklist.

Nobody signs in, so nobody proves who they are. What is asked therefore opens nothing: it never loosens what is known of
safe contact, never takes the place of a resident who is known, and its answer is the same whoever lives there.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Resident
from service.errors import Conflict
from service.help.cards import count_request
from service.help.catalogue import HelpDesk
from service.journal import Entry, record
from service.messages.acknowledge import Heard, acknowledge, will_acknowledge
from service.messages.contact_answers import Answerer, ContactAnswer, WayAnswers, answers_of, contact_row
from service.messages.prepare import Office
from service.messages.reference import short_reference
from service.messages.safe_contact import ContactSafety
from service.messages.status import WAYS_BY
from service.policy.model import Channel
from service.referrals.links import Onward, Origin, due_from, go_on
from service.referrals.routing import route
from service.referrals.settle import Policies
from service.referrals.sharing import OWN_REQUEST, LinkKind
from service.referrals.tables import Referral, ReferralLink, ReferralSignal
from service.rules import duties
from service.rules.core import Verdict
from service.rules.facts import Concern, Destination, Ground
from service.signals.blocks import subject_document
from service.signals.contact_wish import ELECTRONIC, ContactWay, MessageCategory
from service.signals.matching import household_value
from service.signals.report import Subject
from service.vault import Vault

MOST_A_DAY = 3
ASKS = {
    Channel.PHONE: ContactWay.CALL, Channel.TEXT_MESSAGE: ContactWay.SMS, Channel.EMAIL: ContactWay.EMAIL,
    Channel.LETTER: ContactWay.LETTER, Channel.HOME_VISIT: ContactWay.VISIT,
}
"""What each choice of the form asks for: a text message is asked for as an SMS."""
ASKED_NEWS = "inwonerVroegZelf"
_BY_FORM = "de inwoner zelf, in het formulier"
_NO_QUESTION = {"oordeel": Verdict.ALLOWED}


class AskedBefore(Conflict):
    title = "Wij hebben uw vraag al"


@dataclass(frozen=True, slots=True)
class Received:
    """What the resident is told: the number of the request, and the last day for the first talk."""

    number: str
    until: date
    answered: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a resident filled in. `concerns` are money worries; `key` tells one filled-in form from another.

    `eviction`: the resident fears to be put out of the home. `unsafe` are ways that nobody may use. `categories` are
    the messages that may come by SMS or mail, where that way was chosen (Awb 2:8).
    """

    key: UUID
    subject: Subject
    channel: Channel
    unsafe: frozenset[Channel] = frozenset()
    concerns: tuple[Concern, ...] = ()
    eviction: bool = False
    batch: str = ""
    categories: frozenset[MessageCategory] = frozenset()

    @property
    def threatening(self) -> bool:
        return self.eviction or duties.threatens(frozenset(self.concerns))


def ask_for_help(
    session: Session, office: Office, asked: Asked, desk: HelpDesk, now: datetime
) -> Received:
    """Open the request, or join the household's open one. The same form again changes nothing.

    Raises `AskedBefore` when one address asked so often in a day that it is no longer about help.
    """
    person, actor = subject_document(asked.subject), Resident()
    heard = Heard(person, asked.channel, short_reference(asked.key), desk.contact, desk.phone, asked.categories)
    answered = will_acknowledge(office, heard)
    before = session.get(ReferralLink, asked.key)
    if before is not None:
        return Received(heard.number, before.statutory_due, answered)
    household = office.vault.index("household", household_value(desk.municipality_code, asked.subject.address))
    _require_few(session, household, now)
    link = go_on(session, office.vault, _onward(session, asked, (desk.municipality_code, household), now), actor, now)
    referral = session.get_one(Referral, link.referral_id, populate_existing=True)
    _keep_safety(session, office.vault, referral, asked, now)
    record(session, [
        Entry("inwoner-vroeg-zelf", referral.id, OWN_REQUEST, {"op": clock.day_of(now).isoformat()}),
    ], actor, now)
    count_request(session, desk.municipality_code, asked.batch)
    acknowledge(session, office, referral, heard, (actor, now))
    return Received(heard.number, link.statutory_due, answered)


def _require_few(session: Session, household: bytes, now: datetime) -> None:
    query = select(func.count()).select_from(ReferralLink).join(Referral, Referral.id == ReferralLink.referral_id)
    lately = query.where(
        Referral.household_key == household, ReferralLink.kind == LinkKind.ASKED,
        ReferralLink.linked_at > now - timedelta(days=1),
    )
    if (session.scalar(lately) or 0) >= MOST_A_DAY:
        raise AskedBefore("Wij kregen al een vraag vanaf dit adres. Wij nemen contact op.")


def _onward(session: Session, asked: Asked, household: tuple[str, bytes], now: datetime) -> Onward:
    code, key = household
    policy, today = Policies(session, now).of(code), clock.day_of(now)
    where = route(policy, Destination.DEBT_HELP, asked.subject.address.postcode, _NO_QUESTION)
    return Onward(
        origin=Origin(code, key), kind=LinkKind.ASKED, destination=Destination.DEBT_HELP, ground=Ground.OWN_REQUEST,
        route=where, on_day=today, due=due_from(policy, Ground.OWN_REQUEST, today, threatening=asked.threatening),
        subject=subject_document(asked.subject), asked=_said(asked),
        concerns=asked.concerns or (Concern.MONEY_WORRIES,), news=ASKED_NEWS, id=asked.key,
    )


def _said(asked: Asked) -> dict[str, Any]:
    return {
        "kenmerk": short_reference(asked.key), "zorgen": list(asked.concerns), "ontruiming": asked.eviction,
        "manier": asked.channel, "onveilig": sorted(asked.unsafe),
    }


def _keep_safety(session: Session, vault: Vault, referral: Referral, asked: Asked, now: datetime) -> None:
    """What is unsafe is always kept. What is safe only of a household of which nothing was known before.

    SMS and mail are the exception: an express wish opens the typed number or address alone (Awb 2:8), and no other. It
    does not undo that this way was called unsafe before.
    """
    way, today = ASKS[asked.channel], clock.day_of(now)
    known = answers_of(session, referral)
    by = Answerer(Resident().id, _BY_FORM, subject_document(asked.subject))
    answers = [
        ContactAnswer(one, safe=False, reachable=None, categories=frozenset(), asked_on=today)
        for channel in sorted(asked.unsafe) for one in WAYS_BY[channel]
    ]
    if way in ELECTRONIC:
        before = known.get(way, WayAnswers()).safety
        safe = True if before is None or before.safety is not ContactSafety.UNSAFE else None
        answers.append(ContactAnswer(way, safe, bool(asked.categories), asked.categories, today))
    elif not _is_known(session, referral):
        answers.append(ContactAnswer(way, safe=True, reachable=None, categories=frozenset(), asked_on=today))
    session.add_all(contact_row(vault, referral.id, one, by, now) for one in answers)
    session.flush()


def _is_known(session: Session, referral: Referral) -> bool:
    """Whether this household has other work here, or answered before."""
    others = select(Referral.id).where(
        Referral.household_key == referral.household_key, Referral.municipality_code == referral.municipality_code,
        Referral.id != referral.id, Referral.forgotten_at.is_(None),
    )
    links = select(func.count()).where(ReferralLink.referral_id == referral.id)
    joined = (session.scalar(links) or 0) > 1 or referral.picked_up_at is not None or _has_signals(session, referral)
    return joined or session.scalar(others.limit(1)) is not None or bool(answers_of(session, referral))


def _has_signals(session: Session, referral: Referral) -> bool:
    query = select(ReferralSignal.signal_id).where(ReferralSignal.referral_id == referral.id)
    return session.scalar(query.limit(1)) is not None
