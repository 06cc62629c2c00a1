"""The kept figures equal the plain questions, after any mix of writes, jobs that ran and jobs that broke off."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from service.db import Database
from service.monitor.key_figures.exact import View, plain
from service.monitor.key_figures.questions import ADDING
from service.monitor.key_figures.wish import Period, Wish, period_named
from service.monitor.summary.compare import differences, parts_of
from service.monitor.summary.fold import fold, make_anew
from service.monitor.summary.marks import marked
from service.monitor.summary.read import TOO_MANY, kept_counts
from service.monitor.summary.tables import FigureTotal
from service.rules.facts import Kind
from service.vault import Vault
from tests.factories import TOWN, rent_signal
from tests.integration.casework import Casework
from tests.integration.test_key_figures import START, Town

PERIODS = ("2026", "2026-04", "2025", "2026-K1")
TODAY = START + timedelta(days=100)


class Broken(Exception):
    """A job that stops half-way."""


class Watched(Town):
    """A town in which, after each signal and what came of it, a job may run, break off, or leave the marks."""

    def _live(self, signal_id: UUID, day: date) -> None:
        super()._live(signal_id, day)
        match self.luck.randrange(4):
            case 0 | 1:
                fold(self.session)
            case 2:
                self._break_off()
            case _:
                compare(self.session, PERIODS[:1])

    def _break_off(self) -> None:
        marks = marked(self.session)
        with suppress(Broken), self.session.begin_nested():
            fold(self.session)
            raise Broken
        assert marked(self.session) == marks


def compare(
    session: Session, periods: tuple[str, ...], days: tuple[int, ...] = (0,), *, parts: bool = False
) -> None:
    """Everything that is kept, of the municipality and of the country, is what the plain questions count."""
    for wish in (Wish(code, period_named(name)) for name in periods for code in (TOWN, None)):
        for kind in Kind:
            for later in days:
                view = View(wish, kind, TODAY + timedelta(days=later))
                assert differences(session, view) == {}, (wish, kind)
                for part in parts_of(session, view) if parts else ():
                    part_view = replace(view, wish=replace(wish, part=part))
                    assert differences(session, part_view) == {}, (part_view, kind)


def test_what_is_kept_is_what_is_counted(session: Session, vault: Vault) -> None:
    Watched(session, vault, 100, signals=12)
    compare(session, PERIODS, parts=True)
    assert fold(session) > 0
    assert (fold(session), marked(session)) == (0, 0)
    compare(session, PERIODS, (0, 200), parts=True)
    assert session.scalar(select(func.count()).select_from(FigureTotal)), "the figures are kept, not counted each time"
    _counts_other_days(session)
    _is_made_anew(session)


def _counts_other_days(session: Session) -> None:
    some = Period(START + timedelta(days=20), START + timedelta(days=77))
    view = View(Wish(TOWN, some), Kind.RENT_ARREARS, TODAY)
    assert kept_counts(session, view, ADDING) == plain(session, view, ADDING)


def _is_made_anew(session: Session) -> None:
    session.execute(text("UPDATE figure_total SET counts = '{\"totaal|\": {\"signals\": 7}}'"))
    session.expire_all()
    with pytest.raises(AssertionError):
        compare(session, PERIODS[:1])
    make_anew(session)
    compare(session, PERIODS[:1])
    assert fold(session) > 0
    compare(session, PERIODS[:1])


def test_when_nearly_all_must_be_counted_the_rows_are_asked(session: Session, vault: Vault) -> None:
    Town(session, vault, 101, signals=12)
    view = View(Wish(TOWN, period_named("2026")), Kind.RENT_ARREARS, TODAY)
    while fold(session):
        pass
    session.execute(text("UPDATE figure_total SET counts = '{}'"))
    assert differences(session, view) != {}
    session.execute(text("INSERT INTO figure_mark (municipality_code, number) VALUES (:code, :number)"),
                    {"code": TOWN, "number": TOO_MANY + 1})
    assert differences(session, view) == {}


def test_of_two_jobs_at_once_one_is_tried_again(database: Database, vault: Vault) -> None:
    with database.transaction() as session:
        Casework.since(session, vault, START).receive(rent_signal(START), START)

    def late() -> None:
        with database.one_moment() as job:
            assert marked(job) > 0
            with database.one_moment() as early:
                assert fold(early) > 0
            fold(job)

    with pytest.raises(OperationalError, match="SerializationFailure"):
        late()
    with database.transaction() as session:
        assert marked(session) == 0


def test_a_mark_that_comes_while_a_job_counts_stays(database: Database) -> None:
    mark = text("INSERT INTO figure_mark (municipality_code, month, number) VALUES ('9901', '2026-01-01', 1)")
    with database.transaction() as session:
        session.execute(mark)
    with database.one_moment() as job:
        assert marked(job) == 1
        with database.transaction() as other:
            other.execute(mark)
        assert fold(job) == 1
    with database.transaction() as session:
        assert marked(session) == 1
