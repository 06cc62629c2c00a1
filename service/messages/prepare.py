"""Putting a message together for one referral: its template, what is filled in, to whom, and when it may arrive."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.config import Settings
from service.errors import Conflict, Fault, InvalidInput
from service.messages.appointments import appointment_of, coming_appointment, last_moment
from service.messages.compose import Composed, compose
from service.messages.kind import MessageChannel
from service.messages.moments import local
from service.messages.placeholders import Placeholder
from service.messages.planning import Blocked, Case, Planned, barred_because, plan
from service.messages.posting import ready_to_arrive
from service.messages.public import appointment_path, help_path, link_to
from service.messages.resident import address_lines, name_of
from service.messages.standing import case_of, email_key_of, lock_household, meant_of
from service.messages.status import PLACE_WORDS, REACHES_BY, STANDING, AppointmentPlace
from service.messages.tables import Appointment
from service.messages.template import Template, template_named
from service.partners.tables import Organisation
from service.referrals.links import person_of
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.referrals.tables import Referral, ReferralSignal
from service.rules.dutch import day
from service.rules.facts import Ground
from service.signals.tables import Signal
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class Office:
    """What the municipality's side has at hand."""

    vault: Vault
    settings: Settings


@dataclass(frozen=True, slots=True)
class Wish:
    """Which text, by which channel. `phone` and `worker`: whom the resident can call; `worker` None: the caseworker.

    `appointment_id` None takes the appointment that stands, where the text speaks of one.
    """

    referral_id: UUID
    template: str
    channel: MessageChannel
    phone: str | None = None
    worker: str | None = None
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it is sent. `composed` is None when nothing may be said by this way (D09, D10)."""

    referral: Referral
    template: Template
    case: Case
    outcome: Planned | Blocked
    composed: Composed | None
    person: dict[str, Any]
    appointment: Appointment | None
    sender: str


def prepare(session: Session, office: Office, wish: Wish, actor: Caseworker, now: datetime) -> Draft:
    """A message as it would go now. Raises `InvalidInput` with everything that is missing, and what `pick_up` raises.

    Where the way is not safe nothing is written at all: a text on a screen is soon a text that is read out.
    """
    referral = own_referral(session, wish.referral_id, actor, lock=True)
    require_holder(referral, actor)
    lock_household(session, referral)
    template = _template(wish)
    person = person_of(session, office.vault, referral.id)
    appointment = _appointment(session, template, wish, now)
    meant = meant_of(referral, template.kind, ready_to_arrive(template.kind.channel, now), appointment)
    case = case_of(session, referral, meant, email_key_of(office.vault, person))
    sender = session.scalars(select(Organisation.name).where(Organisation.id == actor.organisation_id)).one()
    barred = barred_because(case)
    if barred and barred.rule != "D07":
        return Draft(referral, template, case, Blocked(barred), None, person, appointment, sender)
    values = _values(office, wish, actor, sender, (person, appointment))
    values[Placeholder.SIGNAL_SOURCE] = source_of(session, referral)
    composed = compose(template, values)
    return Draft(referral, template, case, plan(case), composed, person, appointment, sender)


def _template(wish: Wish) -> Template:
    found = template_named(wish.template)
    if found is None:
        told = "Dit sjabloon is er niet. Kies een sjabloon uit de lijst."
        raise InvalidInput([Fault("#/sjabloon", "onbekendSjabloon", told)])
    if found.kind.channel is not wish.channel:
        told = f"Dit sjabloon is voor {found.kind.channel}. Kies dat kanaal, of een ander sjabloon."
        raise InvalidInput([Fault("#/kanaal", "pastNietBijSjabloon", told)])
    if wish.channel not in REACHES_BY:
        told = "Dit sjabloon is voor de corporatie. Die hoort de stand vanzelf; kies een sjabloon voor de inwoner."
        raise InvalidInput([Fault("#/sjabloon", "pastNietBijSjabloon", told)])
    return found


def _appointment(session: Session, template: Template, wish: Wish, now: datetime) -> Appointment | None:
    """The appointment that the text is about; None where it speaks of none."""
    if not template.placeholders & {Placeholder.APPOINTMENT_DAY, Placeholder.APPOINTMENT_TIME}:
        return None
    if wish.appointment_id is None:
        return coming_appointment(session, wish.referral_id, now)
    found = appointment_of(session, wish.referral_id, wish.appointment_id)
    if found.status not in STANDING or found.at <= now:
        raise Conflict("Deze afspraak geldt niet meer, of is al geweest. Leg een nieuwe afspraak vast.")
    return found


def _values(
    office: Office, wish: Wish, actor: Caseworker, sender: str, about: tuple[dict[str, Any], Appointment | None]
) -> dict[Placeholder, str]:
    person, appointment = about
    name = name_of(person)
    values = {
        Placeholder.RESIDENT_NAME: name,
        Placeholder.RESIDENT_SALUTATION: name,
        Placeholder.RESIDENT_ADDRESS: ", ".join(address_lines(person)),
        Placeholder.WORKER_NAME: wish.worker or actor.name,
        Placeholder.WORKER_PHONE: wish.phone or "",
        Placeholder.ORGANISATION: sender,
        Placeholder.PRIVACY_LINK: office.settings.privacy_url or "",
        Placeholder.RETURN_ADDRESS: office.settings.return_address or "",
        Placeholder.HELP_LINK: office.settings.service_url + help_path(actor.municipality_code),
    }
    return values | (_moment(office, appointment) if appointment else {})


def _moment(office: Office, appointment: Appointment) -> dict[Placeholder, str]:
    link = appointment_path(link_to(office.vault, appointment.id, last_moment(appointment)))
    at = local(appointment.at)
    hour = f"{at.hour} uur" if at.minute == 0 else f"{at.hour}.{at.minute:02} uur"
    return {
        Placeholder.APPOINTMENT_DAY: day(at.date()), Placeholder.APPOINTMENT_TIME: hour,
        Placeholder.APPOINTMENT_PLACE: PLACE_WORDS[AppointmentPlace(appointment.place)],
        Placeholder.APPOINTMENT_LINK: office.settings.service_url + link,
    }


def source_of(session: Session, referral: Referral) -> str:
    """The corporation behind the latest active signal about arrears. Who saw a worry stands in no message."""
    if referral.ground != Ground.SIGNAL:
        return ""
    found = session.scalar(
        select(Organisation.name).join(Signal, Signal.corporation_id == Organisation.id)
        .join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .where(ReferralSignal.referral_id == referral.id, ReferralSignal.active)
        .order_by(Signal.received_at.desc()).limit(1)
    )
    return found or ""
