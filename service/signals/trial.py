"""Judging without storing: what the API would say to a signal, for the command line and for a corporation's test."""

from datetime import date
from typing import Any

from service.errors import InvalidInput
from service.policy.agreement import SendingPermission
from service.policy.model import Policy
from service.rules.core import Verdict
from service.rules.explain import document as decision_document
from service.rules.facts import Kind
from service.rules.registry import in_force
from service.signals.judge import judge
from service.signals.schemas import read_report


def judgeable(on: date) -> None:
    """Raise `NoLawInForce` when the service knows no law for a day of receipt."""
    for kind in Kind:
        in_force(kind, on)


def judge_document(document: Any, on: date, *, permission: SendingPermission, policy: Policy | None) -> dict[str, Any]:
    """One line of `voordeur beoordeel`. `document` is parsed JSON, or the `InvalidInput` that parsing gave."""
    try:
        if isinstance(document, InvalidInput):
            raise document
        report = read_report(document, on)
    except InvalidInput as error:
        faults = [fault.document() for fault in error.faults]
        return {"referentie": _reference(document), "status": 400, "beoordeling": None, "fouten": faults}
    decision = judge(report, permission=permission, policy=policy, on=on)
    status = 422 if decision.verdict is Verdict.REFUSED else 201
    return {
        "referentie": report.reference, "status": status, "beoordeling": decision_document(decision), "fouten": [],
    }


def _reference(document: Any) -> str | None:
    found = document.get("referentie") if isinstance(document, dict) else None
    return found if isinstance(found, str) else None
