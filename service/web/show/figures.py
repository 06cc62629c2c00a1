"""Counts per worklist, without persons."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.policy.model import Desk
from service.referrals.deadlines import THREATENING
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.referrals.worklist import IS_NOT_CLOSED
from service.rules.dutch import day as in_dutch
from service.web.words import WORKLIST


@dataclass(frozen=True, slots=True)
class Line:
    """One worklist: how many wait, how many of those are threatening, how many are in hand, how many are too late."""

    name: str
    open: int
    threatening: int
    picked_up: int
    late: int


@dataclass(frozen=True, slots=True)
class Figures:
    day: str
    lines: tuple[Line, ...]
    total: Line = field(init=False)

    def __post_init__(self) -> None:
        names = ("open", "threatening", "picked_up", "late")
        sums = (sum(getattr(line, name) for line in self.lines) for name in names)
        object.__setattr__(self, "total", Line("Samen", *sums))


def figures_of(session: Session, municipality_code: str, today: date) -> Figures:
    """What is not closed, per worklist."""
    is_open, held = Referral.status == ReferralStatus.OPEN, Referral.status == ReferralStatus.PICKED_UP
    query = (
        select(
            Referral.destination, func.count().filter(is_open),
            func.count().filter(is_open, Referral.urgency == THREATENING), func.count().filter(held),
            func.count().filter(Referral.due < today, Referral.term.is_not(None)),
        )
        .where(Referral.municipality_code == municipality_code, IS_NOT_CLOSED)
        .group_by(Referral.destination)
    )
    found = {row[0]: tuple(row[1:]) for row in session.execute(query)}
    return Figures(in_dutch(today), tuple(Line(WORKLIST[place], *found.get(place, (0, 0, 0, 0))) for place in Desk))
