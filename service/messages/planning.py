"""When a message may reach somebody: the first good moment, or why there is none. Pure.

The rules are numbered D01 to D14. Beside them the policy's own maximum (`berichten`).
Sources: the hours of the Besluit kwaliteit incassodienstverlening as a floor (D01),
Heemskerk's visits around pay day (D06), Awb article 2:8 (D10); D02, D03, D05 and D07 are choices of this service.
A reminder and a confirmation answer to an appointment that the resident made, what is said when it changes belongs to
it (Awb article 2:12), and a receipt answers a request: only D01, D07, D09 and D10 hold for them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from service.messages.bounds import Bound, broken, passed
from service.messages.kind import MessagePurpose
from service.messages.moments import (
    FIRST_HOUR,
    FRIDAY,
    FRIDAY_LAST,
    LAST_HOUR,
    REMINDER_FIRST,
    REMINDER_LAST,
    SATURDAY,
    SUNDAY,
    at,
    local,
)
from service.messages.planning_case import Case, Reason, barred_because, enough_because
from service.messages.posting import brings_post, comes_on_a_saturday
from service.signals.contact_wish import ContactWay

DUTCH_RULES = {
    "D01": "Tussen 8 en 20 uur, nooit op zondag of een feestdag. Incassobureaus mogen wettelijk vanaf 7 uur.",
    "D02": "Niet na vrijdag 12 uur, niet op zaterdag, niet op de laatste werkdag voor een feestdag of sluiting.",
    "D03": "De medewerker is er op de twee werkdagen erna.",
    "D04": "Voor het afsluiten: vier pogingen, op twee manieren, één persoonlijk, op twee dagdelen.",
    "D05": "Ten minste 48 uur na een ander bericht van de gemeente, of een poging die iemand vastlegde.",
    "D06": "Een eerste bericht niet vlak voor de betaaldag (beleid: `betaaldagen`). Bij een dreiging geldt dit niet.",
    "D07": "Een herinnering komt één werkdag ervoor, tussen 10 en 18 uur.",
    "D08": "Een uitnodiging is er voor de laatste dag van het eerste gesprek: vier weken, bij een dreiging drie "
           "werkdagen (Wgs artikel 4).",
    "D09": "Niets langs een weg die onveilig is, of waarvan dat bij een zorg niet bekend is. Geen reden opent dit.",
    "D10": "Mail, sms en WhatsApp alleen als de inwoner uitdrukkelijk zei zo bereikbaar te zijn: op dat adres of "
           "nummer, voor dat soort bericht (Awb artikel 2:8).",
    "D11": "Een uitnodiging is er voor de dag van de ontruiming. Geen reden opent dit.",
    "D12": "Een brief heeft de dagen van de post nodig: sinds 1 juli 2026 twee, vanaf 1 juli 2027 drie, van dinsdag "
           "tot en met zaterdag. Wat na 16 uur komt, gaat de volgende werkdag mee.",
    "afspraak": "Een bericht over een afspraak is er voor die afspraak. Geen reden opent dit.",
    "D13": "Hooguit vier keer contact zoeken zonder iemand te spreken: zo staat het in het eerste bericht.",
    "D14": "Na een nee van de inwoner geen bericht dat contact zoekt, tenzij de inwoner daar zelf om vroeg.",
    "berichten": "Niet meer berichten en pogingen bij één huishouden dan het beleid toestaat, van alle teams samen.",
}
GAP = timedelta(hours=48)
WITHIN_DAYS = 120
REACHABLE_DAYS = 2


@dataclass(frozen=True, slots=True)
class Planned:
    """`moment` is when it arrives. `reasons` say why not earlier, or against which rules a caseworker chose it."""

    moment: datetime
    reasons: tuple[Reason, ...] = ()
    deviation: str | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    reason: Reason


@dataclass(frozen=True, slots=True)
class NeedsReason:
    """A moment of the caseworker's own that breaks these rules: it may go once a reason is given."""

    objections: tuple[Reason, ...]


def plan(case: Case) -> Planned | Blocked:
    """The first moment from `ready` on at which no rule objects; `reasons` tell which rules moved it."""
    barred = barred_because(case)
    if barred:
        return Blocked(barred)
    enough = enough_because(case)
    if enough:
        return Blocked(enough)
    moved: dict[str, Reason] = {}
    for moment in _candidates(case):
        bound = broken(moment, case)
        if bound:
            return Blocked(_no_time(bound, moved))
        objections = objections_to(moment, case)
        if not objections:
            return Planned(moment, (*moved.values(), *passed(moment, case)))
        for objection in objections:
            moved.setdefault(objection.rule, objection)
    told = "Er is geen goed moment meer gevonden. Kies zelf een moment, met de reden erbij."
    return Blocked(Reason(next(iter(moved), "D01"), told))


def _no_time(bound: Bound, moved: dict[str, Reason]) -> Reason:
    """Why there is no moment before the bound: the bound itself, and each rule that kept the earlier moments."""
    kept = " ".join(f"{reason.told} ({rule})" for rule, reason in moved.items())
    between = f" Eerder kan niet: {kept}" if kept else ""
    own = "" if bound.hard else " Moet het bericht toch weg? Kies zelf een moment, met de reden erbij."
    return Reason(bound.rule, f"{bound.reason.told}{between}{own}")


