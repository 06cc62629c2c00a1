"""Receiving one signal: judged first, stored only when it may be, announced in the same transaction."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.actors import Corporation
from service.db import Database
from service.errors import Conflict, Fault, NotAllowed
from service.signals import store
from service.signals.accept import first_status, new_signal
from service.signals.blocks import content_of
from service.signals.erasure import with_worries
from service.signals.footing import Question, look_up, recall
from service.signals.judgement import Judged, judge_on, refusal_counts
from service.signals.objection import objection_key_of, objections
from service.signals.report import Report
from service.signals.spelled import json_text, whole_decision
from service.vault import Vault

REFUSED_INPUT = "ongeldigeInvoer"
REFERENCE_IN_USE = (
    "Deze referentie is al gebruikt voor een signaal met een andere inhoud. Gebruik een nieuwe referentie, "
    "of stuur een wijziging naar /signalen/{id}/actualisering."
)
@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to an accepted signal: `decision` is JSON; `created` is false when it was here already."""

    id: UUID
    reference: str
    status: str
    received_at: datetime
    decision: str
    created: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer to a refused signal. Nothing of it is kept but a count."""

    judged: Judged

    @property
    def reference(self) -> str:
        return self.judged.report.reference

    @property
    def decision(self) -> dict[str, Any]:
        return self.judged.document


def receive(database: Database, vault: Vault, report: Report, actor: Corporation, now: datetime) -> Receipt | Refusal:
    """Judge and store one signal, in one round trip where that can be. As `receive_signal`."""
    quick = receive_at_once(database, vault, report, actor, now)
    if quick:
        return quick
    # Nothing was remembered, it no longer holds, the signal is refused, or its reference is taken: look again.
    with database.transaction() as session:
        return receive_signal(session, vault, report, actor, now)


def receive_at_once(
    database: Database, vault: Vault, report: Report, actor: Corporation, now: datetime
) -> Receipt | None:
    """Store a new lawful signal, judged on what is remembered, if that still stands; None if nothing was stored.

    Nothing is stored either where a tenant's objection is remembered: `receive_signal` weighs that.
    """
    _require_submitter(actor)
    footing = recall(Question(actor.organisation_id, report.municipality_code, report.kind, clock.day_of(now)))
    if footing is None:
        return None
    judged = judge_on(footing, report)
    if judged.refused:
        return None
    row = new_signal(judged, content_mac(report, vault), vault)
    stored = store.insert_at_once(database, row, actor, now, footing)
    return _receipt(row, judged, now) if stored else None


def receive_signal(
    session: Session, vault: Vault, report: Report, actor: Corporation, now: datetime
) -> Receipt | Refusal:
    """Judge and store one signal. Raises `Conflict` when the reference is in use for another signal."""
    _require_submitter(actor)
    judged = _judge_known(session, vault, report, actor.organisation_id, clock.day_of(now))
    content = content_mac(report, vault)
    if judged.refused:
        known = _known(session, judged, content)
        if known is None:
            store.count_refusals(session, refusal_counts(judged))
        return known or Refusal(judged)
    row = new_signal(judged, content, vault)
    if store.insert_new(session, row, actor, now, judged.on):
        return _receipt(row, judged, now)
    known = _known(session, judged, content)
    assert known is not None, "a reference that was taken is there"
    return known


def _judge_known(session: Session, vault: Vault, report: Report, corporation_id: UUID, on: date) -> Judged:
    """Judge with all that this service remembers, an earlier objection of the tenant included."""
    footing = look_up(session, Question(corporation_id, report.municipality_code, report.kind, on))
    key = objection_key_of(report, corporation_id, vault)
    return judge_on(footing, report, objections(session, [key], on).get(key) if key else None)


def _require_submitter(actor: Corporation) -> None:
    if not actor.may_submit():
        raise NotAllowed("Dit token mag geen signalen indienen. Vraag de scope signalen:indienen aan.")


def _receipt(row: store.NewSignal, judged: Judged, now: datetime) -> Receipt:
    return Receipt(row.id, row.reference, row.status, now, judged.spelled.text, created=True)


def content_mac(report: Report, vault: Vault) -> bytes:
    """Equal for equal content, so that a repeat is known by it; tells nothing without the key."""
    return vault.index("content", content_of(report))


def count_invalid(session: Session, faults: Iterable[Fault], corporation_id: UUID, on: date) -> None:
    """Count invalid input by code, so that a corporation and an operator can see what goes wrong."""
    store.count_refusals(session, invalid_counts(faults, corporation_id, on))


def invalid_counts(faults: Iterable[Fault], corporation_id: UUID, on: date) -> dict[store.Refused, int]:
    codes = Counter(fault.code for fault in faults)
    return {(on, corporation_id, "", REFUSED_INPUT, code): n for code, n in codes.items()}


def _known(session: Session, judged: Judged, content: bytes) -> Receipt | None:
    """The first answer, when this very signal was accepted before."""
    reference = judged.report.reference
    found = store.by_reference(session, judged.corporation_id, [reference]).get(reference)
    if found is None:
        return None
    if found.content_mac != content:
        raise Conflict(REFERENCE_IN_USE)
    first = first_status(found.decision["oordeel"])
    document = first_document(found.decision, found.finding_set.findings, judged.document)
    return Receipt(found.id, found.reference, first, found.received_at, json_text(document), created=False)


def first_document(
    decision: dict[str, Any], findings: list[dict[str, Any]], again: dict[str, Any]
) -> dict[str, Any]:
    """The `beoordeling` of a stored signal for who sends it again; `again` is the judgement of what was sent now."""
    return with_worries(whole_decision(decision, findings), again)
