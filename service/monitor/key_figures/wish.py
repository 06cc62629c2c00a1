"""What somebody wants to see: whose figures, over which period, and which part of them. Pure."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

from service.errors import Fault, InvalidInput
from service.monitor.key_figures.measures import Split

_LENGTHS = (1, 3, 6, 12)
_NAME = re.compile(r"(20[0-9]{2})(?:-(?:H([12])|K([1-4])|(0[1-9]|1[0-2])))?")
@dataclass(frozen=True, slots=True)
class Period:
    """Days, the first and the last included. Raises `InvalidInput` when it runs backwards.

    A calendar month, quarter, half-year or year is fixed: these lie inside one another, so a month is part of four of
    them and no two differ by a few days.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidInput([Fault("#/tot", "looptTerug", "De periode eindigt voor zij begint.", "query")])

    @property
    def is_fixed(self) -> bool:
        return self in fixed_from(self.first)

    @property
    def name(self) -> str:
        return f"{self.first}/{self.last}"


def fixed_from(first: date) -> list[Period]:
    """The fixed periods that begin on a day, the shortest first."""
    if first.day != 1:
        return []
    return [_made(first, length) for length in _LENGTHS if (first.month - 1) % length == 0]


def _made(first: date, months: int) -> Period:
    month = first.month + months - 1
    return Period(first, first.replace(month=month, day=monthrange(first.year, month)[1]))


def year_of(day: date) -> Period:
    return _made(date(day.year, 1, 1), 12)


def period_named(name: str) -> Period:
    """The period that is called 2026, 2026-H2, 2026-K3 or 2026-09. Raises `ValueError` for another name."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(name)
    year, half, quarter, month = (int(part) if part else 0 for part in found.groups())
    if half:
        return _made(date(year, half * 6 - 5, 1), 6)
    if quarter:
        return _made(date(year, quarter * 3 - 2, 1), 3)
    return _made(date(year, month, 1), 1) if month else _made(date(year, 1, 1), 12)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a municipality: what is of all that is named. Two names together make small groups (see `count`)."""

    destination: str | None = None
    corporation: UUID | None = None
    area: str | None = None
    team: str | None = None

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The splits and the group in each that this part is."""
        named = (("bestemming", self.destination), ("corporatie", self.corporation), ("gebied", self.area),
                 ("team", self.team))
        return tuple((name, str(value)) for name, value in named if value is not None)

    @property
    def name(self) -> str:
        """Of one part as it stands with what is kept of it; nothing for the whole."""
        return "|".join(chain.from_iterable(self.chosen))


def part_of(split: str, key: str) -> Part:
    """The part that is one group of a split. Raises `ValueError` for another split, or a corporation that is no id."""
    match split:
        case Split.DESTINATION:
            return Part(destination=key)
        case Split.CORPORATION:
            return Part(corporation=UUID(key))
        case Split.AREA:
            return Part(area=key)
        case Split.TEAM:
            return Part(team=key)
    raise ValueError(split)


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose figures (None: of every municipality, which only a corporation asks of its own signals), and of when."""

    municipality_code: str | None
    period: Period
    part: Part = Part()
