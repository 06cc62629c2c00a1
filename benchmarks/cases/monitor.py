"""The figures of a year from what is kept, against the plain question to the rows (goals 10, 11 and 12).

Ours is the slowest of twenty readings but one (p95), each in a snapshot of its own; the yardstick is asked once in a
round. Both count the signals of a year by month, corporation, area, team, type and more, and must say the same. The
bare one beside it is a GROUP BY of two columns, which tells much less.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.frame import Arm, Case, Failed, Figure, Question, figure, take_turns
from benchmarks.goals import MONITOR_COUNTRY, MONITOR_MUNICIPALITY, Goal, Sense
from benchmarks.history import CITY, history
from benchmarks.stage import Stage
from benchmarks.timing import p95
from service import clock
from service.monitor.key_figures.count import lines
from service.monitor.key_figures.exact import Tables, View, plain
from service.monitor.key_figures.measures import Table
from service.monitor.key_figures.questions import ADDING
from service.monitor.key_figures.wish import Wish, year_of
from service.monitor.summary.compare import differences
from service.monitor.summary.read import kept_counts
from service.rules.facts import Kind

_READINGS = 20
Counting = Callable[[Session, View, list[Table]], Tables]


def measure(stage: Stage) -> Iterator[Figure]:
    for number in (stage.sizes.history, *(stage.sizes.deep if stage.deep else ())):
        history(stage, number)
        for where, code, goal in (
            ("gemeente", CITY, MONITOR_MUNICIPALITY), ("land", None, MONITOR_COUNTRY),
        ):
            yield from _year(stage, f"monitor-{where}-jaar-{number}", code, goal)
        yield _screen(stage, f"monitor-scherm-{number}")


# No more than how many signals, of how much, in each month, by corporation: the least that one could ask.
_BARE = text("""
    SELECT date_trunc('month', signal_date), corporation_id, count(*), sum(amount_cents) FROM signal
     WHERE kind = :kind AND signal_date BETWEEN :first AND :last
       AND (cast(:code AS text) IS NULL OR municipality_code = :code)
     GROUP BY 1, 2
""")


def _year(stage: Stage, name: str, code: str | None, goal: Goal) -> Iterator[Figure]:
    today = clock.today()
    view = View(Wish(code, year_of(today.replace(year=today.year - 1))), Kind.RENT_ARREARS, today)
    with stage.database.snapshot() as session:
        if differences(session, view):
            raise Failed("Wat is bijgehouden, is niet wat er geteld wordt.")
    arms = [
        Arm("kept", partial(_slowest, stage, view, kept_counts, _READINGS)),
        Arm("plain", partial(_slowest, stage, view, plain, 1)),
        Arm("bare", lambda: _timed(stage, lambda session: session.execute(_BARE, {
            "kind": view.kind, "code": code, "first": view.wish.period.first, "last": view.wish.period.last,
        }).all())),
    ]
    values = take_turns(arms, stage.rounds, warm_up=False)
    yield figure(Question(name, "kept", "plain", "ms", goal, Sense.DURATION), values)
    yield figure(Question(f"{name}-kaal", "kept", "bare", "ms", None, Sense.DURATION), values)


def _screen(stage: Stage, name: str) -> Figure:
    """Every figure of one kind, as the manager of the city sees them, against the same by the plain questions."""
    today = clock.today()
    wish = Wish(CITY, year_of(today))
    view = View(wish, Kind.RENT_ARREARS, today)

    def all_lines(session: Session) -> object:
        return lines(session, stage.vault, wish, today, [view.kind])

    def shown() -> float:
        return p95([_timed(stage, all_lines) for _ in range(_READINGS)])

    def plainly() -> float:
        return _timed(stage, lambda session: plain(session, view, ADDING))

    values = take_turns([Arm("shown", shown), Arm("plain", plainly)], stage.rounds, warm_up=False)
    return figure(Question(name, "shown", "plain", "ms", None, Sense.DURATION), values)


def _slowest(stage: Stage, view: View, count: Counting, readings: int) -> float:
    return p95([_timed(stage, lambda session: count(session, view, [Table.SIGNALS])) for _ in range(readings)])


def _timed(stage: Stage, read: Callable[[Session], object]) -> float:
    with stage.database.snapshot() as session:
        began = time.perf_counter()
        read(session)
        return (time.perf_counter() - began) * 1000


CASE = Case("monitor", "kerncijfers van een jaar, gemeente en land (doelen 10 tot en met 12)", measure)
