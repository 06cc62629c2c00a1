"""Reading the summaries: what was kept, and what changed since then counted on the spot. As the plain questions say."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.monitor.key_figures.exact import Tables, View, plain
from service.monitor.key_figures.measures import Table
from service.monitor.key_figures.questions import ADDING
from service.monitor.key_figures.tally import Tally, add, counted_of, months_in
from service.monitor.key_figures.wish import Part, Period
from service.monitor.summary.cohorts import change
from service.monitor.summary.marks import touched
from service.monitor.summary.tables import COUNTRY, FigureTotal


def kept_counts(session: Session, view: View, tables: Iterable[Table]) -> Tables:
    """The exact counts of a view: from the summaries where they can, else by the plain question.

    Summaries are of everything in a municipality, or in all of them, over whole months.
    """
    asked = list(tables)
    adding = [table for table in asked if table in ADDING]
    if view.wish.part != Part() or not _is_whole_months(view.wish.period) or not adding:
        return plain(session, view, asked)
    tally = _tally(session, view, adding)
    kept = {table: counted_of(tally, table, view.today) for table in adding}
    return kept | plain(session, view, [table for table in asked if table not in ADDING])


def _tally(session: Session, view: View, tables: list[Table]) -> Tally:
    code, period = view.wish.municipality_code, view.wish.period
    months = {f"{month:%Y-%m}" for month in months_in(period.first, period.last)}
    query = select(FigureTotal.table, FigureTotal.counts).where(
        FigureTotal.municipality_code == (COUNTRY if code is None else code), FigureTotal.kind == view.kind,
        FigureTotal.period.in_(list(_periods(period))), FigureTotal.table.in_(tables),
    )
    together: Tally = {}
    for table, counts in session.execute(query):
        add(together.setdefault(table, {}), counts)
    origins = touched(session, code)
    if origins:
        for month, changed in change(session, view.kind, origins, tables).items():
            if month in months:
                add(together, changed)
    return together


def _is_whole_months(period: Period) -> bool:
    return period.first.day == 1 and (period.last + timedelta(days=1)).day == 1


def _periods(period: Period) -> Iterator[str]:
    """Years that are whole by their own total, the other months by theirs."""
    for month in months_in(period.first, period.last):
        year = Period(month.replace(month=1), month.replace(month=12, day=31))
        if not period.first <= year.first <= year.last <= period.last:
            yield f"{month:%Y-%m}"
        elif month == year.first:
            yield str(month.year)
