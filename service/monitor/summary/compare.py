"""Laying what is kept beside the plain questions: they must say the same, at any moment."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.monitor.key_figures.exact import View, plain
from service.monitor.key_figures.measures import PARTS, Split, Table
from service.monitor.key_figures.questions import ADDING
from service.monitor.key_figures.tally import Counted, Group, Row
from service.monitor.key_figures.wish import Part, Wish, part_of, year_of
from service.monitor.summary.read import kept_counts
from service.rules.facts import Kind
from service.signals.tables import Signal

Differences = dict[tuple[Table, Group], tuple[Row, Row]]
"""Where the two differ: what is kept, and what is true."""


def differences(session: Session, view: View) -> Differences:
    """Nothing when all is well. Of the country it reads everything there is."""
    kept, true = kept_counts(session, view, ADDING), plain(session, view, ADDING)
    return {
        (table, group): (kept[table].get(group, {}), true[table].get(group, {}))
        for table in ADDING for group in kept[table].keys() | true[table].keys()
        if _says(kept[table], group) != _says(true[table], group)
    }


def views(session: Session, municipality_code: str | None, today: date) -> Iterator[View]:
    """Every year with signals, up to this one, of every kind; of a municipality also each part with signals in it."""
    first = session.scalar(select(func.min(Signal.signal_date))) or today
    for year in range(first.year, today.year + 1):
        for kind in Kind:
            whole = View(Wish(municipality_code, year_of(date(year, 1, 1))), kind, today)
            yield whole
            for part in parts_of(session, whole) if municipality_code else ():
                yield View(Wish(municipality_code, whole.wish.period, part), kind, today)


def parts_of(session: Session, view: View) -> list[Part]:
    """The parts that signals or cases of a view are in, by the plain question; of the country corporations only."""
    found = plain(session, view, {Table.SIGNALS, Table.CASES})
    groups = {group for counted in found.values() for group in counted}
    splits = PARTS if view.wish.municipality_code else (Split.CORPORATION,)
    return [part_of(split, key) for split, key in sorted(groups) if split in splits]


def _says(counts: Counted, group: Group) -> Row:
    """Without what is nothing: a sum of nothing is not kept."""
    return {name: value for name, value in counts.get(group, {}).items() if value}
