"""Which words a municipality uses: its own approved version of a shipped text, else the shipped text itself."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.approval import APPROVED
from service.messages.kind import MeetingManner
from service.messages.status import MANNER_OF, AppointmentPlace
from service.messages.tables import Appointment, OwnText
from service.messages.template import Template, relative_for, reworded, template_named


def text_in_use(session: Session, municipality_code: str, code: str) -> Template | None:
    """The template with the words that are in use; None: there is no template of this name."""
    shipped_one = template_named(code)
    if shipped_one is None:
        return None
    row = session.scalar(
        select(OwnText)
        .where(OwnText.municipality_code == municipality_code, OwnText.template == code, OwnText.status == APPROVED)
        .order_by(OwnText.approved_at.desc(), OwnText.id.desc()).limit(1)
    )
    return shipped_one if row is None or row.words is None else reworded(shipped_one, row.words, row.id)


def text_for_appointment(
    session: Session, municipality_code: str, chosen: Template, appointment: Appointment | None
) -> Template:
    """The words in use that fit the place of the talk: at home, at an office, by telephone, or without one."""
    manner = MANNER_OF[AppointmentPlace(appointment.place)] if appointment else MeetingManner.WITHOUT
    relative = relative_for(chosen, manner)
    if relative.code == chosen.code:
        return chosen
    return text_in_use(session, municipality_code, relative.code) or relative
