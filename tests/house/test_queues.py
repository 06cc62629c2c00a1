"""Messages arrive: every task that is named exists, every queue is consumed, no wait is longer than its guard."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from celery import Celery
from celery.utils.time import get_exponential_backoff_interval

from service import config, outbox
from tests.house.source import named, python_files, tree

OWN = "celery."


@pytest.fixture(scope="module")
def relay(environment: dict[str, str]) -> Iterator[ModuleType]:
    """The relay's module, which makes the Celery application when it is imported."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield import_module("workers.relay")


@pytest.fixture(scope="module")
def celery(relay: ModuleType) -> Celery:
    app: Celery = relay.app
    app.loader.import_default_modules()
    app.finalize()
    return app


@pytest.fixture(scope="module")
def tasks(celery: Celery) -> dict[str, Any]:
    return {name: task for name, task in celery.tasks.items() if not name.startswith(OWN)}


def test_every_topic_of_the_outbox_is_some_tasks_work(relay: ModuleType, tasks: dict[str, Any]) -> None:
    topics = {value for name, value in vars(outbox).items() if name.isupper() and isinstance(value, str)}
    assert set(relay.TASKS) == topics
    assert set(relay.TASKS.values()) <= set(tasks)


def test_every_scheduled_task_exists(celery: Celery, tasks: dict[str, Any]) -> None:
    scheduled = {entry["task"] for entry in celery.conf.beat_schedule.values()}
    assert scheduled
    assert scheduled <= set(tasks)


def test_no_task_is_there_that_nobody_sends(celery: Celery, relay: ModuleType, tasks: dict[str, Any]) -> None:
    sent = set(relay.TASKS.values()) | {entry["task"] for entry in celery.conf.beat_schedule.values()}
    assert set(tasks) == sent


def test_every_queue_that_is_sent_to_is_consumed(celery: Celery, relay: ModuleType) -> None:
    consumed = {queue.name for queue in celery.conf.task_queues}
    sent = {entry["options"]["queue"] for entry in celery.conf.beat_schedule.values()}
    posted = {relay.queue_of(topic) for topic in relay.TASKS}
    assert posted | {celery.conf.task_default_queue} | sent <= consumed
    assert len(posted) == 2, "messages do not wait with the signals"
    # A worker without a list of queues consumes all of them; one with a list might leave one out.
    for path in python_files("service", "workers"):
        assert not {"-Q", "--queues"} & set(_texts(path)), named(path)


def test_a_misspelt_queue_is_an_error_and_not_a_queue_that_nobody_reads(celery: Celery) -> None:
    assert celery.conf.task_create_missing_queues is False


def test_retries_end_well_before_the_sweep_looks(tasks: dict[str, Any]) -> None:
    sweep = config.Settings("", "", (), b"").sweep_after_seconds
    for task in tasks.values():
        pauses = [
            get_exponential_backoff_interval(task.retry_backoff, number, task.retry_backoff_max)
            for number in range(task.max_retries)
        ]
        assert sum(pauses) <= 600, "at most ten minutes together"
        assert sum(pauses) + task.app.conf.task_time_limit < sweep


def test_no_message_is_given_out_twice_while_its_task_may_still_run(celery: Celery) -> None:
    seconds = config.Settings("", "", (), b"").visibility_timeout_seconds
    assert celery.conf.task_soft_time_limit < celery.conf.task_time_limit < seconds
    assert celery.conf.broker_transport_options["visibility_timeout"] >= seconds
    assert celery.conf.worker_prefetch_multiplier == 1, "a message that waits in a worker counts down as well"


def test_nothing_is_lost_with_a_worker(celery: Celery, tasks: dict[str, Any]) -> None:
    assert celery.conf.task_reject_on_worker_lost
    for task in tasks.values():
        assert task.acks_late, task.name


def test_only_hopeful_errors_are_retried(tasks: dict[str, Any]) -> None:
    for task in tasks.values():
        assert task.autoretry_for, task.name
        assert not {Exception, BaseException} & set(task.autoretry_for), task.name


def test_messages_are_json_with_no_results(celery: Celery) -> None:
    conf = celery.conf
    assert (conf.task_serializer, conf.accept_content, conf.result_backend) == ("json", ["json"], None)
    assert conf.task_ignore_result


def test_a_round_never_waits_longer_than_until_the_next(celery: Celery) -> None:
    for name, entry in celery.conf.beat_schedule.items():
        # What comes by the clock on the wall comes at most once a day.
        every = getattr(entry["schedule"], "run_every", timedelta(days=1))
        assert entry["options"]["expires"] < every.total_seconds(), name


def test_no_message_is_posted_for_later():
    """Redis would give it out twice once it waits longer than the visibility timeout; deadlines are rows."""
    late = [
        f"{named(path)}:{node.value.lineno}"
        for path in python_files("service", "workers") for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword) and node.arg in {"eta", "countdown"}
    ]
    assert not late


def _texts(path: Any) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
