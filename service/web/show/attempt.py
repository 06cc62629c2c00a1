"""The form for a contact attempt: what it shows, and reading it with every mistake at once. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from service.clock import day_of
from service.referrals.follow_up import Attempt, part_of_day
from service.referrals.status import ContactKind, PartOfDay
from service.web.dates import in_dutch, typed_day

KINDS = tuple(str(kind) for kind in ContactKind)
PARTS = {
    str(PartOfDay.MORNING): "Ochtend (tot 12 uur)",
    str(PartOfDay.AFTERNOON): "Middag (12 tot 18 uur)",
    str(PartOfDay.EVENING): "Avond (vanaf 18 uur)",
}
ANSWERS = {"ja": "Ja, ik sprak de inwoner", "nee": "Nee, niet bereikt"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a form: the field's id and what to do."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class AttemptForm:
    """What stands in the fields, as typed; `mistakes` are shown above the form and beside their fields."""

    kind: str = ""
    day: str = ""
    part: str = ""
    reached: str = ""
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, field: str) -> str:
        return next((mistake.text for mistake in self.mistakes if mistake.field == field), "")


def blank(now: datetime) -> AttemptForm:
    """Today, at this part of the day: most attempts are written down at once."""
    return AttemptForm(day=day_of(now).isoformat(), part=str(part_of_day(now)))


def read(fields: Mapping[str, str], opened: date, today: date) -> Attempt | AttemptForm:
    """The attempt, or the form again with everything that is wrong."""
    kind, day_typed, part, reached = (fields.get(name, "").strip() for name in ("soort", "datum", "dagdeel", "bereikt"))
    typed = AttemptForm(kind, day_typed, part, reached)
    mistakes = tuple(_mistakes(typed, opened, today))
    if mistakes:
        return replace(typed, mistakes=mistakes)
    day = typed_day(typed.day)
    assert day is not None, "a form without mistakes has a day"
    return Attempt(ContactKind(typed.kind), day, PartOfDay(typed.part), typed.reached == "ja")


def _mistakes(typed: AttemptForm, opened: date, today: date) -> Iterator[Mistake]:
    if typed.kind not in KINDS:
        yield Mistake("soort", "Kies hoe u contact zocht.")
    day = typed_day(typed.day)
    if day is None:
        yield Mistake("datum", "Vul een datum in, bijvoorbeeld 14-9-2026.")
    elif not opened <= day <= today:
        yield Mistake("datum", f"Kies een dag van {in_dutch(opened)} tot en met vandaag.")
    if typed.part not in PARTS:
        yield Mistake("dagdeel", "Kies het deel van de dag.")
    if typed.reached not in ANSWERS:
        yield Mistake("bereikt", "Kies of u de inwoner sprak.")

