"""The report of one year: what was agreed, what came of it, and the year before. Aggregates only, as the monitor shows.

Each figure is the one of the monitor for this corporation and this calendar year: rounded by the same draw, so nothing
can be learned by laying the two side by side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from service.monitor.key_figures.count import Line, lines
from service.monitor.key_figures.wish import Part, Wish, year_of
from service.monitor.performance.aims import Agreeable, Aim, agreeable_for
from service.monitor.performance.judge import NOTHING, Judgement, Result, judge
from service.monitor.performance.store import Between, Parties, between, targets_of
from service.rules.facts import Kind
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class Compared:
    """One number: what was agreed, what came of it, and what came of it the year before."""

    agreeable: Agreeable
    target: Decimal | None
    result: Result
    before: Result
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Yearly:
    """The report of a year. `running`: the year is not over, so nothing is judged."""

    between: Between
    year: int
    running: bool
    made_on: date
    kinds: tuple[tuple[Kind, tuple[Compared, ...]], ...]

    @property
    def judgements(self) -> list[Judgement]:
        return [one.judgement for _, rows in self.kinds for one in rows]


def yearly(session: Session, vault: Vault, parties: Parties, today: date) -> Yearly:
    """The report as it stands today. The session must see one moment. Raises `NotFound` without an agreement."""
    found, targets = between(session, parties), targets_of(session, parties)
    running = today <= parties.last_day
    now = _results(session, vault, parties, parties.year, today)
    before = _results(session, vault, parties, parties.year - 1, today)
    rows = {
        kind: tuple(
            Compared(
                one, target := targets.get((kind, one.aim)), result := now.get((kind, one.aim), NOTHING),
                before.get((kind, one.aim), NOTHING), judge(one, target, result, running=running),
            )
            for one in agreeable_for(kind)
        )
        for kind in found.kinds
    }
    return Yearly(found, parties.year, running, today, tuple(rows.items()))


def _results(
    session: Session, vault: Vault, parties: Parties, year: int, today: date
) -> dict[tuple[Kind, Aim], Result]:
    wish = Wish(parties.municipality_code, year_of(date(year, 1, 1)), Part(corporation=parties.corporation_id))
    return results_of(lines(session, vault, wish, today))


def results_of(found: Iterable[Line]) -> dict[tuple[Kind, Aim], Result]:
    """The numbers that can be agreed on, out of all lines of a wish."""
    places = {
        (kind, one.indicator, one.code, one.split, one.key): one.aim for kind in Kind for one in agreeable_for(kind)
    }
    told = {}
    for line in found:
        aim = places.get((line.kind, line.indicator, line.measure.code, line.split, line.key))
        if aim is not None:
            told[line.kind, aim] = Result(line.count, line.of, line.value)
    return told
