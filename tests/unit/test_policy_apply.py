"""What a policy does to a judgement of the law, and what it can never do."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from service.policy.apply import judge, reading_of
from service.policy.load import load
from service.policy.model import AskPerson, LocalNumbers, MissingAgreement, Policy, ServiceTerms
from service.policy.threshold import Thresholds, euros
from service.rules.core import Decision, SignpostCode, Verdict
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
from service.rules.reading import LaterThanLaw, Reading, WorkingDays
from service.rules.registry import judge as judge_by_law

DAY = date(2026, 9, 14)
LAW_ONLY = replace(
    load(Path(__file__).with_name("policy_example.yaml").read_text()), ground="Beleidsregel 5", ask_person=AskPerson(),
    missing_agreement=MissingAgreement.REFUSE, service_terms=ServiceTerms(), local_numbers=LocalNumbers(),
)
RENT = RentFacts(
    agreement=True, purpose=Purpose.LIVING, current_tenant=True, amount_cents=6_000, arrears_since=date(2026, 9, 2),
    contact_sought_on=DAY, pointed_to_help_on=DAY, reminder_sent_on=DAY, offer_with_reminder=True,
    reaction=Reaction.NONE, arrangement=Arrangement.NONE,
)
CONSENT = Consent(ConsentGiver.RESIDENT, DAY, ConsentManner.WRITTEN, explicit=True, destinations=frozenset(Destination))
DOOR = DoorFacts(agreement=True, concerns=frozenset({Concern.LONELINESS}), acute_danger=False, consent=CONSENT)


def under(policy: Policy, facts: RentFacts | DoorFacts, on: date = DAY) -> Decision:
    return judge(judge_by_law(facts, on, reading_of(policy)), facts, policy, on)


def test_a_policy_that_chooses_nothing_changes_nothing() -> None:
    assert under(LAW_ONLY, RENT) == judge_by_law(RENT, DAY)
    assert under(LAW_ONLY, DOOR) == judge_by_law(DOOR, DAY)


@pytest.mark.parametrize(("thresholds", "reason"), [
    (Thresholds(amount_cents=6_001), "lager dan de drempel van € 60,01"),
    (Thresholds(age_days=13), "korter dan de drempel van 13 dagen"),
])
def test_below_a_threshold_a_rent_signal_is_not_taken_up(thresholds: Thresholds, reason: str) -> None:
    decision = under(replace(LAW_ONLY, thresholds=thresholds), RENT)
    assert decision.verdict is Verdict.NOT_TAKEN_UP
    assert decision.destined == ()
    assert decision.findings == judge_by_law(RENT, DAY).findings
    assert reason in decision.note
    assert "niet van de wet" in decision.note
    assert "Grond: Beleidsregel 5" in decision.note


def test_both_reasons_are_told() -> None:
    note = under(replace(LAW_ONLY, thresholds=Thresholds(7_500, 30)), RENT).note
    assert "€ 75,00" in note
    assert "30 dagen" in note


def test_the_note_says_the_threshold_and_not_the_arrears() -> None:
    assert "60,00" not in under(replace(LAW_ONLY, thresholds=Thresholds(7_500)), RENT).note


@pytest.mark.parametrize("thresholds", [Thresholds(6_000, 12), Thresholds(), Thresholds(1, 1)])
def test_on_the_threshold_a_signal_is_taken_up(thresholds: Thresholds) -> None:
    assert under(replace(LAW_ONLY, thresholds=thresholds), RENT).verdict is Verdict.ALLOWED


def test_a_threatening_signal_is_never_declined() -> None:
    decision = under(
        replace(LAW_ONLY, thresholds=Thresholds(100_000_00, 3_650), ask_person=AskPerson(1, 1)),
        replace(RENT, threat_phase=ThreatPhase.EVICTION_ANNOUNCED),
    )
    assert decision.verdict is Verdict.ALLOWED
    assert decision.destined[0].threatening


def test_an_own_request_knows_no_threshold() -> None:
    facts = replace(DOOR, concerns=frozenset({Concern.MONEY_WORRIES}))
    assert under(replace(LAW_ONLY, thresholds=Thresholds(100_000_00, 3_650)), facts).verdict is Verdict.ALLOWED


def test_a_refusal_by_law_stays_one_under_every_threshold() -> None:
    facts = replace(RENT, reminder_sent_on=None)
    assert under(replace(LAW_ONLY, thresholds=Thresholds(7_500, 30), ask_person=AskPerson(1, 1)), facts) == \
        judge_by_law(facts, DAY)


@pytest.mark.parametrize(("ask", "facts", "reason"), [
    (AskPerson(amount_from_cents=6_000), RENT, "€ 60,00 of meer"),
    (AskPerson(age_from_days=12), RENT, "12 dagen of langer"),
    (AskPerson(oral_consent=True), replace(DOOR, consent=replace(CONSENT, manner=ConsentManner.ORAL)), "mondeling"),
    (AskPerson(consent_by_representative=True),
     replace(DOOR, consent=replace(CONSENT, given_by=ConsentGiver.REPRESENTATIVE)), "vertegenwoordiger"),
    (AskPerson(concerns=frozenset({Concern.LONELINESS})), DOOR, "zorgen"),
])
def test_a_person_decides_where_the_policy_asks_one(ask: AskPerson, facts: RentFacts | DoorFacts, reason: str) -> None:
    decision = under(replace(LAW_ONLY, ask_person=ask), facts)
    assert decision.verdict is Verdict.PERSON_DECIDES
    assert decision.destined == judge_by_law(facts, DAY).destined
    assert reason in decision.note
    assert "Grond: Beleidsregel 5" in decision.note


@pytest.mark.parametrize(("ask", "facts"), [
    (AskPerson(6_001, 13), RENT), (AskPerson(oral_consent=True, consent_by_representative=True), DOOR),
    (AskPerson(concerns=frozenset({Concern.WORK})), DOOR), (AskPerson(1, 1), DOOR),
    (AskPerson(oral_consent=True, concerns=frozenset(Concern)), RENT),
])
def test_no_person_is_asked_outside_those_situations(ask: AskPerson, facts: RentFacts | DoorFacts) -> None:
    assert under(replace(LAW_ONLY, ask_person=ask), facts).verdict is Verdict.ALLOWED


def test_what_the_law_leaves_to_a_person_stays_with_a_person() -> None:
    open_norm = structs.replace(judge_by_law(RENT, DAY), verdict=Verdict.PERSON_DECIDES)
    policy = replace(LAW_ONLY, thresholds=Thresholds(7_500), service_terms=ServiceTerms(debt_help_days=10))
    decision = judge(open_norm, RENT, policy, DAY)
    assert decision.verdict is Verdict.PERSON_DECIDES
    assert decision.destined[0].target == date(2026, 9, 28)


def test_declined_comes_before_asking() -> None:
    policy = replace(LAW_ONLY, thresholds=Thresholds(7_500), ask_person=AskPerson(age_from_days=1))
    assert under(policy, RENT).verdict is Verdict.NOT_TAKEN_UP


@pytest.mark.parametrize(("terms", "facts", "target"), [
    (ServiceTerms(debt_help_days=10), RENT, date(2026, 9, 28)),
    (ServiceTerms(debt_help_days=0), RENT, DAY),
    (ServiceTerms(debt_help_days=20), RENT, None),
    (ServiceTerms(neighbourhood_team_days=5), RENT, None),
    (ServiceTerms(neighbourhood_team_days=5), DOOR, date(2026, 9, 21)),
    (ServiceTerms(threatening_days=1), RENT, None),
    (ServiceTerms(threatening_days=1), replace(RENT, threat_phase=ThreatPhase.EVICTION_ORDERED), date(2026, 9, 15)),
    (ServiceTerms(debt_help_days=10), replace(RENT, threat_phase=ThreatPhase.EVICTION_ORDERED), None),
    (ServiceTerms(debt_help_days=1, threatening_days=2),
     replace(RENT, threat_phase=ThreatPhase.EVICTION_ORDERED), date(2026, 9, 15)),
])
def test_an_own_term_becomes_the_target_when_it_is_earlier(
    terms: ServiceTerms, facts: RentFacts | DoorFacts, target: date | None,
) -> None:
    (place,) = under(replace(LAW_ONLY, service_terms=terms), facts).destined
    assert place.target == target
    assert place.term == judge_by_law(facts, DAY).destined[0].term


def test_an_earlier_threat_stays_the_target() -> None:
    facts = replace(RENT, threat_phase=ThreatPhase.EVICTION_ANNOUNCED, threat_date=date(2026, 9, 15))
    (place,) = under(replace(LAW_ONLY, service_terms=ServiceTerms(threatening_days=1)), facts).destined
    assert place.target == judge_by_law(facts, DAY).destined[0].target == DAY


def test_own_terms_count_the_working_days_of_the_policy() -> None:
    """Received on the Thursday before Good Friday 2026: a working day in the narrow reading only."""
    on, facts = date(2026, 4, 2), replace(DOOR, consent=replace(CONSENT, given_on=date(2026, 4, 2)))
    policy = replace(LAW_ONLY, service_terms=ServiceTerms(neighbourhood_team_days=1))
    assert under(policy, facts, on).destined[0].target == date(2026, 4, 3)
    wide = replace(policy, working_days=WorkingDays.WIDE)
    assert under(wide, facts, on).destined[0].target == date(2026, 4, 7)


def test_the_reading_of_a_policy_is_what_the_rules_take() -> None:
    policy = replace(LAW_ONLY, working_days=WorkingDays.WIDE, threat_from=ThreatPhase.SUMMONED)
    assert reading_of(policy) == Reading(WorkingDays.WIDE, ThreatPhase.SUMMONED)
    assert under(policy, replace(RENT, threat_phase=ThreatPhase.SUMMONED)).destined[0].threatening
    assert not under(LAW_ONLY, replace(RENT, threat_phase=ThreatPhase.SUMMONED)).destined[0].threatening


def test_a_threat_later_than_the_law_cannot_be_read() -> None:
    with pytest.raises(LaterThanLaw):
        reading_of(replace(LAW_ONLY, threat_from=ThreatPhase.EVICTION_ANNOUNCED))


def test_an_earlier_threat_keeps_a_signal_above_the_threshold() -> None:
    policy = replace(LAW_ONLY, threat_from=ThreatPhase.SUMMONS_ANNOUNCED, thresholds=Thresholds(7_500))
    assert under(policy, replace(RENT, threat_phase=ThreatPhase.SUMMONS_ANNOUNCED)).verdict is Verdict.ALLOWED
    assert under(policy, RENT).verdict is Verdict.NOT_TAKEN_UP


def test_the_local_number_stands_in_the_signpost_to_the_reporting_point_only() -> None:
    policy = replace(LAW_ONLY, local_numbers=LocalNumbers("0900-0009901"))
    confused = replace(DOOR, concerns=frozenset({Concern.CONFUSED_BEHAVIOUR}), consent=None)
    signpost = under(policy, confused).signpost
    assert signpost is not None
    assert (signpost.code, signpost.phone) == (SignpostCode.MENTAL_HEALTH_POINT, "0900-0009901")
    assert under(LAW_ONLY, confused) == judge_by_law(confused, DAY)
    for facts in (replace(DOOR, consent=None), replace(DOOR, acute_danger=True), replace(RENT, agreement=False)):
        assert under(policy, facts) == judge_by_law(facts, DAY)


@pytest.mark.parametrize(("cents", "text"), [
    (0, "€ 0,00"), (5, "€ 0,05"), (7_500, "€ 75,00"), (123_456_78, "€ 123.456,78"), (1_000_000_00, "€ 1.000.000,00"),
])
def test_amounts_as_people_write_them(cents: int, text: str) -> None:
    assert euros(cents) == text
