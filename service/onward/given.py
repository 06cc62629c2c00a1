"""What goes along to a partner, and what stays behind with the reason. Pure.

Only what the consent covers, and of that no way of contact that may not be safe. Worries, other referrals, and what a
corporation reported have no place here at all, but for the arrears where the resident said yes to that too.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from service.messages.safe_contact import ContactSafety, ContactSafetyOf, unsafe_because
from service.messages.status import WAYS_BY
from service.policy.model import Channel
from service.referrals.sharing import GivenConsent, lacking

CONSENT_BASIS = "AVG artikel 6, eerste lid, onder a, en artikel 9, tweede lid, onder a"
NO_CONSENT = (
    "Gegevens mogen alleen naar een partner met uitdrukkelijke toestemming van de inwoner of een vertegenwoordiger "
    f"({CONSENT_BASIS}). "
)
NAME, WAYS = "naam", "manieren"
_NAMES = ("voorletters", "tussenvoegsels", "achternaam")


class PartnerAsk(StrEnum):
    """What the resident asks of the partner. No free text."""

    MONEY = "omgaanMetGeld"
    DEBTS = "schulden"
    PAPERS = "postEnAdministratie"
    BENEFITS = "toeslagenEnRegelingen"
    LEGAL = "juridischAdvies"
    CONTACTS = "contactEnActiviteiten"
    SUPPORT = "ondersteuningThuis"
    LANGUAGE = "taalOfDigitaal"
    WORK = "werk"
    PARENTING = "opvoeden"


class PartnerData(StrEnum):
    """What a resident may let a partner know besides name and ask."""

    PHONE = "telefoonnummer"
    EMAIL = "emailadres"
    ADDRESS = "adres"
    BORN = "geboortedatum"
    ARREARS = "huurachterstand"


_CHANNELS: dict[PartnerData, tuple[Channel, ...]] = {
    PartnerData.PHONE: (Channel.PHONE, Channel.TEXT_MESSAGE),
    PartnerData.EMAIL: (Channel.EMAIL,),
    PartnerData.ADDRESS: (Channel.LETTER, Channel.HOME_VISIT),
}


@dataclass(frozen=True, slots=True)
class Arrears:
    """`since` None: the signal did not say."""

    cents: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What this desk knows: the person, the arrears where they are its business, and what is safe."""

    person: Mapping[str, Any]
    arrears: Arrears | None
    safety: ContactSafetyOf


@dataclass(frozen=True, slots=True)
class Given:
    """`content` is everything of the person that the partner sees; `left_out` tells why something is not in it."""

    content: dict[str, Any]
    left_out: tuple[tuple[PartnerData, str], ...]

    @property
    def ways(self) -> list[str]:
        found: list[str] = self.content[WAYS]
        return found


def refusal(consent: GivenConsent | None) -> str | None:
    """Why the law forbids it with this consent; None when it may."""
    return lacking(consent, NO_CONSENT, "deze partner")


def given(known: Known, covers: Collection[PartnerData]) -> Given:
    """What the partner is given of what the resident said yes to."""
    content: dict[str, Any] = {NAME: {part: known.person[part] for part in _NAMES if known.person.get(part)}, WAYS: []}
    left_out = []
    for data in PartnerData:
        if data not in covers:
            continue
        value, why = _value(data, known), _held_back(data, known.safety)
        if value is None or why:
            left_out.append((data, why or "Dit is hier niet bekend."))
            continue
        content[data] = value
        content[WAYS] += [str(channel) for channel in _CHANNELS.get(data, ()) if _safe(channel, known.safety)]
    return Given(content, tuple(left_out))


def _value(data: PartnerData, known: Known) -> Any:
    if data is not PartnerData.ARREARS:
        return known.person.get(data)
    if known.arrears is None:
        return None
    since = known.arrears.since
    return {"bedragInCenten": known.arrears.cents, "sinds": since.isoformat() if since else None}


def _safe(channel: Channel, safety: ContactSafetyOf) -> bool:
    """A partner reads one word for SMS and WhatsApp, so it stands there when both may be used."""
    return all(unsafe_because(safety, way) is None for way in WAYS_BY[channel])


def _held_back(data: PartnerData, safety: ContactSafetyOf) -> str | None:
    """Why a way of contact stays behind: a part of it was called unsafe, or nothing of it may be used."""
    ways = [way for channel in _CHANNELS.get(data, ()) for way in WAYS_BY[channel]]
    unsafe = [way for way in ways if safety.of(way) is ContactSafety.UNSAFE]
    if unsafe:
        return unsafe_because(safety, unsafe[0])
    reasons = [unsafe_because(safety, way) for way in ways]
    return reasons[0] if reasons and all(reasons) else None
