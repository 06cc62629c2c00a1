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
_AGE = "coalesce(extract(epoch FROM clock_timestamp() - min({since})), 0)"
_WAITING = text(f"""
    SELECT count(*), {_AGE.format(since="received_at")} FROM signal WHERE status = 'ontvangen'
""")  # noqa: S608 (names of ours)
_CHANGES = text(f"""
    SELECT {_AGE.format(since="at")} FROM signal_change WHERE applied_at IS NULL
""")  # noqa: S608 (names of ours)
# A planned message whose moment has passed; one that was begun is in somebody's hands.
_DUE_MESSAGES = text(f"""
    SELECT {_AGE.format(since="planned_at")} FROM message WHERE status = 'gepland' AND planned_at < clock_timestamp()
""")  # noqa: S608 (names of ours)
_FAILED = text("SELECT count(*) FROM failed_task WHERE replayed_at IS NULL")
_REFERRALS = text("""
    SELECT destination, status, urgency, count(*), count(*) FILTER (WHERE term IS NOT NULL AND due < :today),
           count(*) FILTER (WHERE news = 'berichtNietVerstuurd')
      FROM referral
     WHERE status <> 'afgesloten' GROUP BY destination, status, urgency
""")
# For each subscription the first entry after its place: news that its receiver has not taken yet.
_NEWS_AGE = text("""
    SELECT coalesce(extract(epoch FROM clock_timestamp() - min(f.at)), 0)
      FROM subscription s
     CROSS JOIN LATERAL (SELECT at FROM feedback
                          WHERE corporation_id = s.corporation_id AND (transaction, id) > (s.transaction, s.entry)
                            AND CASE WHEN debt_help IS NOT NULL THEN 'schuldhulpverlening' = ANY (s.facts)
                                     WHEN pause_from IS NOT NULL THEN 'incassopauze' = ANY (s.facts)
                                     ELSE status = ANY (s.statuses) END
                          ORDER BY transaction, id LIMIT 1) f
""")
_SUBSCRIPTIONS = text("""
    SELECT count(*) FILTER (WHERE suspended_at IS NOT NULL),
           count(*) FILTER (WHERE suspended_at IS NULL AND failures > 0)
      FROM subscription
""")
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
    yield from _queues(session)
    yield from _news(session)
    ages = GaugeMetricFamily("voordeur_job_age_seconds", "Since the last success of a job.", labels=["task"])
    for name, age in jobs.ages_seconds(session, clock.now()).items():
        if age is not None:
            ages.add_metric([name], age)
    yield ages
    overdue = GaugeMetricFamily("voordeur_job_late", "Whether a scheduled job is overdue.", labels=["task"])
    for name, is_late in jobs.late(session, clock.now()).items():
        overdue.add_metric([name], float(is_late))
    yield overdue
    yield from _worklists(session)
    refused = GaugeMetricFamily("voordeur_refusals", "Refused input by reason.", labels=["kind", "reason"])
    for kind, reason, count in session.execute(_REFUSALS):
        refused.add_metric([kind, reason], float(count))
    yield refused


def _queues(session: Session) -> Iterator[GaugeMetricFamily]:
    """What waits for the background, whatever the broker says of it."""
    count, age = session.execute(_WAITING).one()
    yield GaugeMetricFamily("voordeur_signals_waiting", "Signals received and not yet routed.", count)
    yield GaugeMetricFamily("voordeur_signals_age_seconds", "Age of the oldest signal that is not routed.", float(age))
    yield GaugeMetricFamily(
        "voordeur_changes_age_seconds", "Age of the oldest change of a signal that the work does not know yet.",
        float(session.scalar(_CHANGES) or 0),
    )
    yield GaugeMetricFamily(
        "voordeur_messages_age_seconds", "How long the oldest message that is due has waited to be sent.",
        float(session.scalar(_DUE_MESSAGES) or 0),
    )
    yield GaugeMetricFamily("voordeur_failed_tasks", "Messages that wait for a replay.", session.scalar(_FAILED) or 0)


def _news(session: Session) -> Iterator[GaugeMetricFamily]:
    """What corporations' own systems take."""
    suspended, failing = session.execute(_SUBSCRIPTIONS).one()
    yield GaugeMetricFamily(
        "voordeur_feedback_age_seconds", "Age of the oldest news that a subscriber did not take yet.",
        float(session.scalar(_NEWS_AGE) or 0),
    )
    yield GaugeMetricFamily("voordeur_subscriptions_suspended", "Subscriptions that are given up.", suspended)
    yield GaugeMetricFamily("voordeur_subscriptions_failing", "Subscriptions whose last attempt failed.", failing)


def _worklists(session: Session) -> Iterator[GaugeMetricFamily]:
    labels = ["destination", "status", "urgency"]
    standing = GaugeMetricFamily("voordeur_referrals", "Referrals that are not closed.", labels=labels)
    late = GaugeMetricFamily("voordeur_referrals_overdue", "Referrals past their date.", labels=labels)
    unsent = GaugeMetricFamily(
        "voordeur_referrals_undelivered", "Referrals with a message that did not go, not yet seen.", labels=labels,
    )
    for destination, status, urgency, *counts in session.execute(_REFERRALS, {"today": clock.today()}):
        where = [destination, status, "bedreigend" if urgency == 0 else "gewoon"]
        for metric, count in zip((standing, late, unsent), counts, strict=True):
            metric.add_metric(where, count)
    yield from (standing, late, unsent)
