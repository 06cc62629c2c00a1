"""What the first screen of a caseworker says: why each referral stands there, its days, what to try next. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.clock import AMSTERDAM
from service.messages.status import AppointmentPlace, AppointmentStatus
from service.messages.visits import Meeting
from service.policy.model import Desk
from service.referrals.day import Day, Task
from service.referrals.deadlines import THREATENING
from service.referrals.next_step import Advice
from service.referrals.tables import Referral
from service.rules.core import TermKind
from service.web import address
from service.web.dates import day_and_weekday, deadline, in_dutch
from service.web.message_words import APPOINTMENT, PLACE
from service.web.page import Link
from service.web.show.names import PolicyNames
from service.web.show.outreach import step_text
from service.web.show.worklist import mark_of
from service.web.words import NEWS, TERM, WORKLIST, plural


@dataclass(frozen=True, slots=True)
class Item:
    """One referral. `step` is empty for what nobody holds yet: first somebody picks it up."""

    link: Link
    threatening: bool
    why: str
    term: str
    step: str
    reasons: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Talk:
    """An appointment of today; `visit` when it is at the resident's home."""

    link: Link
    time: str
    place: str
    status: str
    visit: bool
    with_two: bool


@dataclass(frozen=True, slots=True)
class MyDay:
    today: str
    talks: tuple[Talk, ...]
    due: tuple[Item, ...]
    unclaimed: tuple[Item, ...]
    back: tuple[Item, ...]
    quiet: tuple[Item, ...]
    whole: bool

    @property
    def visits(self) -> bool:
        return any(talk.visit for talk in self.talks)

    @property
    def told(self) -> str:
        if not self.due:
            return "Geen verwijzing van u vraagt nu aandacht"
        return plural(len(self.due), "verwijzing van u vraagt nu aandacht", "verwijzingen van u vragen nu aandacht")


def my_day(day: Day, meetings: Iterable[Meeting], names: PolicyNames) -> MyDay:
    return MyDay(
        today=day_and_weekday(names.today),
        talks=tuple(_talk(one) for one in meetings),
        due=_items(day.due, names),
        unclaimed=tuple(_item(row, _pressing(row, names.today), names) for row in day.unclaimed),
        back=_items(day.back, names),
        quiet=tuple(_item(task.referral, _still(task), names, task.advice) for task in day.quiet),
        whole=day.whole,
    )


def referral_link(row: Referral) -> Link:
    return Link(address.referral(row.id), f"Verwijzing {mark_of(row.id)}")


def _talk(meeting: Meeting) -> Talk:
    appointment, referral = meeting.appointment, meeting.referral
    return Talk(
        link=referral_link(referral),
        time=f"{appointment.at.astimezone(AMSTERDAM):%H.%M} uur",
        place=PLACE[AppointmentPlace(appointment.place)],
        status=APPOINTMENT[AppointmentStatus(appointment.status)],
        visit=appointment.place == AppointmentPlace.HOME,
        with_two=meeting.with_two is not None and meeting.with_two.with_two,
    )


def _items(tasks: Iterable[Task], names: PolicyNames) -> tuple[Item, ...]:
    return tuple(_item(task.referral, _why(task.referral, names.today), names, task.advice) for task in tasks)


def _item(row: Referral, why: str, names: PolicyNames, advice: Advice | None = None) -> Item:
    return Item(
        link=referral_link(row), threatening=row.urgency == THREATENING,
        why=why, term=_term(row, names), step=step_text(advice) if advice else "", reasons=advice.why if advice else (),
        place=" · ".join(filter(None, (WORKLIST[Desk(row.destination)], names.tray(row.tray)))),
    )


def _why(row: Referral, today: date) -> str:
    """What came back stands beside why it is due: one reason never hides the other."""
    news = f"Nieuw: {NEWS[row.news].lower()}." if row.news in NEWS else ""
    return " ".join(filter(None, (_pressing(row, today) if row.term else "", news)))


def _pressing(row: Referral, today: date) -> str:
    if row.urgency == THREATENING:
        return "De situatie is bedreigend."
    if row.statutory_due < today:
        return "De wettelijke termijn is voorbij."
    if row.due < today:
        return "De streefdatum is voorbij; de wettelijke termijn nog niet."
    return "De dag is bijna daar." if row.due > today else "Vandaag is de laatste dag."


def _still(task: Task) -> str:
    if task.last_tried is None:
        return "Er is nog geen contactpoging gedaan."
    return f"De laatste contactpoging was op {in_dutch(task.last_tried)}."


def _term(row: Referral, names: PolicyNames) -> str:
    """The day of the law in its own words, and the earlier day that the municipality aims at."""
    if not row.term:
        return "Er loopt geen termijn."
    last = deadline(row.statutory_due, names.today, names.working_days)
    told = f"{TERM[TermKind(row.term)]}: uiterlijk {last.day} ({last.left}) volgens de wet."
    return f"{told} Streefdatum: {day_and_weekday(row.target_due)}." if row.target_due else told
