"""What operators watch, for Prometheus. Counts, ages and codes only: never person data in a label.

What happened in a request is counted in the process that answered it; the state of queues is asked of the database at
the moment of scraping, so that it is right whichever process answers.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock, jobs, outbox
from service.db import Database

REQUESTS = Histogram(
    "voordeur_request_seconds", "Duration of API and web requests.", ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
_WAITING = text("SELECT count(*) FROM signal WHERE status = 'ontvangen'")
_FAILED = text("SELECT count(*) FROM failed_task WHERE replayed_at IS NULL")
_REFERRALS = text("""
    SELECT destination, status, urgency, count(*), count(*) FILTER (WHERE term IS NOT NULL AND due < :today)
      FROM referral
     WHERE status <> 'afgesloten' GROUP BY destination, status, urgency
""")
# For each subscription the first entry after its place: news that its receiver has not taken yet.
_NEWS_AGE = text("""
    SELECT coalesce(extract(epoch FROM clock_timestamp() - min(f.at)), 0)
      FROM subscription s
     CROSS JOIN LATERAL (SELECT at FROM feedback
                          WHERE corporation_id = s.corporation_id AND (transaction, id) > (s.transaction, s.entry)
                            AND status = ANY (s.statuses)
                          ORDER BY transaction, id LIMIT 1) f
""")
_SUSPENDED = text("SELECT count(*) FROM subscription WHERE suspended_at IS NOT NULL")
_REFUSALS = text("SELECT kind, reason, sum(count) FROM refusal_count GROUP BY kind, reason")


def exposition(database: Database, multiprocess_dir: str | None) -> bytes:
    """The metrics of all processes of this service, in the text format."""
    registry = CollectorRegistry()
    if multiprocess_dir:
        MultiProcessCollector(registry, path=multiprocess_dir)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Requests())
    with database.transaction() as session:
        registry.register(_State(list(_gauges(session))))
    return generate_latest(registry)


class _Requests(Collector):
    """The counts of this one process."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from REQUESTS.collect()  # type: ignore[misc]


class _State(Collector):
    def __init__(self, gauges: list[GaugeMetricFamily]) -> None:
        self._gauges = gauges

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._gauges


def _gauges(session: Session) -> Iterator[GaugeMetricFamily]:
    yield GaugeMetricFamily(
        "voordeur_outbox_age_seconds", "Age of the oldest unsent outbox row.", outbox.oldest_age_seconds(session),
    )
    yield GaugeMetricFamily(
        "voordeur_signals_waiting", "Signals received and not yet routed.", session.scalar(_WAITING) or 0,
    )
    yield GaugeMetricFamily("voordeur_failed_tasks", "Messages that wait for a replay.", session.scalar(_FAILED) or 0)
    yield GaugeMetricFamily(
        "voordeur_feedback_age_seconds", "Age of the oldest news that a subscriber did not take yet.",
        float(session.scalar(_NEWS_AGE) or 0),
    )
    yield GaugeMetricFamily(
        "voordeur_subscriptions_suspended", "Subscriptions that are given up.", session.scalar(_SUSPENDED) or 0,
    )
    ages = GaugeMetricFamily("voordeur_job_age_seconds", "Since the last success of a job.", labels=["job"])
    for name, age in jobs.ages_seconds(session, clock.now()).items():
        ages.add_metric([name], age)
    yield ages
    yield from _worklists(session)
    refused = GaugeMetricFamily("voordeur_refusals", "Refused input by reason.", labels=["kind", "reason"])
    for kind, reason, count in session.execute(_REFUSALS):
        refused.add_metric([kind, reason], float(count))
    yield refused


def _worklists(session: Session) -> Iterator[GaugeMetricFamily]:
    labels = ["destination", "status", "urgency"]
    standing = GaugeMetricFamily("voordeur_referrals", "Referrals that are not closed.", labels=labels)
    late = GaugeMetricFamily("voordeur_referrals_overdue", "Referrals past their date.", labels=labels)
    for destination, status, urgency, count, overdue in session.execute(_REFERRALS, {"today": clock.today()}):
        where = [destination, status, "bedreigend" if urgency == 0 else "gewoon"]
        standing.add_metric(where, count)
        late.add_metric(where, overdue)
    yield standing
    yield late
