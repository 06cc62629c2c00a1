"""The rounds: find lost work, clear what has expired. Each leaves the time of its last success."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from celery import shared_task
from sqlalchemy import delete, or_, text
from sqlalchemy.orm import Session

from service import clock, jobs
from service.identity.tables import SignInTries, UsedAssertion, WebSession
from service.identity.tries import QUIET
from service.messages.forget import forget_messages
from service.outbox import SIGNAL_CHANGED, SIGNAL_RECEIVED, announce
from service.referrals.forget import forget_expired
from service.referrals.notices.send import end_due_pauses, send_due
from service.signals.objection import forget_objections
from workers.parts import KEEPER, TELLER, parts
from workers.task import HopefulTask

MOST = 5_000
SETS, SET = 20, 500
FIND_LOST = "find-lost-signals"
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@shared_task(base=HopefulTask, name=FIND_LOST)  # type: ignore[untyped-decorator]
def find_lost_signals() -> None:
    """Announce again what was received or changed long ago and never arrived: a broker can lose what it promised."""
    _round(FIND_LOST, announce_lost)


@shared_task(base=HopefulTask, name="tidy")  # type: ignore[untyped-decorator]
def tidy() -> None:
    """Throw away what has expired: used assertions, sessions of people, wrong tries to sign in."""
    _round("tidy", throw_away_expired)


@shared_task(base=HopefulTask, name="forget-expired")  # type: ignore[untyped-decorator]
def forget() -> None:
    """Erase the people in work that is over, when the municipality's term has passed: in sets, so many per round."""
    now = clock.now()
    for _ in range(SETS):
        with parts().database.transaction() as session:
            count = forget_expired(session, KEEPER, now, SET).count + forget_messages(session, KEEPER, now, SET)
            count += forget_objections(session, KEEPER, now, SET)
        structlog.get_logger().info("expired_forgotten", count=count)
        if count == 0:
            break
    _round("forget-expired", lambda _session, _now: None)


@shared_task(base=HopefulTask, name="tell-corporations")  # type: ignore[untyped-decorator]
def tell_corporations() -> None:
    """Tell what is due of debt help, and end the pauses that are over: in sets, each a transaction of its own."""
    now = clock.now()
    for _ in range(SETS):
        with parts().database.transaction() as session:
            count = send_due(session, TELLER, now, SET) + end_due_pauses(session, TELLER, now, SET)
        structlog.get_logger().info("corporations_told", count=count)
        if count == 0:
            break
    _round("tell-corporations", lambda _session, _now: None)


def announce_lost(session: Session, now: datetime) -> None:
    last = jobs.last_success(session, FIND_LOST) or NEVER
    for topic, query in ((SIGNAL_RECEIVED, _LOST_SIGNALS), (SIGNAL_CHANGED, _LOST_CHANGES)):
        sweep = parts().settings.sweep_after_seconds
        lost = session.scalars(query, {"now": now, "last": last, "sweep": sweep, "most": MOST}).all()
        if lost:
            structlog.get_logger().warning("lost_signals_found", count=len(lost))
            announce(session, topic, list(lost))


# Each waiting row is announced again once per sweep period, counted from its own beginning, so a long queue is not
# filled with copies. What stands among the failed tasks waits for a person.
_DUE_AGAIN = """
    floor(extract(epoch FROM cast(:now AS timestamptz) - {at}) / :sweep)
      > greatest(floor(extract(epoch FROM cast(:last AS timestamptz) - {at}) / :sweep), 0)
    AND NOT EXISTS (SELECT 1 FROM failed_task f
                     WHERE f.replayed_at IS NULL AND f.arguments -> 'ids' @> to_jsonb(cast({id} AS text)))
    ORDER BY {at} LIMIT :most
"""
_LOST_SIGNALS = text(
    "SELECT id FROM signal WHERE status = 'ontvangen' AND "  # noqa: S608 (names of ours)
    + _DUE_AGAIN.format(at="signal.received_at", id="signal.id")
)
_LOST_CHANGES = text(
    "SELECT signal_id FROM signal_change WHERE applied_at IS NULL AND "  # noqa: S608 (names of ours)
    + _DUE_AGAIN.format(at="signal_change.at", id="signal_change.signal_id")
)


def throw_away_expired(session: Session, now: datetime) -> None:
    session.execute(delete(UsedAssertion).where(UsedAssertion.expires_at < now))
    oldest = now - timedelta(hours=parts().settings.session_hours)
    session.execute(delete(WebSession).where(WebSession.created_at < oldest))
    unknown = or_(SignInTries.known_until.is_(None), SignInTries.known_until < now)
    session.execute(delete(SignInTries).where(SignInTries.last_at < now - QUIET, unknown))


def _round(name: str, work: Callable[[Session, datetime], None]) -> None:
    now = clock.now()
    with parts().database.transaction() as session:
        work(session, now)
        jobs.succeeded(session, name, now)
