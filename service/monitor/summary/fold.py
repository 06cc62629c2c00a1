"""Counting what was marked, and keeping the result: one transaction, all or nothing.

It runs at REPEATABLE READ: it sees exactly the marks whose changes it sees, and takes away only those. Of two at once
one fails when it would write what the other wrote, and nothing is lost: the marks stand until what they mean is kept.
"""

from msgspec.json import encode
from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from service.db import along_keys
from service.monitor.key_figures.counted import NOW
from service.monitor.key_figures.measures import Table
from service.monitor.key_figures.tally import Tally, add
from service.monitor.summary.changes import Changes, keep
from service.monitor.summary.marks import mark_all, oldest_marks, touched_by, unmark
from service.monitor.summary.tables import COUNTRY, FigureFile, FigurePlacement, FigureTotal
from service.rules.facts import Kind

MOST, MOST_ANEW = 5_000, 20_000
"""So many signals and referrals are counted at a time, up to the mark that passes it; and when all is made anew."""
Totals = dict[tuple[str, str, str], Tally]
"""By municipality (or the country), part and period."""
# One at a time: two would do the same work, and one of them for nothing.
_ONE_AT_A_TIME = text("SELECT pg_try_advisory_xact_lock(7301206)")
# A day of closing for each case is too long a list to keep for years as well.
BY_MONTH = frozenset({Table.RECURRENCE})
"""What is kept per month only."""


def fold(session: Session, most: int = MOST) -> int:
    """Count what the oldest marks mean, and take them away; how many. 0: nothing is marked, or another is at it."""
    if not session.scalar(_ONE_AT_A_TIME):
        return 0
    marks = oldest_marks(session, most)
    if marks:
        touched = touched_by(session, marks)
        along_keys(session)
        for kind in Kind:
            _write(session, kind, _totals(keep(session, kind, touched)))
        unmark(session, marks)
    return len(marks)


def make_anew(session: Session) -> None:
    """Throw the summaries away and mark everything. Who reads meanwhile counts for himself."""
    for kept in (FigureTotal, FigureFile, FigurePlacement):
        session.execute(delete(kept))
    mark_all(session)


def _totals(changes: Changes) -> Totals:
    changed: Totals = {}
    for (code, part, month), tables in changes.items():
        by_year = {name: counts for name, counts in tables.items() if name not in BY_MONTH}
        for where in (code, COUNTRY) if is_of_country(part) else (code,):
            add(changed.setdefault((where, part, month), {}), tables)
            if month != NOW:
                add(changed.setdefault((where, part, month[:4]), {}), by_year)
    return {place: counts for place, counts in changed.items() if counts}


def is_of_country(part: str) -> bool:
    """Whether a part is kept for all municipalities together: areas and teams are of one."""
    return not part or part.startswith("corporatie|")


_BEFORE = text("""
    SELECT t.municipality_code, t.part, t.period, t.counts
      FROM jsonb_to_recordset(cast(:places AS jsonb)) AS n (municipality_code text, part text, period text)
      JOIN figure_total t ON t.kind = :kind AND t.municipality_code = n.municipality_code
       AND t.part = n.part AND t.period = n.period
""")
_WRITE = text("""
    INSERT INTO figure_total (municipality_code, kind, part, period, counts)
    VALUES (:municipality_code, :kind, :part, :period, cast(:counts AS json))
    ON CONFLICT (municipality_code, kind, part, period) DO UPDATE SET counts = EXCLUDED.counts
""")
_COLUMNS = ("municipality_code", "part", "period")


def _write(session: Session, kind: Kind, changed: Totals) -> None:
    places = {place: dict(zip(_COLUMNS, place, strict=True)) for place in sorted(changed)}
    given = {"kind": kind, "places": encode(list(places.values())).decode()}
    for *place, counts in session.execute(_BEFORE, given):
        add(changed[tuple(place)], counts)
    rows = [where | {"kind": kind, "counts": encode(changed[place]).decode()} for place, where in places.items()]
    if rows:
        session.execute(_WRITE, rows)
