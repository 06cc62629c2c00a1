"""What is filled in: from the person, the appointment, the caseworker and the settings; nothing else can get in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.config import Settings
from service.messages.kind import MessageChannel
from service.messages.moments import local
from service.messages.placeholders import Placeholder
from service.messages.public import help_path, privacy_path
from service.messages.resident import Postal, address_lines, name_of, salutation_of
from service.messages.status import PLACE_WORDS, AppointmentPlace
from service.messages.tables import Appointment
from service.partners.store import organisation_names
from service.partners.tables import HelpDeskRow
from service.referrals.tables import Referral, ReferralSignal
from service.rules.dutch import day
from service.rules.facts import Ground
from service.signals.forwarding_chain import origins_of
from service.signals.tables import Signal

KNOWN_NUMBER = "het nummer dat u al kent"
_REASON = {
    Ground.SIGNAL: "Er staat huur open van uw huis.", Ground.OWN_REQUEST: "U vroeg ons om hulp.",
    Ground.CARE: "U vond het goed dat de gemeente contact met u zoekt.",
}
_SERIOUS = {
    Ground.SIGNAL: "De rechter kan over uw huis beslissen, of deed dat al.",
    Ground.OWN_REQUEST: "U vertelde dat er iets belangrijks kan stoppen in uw huis.",
    Ground.CARE: "U vertelde dat er iets belangrijks kan stoppen in uw huis.",
}
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


@dataclass(frozen=True, slots=True)
class About:
    """Whom a message is for, and which appointment it speaks of."""

    person: dict[str, Any]
    postal: Postal | None
    appointment: Appointment | None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the organisation, the name under the message, and the number to call."""

    organisation: str
    worker: str
    phone: str


def values_of(about: About, sender: Sender) -> dict[Placeholder, str]:
    values = {
        Placeholder.RESIDENT_NAME: name_of(about.person),
        Placeholder.RESIDENT_SALUTATION: salutation_of(about.person),
        Placeholder.RESIDENT_ADDRESS: ", ".join(address_lines(about.person, about.postal)),
        Placeholder.WORKER_NAME: sender.worker,
        Placeholder.WORKER_PHONE: sender.phone,
        Placeholder.ORGANISATION: sender.organisation,
    }
    return values | (_moment(about.appointment) if about.appointment else {})


def set_values(settings: Settings, municipality_code: str, channel: MessageChannel) -> dict[Placeholder, str]:
    """What the installation says: its return address, and the short address of the page about data."""
    link = privacy_link(settings, municipality_code)
    typed_over = channel is MessageChannel.LETTER
    return {
        Placeholder.PRIVACY_LINK: link.partition("://")[2] if typed_over else link,
        Placeholder.RETURN_ADDRESS: settings.return_address or "",
        Placeholder.HELP_LINK: settings.service_url + help_path(municipality_code),
    }


def privacy_link(settings: Settings, municipality_code: str) -> str:
    """The municipality's own page where it has one, else the page that this service shows."""
    return settings.privacy_url or f"{settings.service_url}{privacy_path(municipality_code)}"


def source_of(session: Session, referral: Referral) -> str:
    """The corporation behind the latest active signal about arrears. Who saw a worry stands in no message."""
    if referral.ground != Ground.SIGNAL:
        return ""
    signal = session.scalars(
        select(Signal).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .where(ReferralSignal.referral_id == referral.id, ReferralSignal.active)
        .order_by(Signal.received_at.desc()).limit(1)
    ).first()
    if signal is None:
        return ""
    origin = origins_of(session, [signal]).get(signal.id)
    sender = origin.corporation_id if origin else signal.corporation_id
    return organisation_names(session, [sender]).get(sender, "")


def told_of(session: Session, referral: Referral) -> dict[Placeholder, str]:
    """Why there is contact at all, in a sentence that is true for this referral, and by whom it can be checked."""
    source, ground = source_of(session, referral), Ground(referral.ground)
    reason = f"{source} vertelde ons dat er huur openstaat." if source else _REASON[ground]
    return {
        Placeholder.SIGNAL_SOURCE: source, Placeholder.REASON: reason,
        Placeholder.SERIOUSNESS: _SERIOUS[ground],
        Placeholder.MUNICIPALITY_PHONE: municipality_phone(session, referral.municipality_code),
    }


def municipality_phone(session: Session, municipality_code: str) -> str:
    """The number that residents know; where none was filled in, the words that lead them to it."""
    row = session.get(HelpDeskRow, municipality_code)
    return row.phone if row and row.phone else KNOWN_NUMBER


def weekday_of(value: date) -> str:
    """For example: dinsdag 22 september. Without the year: an appointment is near."""
    return f"{_WEEKDAYS[value.weekday()]} {day(value).rpartition(' ')[0]}"


def _moment(appointment: Appointment) -> dict[Placeholder, str]:
    at = local(appointment.at)
    hour = f"{at.hour} uur" if at.minute == 0 else f"{at.hour}.{at.minute:02} uur"
    return {
        Placeholder.APPOINTMENT_DAY: weekday_of(at.date()), Placeholder.APPOINTMENT_TIME: hour,
        Placeholder.APPOINTMENT_PLACE: PLACE_WORDS[AppointmentPlace(appointment.place)],
    }
