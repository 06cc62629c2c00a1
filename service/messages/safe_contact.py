"""The guard that nobody may pass: no word reaches somebody by a way that may not be safe. Pure.

Source: safe contact in housing and in shelter work (techsafety.org; Camden guidance); what is done with `unknown` is a
choice of this service. The answer is asked again each time and read again when a message leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.signals.contact_wish import ELECTRONIC, ContactWay


class ContactSafety(StrEnum):
    UNKNOWN = "onbekend"
    SAFE = "veilig"
    UNSAFE = "onveilig"


@dataclass(frozen=True, slots=True)
class SafetyAnswer:
    """What the resident said about one way, on which day, and which account asked."""

    safety: ContactSafety
    asked_on: date
    asked_by: str


@dataclass(frozen=True, slots=True)
class ContactSafetyOf:
    """What is known of one household. `care`: one of its referrals, of whatever desk, is about a worry at home.

    `consented`: the ways by which the resident, asked for it with the consent to a signal, wants messages. `known`: the
    ways for which there is a number or an address, as far as somebody looked.
    """

    care: bool
    answers: Mapping[ContactWay, SafetyAnswer] = field(default_factory=dict)
    consented: frozenset[ContactWay] = frozenset()
    known: frozenset[ContactWay] = frozenset(ContactWay)

    def of(self, way: ContactWay) -> ContactSafety:
        answer = self.answers.get(way)
        return answer.safety if answer else ContactSafety.UNKNOWN

    @property
    def somewhere_unsafe(self) -> bool:
        return any(answer.safety is ContactSafety.UNSAFE for answer in self.answers.values())


WAY_NAMES = {
    ContactWay.CALL: "bellen", ContactWay.SMS: "een sms", ContactWay.WHATSAPP: "WhatsApp", ContactWay.EMAIL: "mail",
    ContactWay.LETTER: "een brief", ContactWay.CARD: "een kaartje", ContactWay.VISIT: "langskomen",
    ContactWay.ELSEWHERE: "een afspraak op een andere plek",
}


_IN_ORDER = (
    ContactWay.CALL, ContactWay.VISIT, ContactWay.ELSEWHERE, ContactWay.SMS, ContactWay.WHATSAPP, ContactWay.EMAIL,
    ContactWay.LETTER, ContactWay.CARD,
)


@dataclass(frozen=True, slots=True)
class FirstStep:
    """How to ask whether contact is safe where that is not known, in Dutch. `way` None: no way is sure enough."""

    way: ContactWay | None
    told: str


def first_step(known: ContactSafetyOf) -> FirstStep:
    """The lawful way to ask: one that is safe, else one that came with the consent, else a visit that tells nothing.

    An electronic way that is safe is not yet wanted.
    """
    possible = [way for way in _IN_ORDER if way in known.known]
    safe = next((way for way in possible if way not in ELECTRONIC and known.of(way) is ContactSafety.SAFE), None)
    if safe:
        return FirstStep(safe, f"Vraag het eerst aan de inwoner; {WAY_NAMES[safe]} is wel veilig.")
    agreed = next((way for way in possible if _agreed(known, way)), None)
    if agreed:
        return FirstStep(agreed, f"Vraag het eerst aan de inwoner; {WAY_NAMES[agreed]} wil de inwoner zelf.")
    if ContactWay.VISIT in possible and known.of(ContactWay.VISIT) is not ContactSafety.UNSAFE:
        told = "Vraag het eerst aan de inwoner: ga langs, en laat niemand anders zien of horen waarom u komt."
        return FirstStep(ContactWay.VISIT, told)
    return FirstStep(None, "Overleg eerst met uw teamleider hoe u dat vraagt: geen manier is zeker veilig.")


def _agreed(known: ContactSafetyOf, way: ContactWay) -> bool:
    """A wish given with the consent counts as long as nothing at all was called unsafe."""
    unknown = known.of(way) is ContactSafety.UNKNOWN
    return way in known.consented and unknown and not known.somewhere_unsafe


def unsafe_because(known: ContactSafetyOf, way: ContactWay) -> str | None:
    """Why nothing may be sent by this way, in Dutch; None when it may."""
    safety, name = known.of(way), WAY_NAMES[way]
    if safety is ContactSafety.UNSAFE:
        return f"De inwoner zei dat {name} niet veilig is. Kies een manier die wel veilig is."
    if safety is ContactSafety.UNKNOWN and known.somewhere_unsafe:
        return f"Een andere manier is niet veilig, en van {name} is dat niet bekend. {first_step(known).told}"
    if safety is ContactSafety.UNKNOWN and known.care and not _agreed(known, way):
        # The debt desk may not learn from this sentence that another desk has a worry about the household.
        return f"Of {name} hier veilig is, is niet bekend. {first_step(known).told}"
    return None
