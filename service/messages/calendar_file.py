"""An appointment as a calendar file (iCalendar, RFC 5545), in words that tell nobody what it is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.messages.status import AppointmentStatus
from service.messages.tables import Appointment

MIME = "text/calendar; charset=utf-8"
LASTS = timedelta(hours=1)
_STATUS = {
    AppointmentStatus.OFFERED: "TENTATIVE", AppointmentStatus.CONFIRMED: "CONFIRMED",
    AppointmentStatus.CHANGED: "CANCELLED", AppointmentStatus.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class Told:
    """The words in somebody's calendar, which others may look into."""

    title: str
    place: str
    note: str = ""


def calendar_file(row: Appointment, told: Told, now: datetime) -> bytes:
    """One event. Its id stays through every move and its revision rises, so a calendar that has it changes it."""
    # Here, for it is five megabytes in every process of the API, and few ask for such a file.
    from icalendar import Calendar, Event  # noqa: PLC0415

    event = Event()
    event.add("uid", f"{row.event_id}@voordeur")
    event.add("sequence", row.revision)
    event.add("dtstamp", now)
    event.add("dtstart", row.at)
    event.add("dtend", row.at + LASTS)
    event.add("summary", told.title)
    event.add("location", told.place)
    event.add("class", "PRIVATE")
    event.add("status", _STATUS[AppointmentStatus(row.status)])
    if told.note:
        event.add("description", told.note)
    calendar = Calendar()
    calendar.add("prodid", "-//Voordeur//NL")
    calendar.add("version", "2.0")
    if AppointmentStatus(row.status) is AppointmentStatus.CANCELLED:
        calendar.add("method", "CANCEL")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
