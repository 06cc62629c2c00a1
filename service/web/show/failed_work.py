"""Failed work as an administrator reads it."""

from dataclasses import dataclass

from service.jobs import FailedTask
from service.outbox import SIGNAL_CHANGED, SIGNAL_RECEIVED
from service.web.dates import moment
from service.web.words import plural

_TOPIC = {
    SIGNAL_RECEIVED: "Een nieuw signaal op de werklijst zetten",
    SIGNAL_CHANGED: "Een wijziging van een signaal verwerken",
}


@dataclass(frozen=True, slots=True)
class FailedLine:
    number: str
    at: str
    work: str
    subjects: str
    error: str


def failed_line(row: FailedTask) -> FailedLine:
    return FailedLine(
        str(row.id), moment(row.at), _TOPIC.get(row.topic or "", row.task), plural(len(row.ids), "signaal", "signalen"),
        row.error_class,
    )
