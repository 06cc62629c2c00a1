"""Reading the summaries: what was kept, and what changed since then counted on the spot. As the plain questions say."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.db import planned_anew
from service.monitor.key_figures.counted import NOW
from service.monitor.key_figures.exact import Tables, View, plain
from service.monitor.key_figures.measures import Table
from service.monitor.key_figures.questions import ADDING
from service.monitor.key_figures.tally import Tally, add, counted_of, months_in
from service.monitor.key_figures.wish import Period, Wish
from service.monitor.summary.changes import change
from service.monitor.summary.fold import BY_MONTH, is_of_country
from service.monitor.summary.marks import pending, touched
from service.monitor.summary.tables import COUNTRY, FigureTotal

FEW, TOO_MANY = 100, 5_000
"""For so few changes a statement keeps its plan; so many are not counted beside what is kept."""


def kept_counts(session: Session, view: View, tables: Iterable[Table]) -> Tables:
    """The exact counts of a view: from the summaries where they can, else by the plain question.

    When most of what there is must still be counted, as when all is made anew, the plain question is the quicker one.
    """
    asked = list(tables)
    kept = [table for table in asked if _is_kept(view.wish, table)]
    waiting = pending(session, view.wish.municipality_code) if kept else 0
    if waiting > TOO_MANY:
        return plain(session, view, asked)
    tally = _tally(session, view, kept, waiting) if kept else {}
    return {table: counted_of(tally, table, view.today) for table in kept} | plain(
        session, view, [table for table in asked if table not in kept]
    )


def _is_kept(wish: Wish, table: Table) -> bool:
    """Summaries are of a municipality or all of them, whole or one part of it, over whole months or now."""
    of_part = len(wish.part.chosen) < 2 and (wish.municipality_code is not None or is_of_country(wish.part.name))
    return table in ADDING and of_part and (table is Table.OVERDUE or _is_whole_months(wish.period))


def _tally(session: Session, view: View, tables: list[Table], waiting: int) -> Tally:
    code, part = view.wish.municipality_code, view.wish.part.name
    together: Tally = {}
    for periods, those in _periods(view.wish.period, tables):
        columns = [FigureTotal.counts[name].label(name) for name in those]
        query = select(*columns).where(
            FigureTotal.municipality_code == (COUNTRY if code is None else code), FigureTotal.kind == view.kind,
            FigureTotal.part == part, FigureTotal.period.in_(periods),
        )
        for row in session.execute(query).mappings():
            add(together, {name: counts for name, counts in row.items() if counts})
    if waiting:
        if waiting > FEW:
            planned_anew(session)
        near = touched(session, code)
        months = {NOW, *(f"{month:%Y-%m}" for month in months_in(view.wish.period.first, view.wish.period.last))}
        for (where, _, month), changed in change(session, view.kind, near, part, tables).items():
            if month in months and code in {None, where}:
                add(together, changed)
    return together


def _is_whole_months(period: Period) -> bool:
    return period.first.day == 1 and (period.last + timedelta(days=1)).day == 1


def _periods(period: Period, tables: Iterable[Table]) -> Iterator[tuple[list[str], list[Table]]]:
    """Which totals tell of which tables: of whole years their own, of other months theirs."""
    asked = set(tables)
    by_month = [f"{month:%Y-%m}" for month in months_in(period.first, period.last)]
    whole = [str(year) for year in range(period.first.year, period.last.year + 1) if _has(period, year)]
    by_year = [*whole, *(month for month in by_month if month[:4] not in whole)]
    for periods, those in (
        ([NOW], {Table.OVERDUE}), (by_month, BY_MONTH), (by_year, ADDING - BY_MONTH - {Table.OVERDUE}),
    ):
        if asked & those:
            yield periods, sorted(asked & those)


def _has(period: Period, year: int) -> bool:
    return period.first <= date(year, 1, 1) and date(year, 12, 31) <= period.last
