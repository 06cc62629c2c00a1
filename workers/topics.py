"""Which task does the work of which topic, on which queue: the one place where the outbox and the tasks meet."""

from service.outbox import MESSAGE_DUE, SIGNAL_CHANGED, SIGNAL_RECEIVED

ROUTING = "routering"
MESSAGES = "berichten"
TASKS = {SIGNAL_RECEIVED: "route-signals", SIGNAL_CHANGED: "adjust-referrals", MESSAGE_DUE: "send-messages"}
QUEUES = {MESSAGE_DUE: MESSAGES}
"""Where a topic does not wait with the signals: a slow mail server must hold up nobody else."""


def queue_of(topic: str) -> str:
    return QUEUES.get(topic, ROUTING)


def topic_of(task: str) -> str | None:
    """What has to be announced for a task to run again; None for a round, which the beat sends."""
    return next((topic for topic, name in TASKS.items() if name == task), None)
