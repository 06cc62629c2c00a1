"""For a resident: one appointment, by a signed link. No resident is named here.

Only a POST changes anything.
"""

from datetime import datetime

from flask import Response, request

from service import clock
from service.errors import Conflict
from service.help.catalogue import HelpDesk, desk_of
from service.identity.access import parts
from service.identity.limits import limited
from service.messages.calendar_file import Told, calendar_file
from service.messages.public import appointment_path, privacy_path
from service.messages.reply import Reply, Seen, reply, see
from service.messages.status import AppointmentPlace, AppointmentStatus, ResidentReply
from service.web.dates import day_and_weekday, hour_of, moment_with_weekday
from service.web.desk import desk
from service.web.guard import ForeignForm, public
from service.web.help_words import OVER, PLACE, REPLIED, STANDS
from service.web.page import Notice, calendar_answer, page
from service.web.theme import theme_address


@desk.get("/afspraak/<link>")
@limited("120/minute")
@public
def show_appointment(link: str) -> Response:
    with parts().database.transaction() as session:
        seen = see(session, parts().vault, link, clock.now())
        here = desk_of(session, seen.municipality_code)
    return _shown(link, seen, here)


@desk.post("/afspraak/<link>")
@limited("60/minute")
@public
def answer_appointment_link(link: str) -> Response:
    """Who holds the link may do this, and nobody else: so there is no session, and no token beside it."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise ForeignForm("Er is niets veranderd. Open de link uit uw bericht en kies daar.")
    now, said = clock.now(), _said()
    try:
        with parts().database.transaction() as session:
            seen = reply(session, parts().vault, link, said, now)
            here = desk_of(session, seen.municipality_code)
    except Conflict as over:
        return _again(link, Notice("news", "Dit kan niet meer", over.detail))
    return _shown(link, seen, here, notice=Notice("done", REPLIED[said.kind], ""))


@desk.get("/afspraak/<link>/agenda")
@limited("60/minute")
@public
def give_resident_calendar(link: str) -> Response:
    now = clock.now()
    with parts().database.transaction() as session:
        seen = see(session, parts().vault, link, now)
        here = desk_of(session, seen.municipality_code)
    note = f"Vragen? Bel {here.phone}." if here.phone else ""
    told = Told("Afspraak", PLACE[AppointmentPlace(seen.appointment.place)], note)
    return calendar_answer(calendar_file(seen.appointment, told, now))


def _said() -> Reply:
    kind, moment = request.form.get("antwoord", ""), request.form.get("moment", "")
    if kind not in set(ResidentReply):
        raise Conflict("Kies wat u met de afspraak wilt.")
    return Reply(ResidentReply(kind), _moment(moment) if moment else None)


def _moment(text: str) -> datetime | None:
    """A moment as the form of ours spells it, with its time zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _again(link: str, notice: Notice) -> Response:
    with parts().database.transaction() as session:
        seen = see(session, parts().vault, link, clock.now())
        here = desk_of(session, seen.municipality_code)
    return _shown(link, seen, here, 409, notice)


def _shown(
    link: str, seen: Seen, here: HelpDesk, status: int = 200, notice: Notice | None = None
) -> Response:
    row = seen.appointment
    told = STANDS[seen.status] if seen.open_ or seen.status not in _STANDING else OVER
    return page(
        "openbaar/appointment.html", status, desk=here, privacy=privacy_path(here.municipality_code), notice=notice,
        theme=theme_address(here.municipality_code, parts().settings.theme_folder),
        href=appointment_path(link), day=day_and_weekday(clock.day_of(row.at)), hour=hour_of(row.at),
        moment=row.at.isoformat(),
        place=PLACE[AppointmentPlace(row.place)], told=told, may_choose=seen.open_,
        confirmed=row.status == AppointmentStatus.CONFIRMED,
        offered=seen.status in _STANDING, take_back=hour_of(seen.take_back_until) if seen.take_back_until else "",
        held_by=row.held_by,
        others=tuple((one.isoformat(), moment_with_weekday(one)) for one in seen.alternatives), replies=ResidentReply,
    )


_STANDING = frozenset({AppointmentStatus.OFFERED, AppointmentStatus.CONFIRMED})
