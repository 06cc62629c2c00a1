"""Every combination of the facts that a condition reads, held against the oracle."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, combinations, product

from service.rules.core import NO, Verdict
from service.rules.facts import (
    Arrangement,
    Concern,
    Consent,
    ConsentGiver,
    ConsentManner,
    Destination,
    DoorFacts,
    Kind,
    Purpose,
    Reaction,
    RentFacts,
    ThreatPhase,
)
from service.rules.registry import in_force, judge

from . import oracle

ON, STEP = date(2026, 9, 14), date(2026, 8, 20)
DONE_OR_NOT = (STEP, None)
YES_OR_NO = (True, False)
# Never, before the reminder, on its day, and after it.
OBJECTED = (None, *(STEP + timedelta(days=days) for days in (-1, 0, 1)))

# One worry of each sort that the law treats differently, and each worry that has a rule of its own.
WORRIES = tuple(map(Concern, (
    "geldzorgen", "afsluitingEnergie", "eenzaamheid", "verwardGedrag", "kindermishandeling", "strafbaarFeit",
)))


def all_rent() -> Iterator[RentFacts]:
    for values in product(
        YES_OR_NO, Purpose, YES_OR_NO, (0, 1, 125_000), (STEP,), DONE_OR_NOT, DONE_OR_NOT, DONE_OR_NOT, YES_OR_NO,
        Reaction, Arrangement, (None, *ThreatPhase), (None,), OBJECTED,
    ):
        yield RentFacts(*values)


def subsets(values: tuple) -> Iterator[frozenset]:
    sizes = range(len(values) + 1)
    return map(frozenset, chain.from_iterable(combinations(values, size) for size in sizes))


def all_consents() -> Iterator[Consent | None]:
    yield None
    for by, explicit, to in product(ConsentGiver, YES_OR_NO, subsets(tuple(Destination))):
        yield Consent(by, STEP, ConsentManner.WRITTEN, explicit, to)


def all_door() -> Iterator[DoorFacts]:
    for agreement, concerns, danger, consent in product(YES_OR_NO, subsets(WORRIES), YES_OR_NO, list(all_consents())):
        yield DoorFacts(agreement, concerns, danger, consent)


def test_every_rent_combination():
    seen, alone = 0, Counter()
    for facts in all_rent():
        decision, refusals = judge(facts, ON), oracle.rent_refusals(facts)
        assert list(decision.unmet) == refusals
        assert decision.verdict is (Verdict.REFUSED if refusals else Verdict.ALLOWED)
        assert decision.signpost is None
        assert len(decision.findings) == 10
        assert [place.threatening for place in decision.destined] == [oracle.rent_threatening(facts)] * (not refusals)
        seen += 1
        alone.update(refusals if len(refusals) == 1 else ())
    assert seen == 2 * 2 * 2 * 3 * 8 * 2 * 3 * 3 * 5 * 4
    assert set(alone) == {condition.key for condition in in_force(Kind.RENT_ARREARS, ON).conditions}


def test_every_door_combination():
    alone = Counter()
    for facts in all_door():
        decision, answers = judge(facts, ON), oracle.door_answers(facts)
        refusals = [key for key, answer in answers.items() if answer == "nietVoldaan"]
        assert {finding.condition: str(finding.outcome) for finding in decision.findings} == answers
        assert decision.verdict is (Verdict.REFUSED if refusals else Verdict.ALLOWED)
        pointed = decision.signpost and str(decision.signpost.code)
        assert pointed == (oracle.door_signpost(facts) if refusals else None)
        places = [(str(d.destination), d.threatening, set(map(str, d.concerns))) for d in decision.destined]
        assert places == ([] if refusals else oracle.door_places(facts))
        alone.update(refusals if len(refusals) == 1 else ())
    assert set(alone) == {condition.key for condition in in_force(Kind.BEHIND_THE_DOOR, ON).conditions}


def test_every_worry_has_its_place_or_refuses():
    everywhere = frozenset(Destination)
    consent = Consent(ConsentGiver.RESIDENT, STEP, ConsentManner.WRITTEN, explicit=True, destinations=everywhere)
    for concern in Concern:
        facts = DoorFacts(agreement=True, concerns=frozenset({concern}), acute_danger=False, consent=consent)
        decision = judge(facts, ON)
        refused = concern in oracle.VIOLENCE or concern == "strafbaarFeit"
        assert bool(decision.unmet) == refused
        places = {str(place.destination) for place in decision.destined}
        assert places == (set() if refused else oracle.wanted({concern}))


def test_every_condition_is_always_listed_in_order():
    nothing = RentFacts(
        agreement=False, purpose=Purpose.OTHER, current_tenant=False, amount_cents=0, arrears_since=STEP,
        contact_sought_on=None, pointed_to_help_on=None, reminder_sent_on=None, offer_with_reminder=False,
        reaction=Reaction.DECLINED, arrangement=Arrangement.KEPT,
    )
    decision = judge(nothing, ON)
    assert all(finding.outcome is NO for finding in decision.findings)
    assert decision.unmet == (
        "overeenkomst", "woonruimte", "huidigeHuurder", "achterstand", "persoonlijkContact", "gewezenOpSchuldhulp",
        "schriftelijkeHerinnering", "aanbodGegevensdeling", "geenBezwaar", "geenNagekomenRegeling",
    )
