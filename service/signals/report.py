"""What a corporation reports, as it came in: frozen, checked for form, not yet judged. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.rules.facts import Arrangement, Concern, Consent, Kind, Purpose, Reaction, ThreatPhase
from service.signals.contact_wish import ContactWish


class ThreatKind(StrEnum):
    EVICTION = "ontruiming"


class Observer(StrEnum):
    """Who saw it; never by name."""

    CARETAKER = "huismeester"
    CRAFTSMAN = "vakman"
    SUPERVISOR = "opzichter"
    CONTRACTOR = "aannemer"
    HOUSING_CONSULTANT = "woonconsulent"
    LETTING_OFFICER = "verhuurmedewerker"


class Occasion(StrEnum):
    """What brought the observer behind the door."""

    RENOVATION = "renovatie"
    MAINTENANCE = "onderhoud"
    HOME_VISIT = "huisbezoek"
    ALLOCATION = "woningtoewijzing"
    SOCIAL_COLLECTION = "socialeIncasso"
    OTHER = "overig"


@dataclass(frozen=True, slots=True)
class Address:
    postcode: str
    number: int
    letter: str | None = None
    addition: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The tenant the signal is about: person data, from here on only in memory or in the vault."""

    surname: str
    address: Address
    initials: str | None = None
    prefix: str | None = None
    birth_date: date | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Threat:
    phase: ThreatPhase
    day: date | None = None
    kind: ThreatKind = ThreatKind.EVICTION


@dataclass(frozen=True, slots=True)
class SocialCollection:
    """The steps of article 2 of the Besluit; a day is None when the step was not taken."""

    contact_sought_on: date | None
    pointed_to_help_on: date | None
    reminder_sent_on: date | None
    offer_with_reminder: bool
    reaction: Reaction


@dataclass(frozen=True, slots=True)
class RentArrears:
    amount_cents: int
    since: date
    purpose: Purpose
    current_tenant: bool
    arrangement: Arrangement
    steps: SocialCollection
    threat: Threat | None = None
    warm_handover: bool = False


@dataclass(frozen=True, slots=True)
class BehindTheDoor:
    concerns: tuple[Concern, ...]
    acute_danger: bool
    observer: Observer
    occasion: Occasion
    consent: Consent | None
    project_code: str | None = None
    contact_wish: ContactWish | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One signal as reported. Exactly the block that `kind` names is present."""

    kind: Kind
    reference: str
    municipality_code: str
    signal_date: date
    subject: Subject
    rent: RentArrears | None = None
    door: BehindTheDoor | None = None
