"""A missing agreement under each choice of a municipality, and the general consent that takes its place."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from msgspec import structs

from service.policy.agreement import by_general_consent
from service.policy.apply import judge, reading_of
from service.policy.model import Desk, MissingAgreement, Policy, Team
from service.rules.core import Verdict
from service.rules.explain import document
from service.rules.facts import RentFacts
from service.rules.registry import judge as judge_by_law

from .agreement_cases import CASES, TRIAGE, AgreementCase
from .cases import rent
from .mixed_cases import UNDONE
from .test_cases import going

ON = date(2026, 9, 14)
PLAIN = Policy(
    "9901", "Voorbeeldstad", date(2026, 1, 1), "college", date(2025, 12, 1), "Besluit 12",
    teams=(Team("triage", "Triage", Desk.TRIAGE),),
)


def under(policy: Policy, facts, on: date = ON):
    return judge(judge_by_law(facts, on, reading_of(policy)), facts, policy, on)


def test_there_are_enough_cases_and_none_twice():
    assert len(CASES) >= 30
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: AgreementCase, day):
    policy = replace(PLAIN, missing_agreement=case.choice, thresholds=case.thresholds, ask_person=case.ask)
    shown = document(under(policy, case.facts, day(case.on)))
    unmet = [one["voorwaarde"] for one in shown["bevindingen"] if one["uitkomst"] == "nietVoldaan"]
    assert (shown["oordeel"], tuple(unmet)) == (case.verdict, case.unmet)
    assert tuple(map(going, shown["bestemmingen"])) == case.going
    assert case.note in shown.get("toelichting", "")


def test_every_combination_with_something_else_lacking_is_refused_as_without_the_choice():
    triage = replace(PLAIN, missing_agreement=TRIAGE)
    others = [key for key in UNDONE if key != "overeenkomst"]
    for size in range(1, len(others) + 1):
        for keys in combinations(others, size):
            changes = {name: value for key in keys for name, value in UNDONE[key].items()}
            for agreement in (True, False):
                facts = rent(agreement=agreement, **changes)
                assert under(triage, facts) == under(PLAIN, facts)
                assert under(triage, facts).verdict is Verdict.REFUSED


def test_the_law_alone_never_leaves_a_missing_agreement_to_a_person():
    assert judge_by_law(rent(agreement=False), ON).verdict is Verdict.REFUSED


def test_what_is_accepted_does_not_ask_to_be_sent_again_and_says_that_no_article_asks_an_agreement():
    decision = under(replace(PLAIN, missing_agreement=TRIAGE), rent(agreement=False))
    [finding] = [one for one in decision.findings if one.condition == "overeenkomst"]
    assert finding.outcome == "nietVoldaan"
    assert "hoeft niet opnieuw" in finding.explanation
    assert "vraagt er geen" in finding.explanation
    [refused] = [
        one for one in under(PLAIN, rent(agreement=False)).findings if one.condition == "overeenkomst"
    ]
    assert structs.replace(finding, explanation=refused.explanation) == refused


def test_everything_but_the_verdict_and_the_words_is_as_with_an_agreement():
    policy = replace(PLAIN, missing_agreement=TRIAGE)
    for facts in (rent(), rent(threat_phase="ontruimingAangezegd", threat_date=date(2026, 9, 16))):
        agreed = under(policy, facts)
        asked = under(policy, replace(facts, agreement=False))
        assert isinstance(facts, RentFacts)
        assert (asked.verdict, asked.destined, asked.provision) == (
            Verdict.PERSON_DECIDES, agreed.destined, agreed.provision,
        )


def test_general_consent_meets_the_condition_and_says_so():
    decision = judge_by_law(rent(), ON)
    told = by_general_consent(decision)
    [finding] = [one for one in told.findings if one.condition == "overeenkomst"]
    assert finding.outcome == "voldaan"
    assert "algemeen toegestemd" in finding.explanation
    assert structs.replace(told, findings=decision.findings) == decision
    assert [one for one in told.findings if one is not finding] == list(decision.findings[1:])


def test_the_default_is_to_refuse():
    assert PLAIN.missing_agreement is MissingAgreement.REFUSE
