"""An entry of the feed as a CloudEvent 1.0, by the NL GOV profile 1.1. Pure.

Structured mode, one event in one JSON document, as the profile's guidelines for HTTP and JSON recommend. The context
attributes name nobody: an opaque id, our own name, a type and a moment.
"""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from service.signals.status import FeedbackFact, SignalStatus

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
SCHEMA = "/api/v1/openapi.json#/components/schemas/Terugkoppeling"
# Reverse domain name of the domain in the plural, then what happened in the past tense; no name of an organisation.
TYPES = {
    status: "nl.vroegsignalen.signaal-" + re.sub("[A-Z]", lambda letter: "-" + letter[0].lower(), status)
    for status in SignalStatus
}
FACT_TYPES = {fact: f"nl.vroegsignalen.{fact}-gemeld" for fact in FeedbackFact}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who tells: `source` is a URN of organisation and system, `service_url` where the data is described."""

    source: str
    service_url: str


def cloud_event(entry: int, data: dict[str, Any], publisher: Publisher) -> dict[str, Any]:
    """The event about one entry of the feed; `data` is what the corporation reads of it there.

    Its id is the same every time the entry is sent, also after a restore of the database.
    """
    signal_id, fact = data["signaalId"], next((one for one in FeedbackFact if data.get(one)), None)
    return {
        "specversion": "1.0", "id": str(uuid5(UUID(signal_id), str(entry))), "source": publisher.source,
        "type": FACT_TYPES[fact] if fact else TYPES[SignalStatus(data["status"])],
        "subject": signal_id, "time": data["tijdstip"],
        "datacontenttype": "application/json", "dataschema": publisher.service_url + SCHEMA, "data": data,
    }
