"""From the 201 of a signal to its place on a worklist, one at a time on an idle service (goal 13).

The yardstick is Celery alone: from `.delay` to the start of the task. Both workers have one process and run all along.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from itertools import count
from statistics import median
from uuid import UUID

import httpx
import psycopg
from celery import Celery
from redis import Redis

from benchmarks.frame import Arm, Case, Failed, Figure, Question, figure, take_turns
from benchmarks.goals import ELAPSED, Sense
from benchmarks.processes import api, running, worker
from benchmarks.routed import WAITING, until_none
from benchmarks.signals import Signals
from benchmarks.stage import Stage
from benchmarks.timing import p95
from benchmarks.world import token, world_of
from service import clock
from service.embedded.processes import Process

_PATIENCE_SECONDS = 30.0
_POLL_SECONDS = 0.0005
_PLACED = "SELECT 1 FROM referral_signal WHERE signal_id = %s LIMIT 1"
_STARTED = "bench:started"
_rounds = count(1)


def measure(stage: Stage) -> Iterator[Figure]:
    world = world_of(stage, 3)
    with ExitStack() as stack:
        server = stack.enter_context(api(stage, workers=1, threads=8))
        stack.enter_context(worker(stage, concurrency=1))
        stack.enter_context(textbook_worker(stage))
        http = stack.enter_context(httpx.Client(base_url=server.url, trust_env=False, timeout=30))
        http.headers["Authorization"] = f"Bearer {token(server.url, world)}"
        table = stack.enter_context(psycopg.connect(_plain(stage), autocommit=True))
        until_none(table, WAITING)
        ours: list[list[float]] = []
        theirs: list[list[float]] = []
        arms = [
            Arm("dienst", lambda: _note(ours, list(_placed(stage, http, table)))),
            Arm("celery", lambda: _note(theirs, list(_started(stage)))),
        ]
        take_turns(arms, stage.rounds)
    for name, summary, goal in (("p50", median, None), ("p95", p95, ELAPSED)):
        values = {arm: [summary(each) for each in rounds[1:]] for arm, rounds in (("d", ours), ("c", theirs))}
        yield figure(Question(f"doorlooptijd-{name}", "d", "c", "ms", goal, Sense.COST), values)


def textbook_worker(stage: Stage) -> AbstractContextManager[Process]:
    """A plain Celery worker with one process."""
    command = [
        sys.executable, "-m", "celery", "-A", "benchmarks.textbook.tasks", "worker", "--concurrency", "1",
        "--without-gossip", "--without-mingle", "--loglevel", "WARNING", "-Q", "textbook",
    ]
    return running(stage, "textbook-worker", command, {})


def _placed(stage: Stage, http: httpx.Client, table: psycopg.Connection) -> Iterator[float]:
    """Milliseconds from the answer to the row on the worklist, for some signals one after another."""
    signals = Signals(world_of(stage, 3).codes[:3], clock.today(), f"TIJD{next(_rounds)}")
    for document in signals.documents(stage.sizes.elapsed_samples):
        answer = http.post("/api/v1/signalen", json=document)
        began = time.perf_counter()
        if answer.status_code != httpx.codes.CREATED:
            raise Failed(f"Het signaal kreeg {answer.status_code}.")
        _wait(table, UUID(answer.json()["id"]), began)
        yield (time.perf_counter() - began) * 1000


def _wait(table: psycopg.Connection, signal_id: UUID, began: float) -> None:
    while table.execute(_PLACED, (signal_id,)).fetchone() is None:
        if time.perf_counter() - began > _PATIENCE_SECONDS:
            raise Failed("Een signaal kwam niet op een werklijst.")
        time.sleep(_POLL_SECONDS)


def _started(stage: Stage) -> Iterator[float]:
    """Milliseconds from before `.delay` to the first line of the task."""
    app = Celery("textbook", broker=stage.settings.redis_url)
    with Redis.from_url(stage.settings.redis_url) as redis, app.connection_for_write() as broker:
        for _ in range(stage.sizes.elapsed_samples):
            began = time.monotonic()
            app.send_task("benchmarks.textbook.tasks.started", queue="textbook", connection=broker)
            found = redis.blpop([_STARTED], timeout=_PATIENCE_SECONDS)
            if found is None:
                raise Failed("De taak van het leerboek begon niet.")
            yield (float(found[1]) - began) * 1000


def _note(kept: list[list[float]], samples: list[float]) -> float:
    kept.append(samples)
    return median(samples)


def _plain(stage: Stage) -> str:
    return stage.settings.database_url.replace("+psycopg", "", 1)


CASE = Case("doorlooptijd", "van aangenomen tot op de werklijst (doel 13)", measure)
