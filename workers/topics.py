"""Which task does the work of which topic: the one place where the outbox and the tasks meet."""

from service.outbox import SIGNAL_CHANGED, SIGNAL_RECEIVED

TASKS = {SIGNAL_RECEIVED: "route-signals", SIGNAL_CHANGED: "adjust-referrals"}


def topic_of(task: str) -> str | None:
    """What has to be announced for a task to run again; None for a round, which the beat sends."""
    return next((topic for topic, name in TASKS.items() if name == task), None)
