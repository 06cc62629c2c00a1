"""Putting a message together for one referral: its template, what is filled in, to whom, and when it may arrive."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.config import Settings
from service.errors import Conflict, Fault, InvalidInput
from service.messages.appointments import appointment_of, cancelled_appointment, coming_appointment, last_moment
from service.messages.compose import Composed, compose
from service.messages.contact_answers import address_key_of, known_ways
from service.messages.kind import MessageChannel, MessagePurpose
from service.messages.letter_address import postal_of
from service.messages.moments import local
from service.messages.placeholders import Placeholder
from service.messages.planning import Blocked, NeedsReason, Planned, choose, plan
from service.messages.planning_case import Case, barred_because
from service.messages.public import appointment_path, link_to
from service.messages.standing import case_of, lock_household, meant_of
from service.messages.status import REACHES_BY, STANDING, DeviationReason
from service.messages.tables import Appointment
from service.messages.template import Template
from service.messages.texts_in_use import text_for_appointment, text_in_use
from service.messages.values import About, Sender, set_values, told_of, values_of
from service.partners.tables import Organisation
from service.referrals.links import person_of
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.referrals.tables import Referral
from service.rules.dutch import day
from service.vault import Vault

SPEAKS_OF_APPOINTMENT = frozenset({Placeholder.APPOINTMENT_DAY, Placeholder.APPOINTMENT_TIME})


@dataclass(frozen=True, slots=True)
class Office:
    """What the municipality's side has at hand."""

    vault: Vault
    settings: Settings


@dataclass(frozen=True, slots=True)
class Wish:
    """Which text, by which channel. `phone` and `worker`: whom the resident can call; `worker` None: the caseworker.

    `appointment_id` None takes the appointment that stands, where the text speaks of one. `moment` is one of the
    caseworker's own for its arrival, `because` why it may be against the rules of planning. `large_type`: a letter for
    who reads with difficulty.
    """

    referral_id: UUID
    template: str
    channel: MessageChannel
    phone: str | None = None
    worker: str | None = None
    appointment_id: UUID | None = None
    moment: datetime | None = None
    because: DeviationReason | None = None
    large_type: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it is sent. `composed` is None when nothing may be said by this way (D09, D10)."""

    referral: Referral
    template: Template
    case: Case
    outcome: Planned | NeedsReason | Blocked
    composed: Composed | None
    about: About
    sender: str


def prepare(session: Session, office: Office, wish: Wish, actor: Caseworker, now: datetime) -> Draft:
    """A message as it would go now. Raises `InvalidInput` with everything that is missing, and what `pick_up` raises.

    Where the way is not safe nothing is written at all: a text on a screen is soon a text that is read out.
    """
    referral = own_referral(session, wish.referral_id, actor, lock=True)
    require_holder(referral, actor)
    lock_household(session, referral)
    template, appointment = _for_appointment(session, _template(session, wish, actor), wish, actor, now)
    person = person_of(session, office.vault, referral.id)
    about = About(person, postal_of(session, office.vault, referral, person), appointment)
    meant = meant_of(session, referral, template.kind, about.appointment, now)
    case = case_of(session, referral, meant, address_key_of(office.vault, meant.way, person))
    safety = replace(case.household.safety, known=known_ways(person))
    case = replace(case, household=replace(case.household, safety=safety))
    sender = session.scalars(select(Organisation.name).where(Organisation.id == actor.organisation_id)).one()
    barred = barred_because(case)
    if barred and barred.rule != "D07":
        return Draft(referral, template, case, Blocked(barred), None, about, sender)
    by = Sender(sender, wish.worker or actor.name, wish.phone or "")
    values = values_for(session, office, referral, about, (by, template.kind.channel))
    return Draft(referral, template, case, _outcome(case, wish), compose(template, values), about, sender)


def values_for(
    session: Session, office: Office, referral: Referral, about: About, by: tuple[Sender, MessageChannel]
) -> dict[Placeholder, str]:
    """Everything that can be filled in for a message of this sender by this channel."""
    values = values_of(about, by[0]) | set_values(office.settings, referral.municipality_code, by[1])
    values |= told_of(session, referral)
    if about.appointment:
        values[Placeholder.APPOINTMENT_LINK] = _link(office, about.appointment)
    return values


def _link(office: Office, appointment: Appointment) -> str:
    path = appointment_path(link_to(office.vault, appointment.id, last_moment(appointment)))
    return office.settings.service_url + path


def _outcome(case: Case, wish: Wish) -> Planned | NeedsReason | Blocked:
    """The first good moment, or the one that the caseworker chose; none when that is after what it speaks of."""
    if wish.moment is not None and wish.moment < case.message.ready:
        raise InvalidInput([Fault("#/moment", "momentVoorbij", f"Zo snel kan het niet. {_soonest(case)}")])
    return plan(case) if wish.moment is None else choose(wish.moment, case, wish.because)


def _soonest(case: Case) -> str:
    ready = local(case.message.ready)
    return f"Kies een moment vanaf {day(ready.date())}, {ready:%H.%M} uur."


def _template(session: Session, wish: Wish, actor: Caseworker) -> Template:
    found = text_in_use(session, actor.municipality_code, wish.template)
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


def _for_appointment(
    session: Session, chosen: Template, wish: Wish, actor: Caseworker, now: datetime
) -> tuple[Template, Appointment | None]:
    """The words that fit the place of the talk, and the talk itself; None where the text speaks of none."""
    if chosen.manner is None and not chosen.placeholders & SPEAKS_OF_APPOINTMENT:
        return chosen, None
    appointment = _appointment(session, wish, now, cancel=chosen.kind.purpose is MessagePurpose.CANCEL)
    template = text_for_appointment(session, actor.municipality_code, chosen, appointment)
    return template, appointment if template.placeholders & SPEAKS_OF_APPOINTMENT else None


def _appointment(session: Session, wish: Wish, now: datetime, *, cancel: bool) -> Appointment | None:
    if wish.appointment_id is None:
        find = cancelled_appointment if cancel else coming_appointment
        return find(session, wish.referral_id, now)
    found = appointment_of(session, wish.referral_id, wish.appointment_id)
    if (found.status not in STANDING and not cancel) or found.at <= now:
        raise Conflict("Deze afspraak geldt niet meer, of is al geweest. Leg een nieuwe afspraak vast.")
    return found
