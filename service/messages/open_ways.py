"""What is open per way to seek contact with a household, and what stands in the way. Pure.

The one place that the advice on the next step looks at. It asks the guard that holds a message back, so that nothing is
advised that would be refused, and nothing is refused without a lawful first step that is advised as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service import clock
from service.messages.express_wish import ExpressWish
from service.messages.kind import MessagePurpose
from service.messages.planning_case import Case, Desk, Household, Message, Reason, bars, enough_because
from service.messages.safe_contact import WAY_NAMES, ContactSafetyOf, first_step
from service.messages.status import COUNTS_AS, STANDING, AppointmentStatus
from service.policy.model import FirstSms
from service.referrals.next_step import OpenChannels
from service.rules.dutch import day
from service.signals.contact_wish import ContactWay

NO_ADDRESS = "adresOntbreekt"


@dataclass(frozen=True, slots=True)
class WayCase:
    """What decides which ways are open. `sought`, `declined`: as the guard counts them (`Household`)."""

    safety: ContactSafetyOf
    wishes: Mapping[ContactWay, ExpressWish] = field(default_factory=dict)
    texted: bool = False
    sought: int = 0
    declined: bool = False
    first_sms: FirstSms = field(default_factory=FirstSms)


@dataclass(frozen=True, slots=True)
class ComingTalk:
    """An appointment of this work."""

    at: datetime
    status: AppointmentStatus


def obstacles(case: WayCase, way: ContactWay, now: datetime) -> tuple[Reason, ...]:
    """Everything that stands in the way of a message by this way now; empty: the way is open."""
    lacking = Reason(NO_ADDRESS, f"Voor {WAY_NAMES[way]} is geen nummer of adres bekend.")
    return (*(() if way in case.safety.known else (lacking,)), *bars(_message(case, way, now)))


def _message(case: WayCase, way: ContactWay, now: datetime) -> Case:
    """The message that would be refused: one that seeks contact."""
    household = Household(case.safety, (), case.wishes.get(way), case.texted, case.sought, case.declined)
    return Case(Message(way, MessagePurpose.FOLLOW_UP, now), household, Desk(first_sms=case.first_sms))


def open_channels(case: WayCase, now: datetime, talk: ComingTalk | None = None) -> OpenChannels:
    """The ways that are open; where none is, the first step that the guard names, if it can be taken."""
    ways = [way for way in ContactWay if not obstacles(case, way, now)]
    enough = enough_because(_message(case, ContactWay.LETTER, now))
    wait = wait_because(talk, now) if talk else ""
    wait = wait or (enough.told if enough else "")
    if ways or not case.safety.known:
        return OpenChannels(frozenset(COUNTS_AS[way] for way in ways), wait=wait)
    step = first_step(case.safety)
    return OpenChannels(frozenset({COUNTS_AS[step.way]} if step.way else ()), step.told, wait)


def wait_because(talk: ComingTalk, now: datetime) -> str:
    """Why a talk that is to come makes every attempt before it too much; empty: it does not."""
    on, today = clock.day_of(talk.at), clock.day_of(now)
    soon = on <= today + timedelta(days=1)
    if talk.at <= now or talk.status not in STANDING or not (soon or talk.status is AppointmentStatus.CONFIRMED):
        return ""
    when = "Vandaag" if on == today else f"Morgen, {day(on)}," if soon else f"Op {day(on)}"
    confirmed = "De inwoner bevestigde dat." if talk.status is AppointmentStatus.CONFIRMED else ""
    return f"{when} is er een afspraak. {confirmed} Bereid die voor; zoek niet nog eens contact.".replace("  ", " ")
