"""What the agreement between a corporation and a municipality does to a judgement, besides being there or not. Pure.

No article of law asks for an agreement (docs/decisions/0027-without-an-agreement.md). So a municipality may
consent beforehand to rent signals of every corporation, and it may let a person decide about a rent signal that lacks
nothing else.
"""

from dataclasses import replace
from enum import StrEnum

from msgspec.structs import replace as redecide

from service.policy.model import MissingAgreement, Policy
from service.rules.core import Decision
from service.rules.facts import DoorFacts, RentFacts
from service.rules.registry import judge as judge_by_law

AGREEMENT = "overeenkomst"
"""The key of the condition."""
NO_AGREEMENT = "Er geldt geen overeenkomst met deze verhuurder voor huurachterstanden."
_ACCEPTED_WITHOUT = (
    "Er geldt geen overeenkomst tussen deze verhuurder en deze gemeente voor huurachterstanden. Het Besluit "
    "gemeentelijke schuldhulpverlening vraagt er geen. Deze gemeente weigert het signaal daarom niet, maar beslist "
    "zelf wat zij ermee doet. Het signaal hoeft niet opnieuw te worden gestuurd."
)
_BY_GENERAL_CONSENT = (
    "Er is geen aparte overeenkomst. De gemeente heeft vooraf algemeen toegestemd: zij neemt huurachterstanden aan van "
    "elke verhuurder die bij deze dienst bekend is."
)


class SendingPermission(StrEnum):
    """By what a corporation may send one kind of signal to one municipality on a day."""

    NONE = "geen"
    AGREEMENT = "overeenkomst"
    GENERAL_CONSENT = "algemeneToestemming"


def asks_about_agreement(decision: Decision, facts: RentFacts | DoorFacts, policy: Policy) -> bool:
    """Whether a person decides about this refusal: a rent signal that lacks an agreement and nothing else."""
    chosen = policy.missing_agreement is MissingAgreement.TRIAGE
    return chosen and isinstance(facts, RentFacts) and decision.unmet == (AGREEMENT,)


def as_if_agreed(decision: Decision, facts: RentFacts | DoorFacts, policy: Policy) -> Decision:
    """The judgement with an agreement: where the signal goes, with its terms. That there is none stays a finding."""
    agreed = judge_by_law(replace(facts, agreement=True), decision.judged_on, policy.reading)
    return redecide(agreed, findings=_explained(decision, _ACCEPTED_WITHOUT).findings)


def by_general_consent(decision: Decision) -> Decision:
    """The same decision, which says by what the condition is met."""
    return _explained(decision, _BY_GENERAL_CONSENT)


def _explained(decision: Decision, explanation: str) -> Decision:
    return redecide(decision, findings=tuple(
        redecide(finding, explanation=explanation) if finding.condition == AGREEMENT else finding
        for finding in decision.findings
    ))
