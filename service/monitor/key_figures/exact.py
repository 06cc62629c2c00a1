"""The exact counts, by the plain questions to the rows themselves. They stay inside the service.

What people see is made of them in `count`; `service.monitor.summary` gives the same counts faster.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from service.monitor.key_figures.counted import ROWS
from service.monitor.key_figures.factors import FACTOR_OF
from service.monitor.key_figures.measures import Table
from service.monitor.key_figures.others import OTHERS
from service.monitor.key_figures.questions import ADDING, sums
from service.monitor.key_figures.tally import Counted, Tally, counted_of, noted
from service.monitor.key_figures.wish import Wish
from service.referrals.status import NOT_TAKEN_UP, EndResult
from service.rules.facts import Kind, ThreatPhase
from service.rules.reading import STATUTORY

ACCEPTED = (
    EndResult.ADVICE_OR_QUICK_FIX, EndResult.FOLLOW_UP, EndResult.FOLLOW_UP_FINANCIAL, EndResult.FOLLOW_UP_OTHER,
)
"""The results that say that the resident took what was offered."""
CODES: dict[str, Any] = {
    "crisis": [phase for phase in ThreatPhase if STATUTORY.is_threatening(phase)],
    "accepted": list(ACCEPTED), "not_taken_up": sorted(NOT_TAKEN_UP),
    "worries": list(FACTOR_OF), "factors": list(FACTOR_OF.values()),
}
"""What the questions are asked with, whoever asks."""


@dataclass(frozen=True, slots=True)
class View:
    """What of a wish is counted: one kind of signal, on one day."""

    wish: Wish
    kind: Kind
    today: date


Tables = dict[Table, Counted]


def plain(session: Session, view: View, tables: Iterable[Table]) -> Tables:
    """Every table from the rows themselves; those that add up in one statement."""
    asked = list(tables)
    tally: Tally = {}
    given = CODES | _given(view)
    if adding := ADDING.intersection(asked):
        for row in session.execute(sums(ROWS, adding), given):
            noted(row.question, row.row, tally)
    for table in asked:
        if table not in ADDING:
            for found in session.execute(OTHERS[table], given).mappings():
                noted(table, found, tally)
    return {table: counted_of(tally, table, view.today) for table in asked}


def _given(view: View) -> dict[str, Any]:
    part, period = view.wish.part, view.wish.period
    return {
        "code": view.wish.municipality_code, "kind": view.kind, "first": period.first, "last": period.last,
        "today": view.today, "destination": part.destination, "corporation": part.corporation, "area": part.area,
        "team": part.team, "part": part.name,
    }
