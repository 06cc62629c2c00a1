"""Below a threshold: every case with its source, and what must come out.

W: the law's own words. S: official or sector guidance. P: a choice of this service or of policy.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from service.policy.apply import judge
from service.policy.load import load
from service.policy.model import AskPerson, Policy, ServiceTerms
from service.policy.read import read_stored
from service.policy.threshold import ThresholdManner, Thresholds
from service.policy.trial import PastSignal, under
from service.policy.write import document_of
from service.rules.core import Decision, Verdict
from service.rules.facts import Arrangement, Concern, Destination, DoorFacts, Purpose, Reaction, RentFacts, ThreatPhase
from service.rules.registry import judge as judge_by_law

from .cases import consent

DAY = date(2026, 9, 14)
FOUR_WEEKS = date(2026, 10, 12)
POLICY = replace(
    load((Path(__file__).parent.parent / "unit" / "policy_example.yaml").read_text()), ground="Beleidsregel 5",
    ask_person=AskPerson(), service_terms=ServiceTerms(),
)
SMALL = RentFacts(
    agreement=True, purpose=Purpose.LIVING, current_tenant=True, amount_cents=6_000, arrears_since=date(2026, 9, 2),
    contact_sought_on=DAY, pointed_to_help_on=DAY, reminder_sent_on=DAY, offer_with_reminder=True,
    reaction=Reaction.NONE, arrangement=Arrangement.NONE,
)
OWN = DoorFacts(agreement=True, concerns=frozenset({Concern.MONEY_WORRIES}), acute_danger=False,
                consent=consent("schuldhulp"))
LETTER, SILENT = ThresholdManner.OFFER_BY_LETTER, ThresholdManner.SILENT_DECLINE
ALLOWED, DECLINED, PERSON, REFUSED = (
    Verdict.ALLOWED, Verdict.NOT_TAKEN_UP, Verdict.PERSON_DECIDES, Verdict.REFUSED,
)
CONTESTED = "S: law.md section 2, threshold: BKR 2023/10 and Divosa 2024, every signal asks for an offer"
ROW = "P: law.md row 13; AP on trifles"
THREAT = "P: Wgs 4(2) is silent on imminence, so no reported threat is a trifle"

NOBODY = AskPerson()


@dataclass(frozen=True)
class Case:
    name: str
    facts: RentFacts | DoorFacts
    manner: ThresholdManner | None
    verdict: Verdict
    source: str
    amount: int | None = 7_500
    days: int | None = None
    by_letter: bool = False
    ask: AskPerson = NOBODY


def threatened(phase: ThreatPhase) -> RentFacts:
    return replace(SMALL, threat_phase=phase)


CASES = (
    Case("by letter, below the amount", SMALL, LETTER, ALLOWED, CONTESTED, by_letter=True),
    Case("by letter, younger than the days", SMALL, LETTER, ALLOWED, CONTESTED, None, 30, by_letter=True),
    Case("by letter, below one of two", SMALL, LETTER, ALLOWED, CONTESTED, 7_500, 1, by_letter=True),
    Case("by letter, below both", SMALL, LETTER, ALLOWED, CONTESTED, 7_500, 30, by_letter=True),
    Case("by letter, on the amount", SMALL, LETTER, ALLOWED, "W: Wgs 3(1)(b), no floor", 6_000),
    Case("by letter, on the days", SMALL, LETTER, ALLOWED, "W: Wgs 3(1)(b), no floor", None, 12),
    Case("by letter, one cent", replace(SMALL, amount_cents=1), LETTER, ALLOWED, "W: Wgs 3(1)(b)", by_letter=True),
    Case("no threshold", SMALL, None, ALLOWED, "W: Wgs 3(1)(b), no floor", None),
    Case("a manner without a threshold", SMALL, SILENT, ALLOWED, "W: Wgs 3(1)(b), no floor", None),
    Case("silent, below the amount", SMALL, SILENT, DECLINED, ROW),
    Case("silent, younger than the days", SMALL, SILENT, DECLINED, "P: DDAS, rent from 30 days", None, 30),
    Case("silent, below both", SMALL, SILENT, DECLINED, ROW, 7_500, 30),
    Case("silent, on both", SMALL, SILENT, ALLOWED, "W: Wgs 3(1)(b), no floor", 6_000, 12),
    Case("a policy of before the choice", SMALL, None, DECLINED, "P: an approved policy keeps its meaning"),
    Case("silent, a summons announced", threatened(ThreatPhase.SUMMONS_ANNOUNCED), SILENT, ALLOWED, THREAT),
    Case("silent, summoned", threatened(ThreatPhase.SUMMONED), SILENT, ALLOWED, THREAT),
    Case("silent, eviction ordered", threatened(ThreatPhase.EVICTION_ORDERED), SILENT, ALLOWED, "W: Wgs 4(2)"),
    Case("silent, eviction announced", threatened(ThreatPhase.EVICTION_ANNOUNCED), SILENT, ALLOWED, "W: Wgs 4(2)"),
    Case("silent, a day without a phase", replace(SMALL, threat_date=DAY), SILENT, ALLOWED, THREAT),
    Case("before the choice, a summons announced", threatened(ThreatPhase.SUMMONS_ANNOUNCED), None, ALLOWED, THREAT),
    Case("by letter, a summons announced", threatened(ThreatPhase.SUMMONS_ANNOUNCED), LETTER, ALLOWED, THREAT),
    Case("by letter, eviction announced", threatened(ThreatPhase.EVICTION_ANNOUNCED), LETTER, ALLOWED, "W: Wgs 4(2)"),
    Case("silent, an own request", OWN, SILENT, ALLOWED, "W: Wgs 4(1)(a)"),
    Case("by letter, an own request", OWN, LETTER, ALLOWED, "W: Wgs 4(1)(a)"),
    Case("silent, no reminder", replace(SMALL, reminder_sent_on=None), SILENT, REFUSED, "W: Bgs 2(c)"),
    Case("by letter, no reminder", replace(SMALL, reminder_sent_on=None), LETTER, REFUSED, "W: Bgs 2(c)"),
    Case("by letter, tenant said no", replace(SMALL, reaction=Reaction.DECLINED), LETTER, REFUSED, "W: Bgs 2(d)"),
    Case("by letter, a person is asked", SMALL, LETTER, PERSON, "P: the policy asks a person", by_letter=True,
         ask=AskPerson(age_from_days=1)),
    Case("silent, a person is asked", SMALL, SILENT, DECLINED, "P: declined before asking", ask=AskPerson(1)),
    Case("silent, threat, a person is asked", threatened(ThreatPhase.SUMMONED), SILENT, PERSON, THREAT,
         ask=AskPerson(1)),
)


def policy_of(case: Case) -> Policy:
    basis = "Beleidsregel 9" if case.manner is SILENT else None
    chosen = Thresholds(case.amount, case.days, case.manner, basis)
    return replace(POLICY, thresholds=chosen, ask_person=case.ask)


def decided(case: Case) -> Decision:
    return judge(judge_by_law(case.facts, DAY), case.facts, policy_of(case), DAY)


def test_the_cases_are_many_and_each_names_its_source() -> None:
    assert len(CASES) >= 20
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.source[:3] in {"W: ", "S: ", "P: "} for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_below_a_threshold(case: Case) -> None:
    decision, by_law = decided(case), judge_by_law(case.facts, DAY)
    assert decision.verdict is case.verdict
    assert decision.findings == by_law.findings
    assert decision.destined == (() if case.verdict is DECLINED else by_law.destined)
    assert ("per brief" in decision.note) is (case.by_letter and case.verdict is ALLOWED)


@pytest.mark.parametrize("case", [one for one in CASES if isinstance(one.facts, RentFacts)], ids=lambda case: case.name)
def test_only_the_offer_by_letter_has_a_tray_of_its_own(case: Case) -> None:
    """And it has the statutory day of every other signal."""
    policy = read_stored(document_of(policy_of(case)))
    places = under(policy, PastSignal("een", case.facts, DAY, "2091AA")).places
    assert [place.tray == "onder-drempel" for place in places] == [case.by_letter for _ in places]
    if case.by_letter:
        assert [(place.destination, place.due) for place in places] == [(Destination.DEBT_HELP, FOUR_WEEKS)]
