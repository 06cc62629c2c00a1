"""Reading a delivery back: what was kept of it, for the corporation that sent it."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.actors import Corporation
from service.answers import moment
from service.signals.delivery import store
from service.signals.delivery.results import COUNTED
from service.signals.delivery.store import Kept
from service.signals.erasure import without_worries

PAGE = 500


def read_delivery(session: Session, delivery_id: UUID, actor: Corporation) -> dict[str, Any]:
    found = store.own_delivery(session, delivery_id, actor)
    counted = store.counts_of(session, delivery_id)
    return {
        "id": str(found.id), "ontvangenOp": moment(found.received_at), "volledig": found.finished_at is not None,
        "aantallen": {"totaal": found.row_count} | {word: counted.get(status, 0) for status, word in COUNTED.items()},
    }


def read_results(session: Session, delivery_id: UUID, after: int, actor: Corporation) -> dict[str, Any]:
    """A page of rows behind a number."""
    store.own_delivery(session, delivery_id, actor)
    found = store.page(session, delivery_id, after, PAGE + 1)
    page = found[:PAGE]
    return {
        "resultaten": [_kept_document(kept) for kept in page],
        "volgende": str(page[-1].number) if len(found) > PAGE else None,
    }


def _kept_document(kept: Kept) -> dict[str, Any]:
    """As much as `GET /signalen/{id}` tells; of a row that was not accepted only its number and status."""
    shown: dict[str, Any] = {"regel": kept.number, "status": kept.status}
    if kept.signal is None:
        return shown
    signal = kept.signal
    return shown | {
        "referentie": signal.reference, "id": str(signal.id), "beoordeling": without_worries(signal.judgement),
    }
