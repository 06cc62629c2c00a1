"""Which tray takes a case: the first that fits, on the edge of every bound."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from service.policy.load import load
from service.policy.model import CaseType, Criteria
from service.policy.threshold import Thresholds
from service.policy.trays import Case, case_of, takes, tray_for
from service.rules.facts import (
    Arrangement,
    Concern,
    Consent,
    ConsentGiver,
    ConsentManner,
    Destination,
    DoorFacts,
    Purpose,
    Reaction,
    RentFacts,
    ThreatPhase,
)
from service.rules.registry import judge

EXAMPLE = load(Path(__file__).with_name("policy_example.yaml").read_text())
RENT = Case(Destination.DEBT_HELP, threatening=False, amount_cents=100_000, age_days=60)
DAY = date(2026, 9, 14)


@pytest.mark.parametrize(("case", "tray"), [
    (RENT, "overig"),
    (replace(RENT, threatening=True, amount_cents=100), "crisis"),
    (replace(RENT, types=frozenset({CaseType.MULTIPLE, CaseType.CONSECUTIVE})), "meer-signalen"),
    (replace(RENT, types=frozenset({CaseType.CONSECUTIVE}), amount_cents=200_000), "meer-signalen"),
    (replace(RENT, amount_cents=150_000), "hoog-bedrag"), (replace(RENT, amount_cents=149_999), "overig"),
    (replace(RENT, amount_cents=50_000), "overig"), (replace(RENT, amount_cents=49_999), "laag-bedrag"),
    (Case(Destination.DEBT_HELP, threatening=False, concerns=frozenset({Concern.MONEY_WORRIES})), "eigen-verzoek"),
    (Case(Destination.NEIGHBOURHOOD_TEAM, threatening=False, concerns=frozenset({Concern.LONELINESS})), "wijkteam"),
    (Case(Destination.NEIGHBOURHOOD_TEAM, threatening=True), "crisis"),
])
def test_trays_of_the_demo_municipality(case: Case, tray: str) -> None:
    assert tray_for(EXAMPLE, case).id == tray


@pytest.mark.parametrize(("criteria", "fits"), [
    (Criteria(), True), (Criteria(threatening=False), True), (Criteria(threatening=True), False),
    (Criteria(age_from_days=60), True), (Criteria(age_from_days=61), False),
    (Criteria(age_below_days=61), True), (Criteria(age_below_days=60), False),
    (Criteria(amount_from_cents=100_000, amount_below_cents=100_001), True),
    (Criteria(destinations=frozenset({Destination.NEIGHBOURHOOD_TEAM})), False),
    (Criteria(types=frozenset({CaseType.SINGLE, CaseType.MULTIPLE})), True),
    (Criteria(types=frozenset({CaseType.MULTIPLE})), False),
    (Criteria(concerns=frozenset({Concern.WORK})), False),
    (Criteria(age_from_days=60, amount_from_cents=100_001), False),
])
def test_every_criterion_that_is_filled_in_must_fit(criteria: Criteria, *, fits: bool) -> None:
    assert takes(criteria, RENT) is fits


def test_a_case_without_arrears_fits_no_bound() -> None:
    case = Case(Destination.NEIGHBOURHOOD_TEAM, threatening=False)
    assert not takes(Criteria(amount_from_cents=0), case)
    assert not takes(Criteria(age_below_days=1000), case)


def test_a_rent_signal_as_the_trays_see_it() -> None:
    facts = RentFacts(
        agreement=True, purpose=Purpose.LIVING, current_tenant=True, amount_cents=125_000,
        arrears_since=date(2026, 7, 1), contact_sought_on=DAY, pointed_to_help_on=DAY, reminder_sent_on=DAY,
        offer_with_reminder=True, reaction=Reaction.NONE, arrangement=Arrangement.NONE,
        threat_phase=ThreatPhase.EVICTION_ORDERED,
    )
    (place,) = judge(facts, DAY).destined
    types = frozenset({CaseType.MULTIPLE})
    assert case_of(facts, place, DAY, types, Thresholds()) == Case(
        Destination.DEBT_HELP, threatening=True, types=types, amount_cents=125_000, age_days=75,
    )


def test_each_destination_sees_its_own_worries_only() -> None:
    both = frozenset(Destination)
    consent = Consent(ConsentGiver.RESIDENT, DAY, ConsentManner.WRITTEN, explicit=True, destinations=both)
    concerns = frozenset({Concern.MONEY_WORRIES, Concern.LONELINESS})
    facts = DoorFacts(agreement=True, concerns=concerns, acute_danger=False, consent=consent)
    single = frozenset({CaseType.SINGLE})
    cases = [case_of(facts, place, DAY, single, Thresholds()) for place in judge(facts, DAY).destined]
    assert {case.destination: case.concerns for case in cases} == {
        Destination.DEBT_HELP: {Concern.MONEY_WORRIES}, Destination.NEIGHBOURHOOD_TEAM: {Concern.LONELINESS},
    }
    assert all(case.amount_cents is None and case.age_days is None for case in cases)
