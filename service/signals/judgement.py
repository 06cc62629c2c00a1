"""A report judged for its corporation: under its agreement and the policy of that municipality, on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.rules.core import Decision, Verdict
from service.signals import store
from service.signals.footing import Footing, Question, look_up
from service.signals.judge import judge
from service.signals.receipt.statement import RefusedSignal, is_due
from service.signals.report import Report
from service.signals.spelled import Spelled, spelled


@dataclass(frozen=True, slots=True)
class Judged:
    """A report with its decision, made for one corporation under one policy on one day."""

    report: Report
    corporation_id: UUID
    on: date
    decision: Decision
    spelled: Spelled
    policy_id: UUID | None

    @property
    def document(self) -> dict[str, Any]:
        return self.spelled.document

    @property
    def refused(self) -> bool:
        return self.decision.verdict is Verdict.REFUSED

    @property
    def refused_signal(self) -> RefusedSignal | None:
        """What the signed statement of this refusal tells; None where a refusal carries none."""
        if not is_due(self.decision):
            return None
        report = self.report
        return RefusedSignal(report.reference, report.kind, report.municipality_code, self.on, self.document)


def judge_for(session: Session, report: Report, corporation_id: UUID, on: date) -> Judged:
    """Judge under the corporation's agreement and the municipality's policy on a day. Stores nothing.

    For who tries a signal out: an objection that the tenant made earlier is not looked for.
    """
    question = Question(corporation_id, report.municipality_code, report.kind, on)
    return judge_on(look_up(session, question), report)


def judge_on(footing: Footing, report: Report, objected_on: date | None = None) -> Judged:
    """`objected_on` is the day on which the tenant last objected, of `objection.objections`."""
    question = footing.question
    decision = judge(
        report, permission=footing.permission, policy=footing.policy, on=question.day, objected_on=objected_on,
    )
    return Judged(report, question.corporation, question.day, decision, spelled(decision), footing.policy_id)


def refusal_counts(judged: Judged) -> dict[store.Refused, int]:
    report = judged.report
    return {
        (judged.on, judged.corporation_id, report.municipality_code, str(report.kind), unmet): 1
        for unmet in judged.decision.unmet
    }
