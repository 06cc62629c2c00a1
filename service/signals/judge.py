"""Judging a report: facts, the provision in force on the day of receipt, the municipality's policy. Stores nothing."""

from datetime import date

from service.policy.agreement import SendingPermission, by_general_consent
from service.policy.apply import judge as judge_by_policy
from service.policy.apply import reading_of
from service.policy.model import Policy
from service.rules.core import Decision
from service.rules.reading import STATUTORY
from service.rules.registry import judge as judge_by_law
from service.signals.facts import facts_of
from service.signals.report import Report


def judge(
    report: Report, *, permission: SendingPermission, policy: Policy | None, on: date, objected_on: date | None = None
) -> Decision:
    """The decision on a report received on a day. Without a policy the law alone decides, in its statutory reading.

    `objected_on` is the day on which this tenant objected earlier, where the service still remembers it.
    Raises `NoLawInForce` for a day before the first version of the law.
    """
    facts = facts_of(report, agreement=permission is not SendingPermission.NONE, objected_on=objected_on)
    decision = judge_by_law(facts, on, reading_of(policy) if policy else STATUTORY)
    if policy is not None:
        decision = judge_by_policy(decision, facts, policy, on)
    return by_general_consent(decision) if permission is SendingPermission.GENERAL_CONSENT else decision
