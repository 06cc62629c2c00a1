"""The quality of what a corporation sends: what was refused or invalid, how often, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from service.rules.facts import Kind
from service.rules.registry import in_force
from service.signals.own import Counted
from service.signals.receipt.words import CONDITION, NATURE
from service.signals.receive import REFUSED_INPUT
from service.web.dates import in_dutch
from service.web.quality_words import DO, INVALID, INVALID_DO

_MONTHS = 12
_NAMES = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
          "november", "december")


@dataclass(frozen=True, slots=True)
class QualityLine:
    sort: str
    reason: str
    count: int
    advice: str


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    lines: tuple[QualityLine, ...]


@dataclass(frozen=True, slots=True)
class QualityPage:
    since: str
    months: tuple[Month, ...]


def since(today: date) -> date:
    """The first day of the month, eleven months back: with this month a year."""
    months = today.year * 12 + today.month - _MONTHS
    return date(months // 12, months % 12 + 1, 1)


def quality_page(counted: Iterable[Counted], first: date) -> QualityPage:
    """`counted` is in order of month."""
    months = groupby(counted, key=lambda one: one.month)
    return QualityPage(in_dutch(first), tuple(
        Month(f"{_NAMES[month.month - 1]} {month.year}", tuple(_line(one) for one in found))
        for month, found in months
    ))


def _line(one: Counted) -> QualityLine:
    if one.kind == REFUSED_INPUT:
        return QualityLine(
            "Fout in de invoer", INVALID.get(one.reason, one.reason), one.count, INVALID_DO.get(one.reason, ""),
        )
    reason = f"Niet voldaan: {_condition(one.reason)}. {_nature(one)}".rstrip()
    return QualityLine("Geweigerd", reason, one.count, DO.get(one.reason, ""))


def _nature(one: Counted) -> str:
    """What the condition rests on by the rules of that month; empty for one that those rules do not have."""
    conditions = in_force(Kind(one.kind), one.month).conditions
    natures = (condition.citation.certainty.nature for condition in conditions if condition.key == one.reason)
    return next((NATURE[nature] for nature in natures), "")


def _condition(code: str) -> str:
    label = CONDITION.get(code, code)
    return f"{label[:1].lower()}{label[1:]}"
