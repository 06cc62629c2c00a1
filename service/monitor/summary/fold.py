"""Counting again what was marked, and keeping the result: one transaction, all or nothing.

It runs at REPEATABLE READ: it sees exactly the marks whose changes it sees, and takes away only those. Of two at once
one fails when it would write what the other wrote, and nothing is lost: the marks stand until what they mean is kept.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from service.monitor.key_figures.tally import add
from service.monitor.summary.cohorts import Cohort, Months, fresh, kept
from service.monitor.summary.marks import Origins, mark_all, oldest_marks, touched, unmark
from service.monitor.summary.tables import COUNTRY, FigureCohort, FigureTotal
from service.rules.facts import Kind

Totals = dict[tuple[str, str, str], dict[str, Any]]
"""By municipality (or the country), period and table."""
# One at a time: two would do the same work, and one of them for nothing.
_ONE_AT_A_TIME = text("SELECT pg_try_advisory_xact_lock(7301206)")


def fold(session: Session, most: int) -> int:
    """Count again what was marked of at most `most` municipalities; of how many it did. 0: nothing is marked."""
    if not session.scalar(_ONE_AT_A_TIME):
        return 0
    marks = oldest_marks(session, most)
    origins: Origins = {}
    for code in marks:
        origins |= touched(session, code)
    for kind in Kind:
        _keep(session, kind, origins)
    unmark(session, chain.from_iterable(marks.values()))
    return len(marks)


def make_anew(session: Session) -> None:
    """Throw the summaries away and mark everything. Who reads meanwhile counts for himself."""
    session.execute(delete(FigureTotal))
    mark_all(session)
    session.execute(delete(FigureCohort))


def _keep(session: Session, kind: Kind, origins: Origins) -> None:
    now, before = fresh(session, kind, origins), kept(session, kind, origins)
    changed: Totals = {}
    for cohort, months in now.items():
        difference: Months = {}
        add(difference, months)
        add(difference, before.get(cohort, {}), -1)
        for place, counts in _places(cohort[0], difference):
            add(changed.setdefault(place, {}), counts)
    _write_cohorts(session, kind, {cohort: months for cohort, months in now.items() if before.get(cohort) != months})
    _write_totals(session, kind, {place: counts for place, counts in changed.items() if counts})


def _places(code: str, months: Months) -> Iterator[tuple[tuple[str, str, str], Mapping[str, Any]]]:
    """Everywhere that counts of a municipality are added up."""
    for month, tables in months.items():
        for table, counts in tables.items():
            for where in (code, COUNTRY):
                for period in (month, month[:4]):
                    yield (where, period, table), counts


# Thousands of rows when all is made anew, so they go in one statement.
_WRITE_COHORTS = text("""
    INSERT INTO figure_cohort (municipality_code, kind, month, counts)
    SELECT code, :kind, month, counts
      FROM jsonb_to_recordset(cast(:rows AS jsonb)) AS n (code text, month date, counts jsonb)
    ON CONFLICT (municipality_code, kind, month) DO UPDATE SET counts = EXCLUDED.counts
""")
_WRITE_TOTALS = text("""
    INSERT INTO figure_total (municipality_code, kind, period, "table", counts)
    SELECT code, :kind, period, "table", counts
      FROM jsonb_to_recordset(cast(:rows AS jsonb)) AS n (code text, period text, "table" text, counts jsonb)
     ORDER BY code, period, "table"
    ON CONFLICT (municipality_code, kind, period, "table") DO UPDATE SET counts = EXCLUDED.counts
""")


def _write_cohorts(session: Session, kind: Kind, cohorts: Mapping[Cohort, Months]) -> None:
    rows = [
        {"code": code, "month": month.isoformat(), "counts": counts} for (code, month), counts in cohorts.items()
    ]
    session.execute(_WRITE_COHORTS, {"kind": kind, "rows": json.dumps(rows)})


def _write_totals(session: Session, kind: Kind, changed: Totals) -> None:
    codes = {code for code, _, _ in changed}
    query = select(FigureTotal.municipality_code, FigureTotal.period, FigureTotal.table, FigureTotal.counts).where(
        FigureTotal.kind == kind, FigureTotal.municipality_code.in_(codes),
        FigureTotal.period.in_({period for _, period, _ in changed}),
    )
    for code, period, table, counts in session.execute(query):
        if (code, period, table) in changed:
            add(changed[code, period, table], counts)
    rows = [
        {"code": code, "period": period, "table": table, "counts": counts}
        for (code, period, table), counts in changed.items()
    ]
    session.execute(_WRITE_TOTALS, {"kind": kind, "rows": json.dumps(rows)})
