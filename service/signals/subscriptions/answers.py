"""The answers about subscriptions, as they stand in the published document."""

from typing import Any

from marshmallow import Schema, fields

from service.clock import spelled
from service.signals.answers import codes_of
from service.signals.feed import cursor_of
from service.signals.status import FeedbackFact, SignalStatus
from service.signals.subscriptions.status import Failure, SubscriptionState, Suspension
from service.signals.subscriptions.tables import Subscription

_POINT = {"description": "Tot waar u bericht hebt gehad: geef dit als vanaf mee aan /terugkoppelingen."}


class SubscriptionAnswer(Schema):
    published = "Abonnement"

    id = fields.UUID(required=True)
    url = fields.String(required=True, metadata={"format": "uri"})
    statussen = fields.List(fields.String(metadata=codes_of(SignalStatus)), required=True)
    feiten = fields.List(fields.String(metadata=codes_of(FeedbackFact)), required=True)
    metToken = fields.Boolean(required=True)  # noqa: N815
    status = fields.String(required=True, metadata=codes_of(SubscriptionState))
    reden = fields.String(required=True, allow_none=True, metadata=codes_of(Suspension, nullable=True))
    aangemaaktOp = fields.AwareDateTime(required=True)  # noqa: N815
    laatsteSuccesOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    mislukteKeren = fields.Integer(required=True, metadata={"description": "Sinds het laatste succes."})  # noqa: N815
    misluktSinds = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    laatsteFout = fields.String(required=True, allow_none=True, metadata=codes_of(Failure, nullable=True))  # noqa: N815
    laatsteHttpStatus = fields.Integer(required=True, allow_none=True)  # noqa: N815
    volgendePogingOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    geschorstOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    volgende = fields.String(required=True, metadata=_POINT)


class SubscriptionsAnswer(Schema):
    published = "Abonnementen"

    abonnementen = fields.List(fields.Nested(SubscriptionAnswer), required=True)


def state_of(row: Subscription) -> SubscriptionState:
    if row.suspended_at:
        return SubscriptionState.SUSPENDED
    return SubscriptionState.WAITING if row.failures else SubscriptionState.ACTIVE


def subscription_document(row: Subscription) -> dict[str, Any]:
    """How a subscription stands; its token is never among it."""
    state = state_of(row)
    waits = state is SubscriptionState.WAITING
    return {
        "id": str(row.id), "url": row.url, "statussen": row.statuses, "feiten": row.facts,
        "metToken": row.access_token is not None,
        "status": state, "reden": row.suspension, "aangemaaktOp": spelled(row.created_at),
        "laatsteSuccesOp": spelled(row.last_success_at), "mislukteKeren": row.failures,
        "misluktSinds": spelled(row.failing_since), "laatsteFout": row.last_failure,
        "laatsteHttpStatus": row.last_status, "volgendePogingOp": spelled(row.next_attempt_at) if waits else None,
        "geschorstOp": spelled(row.suspended_at), "volgende": cursor_of(row.transaction, row.entry),
    }
