"""Trying a draft on past signals shows what would have gone otherwise, and counts the rest."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from service.errors import NoLawInForce
from service.policy.load import load
from service.policy.model import CaseType, Policy, ServiceTerms
from service.policy.threshold import Thresholds
from service.policy.trial import PastSignal, Place, Result, under
from service.rules.core import Verdict
from service.rules.facts import Arrangement, Destination, Purpose, Reaction, RentFacts, ThreatPhase

CURRENT = load(Path(__file__).with_name("policy_example.yaml").read_text())
DAY = date(2026, 9, 14)
RENT = RentFacts(
    agreement=True, purpose=Purpose.LIVING, current_tenant=True, amount_cents=6_000, arrears_since=date(2026, 7, 1),
    contact_sought_on=DAY, pointed_to_help_on=DAY, reminder_sent_on=DAY, offer_with_reminder=True,
    reaction=Reaction.NONE, arrangement=Arrangement.NONE,
)
PAST = [
    PastSignal("klein", RENT, DAY, "2091AA"),
    PastSignal("groot", replace(RENT, amount_cents=90_000), DAY, "2099AA", frozenset({CaseType.MULTIPLE})),
    PastSignal("crisis", replace(RENT, threat_phase=ThreatPhase.EVICTION_ORDERED), DAY, "2096AA"),
    PastSignal("geweigerd", replace(RENT, reminder_sent_on=None), DAY, "2091AA"),
]


def _changed(draft: Policy) -> dict[str, Result]:
    """What becomes of the signals for which the draft makes a difference."""
    return {signal.id: under(draft, signal) for signal in PAST if under(CURRENT, signal) != under(draft, signal)}


def test_the_policy_in_force_refuses_what_the_law_refuses() -> None:
    assert [under(CURRENT, signal).verdict for signal in PAST] == [*[Verdict.ALLOWED] * 3, Verdict.REFUSED]


def test_a_threshold_shows_what_would_no_longer_be_taken_up() -> None:
    changed = _changed(replace(CURRENT, thresholds=Thresholds(7_500)))
    assert list(changed) == ["klein"]
    assert changed["klein"].verdict is Verdict.NOT_TAKEN_UP
    assert changed["klein"].places == ()


def test_where_a_signal_would_go_and_when() -> None:
    places = {signal.id: under(CURRENT, signal).places for signal in PAST}
    debt_help = Destination.DEBT_HELP
    assert places == {
        "klein": (Place(debt_help, False, "schuldhulp-noord", "laag-bedrag", date(2026, 9, 28)),),
        "groot": (Place(debt_help, False, None, "meer-signalen", date(2026, 9, 28)),),
        "crisis": (Place(debt_help, True, "schuldhulp-zuid", "crisis", date(2026, 9, 15)),),
        "geweigerd": (),
    }


def test_another_term_or_reading_shows_in_the_days() -> None:
    changed = _changed(replace(CURRENT, service_terms=ServiceTerms(threatening_days=1)))
    assert {name: result.places[0].due for name, result in changed.items()} == {
        "klein": date(2026, 10, 12), "groot": date(2026, 10, 12),
    }


def test_a_signal_from_before_the_law_is_an_error() -> None:
    with pytest.raises(NoLawInForce):
        under(CURRENT, replace(PAST[0], received_on=date(2020, 12, 31)))
