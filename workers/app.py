"""The Celery application: JSON only, no results, ids only, acknowledged when done."""

from typing import Any

from celery import Celery, signals
from celery.schedules import BaseSchedule, schedule
from kombu import Queue  # type: ignore[attr-defined]

from service import config, log
from service.collector import collect_seldom
from service.jobs import SCHEDULE, Round
from workers.keeper import ProcessKeeper
from workers.last_success import ASKED_EVERY, LastSuccess
from workers.topics import MESSAGES, ROUTING

ROUNDS = "rondes"
SOFT_LIMIT, HARD_LIMIT = 240, 300
QUEUES = {
    "find-lost-signals": ROUNDS, "forget-expired": ROUNDS, "keep-figures": ROUNDS, "tidy": ROUNDS,
    "tell-corporations": ROUNDS,
    "send-due-messages": MESSAGES, "ask-deliveries": MESSAGES, "print-letters": MESSAGES,
    "read-bounces": MESSAGES,
}
"""Where each scheduled job goes; the sender of feedback is no task, it runs in the leader of the relay."""


def _entry(job: Round) -> dict[str, Any]:
    """How beat sends a job: what lasts longer than a minute is asked every minute whether it is due."""
    seconds = min(job.every.total_seconds(), ASKED_EVERY)
    when: BaseSchedule = schedule(seconds)
    if job.daily_at is not None or job.every.total_seconds() > ASKED_EVERY:
        when = LastSuccess(job)
    return {"task": job.name, "schedule": when,
            "options": {"queue": QUEUES[job.name], "expires": max(seconds - 5, seconds * 0.9)}}


def create(settings: config.Settings) -> Celery:
    """Every setting here keeps a promise: nothing lost (late acknowledgement), nothing duplicated by a time-out."""
    app = Celery("voordeur", broker=settings.redis_url, include=[
        "workers.route_signals", "workers.send_messages", "workers.rounds", "workers.keep_figures",
        "workers.ask_deliveries", "workers.print_letters", "workers.read_bounces",
    ])
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        result_backend=None,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_soft_time_limit=SOFT_LIMIT,
        task_time_limit=HARD_LIMIT,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            # Longer than the longest task and its retries, so that a running message is never given out twice.
            "visibility_timeout": settings.visibility_timeout_seconds,
            "unacked_restore_interval": settings.unacked_restore_interval,
            "unacked_restore_throttle": 1,
            "socket_timeout": 30,
            "socket_connect_timeout": 5,
            "health_check_interval": 10,
        },
        task_default_queue=ROUTING,
        task_queues=[Queue(name) for name in (ROUTING, MESSAGES, ROUNDS)],  # type: ignore[no-untyped-call]
        task_create_missing_queues=False,
        timezone="Europe/Amsterdam",
        beat_scheduler="celery.beat:Scheduler",
        beat_schedule={job.name: _entry(job) for job in SCHEDULE if job.name in QUEUES},
    )
    app.steps["worker"].add(ProcessKeeper)
    return app


@signals.setup_logging.connect  # type: ignore[untyped-decorator]
def _set_up_logging(**_more: object) -> None:
    settings = config.load()
    log.set_up(settings.log_level, settings.log_format)


@signals.worker_process_init.connect  # type: ignore[untyped-decorator]
def _begin_work(**_more: object) -> None:
    collect_seldom()


app = create(config.load())
