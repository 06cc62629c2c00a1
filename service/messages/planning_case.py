"""What planning looks at: the message, the household, the desk; and what no reason can set aside. Pure."""

from dataclasses import dataclass, field
from datetime import date, datetime

from service.messages.express_wish import ExpressWish, no_wish_because
from service.messages.kind import MessagePurpose
from service.messages.moments import OpenDays, local
from service.messages.posting import PostTimes
from service.messages.safe_contact import ContactSafetyOf, unsafe_because
from service.policy.model import FirstSms, MessageLimit
from service.policy.periods import PayDays
from service.signals.contact_wish import ContactWay

_ANSWERS_TO_RESIDENT = frozenset({
    MessagePurpose.REMINDER, MessagePurpose.CONFIRM, MessagePurpose.RECEIPT, MessagePurpose.CHANGE,
    MessagePurpose.CANCEL, MessagePurpose.INFORM,
})
SEEKS_CONTACT = frozenset({MessagePurpose.FIRST, MessagePurpose.FOLLOW_UP, MessagePurpose.CARE})
PROMISED = 4
"""How often the first message says that contact is sought at most: D04 asks as much of the municipality."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule and what it says here, in Dutch."""

    rule: str
    told: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is to arrive, and not before `ready`.

    `due` is the last day for the first talk (Wgs 4), where one runs; `threat` the day of an eviction, where one is
    known; `now` when this is asked, None: when it is ready.
    """

    way: ContactWay
    purpose: MessagePurpose
    ready: datetime
    threatening: bool = False
    due: date | None = None
    appointment: datetime | None = None
    threat: date | None = None
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """What is known of those who live there. `earlier`: when messages and attempts about any creditor came to them.

    `wish` is what was expressly said about the way of this message; None: nobody asked. `texted`: an SMS or WhatsApp
    message was sent to them before, or waits for its moment. `sought` is how often contact was sought for this
    referral without reaching anybody; `declined`: the resident said no to it.
    """

    safety: ContactSafetyOf
    earlier: tuple[datetime, ...] = ()
    wish: ExpressWish | None = None
    texted: bool = False
    sought: int = 0
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """The municipality's side: its days, its policy, and the days on which the named worker is away."""

    pay_days: PayDays = field(default_factory=PayDays)
    limit: MessageLimit = field(default_factory=MessageLimit)
    days: OpenDays = field(default_factory=OpenDays)
    worker_away: frozenset[date] = frozenset()
    first_sms: FirstSms = field(default_factory=FirstSms)
    post: PostTimes = field(default_factory=PostTimes)


@dataclass(frozen=True, slots=True)
class Case:
    message: Message
    household: Household
    desk: Desk

    @property
    def answers_resident(self) -> bool:
        return self.message.purpose in _ANSWERS_TO_RESIDENT


def bars(case: Case) -> tuple[Reason, ...]:
    """Everything that no reason can set aside, the weightiest first."""
    reminds = case.message.purpose is MessagePurpose.REMINDER and case.message.appointment is None
    found = (
        ("D09", unsafe_because(case.household.safety, case.message.way)), ("D10", _no_wish(case)),
        ("D07", "Voor een herinnering is een afspraak nodig. Leg eerst de afspraak vast." if reminds else None),
    )
    return tuple(Reason(rule, told) for rule, told in found if told)


def barred_because(case: Case) -> Reason | None:
    """The bars in one: the rule that weighs most, and what each of them says.

    Ask again at the moment of sending: an answer changes.
    """
    found = bars(case)
    return Reason(found[0].rule, " ".join(reason.told for reason in found)) if found else None


def enough_because(case: Case) -> Reason | None:
    """Why no more contact should be sought; only a reason opens it, such as that the resident asked."""
    if case.message.purpose not in SEEKS_CONTACT:
        return None
    if case.household.declined:
        return Reason("D14", "De inwoner zei nee. Zoek geen contact, tenzij de inwoner daar zelf om vroeg.")
    if case.household.sought >= PROMISED:
        told = "De inwoner las dat u het hooguit vier keer probeert, en dat is gedaan. Stuur het laatste bericht."
        return Reason("D13", told)
    return None


def _no_wish(case: Case) -> str | None:
    """The law's answer; a policy can open a first SMS where nobody asked yet, and nothing else."""
    message, household = case.message, case.household
    opened = case.desk.first_sms.allowed and not household.texted and household.wish is None
    if opened and message.way is ContactWay.SMS:
        return None
    return no_wish_because(message.way, message.purpose, household.wish, local(message.ready).date())
