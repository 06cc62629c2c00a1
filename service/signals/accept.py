"""An accepted signal, ready to be stored: what is kept of it, and of whom. Stores nothing itself."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from service.db import new_id
from service.rules.core import Verdict
from service.signals import store
from service.signals.blocks import facts_document, receipt_facts, sealed_document, subject_context
from service.signals.judgement import Judged
from service.signals.objection import household_key_of, objection_key
from service.signals.report import Report
from service.signals.search import keys_of
from service.signals.status import SignalStatus
from service.vault import Vault

# The national status for a signal below a municipal threshold (DDAS vroegsignalering 1.2).
UNJUSTIFIED = "Niet opgepakt: onterecht signaal"


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """What is stored of a person and of the home, and the facts beside it."""

    household_key: bytes
    subject: bytes | None
    facts: dict[str, Any]
    search: list[int]


def first_status(verdict: str) -> SignalStatus:
    return SignalStatus.NOT_TAKEN_UP if verdict == Verdict.NOT_TAKEN_UP else SignalStatus.RECEIVED


def new_signal(judged: Judged, content: bytes, vault: Vault) -> store.NewSignal:
    """An accepted signal, ready to be stored: sealed, with the keys by which it will be found.

    Of a signal that policy declines nothing of the person is stored, for nobody ever writes to that person.
    """
    report, decision, signal_id = judged.report, judged.decision, new_id()
    rent, words, household = report.rent, judged.spelled, household_key_of(report, vault)
    status = first_status(decision.verdict)
    kept = _nobody(report, signal_id) if status is SignalStatus.NOT_TAKEN_UP else PersonColumns(
        household, vault.seal(sealed_document(report), subject_context(signal_id)),
        facts_document(report, decision), _search(report, vault),
    )
    return store.NewSignal(
        id=signal_id,
        corporation_id=judged.corporation_id,
        reference=report.reference,
        content_mac=content,
        municipality_code=report.municipality_code,
        kind=report.kind,
        signal_date=report.signal_date,
        status=status,
        household_key=kept.household_key,
        objection_key=objection_key(household, judged.corporation_id, vault) if rent else None,
        subject=kept.subject,
        facts=msgspec.json.encode(kept.facts).decode(),
        decision=words.kept,
        finding_set_id=words.finding_set_id,
        policy_id=judged.policy_id,
        amount_cents=rent.amount_cents if rent else None,
        arrears_since=rent.since if rent else None,
        threatening=any(destined.threatening for destined in decision.destined),
        threat_date=rent.threat.day if rent and rent.threat else None,
        concerns=sorted({c for d in decision.destined for c in d.concerns}) if report.door else None,
        feedback_reason=UNJUSTIFIED if status is SignalStatus.NOT_TAKEN_UP else None,
        ground=decision.provision,
        findings=words.findings,
        consents=_consents(report, signal_id),
        search=kept.search,
    )


def _nobody(report: Report, signal_id: UUID) -> PersonColumns:
    """As after forgetting (`erasure`): the signal's own id matches no household. The receipt needs the facts kept."""
    return PersonColumns(signal_id.bytes, None, receipt_facts(report), [])


def _search(report: Report, vault: Vault) -> list[int]:
    keys = keys_of(report.subject.surname, report.subject.address, report.reference)
    return vault.tokens(report.municipality_code, keys)


def _consents(report: Report, signal_id: UUID) -> list[store.NewConsent]:
    """The consent of a report, one for each destination."""
    given = report.door.consent if report.door else None
    return [] if given is None else [
        store.NewConsent(new_id(), signal_id, place, given.given_by, given.given_on, given.manner, given.explicit)
        for place in sorted(given.destinations)
    ]