def choose(moment: datetime, case: Case, because: str | None = None) -> Planned | NeedsReason | Blocked:
    """A moment of the caseworker's own. A reason opens every rule but the guard on safe contact and D10."""
    barred = barred_because(case)
    if barred:
        return Blocked(barred)
    bound = broken(moment, case)
    if bound and bound.hard:
        return Blocked(bound.reason)
    enough = enough_because(case)
    objections = (*((enough,) if enough else ()), *objections_to(moment, case), *passed(moment, case))
    if objections and not (because and because.strip()):
        return NeedsReason(objections)
    return Planned(local(moment), objections, because if objections else None)


def objections_to(moment: datetime, case: Case) -> tuple[Reason, ...]:
    """Every timing rule that this moment of arrival breaks."""
    more = (_reminder,) if case.answers_resident else (_quiet_days, _reachable, _gap, _limit, _pay_day)
    rules = (_hours, _post_day, *more)
    return tuple(Reason(rule, told) for look in rules for rule, told in _asked(look, local(moment), case))


_Look = Callable[[datetime, Case], tuple[str, str | None]]


def _asked(look: _Look, moment: datetime, case: Case) -> Iterator[tuple[str, str]]:
    rule, told = look(moment, case)
    if told:
        yield rule, told


def _hours(moment: datetime, case: Case) -> tuple[str, str | None]:
    day = moment.date()
    if day.isoweekday() == SUNDAY or case.desk.days.is_free(day):
        return "D01", "Op zondag en op een vrije dag laten wij mensen met rust."
    if not FIRST_HOUR <= moment.time() <= LAST_HOUR:
        return "D01", f"Alleen tussen {FIRST_HOUR.hour} en {LAST_HOUR.hour} uur storen wij mensen."
    return "D01", None


def _quiet_days(moment: datetime, case: Case) -> tuple[str, str | None]:
    day, letter = moment.date(), case.message.way is ContactWay.LETTER
    # When the post comes on a Friday nobody knows.
    late = moment.time() > FRIDAY_LAST or letter
    if day.isoweekday() == SATURDAY or (day.isoweekday() == FRIDAY and late):
        return "D02", "Na vrijdagmiddag 12 uur is tot maandag niemand te bereiken."
    if letter and comes_on_a_saturday(day, case.desk.post):
        return "D02", "De brief kan dan al op zaterdag komen; dan is tot maandag niemand te bereiken."
    if case.desk.days.is_eve(day):
        return "D02", "De dag erna is vrij; dan is niemand te bereiken."
    return "D02", None


def _post_day(moment: datetime, case: Case) -> tuple[str, str | None]:
    none = case.message.way is ContactWay.LETTER and not brings_post(moment.date())
    return "D12", "Op zondag, op maandag en op een feestdag komt er geen post." if none else None


def _reachable(moment: datetime, case: Case) -> tuple[str, str | None]:
    coming = islice(case.desk.days.working_days_after(moment.date()), REACHABLE_DAYS)
    away = any(day in case.desk.worker_away for day in coming)
    return "D03", "De medewerker is er niet op de twee werkdagen erna." if away else None


def _gap(moment: datetime, case: Case) -> tuple[str, str | None]:
    near = any(abs(moment - earlier) < GAP for earlier in case.household.earlier)
    return "D05", "Binnen 48 uur is er al een ander bericht of een andere poging van de gemeente." if near else None


def _limit(moment: datetime, case: Case) -> tuple[str, str | None]:
    limit = case.desk.limit
    since = moment - timedelta(days=limit.days)
    full = sum(since < earlier <= moment for earlier in case.household.earlier) >= limit.count
    told = f"Dit huishouden kreeg al {limit.count} berichten of pogingen in {limit.days} dagen, van alle teams samen."
    return "berichten", told if full else None


def _pay_day(moment: datetime, case: Case) -> tuple[str, str | None]:
    """A threatening situation does not wait for pay day: there the law counts in days."""
    first = case.message.purpose in {MessagePurpose.FIRST, MessagePurpose.CARE} and not case.message.threatening
    quiet = first and case.desk.pay_days.is_quiet(moment.date())
    return "D06", "Vlak voor de betaaldag komt een eerste bericht slecht uit." if quiet else None


def _reminder(moment: datetime, case: Case) -> tuple[str, str | None]:
    if case.message.purpose is not MessagePurpose.REMINDER or case.message.appointment is None:
        return "D07", None
    right = case.desk.days.working_day_before(local(case.message.appointment).date())
    if moment.date() == right and REMINDER_FIRST <= moment.time() <= REMINDER_LAST:
        return "D07", None
    return "D07", "Een herinnering komt één werkdag ervoor, tussen 10 en 18 uur."


def _candidates(case: Case) -> Iterator[datetime]:
    """Moments worth trying, in order: when it is ready, the start of each day's hours, and 48 hours after a message."""
    ready = local(case.message.ready)
    first_hour = REMINDER_FIRST if case.message.purpose is MessagePurpose.REMINDER else FIRST_HOUR
    last = ready + timedelta(days=WITHIN_DAYS)
    starts = (at(ready.date() + timedelta(days=step), first_hour) for step in range(WITHIN_DAYS))
    after = (local(earlier + GAP) for earlier in case.household.earlier)
    yield from sorted({moment for moment in (ready, *starts, *after) if ready <= moment <= last})
