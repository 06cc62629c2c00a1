"""What the signals and cases of some months of origin count for, counted from the rows."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from service.monitor.key_figures.bases import COHORT
from service.monitor.key_figures.exact import CODES
from service.monitor.key_figures.measures import Table
from service.monitor.key_figures.questions import ADDING, question
from service.monitor.key_figures.tally import Tally, add, noted
from service.monitor.summary.marks import Origins
from service.monitor.summary.tables import FigureCohort
from service.rules.facts import Kind

Months = dict[str, Tally]
"""By the month in which it counts, as `2026-03`."""
Cohort = tuple[str, date]
"""A municipality and a month of origin."""


def fresh(session: Session, kind: Kind, origins: Origins, tables: Iterable[Table] = ADDING) -> dict[Cohort, Months]:
    """Counted now."""
    wanted = [(code, month) for code, months in sorted(origins.items()) for month in sorted(months)]
    found: dict[Cohort, Months] = {one: {} for one in wanted}
    codes, months = [code for code, _ in wanted], [month for _, month in wanted]
    given = CODES | {"codes": codes, "months": months, "kind": kind, "corporation": None}
    for name, row in session.execute(question(COHORT, frozenset(tables)), given):
        cohort = found[row["code"], date.fromisoformat(row["cohort"])]
        noted(name, row, cohort.setdefault(row["month"], {}))
    return found


def kept(session: Session, kind: Kind, origins: Origins) -> dict[Cohort, Months]:
    """As it was counted last."""
    keys = [(code, kind, month) for code, months in origins.items() for month in months]
    columns = tuple_(FigureCohort.municipality_code, FigureCohort.kind, FigureCohort.month)
    query = select(FigureCohort.municipality_code, FigureCohort.month, FigureCohort.counts).where(columns.in_(keys))
    return {(code, month): counts for code, month, counts in session.execute(query)}


def change(session: Session, kind: Kind, origins: Origins, tables: Iterable[Table] = ADDING) -> Months:
    """What must be added to the totals for them to be right now."""
    together: Months = {}
    for months in fresh(session, kind, origins, tables).values():
        add(together, months)
    for months in kept(session, kind, origins).values():
        add(together, months, -1)
    return together

