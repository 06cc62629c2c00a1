"""Replaying past signals under a draft policy: what would change for the desks, before anybody decides on it.

Reads, never writes. Of the person only the postcode is opened, in memory.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from service.policy.model import CaseType, Policy
from service.policy.threshold import ArrearsSize, reasons_below
from service.policy.trial import Change, PastSignal, Place, Result, under
from service.referrals.routing import types_of
from service.referrals.sums import AROUND, TYPES
from service.rules.core import Verdict
from service.rules.facts import Kind
from service.signals.blocks import subject_context
from service.signals.facts import door_facts, rent_facts
from service.signals.schemas import read_door, read_rent
from service.signals.without_agreement import LACKING
from service.vault import Vault

NOWHERE = "triage"
_DROPPED = frozenset({Verdict.NOT_TAKEN_UP, Verdict.REFUSED})

_PAST = text(f"""
    WITH lacking AS ({LACKING}), a AS (
        SELECT id, kind, household_key, received_on, facts, subject, date_trunc('month', signal_date) AS month,
               finding_set_id NOT IN (SELECT id FROM lacking) AS agreed
          FROM signal
         WHERE municipality_code = :code AND received_on BETWEEN :first AND :last AND subject IS NOT NULL
    ), seen AS (
        SELECT a.id, {TYPES} FROM a JOIN signal o ON {AROUND} GROUP BY a.id
    )
    SELECT a.id, a.kind, a.received_on, a.facts, a.subject, a.agreed, seen.multiple, seen.consecutive
      FROM a JOIN seen USING (id)
""")  # noqa: S608 (words of the store, no input)
# Of a signal that policy declined at receipt nothing of the person was stored, so not even an area is known.
_DECLINED = text("""
    SELECT amount_cents, received_on - arrears_since AS age FROM signal
     WHERE municipality_code = :code AND received_on BETWEEN :first AND :last AND subject IS NULL
       AND decision ->> 'oordeel' = 'nietOpgepakt'
""")


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date

    @property
    def weeks(self) -> float:
        return max(((self.last - self.first).days + 1) / 7, 1 / 7)


@dataclass(frozen=True, slots=True)
class PastSignals:
    """What a trial replays: signals that still have their person; and the sizes of those declined silently."""

    period: Period
    signals: Iterator[PastSignal]
    declined: tuple[ArrearsSize, ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """What a team would get per week, against what it can take on; `capacity` None means: no limit was set."""

    team: str
    before: float
    after: float
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The outcome of a trial. Each count is (before, after).

    `declined` counts the signals that cannot be replayed, for they were declined silently; `declined_no_more` those of
    them that lie below no threshold of the draft, or would get an offer by letter.
    """

    signals: int
    verdicts: dict[str, tuple[int, int]]
    worklists: dict[str, tuple[int, int]]
    trays: dict[str, tuple[int, int]]
    priorities: dict[int, tuple[int, int]]
    busiest_day: tuple[int, int]
    loads: list[Load]
    dropped: dict[str, int]
    changed: int
    changes: list[Change]
    declined: int
    declined_no_more: int


def past_signals(session: Session, vault: Vault, municipality_code: str, period: Period) -> PastSignals:
    """The signals of a period, as a trial needs them."""
    asked = {"code": municipality_code, "first": period.first, "last": period.last}
    declined = session.execute(_DECLINED, asked).all()
    return PastSignals(
        period, _replayable(session, vault, asked),
        tuple(ArrearsSize(row.amount_cents, row.age, threat_reported=False) for row in declined),
    )


def _replayable(session: Session, vault: Vault, asked: dict[str, Any]) -> Iterator[PastSignal]:
    for row in session.execute(_PAST, asked, execution_options={"yield_per": 2_000}):
        yield PastSignal(
            str(row.id), _facts(row), row.received_on, _postcode(vault, row.id, row.subject), _types(row),
        )


def try_out(past: PastSignals, current: Policy, draft: Policy, most: int = 200) -> Outlook:
    """Judge every past signal under both policies, by the law of its own day. At most `most` changes are listed."""
    tally = _Tally(current, draft)
    changes: list[Change] = []
    for signal in past.signals:
        before, after = under(current, signal), under(draft, signal)
        tally.add(signal, before, after)
        if before != after:
            tally.changed += 1
            if len(changes) < most:
                changes.append(Change(signal.id, before, after))
    return tally.outlook(past, changes)


class _Tally:
    """Counts of before and after, side by side."""

    def __init__(self, current: Policy, draft: Policy) -> None:
        self._policies = (current, draft)
        self._counts: dict[str, tuple[Counter[Any], Counter[Any]]] = defaultdict(lambda: (Counter(), Counter()))
        self._dropped: Counter[str] = Counter()
        self.signals = self.changed = 0

    def add(self, signal: PastSignal, before: Result, after: Result) -> None:
        self.signals += 1
        for side, result in enumerate((before, after)):
            self._counts["verdict"][side][str(result.verdict)] += 1
            for place in result.places:
                self._add_place(side, signal, place)
        if after.verdict in _DROPPED and before.verdict not in _DROPPED:
            self._dropped[after.note] += 1

    def _add_place(self, side: int, signal: PastSignal, place: Place) -> None:
        tray = next(tray for tray in self._policies[side].trays if tray.id == place.tray)
        self._counts["worklist"][side][str(place.destination) if place.team else NOWHERE] += 1
        self._counts["team"][side][place.team or NOWHERE] += 1
        self._counts["tray"][side][place.tray] += 1
        self._counts["priority"][side][tray.priority] += 1
        self._counts["day"][side][signal.received_on] += 1

    def outlook(self, past: PastSignals, changes: list[Change]) -> Outlook:
        days = self._counts["day"]
        draft = self._policies[1].thresholds
        return Outlook(
            signals=self.signals,
            verdicts=self._both("verdict"),
            worklists=self._both("worklist"),
            trays=self._both("tray"),
            priorities=self._both("priority"),
            busiest_day=(max(days[0].values(), default=0), max(days[1].values(), default=0)),
            loads=self._loads(past.period),
            dropped=dict(self._dropped.most_common()),
            changed=self.changed,
            changes=changes,
            declined=len(past.declined),
            declined_no_more=sum(not (draft.declines and any(reasons_below(draft, one))) for one in past.declined),
        )

    def _both(self, name: str) -> dict[Any, tuple[int, int]]:
        before, after = self._counts[name]
        return {key: (before[key], after[key]) for key in sorted({*before, *after})}

    def _loads(self, period: Period) -> list[Load]:
        capacity = {team.id: team.capacity for policy in self._policies for team in policy.teams}
        return [
            Load(team, round(before / period.weeks, 1), round(after / period.weeks, 1), capacity.get(team))
            for team, (before, after) in self._both("team").items()
        ]


def _facts(row: Row[Any]) -> Any:
    if row.kind == Kind.RENT_ARREARS:
        return rent_facts(read_rent(row.facts), agreement=row.agreed)
    return door_facts(read_door(row.facts), agreement=row.agreed)


def _postcode(vault: Vault, signal_id: UUID, subject: bytes) -> str:
    found: str = vault.open(subject, subject_context(signal_id))["adres"]["postcode"]
    return found


def _types(row: Row[Any]) -> frozenset[CaseType]:
    return types_of(row.multiple, row.consecutive)
