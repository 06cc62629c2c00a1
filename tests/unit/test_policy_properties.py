"""For every policy that can be written: its file says the same, and nobody gets less, or later, than the law gives."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.policy.apply import judge, reading_of
from service.policy.areas import team_for
from service.policy.load import dump, load
from service.policy.model import (
    BELOW_THRESHOLD_TRAY,
    Area,
    AskPerson,
    CaseType,
    Channel,
    Criteria,
    DataContact,
    Desk,
    LocalNumbers,
    MessageLimit,
    MissingAgreement,
    Policy,
    PostcodeRange,
    ServiceTerms,
    Team,
    TeamChoice,
    Tray,
)
from service.policy.periods import PayDay, PayDays, Period, PeriodUnit, Retention
from service.policy.threshold import ThresholdManner, Thresholds
from service.policy.trays import case_of, tray_for
from service.rules.core import Verdict
from service.rules.facts import (
    LIVING,
    MONEY,
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
from service.rules.reading import STATUTORY, Reading, WorkingDays
from service.rules.registry import judge as judge_by_law

CodeT = TypeVar("CodeT", bound=StrEnum)
calm = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)
ids = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
optional_names = st.none() | names


def maybe(low: int, high: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(low, high)


def some(values: Iterable[CodeT]) -> st.SearchStrategy[frozenset[CodeT]]:
    return st.frozensets(st.sampled_from(sorted(values)), max_size=4)


@st.composite
def bounds(draw: st.DrawFn, high: int) -> tuple[int | None, int | None]:
    low, below = sorted(draw(st.lists(st.integers(0, high), min_size=2, max_size=2, unique=True)))
    return draw(st.sampled_from([(None, None), (low, None), (None, below), (low, below)]))


@st.composite
def teams(draw: st.DrawFn) -> tuple[Team, ...]:
    team_ids = draw(st.lists(ids, min_size=3, max_size=6, unique=True))
    desks = [Desk.TRIAGE, Desk.DEBT_HELP, Desk.NEIGHBOURHOOD_TEAM]
    desks += [draw(st.sampled_from(desks[1:])) for _ in team_ids[3:]]
    return tuple(
        Team(team_id, draw(names), desk, draw(maybe(0, 10_000)), draw(optional_names))
        for team_id, desk in zip(team_ids, desks, strict=True)
    )


@st.composite
def choices(draw: st.DrawFn, among: tuple[Team, ...]) -> TeamChoice:
    def at(desk: Desk) -> str | None:
        return draw(st.none() | st.sampled_from([team.id for team in among if team.desk is desk]))

    return TeamChoice(at(Desk.DEBT_HELP), at(Desk.NEIGHBOURHOOD_TEAM))


@st.composite
def areas(draw: st.DrawFn, among: tuple[Team, ...]) -> tuple[Area, ...]:
    """Areas out of disjoint ranges, so that none overlap."""
    letters = st.text("ABKZ", min_size=2, max_size=2)
    postcodes = st.builds("{}{}".format, st.integers(1000, 9999), letters)
    ends = sorted(draw(st.lists(postcodes, max_size=10, unique=True)))
    ranges = [PostcodeRange(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
    labels = draw(st.lists(names, min_size=len(ranges), max_size=len(ranges), unique=True))
    found = [draw(choices(among)) for _ in ranges]
    return tuple(
        Area(label, (postcodes,), chosen)
        for label, postcodes, chosen in zip(labels, ranges, found, strict=True) if chosen != TeamChoice()
    )


@st.composite
def criteria(draw: st.DrawFn) -> Criteria:
    amount, age = draw(bounds(1_000_000)), draw(bounds(3_650))
    found = Criteria(
        draw(some(Destination)), draw(st.none() | st.booleans()), draw(st.none() | st.booleans()),
        draw(some(CaseType)), draw(some(MONEY | LIVING)), *amount, *age,
    )
    return found if found != Criteria() else Criteria(threatening=True)


@st.composite
def trays(draw: st.DrawFn) -> tuple[Tray, ...]:
    tray_ids = draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    channels = st.lists(st.sampled_from(list(Channel)), min_size=1, unique=True).map(tuple)
    return tuple(
        Tray(tray_id, draw(names), draw(st.integers(1, 9)), draw(st.sampled_from(list(Channel))), draw(channels),
             Criteria() if index == len(tray_ids) - 1 else draw(criteria()))
        for index, tray_id in enumerate(tray_ids)
    )


def periods(months: int) -> st.SearchStrategy[Period]:
    return st.builds(Period, st.integers(1, 31 * months), st.just(PeriodUnit.DAYS)) | st.builds(
        Period, st.integers(1, months), st.just(PeriodUnit.MONTHS))


pay_days = st.builds(
    PayDays, st.integers(0, 14),
    st.lists(st.tuples(names, st.lists(st.integers(1, 31), min_size=2, max_size=2).map(sorted)).map(
        lambda pair: PayDay(pair[0], *pair[1])), max_size=3).map(tuple),
)
asks = st.builds(AskPerson, maybe(1, 1_000_000), maybe(1, 3_650), st.booleans(), st.booleans(), some(MONEY | LIVING))
days = st.dates(date(2021, 1, 1), date(2030, 12, 31))


@st.composite
def thresholds(draw: st.DrawFn) -> Thresholds:
    """With the manner that a new policy must name, and the basis that a silent decline asks for."""
    manner = draw(st.sampled_from(list(ThresholdManner)))
    basis = names if manner is ThresholdManner.SILENT_DECLINE else st.none() | names
    return Thresholds(draw(maybe(1, 1_000_000)), draw(maybe(1, 3_650)), manner, draw(basis))


def _with_letters(found: tuple[Tray, ...], chosen: Thresholds) -> tuple[Tray, ...]:
    """A policy that offers by letter has a tray for it, and every tray for it begins with a letter."""
    if not chosen.offers:
        return found
    told = [replace(one, first_action=Channel.LETTER) if one.criteria.below_threshold else one for one in found]
    return (*told[:-1], BELOW_THRESHOLD_TRAY, told[-1])


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    among, valid_from, chosen = draw(teams()), draw(days), draw(thresholds())
    return Policy(
        municipality_code=draw(st.from_regex(r"[0-9]{4}", fullmatch=True)), name=draw(names), valid_from=valid_from,
        decided_by=draw(names), decided_on=valid_from - timedelta(draw(st.integers(0, 400))), ground=draw(names),
        teams=among, areas=draw(areas(among)), default_teams=draw(choices(among)),
        thresholds=chosen, ask_person=draw(asks),
        missing_agreement=draw(st.sampled_from(list(MissingAgreement))),
        trays=_with_letters(draw(trays()), chosen),
        service_terms=ServiceTerms(draw(maybe(0, 20)), draw(maybe(0, 30)), draw(maybe(0, 3))),
        decision_weeks=draw(st.integers(1, 8)), working_days=draw(st.sampled_from(list(WorkingDays))),
        threat_from=draw(st.sampled_from(list(ThreatPhase)[:3])), pay_days=draw(pay_days),
        retention=Retention(draw(periods(3)), draw(periods(12)), draw(periods(12)), draw(periods(60))),
        messages=MessageLimit(draw(st.integers(1, 20)), draw(st.integers(1, 90))),
        local_numbers=LocalNumbers(draw(st.none() | st.just("0900-0009901"))),
        data_contact=DataContact(draw(st.none() | names), draw(st.none() | names)),
        pause_days=draw(st.none() | st.integers(1, 90)),
    )


@st.composite
def rent_facts(draw: st.DrawFn, on: date) -> RentFacts:
    """Rent signals, most of them lawful."""
    since = on - timedelta(draw(st.integers(0, 500)))
    return RentFacts(
        agreement=draw(st.sampled_from([True, True, False])), purpose=Purpose.LIVING, current_tenant=True,
        amount_cents=draw(st.integers(1, 1_000_000)),
        arrears_since=since, contact_sought_on=on, pointed_to_help_on=on,
        reminder_sent_on=draw(st.sampled_from([on, on, on, None])), offer_with_reminder=True, reaction=Reaction.NONE,
        arrangement=Arrangement.NONE, threat_phase=draw(st.none() | st.sampled_from(list(ThreatPhase))),
        threat_date=draw(st.none() | st.integers(0, 60).map(lambda step: on + timedelta(step))),
    )


@st.composite
def door_facts(draw: st.DrawFn, on: date) -> DoorFacts:
    consent = st.builds(
        Consent, st.sampled_from(list(ConsentGiver)), st.just(on), st.sampled_from(list(ConsentManner)),
        st.just(value=True), st.frozensets(st.sampled_from(list(Destination)), min_size=1),
    )
    return DoorFacts(
        agreement=True, acute_danger=False, consent=draw(st.none() | consent),
        concerns=draw(st.frozensets(st.sampled_from(list(Concern)), min_size=1, max_size=4)),
    )


@st.composite
def situations(draw: st.DrawFn) -> tuple[Policy, RentFacts | DoorFacts, date]:
    on = draw(days)
    return draw(policies()), draw(rent_facts(on) | door_facts(on)), on


@calm
@given(policies())
def test_a_policy_survives_its_file(policy: Policy) -> None:
    text = dump(policy)
    assert load(text) == policy
    assert dump(load(text)) == text


@calm
@given(situations())
def test_no_policy_makes_a_term_later_than_the_law(situation: tuple[Policy, RentFacts | DoorFacts, date]) -> None:
    policy, facts, on = situation
    decision = judge(judge_by_law(facts, on, reading_of(policy)), facts, policy, on)
    agreed = judge_by_law(replace(facts, agreement=True), on, Reading(policy.working_days, STATUTORY.threat_from))
    latest = {place.destination: place.term.deadline for place in agreed.destined}
    for place in decision.destined:
        assert place.term.deadline <= latest[place.destination]
        assert place.target is None or on <= place.target <= place.term.deadline


@calm
@given(situations())
def test_no_policy_holds_back_a_threatening_signal(situation: tuple[Policy, RentFacts | DoorFacts, date]) -> None:
    policy, facts, on = situation
    by_law = judge_by_law(facts, on)
    if any(place.threatening for place in by_law.destined):
        decision = judge(judge_by_law(facts, on, reading_of(policy)), facts, policy, on)
        assert decision.verdict is Verdict.ALLOWED
        assert {place.destination for place in decision.destined} == {place.destination for place in by_law.destined}


@calm
@given(situations())
def test_no_policy_refuses_or_lets_in_against_the_law(situation: tuple[Policy, RentFacts | DoorFacts, date]) -> None:
    policy, facts, on = situation
    by_law = judge_by_law(facts, on)
    decision = judge(judge_by_law(facts, on, reading_of(policy)), facts, policy, on)
    let_in = (
        policy.missing_agreement is MissingAgreement.TRIAGE and isinstance(facts, RentFacts)
        and by_law.unmet == ("overeenkomst",)
    )
    assert (decision.verdict is Verdict.REFUSED) is (by_law.verdict is Verdict.REFUSED and not let_in)
    assert decision.unmet == by_law.unmet
    if let_in:
        assert decision.verdict in {Verdict.PERSON_DECIDES, Verdict.NOT_TAKEN_UP}
    else:
        assert decision.findings == by_law.findings
    if decision.verdict is Verdict.NOT_TAKEN_UP:
        assert isinstance(facts, RentFacts)
        assert facts.threat_phase is None
        assert policy.threshold_basis in decision.note


@calm
@given(situations(), st.integers(1000, 9999))
def test_every_case_finds_a_tray_and_a_team_or_the_triage(
    situation: tuple[Policy, RentFacts | DoorFacts, date], digits: int,
) -> None:
    policy, facts, on = situation
    for place in judge(judge_by_law(facts, on, reading_of(policy)), facts, policy, on).destined:
        case = case_of(facts, place, on, frozenset({CaseType.SINGLE}), policy.thresholds)
        assert tray_for(policy, case) in policy.trays
        team = team_for(policy, place.destination, f"{digits}KA").team
        assert team is None or team.desk == Desk(place.destination)
