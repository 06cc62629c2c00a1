"""The home visits of a day as they are taken along: where, when and whom; never why. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from service.actors import Caseworker
from service.clock import AMSTERDAM
from service.messages.cards import CardKind
from service.messages.resident import name_of
from service.messages.safe_contact import unsafe_because
from service.messages.status import AppointmentStatus
from service.messages.visit_cards import no_card_because
from service.messages.visit_with_two import WithTwo
from service.messages.visits import DayOf, Visit
from service.referrals.status import ContactKind
from service.signals.contact_wish import ContactWay
from service.web import address
from service.web.dates import day_and_weekday, in_dutch
from service.web.message_words import APPOINTMENT
from service.web.page import Link
from service.web.show.forms import Form, choice
from service.web.show.household import address_of
from service.web.show.worklist import mark_of
from service.web.words import plural

EVERYBODY = "allen"
NO_AREA = "Geen gebied"
WITH_TWO = Form("bezoek-met-twee", "Met z'n tweeën op bezoek", "Bezoek vastleggen", (
    choice("metTwee", "Gaat u hier met z'n tweeën op bezoek?",
           {"ja": "Ja, ga met een collega", "nee": "Nee, alleen gaan kan"}, "Kies of u met z'n tweeën gaat."),
), ("Alleen wie op bezoek gaat, ziet dit. De corporatie ziet het nooit, en het staat op geen kaartje.",
    "Schrijf nergens op waarom."))


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit. `warning` is why not to go, `no_card` why no not-at-home card is printed; empty: nothing.

    `unknown`: the address is not in the file of addresses.
    """

    link: Link
    time: str
    status: str
    name: str
    address: str
    phone: str
    holder: str
    with_two: str
    tried: str
    warning: str
    no_card: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class AreaOfDay:
    name: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class VisitsPage:
    """`post` is where the cards are asked for; `following` the next day with a visit, when this one has none."""

    day: str
    iso: str
    told: str
    post: str
    others: Link
    around: tuple[Link, ...]
    following: Link | None
    areas: tuple[AreaOfDay, ...]
    prints: bool


def visits_page(asked: DayOf, visits: list[Visit], following: date | None, actor: Caseworker) -> VisitsPage:
    who = None if asked.mine else EVERYBODY
    others = Link(address.visits(asked.day, EVERYBODY), "Toon ook de bezoeken van collega's")
    if not asked.mine:
        others = Link(address.visits(asked.day), "Toon alleen mijn bezoeken")
    around = tuple(
        Link(address.visits(asked.day + timedelta(days=step), who), told, key=key)
        for step, told, key in ((-1, "Vorige dag", "p"), (1, "Volgende dag", "n"))
    )
    return VisitsPage(
        day=day_and_weekday(asked.day), iso=asked.day.isoformat(), told=_told(visits), post=address.visits(asked.day),
        others=others, around=around,
        following=Link(address.visits(following, who), day_and_weekday(following)) if following else None,
        areas=_areas(visits, actor),
        prints=any(one.meeting.referral.assigned_to == actor.id for one in visits),
    )


def with_two_text(found: WithTwo | None) -> str:
    """What who visits has to know, with the day and who said it; empty when one may go alone."""
    if found is None or not found.with_two:
        return ""
    by = found.by or "een collega"
    return f"Ga met z'n tweeën. Vastgelegd op {in_dutch(found.since)} door {by}."


def _told(visits: list[Visit]) -> str:
    together = sum(1 for one in visits if one.meeting.with_two and one.meeting.with_two.with_two)
    told = plural(len(visits), "bezoek", "bezoeken")
    return f"{told}, waarvan {together} met z'n tweeën" if together else told


def _areas(visits: Iterable[Visit], actor: Caseworker) -> tuple[AreaOfDay, ...]:
    """The areas in the order of their first visit; in each area by the clock."""
    found: dict[str, list[Stop]] = {}
    for visit in visits:
        area = visit.meeting.referral.routing.get("gebied") or NO_AREA
        found.setdefault(area, []).append(_stop(visit, actor))
    return tuple(AreaOfDay(name, tuple(stops)) for name, stops in found.items())


def _stop(visit: Visit, actor: Caseworker) -> Stop:
    appointment, referral = visit.meeting.appointment, visit.meeting.referral
    mine, known = referral.assigned_to == actor.id, visit.person or {}
    return Stop(
        link=Link(address.referral(referral.id), f"Verwijzing {mark_of(referral.id)}"),
        time=f"{appointment.at.astimezone(AMSTERDAM):%H.%M} uur",
        status=APPOINTMENT[AppointmentStatus(appointment.status)],
        name=name_of(known) if known else "Gegevens gewist",
        address=address_of(known["adres"], visit.where) if known else "",
        unknown=visit.where.unknown,
        phone=known.get("telefoonnummer") or "",
        holder="" if mine else appointment.held_by,
        with_two=with_two_text(visit.meeting.with_two),
        tried=_tried(visit),
        warning=unsafe_because(visit.safety, ContactWay.VISIT) or "",
        no_card=no_card_because(CardKind.NOT_AT_HOME, visit) or "",
    )


def _tried(visit: Visit) -> str:
    before = sum(1 for kind in visit.tried if kind is ContactKind.HOME_VISIT)
    return f"Er was al {plural(before, 'huisbezoek', 'huisbezoeken')}." if before else "Eerste huisbezoek."
