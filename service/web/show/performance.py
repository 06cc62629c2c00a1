"""A yearly report on screen, the list of them, and the form in which targets are typed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from service.monitor.figures import Unit
from service.monitor.performance.aims import Aim, agreeable_for, read_target
from service.monitor.performance.judge import Judgement
from service.monitor.performance.words import JUDGEMENT, READING, agreed, came, meaning, summary, typed
from service.monitor.performance.yearly import Compared, Yearly
from service.rules.facts import Kind
from service.web.dates import in_dutch
from service.web.show.attempt import Mistake
from service.web.words import KIND

FIRST_YEAR = 2021
"""Since then early warning is a task of municipalities (Wgs, in force 1 January 2021)."""
_YEARS = 4
_ASKED = {
    Unit.SHARE: "een percentage van 0 tot en met 100, bijvoorbeeld 60 of 62,5",
    Unit.COUNT: "een heel getal, bijvoorbeeld 200",
    Unit.EURO: "een bedrag in hele euro's, bijvoorbeeld 900",
    Unit.PER_CASE: "een getal met ten hoogste één cijfer achter de komma, bijvoorbeeld 2,5",
}
_MARKS = {
    Judgement.MET: "done", Judgement.MISSED: "danger", Judgement.NEAR: "warning",
}


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One row; `mark` is how its judgement is coloured, which is also said in words."""

    name: str
    meaning: str
    agreed: str
    came: str
    before: str
    judgement: str
    mark: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report of a year. `kinds` holds a title and its rows for each kind of signal that was agreed on."""

    municipality: str
    corporation: str
    year: int
    made_on: str
    summary: str
    kinds: tuple[tuple[str, tuple[ResultLine, ...]], ...]
    reading: tuple[str, ...] = READING


@dataclass(frozen=True, slots=True)
class Listed:
    """One report in the list; `change` is where its targets are typed, empty for who may only read."""

    name: str
    report: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class TargetField:
    """One field of the form. `id` is also its name; `hint` says whether more or less is agreed, and of what."""

    id: str
    label: str
    hint: str
    unit: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class TargetForm:
    """What stands in the fields, as typed."""

    kinds: tuple[tuple[str, tuple[TargetField, ...]], ...]
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")


def years_until(today: date) -> tuple[int, ...]:
    """The years there is something to say of: next year for who agrees early, this one, and those before it."""
    return tuple(year for year in range(today.year + 1, today.year - _YEARS, -1) if year >= FIRST_YEAR)


def year_asked(given: str, today: date) -> int:
    """The year in an address; this one when nothing fitting stands there."""
    return next((one for one in years_until(today) if str(one) == given), today.year)


def report_page(report: Yearly) -> ReportPage:
    kinds = tuple((KIND[kind], tuple(_line(one) for one in rows)) for kind, rows in report.kinds)
    return ReportPage(
        report.between.municipality, report.between.corporation, report.year, in_dutch(report.made_on),
        summary(report.judgements, running=report.running), kinds,
    )


def target_form(kinds: tuple[Kind, ...], targets: Mapping[tuple[Kind, Aim], Decimal]) -> TargetForm:
    return _form(kinds, {_id(kind, aim): typed(target) for (kind, aim), target in targets.items()})


def read_targets(kinds: tuple[Kind, ...], sent: Mapping[str, str]) -> dict[tuple[Kind, Aim], Decimal] | TargetForm:
    """The targets, or the form again with everything that is wrong. An empty field is: not agreed."""
    found: dict[tuple[Kind, Aim], Decimal] = {}
    mistakes = []
    for kind in kinds:
        for one in agreeable_for(kind):
            text = sent.get(_id(kind, one.aim), "").strip()
            target = read_target(text, one.unit)
            if target is not None:
                found[kind, one.aim] = target
            elif text:
                mistakes.append(Mistake(_id(kind, one.aim), f"{one.name}: vul {_ASKED[one.unit]} in."))
    return _form(kinds, dict(sent), tuple(mistakes)) if mistakes else found


def _form(kinds: tuple[Kind, ...], values: Mapping[str, str], mistakes: tuple[Mistake, ...] = ()) -> TargetForm:
    return TargetForm(tuple(
        (KIND[kind], tuple(
            TargetField(
                _id(kind, one.aim), f"{one.name}, {'ten hoogste' if one.at_most else 'ten minste'}", meaning(one),
                {Unit.SHARE: "%", Unit.EURO: "euro"}.get(one.unit, ""), values.get(_id(kind, one.aim), ""),
            )
            for one in agreeable_for(kind)
        ))
        for kind in kinds
    ), mistakes)


def _id(kind: Kind, aim: Aim) -> str:
    return f"{kind}-{aim}"


def _line(one: Compared) -> ResultLine:
    return ResultLine(
        one.agreeable.name, meaning(one.agreeable), agreed(one.agreeable, one.target),
        came(one.agreeable, one.result), came(one.agreeable, one.before), JUDGEMENT[one.judgement],
        _MARKS.get(one.judgement, ""),
    )
