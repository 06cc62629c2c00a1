"""Reading what is delivered: in the order in which it came, with a cursor in the server, so that memory stays small.

Only rent: signals of that kind, and referrals on the ground `signaal`. A signal whose person was erased has no address
any more, and a delivery asks one: it is left out, and with it a case that rests on nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from service import clock
from service.monitor.ddas.facts import AttemptFacts, CaseFacts, Home, Period, SignalFacts
from service.rules.facts import ThreatPhase
from service.signals.blocks import subject_context
from service.signals.schemas import WithdrawalReason
from service.signals.status import SignalStatus
from service.vault import Vault

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order of receipt. Later signals only come after it, so it never moves."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of what one municipality delivers over a period: from a place up to another; None: from or to the end."""

    municipality_code: str
    period: Period
    start: Place | None = None
    stop: Place | None = None

    def values(self) -> dict[str, Any]:
        return {
            "code": self.municipality_code, "first": self.period.first, "last": self.period.last,
            "start_at": self.start and self.start.at, "start_id": self.start and self.start.id,
            "stop_at": self.stop and self.stop.at, "stop_id": self.stop and self.stop.id,
        }


@dataclass(frozen=True, slots=True)
class Count:
    """How many signals a period holds, how many of them can be delivered, and two places to begin and to end at."""

    found: int
    whole: int
    start: Place | None
    stop: Place | None


# Signals whose person was erased keep their place: erasing one must not move another to a page that was read before.
_COUNT = text("""
    WITH found AS (
        SELECT id, received_at, subject IS NOT NULL AS whole, row_number() OVER (ORDER BY received_at, id) AS place
          FROM signal
         WHERE municipality_code = :code AND kind = 'huurachterstand' AND signal_date BETWEEN :first AND :last
    )
    SELECT count(*), count(*) FILTER (WHERE whole),
           max(received_at) FILTER (WHERE place = :start), (array_agg(id) FILTER (WHERE place = :start))[1],
           max(received_at) FILTER (WHERE place = :stop), (array_agg(id) FILTER (WHERE place = :stop))[1]
      FROM found
""")

# A signal is taken up when its case is: also one that was withdrawn while the caseworker went on.
_SIGNALS = text("""
    SELECT s.id, s.signal_date, s.status, s.feedback_reason, s.amount_cents, s.arrears_since, s.subject,
           s.facts #>> '{dreiging,fase}' AS phase, r.end_result,
           coalesce((s.facts ->> 'warmeOverdracht')::boolean, false) AS warm,
           s.taken_up_at IS NOT NULL OR (r.picked_up_at IS NOT NULL AND r.destination <> 'triage')
           OR EXISTS (SELECT FROM referral_signal o JOIN signal t ON t.id = o.signal_id
                       WHERE o.referral_id = r.id AND t.taken_up_at IS NOT NULL) AS taken_up
      FROM signal s
      LEFT JOIN referral_signal rs ON rs.signal_id = s.id
      LEFT JOIN referral r ON r.id = rs.referral_id
     WHERE s.municipality_code = :code AND s.kind = 'huurachterstand' AND s.signal_date BETWEEN :first AND :last
       AND s.subject IS NOT NULL
       AND (cast(:start_at AS timestamptz) IS NULL OR (s.received_at, s.id) >= (:start_at, cast(:start_id AS uuid)))
       AND (cast(:stop_at AS timestamptz) IS NULL OR (s.received_at, s.id) < (:stop_at, cast(:stop_id AS uuid)))
     ORDER BY s.received_at, s.id
""")

# The day a case counts on is the day on which somebody first took it up; the day on which it ended, when nobody did.
# Handing back forgets who picked it up, the signals do not. At triage nobody takes up yet: there is decided whether.
_CASES = text("""
    WITH held AS (
        SELECT r.id, array_agg(s.id ORDER BY s.received_at, s.id) FILTER (WHERE s.subject IS NOT NULL) AS signals,
               least(min(s.taken_up_at), CASE WHEN r.destination <> 'triage' THEN r.picked_up_at END) AS taken_up_at
          FROM referral r
          JOIN referral_signal rs ON rs.referral_id = r.id
          JOIN signal s ON s.id = rs.signal_id
         WHERE r.municipality_code = :code AND r.ground = 'signaal'
         GROUP BY r.id
    ), counted AS (
        SELECT held.*, r.opened_at, r.end_result,
               coalesce(held.taken_up_at, CASE WHEN r.end_result IS NOT NULL THEN r.closed_at END) AS counted_at
          FROM held JOIN referral r ON r.id = held.id
         WHERE held.signals IS NOT NULL
    )
    SELECT opened_at, taken_up_at, end_result, signals,
           (SELECT json_agg(json_build_array(kind, reached, on_day, part_of_day) ORDER BY a.id)
              FROM contact_attempt a WHERE a.referral_id = counted.id) AS attempts
      FROM counted
     WHERE counted_at >= cast(:first AS date)::timestamp AT TIME ZONE 'Europe/Amsterdam'
       AND counted_at < (cast(:last AS date) + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam'
       AND (cast(:start_at AS timestamptz) IS NULL OR counted_at >= :start_at)
       AND (cast(:stop_at AS timestamptz) IS NULL OR counted_at < :stop_at)
     ORDER BY counted_at, id
""")


def count(session: Session, stretch: Stretch, start: int, stop: int) -> Count:
    """Count a period, and find the places of its signals number `start` and `stop`, counted from one."""
    found, whole, *places = session.execute(_COUNT, stretch.values() | {"start": start, "stop": stop}).one()
    return Count(found, whole, _place(*places[:2]), _place(*places[2:]))


def signals(session: Session, vault: Vault, stretch: Stretch) -> Iterator[SignalFacts]:
    """The signals whose `signaaldatum` lies in the period, in order of receipt."""
    for row in _streamed(session, _SIGNALS, stretch):
        home = vault.open(row.subject, subject_context(row.id))["adres"]
        yield SignalFacts(
            id=row.id, sent_on=row.signal_date, status=row.status, reason=row.feedback_reason, deceased=_deceased(row),
            taken_up=row.taken_up, end_result=row.end_result, amount_cents=row.amount_cents,
            arrears_since=row.arrears_since, threat_phase=ThreatPhase(row.phase) if row.phase else None,
            warm_hand_over=row.warm,
            home=Home(home["postcode"], home["huisnummer"], home.get("huisletter"), home.get("huisnummertoevoeging")),
        )


def cases(session: Session, stretch: Stretch) -> Iterator[CaseFacts]:
    """The cases that count in the period, in the order in which they began to count."""
    for row in _streamed(session, _CASES, stretch):
        yield CaseFacts(
            matched_on=clock.day_of(row.opened_at),
            taken_up_on=clock.day_of(row.taken_up_at) if row.taken_up_at else None,
            end_result=row.end_result, signal_ids=tuple(row.signals),
            attempts=tuple(AttemptFacts(*attempt) for attempt in row.attempts or ()),
        )


def _streamed(session: Session, query: Any, stretch: Stretch) -> Iterator[Row[Any]]:
    yield from session.execute(query, stretch.values(), execution_options={"yield_per": AT_ONCE})


def _place(at: datetime | None, id_: UUID | None) -> Place | None:
    return Place(at, id_) if at is not None and id_ is not None else None


def _deceased(row: Row[Any]) -> bool:
    return bool(row.status == SignalStatus.WITHDRAWN and row.feedback_reason == WithdrawalReason.DECEASED)
