"""What the first screen of a caseworker says: why each referral stands there, its days, what to try next. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.policy.model import Desk
from service.referrals.day import Day, Task
from service.referrals.deadlines import THREATENING
from service.referrals.next_step import Advice
from service.referrals.tables import Referral
from service.rules.core import TermKind
from service.web import address
from service.web.dates import day_and_weekday, deadline, in_dutch
from service.web.page import Link
from service.web.show.names import PolicyNames
from service.web.show.worklist import mark_of
from service.web.words import NEWS, TERM, WORKLIST, plural

_PART = {"Ochtend": "in de ochtend", "Middag": "in de middag", "Avond": "in de avond"}


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
class MyDay:
    today: str
    due: tuple[Item, ...]
    unclaimed: tuple[Item, ...]
    back: tuple[Item, ...]
    quiet: tuple[Item, ...]
    whole: bool

    @property
    def told(self) -> str:
        if not self.due:
            return "Geen verwijzing van u vraagt nu aandacht"
        return plural(len(self.due), "verwijzing van u vraagt nu aandacht", "verwijzingen van u vragen nu aandacht")


def my_day(day: Day, names: PolicyNames) -> MyDay:
    return MyDay(
        today=day_and_weekday(names.today),
        due=_items(day.due, names),
        unclaimed=tuple(_item(row, _pressing(row, names.today), names) for row in day.unclaimed),
        back=_items(day.back, names),
        quiet=tuple(_item(task.referral, _still(task), names, task.advice) for task in day.quiet),
        whole=day.whole,
    )


def _items(tasks: Iterable[Task], names: PolicyNames) -> tuple[Item, ...]:
    return tuple(_item(task.referral, _why(task.referral, names.today), names, task.advice) for task in tasks)


def _item(row: Referral, why: str, names: PolicyNames, advice: Advice | None = None) -> Item:
    return Item(
        link=Link(address.referral(row.id), f"Verwijzing {mark_of(row.id)}"), threatening=row.urgency == THREATENING,
        why=why, term=_term(row, names), step=_step(advice) if advice else "", reasons=advice.why if advice else (),
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


def _step(advice: Advice) -> str:
    if advice.channel is None:
        return advice.why[0] if advice.why else ""
    part = _PART[advice.part_of_day] if advice.part_of_day else ""
    return " ".join(filter(None, (f"Probeer nu: {str(advice.channel).lower()}", part))) + "."
