"""What the privacy page says that a computer decides: true under each policy."""

from dataclasses import replace
from pathlib import Path

import pytest

from service.policy.load import load
from service.policy.model import AskPerson, MissingAgreement, Policy
from service.policy.threshold import ThresholdManner, Thresholds
from service.rules.facts import Concern
from service.web.show.automatic_decision import answer_of

LAW_ONLY = replace(
    load(Path(__file__).with_name("policy_example.yaml").read_text()), ask_person=AskPerson(),
    missing_agreement=MissingAgreement.REFUSE,
)
LETTER = Thresholds(7_500, None, ThresholdManner.OFFER_BY_LETTER)
SILENT = Thresholds(7_500, 30, ThresholdManner.SILENT_DECLINE, "Beleidsregel 9, artikel 2.")
OLD = Thresholds(7_500)
NOTHING = "beslist een computer dat wij niets doen"
BY_LETTER = "stuurt u dan een brief"
FIRST_LOOKED = "kijkt eerst een medewerker"


@pytest.mark.parametrize(("policy", "begin", "says", "never"), [
    (None, "Nee.", ["Een medewerker kiest daarna"], [NOTHING, BY_LETTER, FIRST_LOOKED]),
    (LAW_ONLY, "Nee.", ["kiest een medewerker"], [NOTHING, BY_LETTER, FIRST_LOOKED]),
    (replace(LAW_ONLY, thresholds=LETTER), "Nee.", [BY_LETTER, "€ 75,00"], [NOTHING, FIRST_LOOKED]),
    (replace(LAW_ONLY, thresholds=SILENT), "Soms wel.",
     [NOTHING, "€ 75,00", "30 dagen", "Beleidsregel 9", "Dan kijkt altijd een medewerker", "Dan geldt dit niet"],
     [BY_LETTER, FIRST_LOOKED]),
    (replace(LAW_ONLY, thresholds=OLD), "Soms wel.", [NOTHING, LAW_ONLY.ground], [BY_LETTER]),
    (replace(LAW_ONLY, ask_person=AskPerson(amount_from_cents=500_000)), "Nee.",
     [FIRST_LOOKED, "€ 5.000,00"], [NOTHING]),
    (replace(LAW_ONLY, ask_person=AskPerson(age_from_days=90)), "Nee.", [FIRST_LOOKED, "90 dagen"], [NOTHING]),
    (replace(LAW_ONLY, ask_person=AskPerson(oral_consent=True, consent_by_representative=True)), "Nee.",
     ["alleen met woorden", "iemand het voor u goed vond"], [NOTHING]),
    (replace(LAW_ONLY, ask_person=AskPerson(concerns=frozenset({Concern.WORK}))), "Nee.",
     ["bij sommige zorgen"], [NOTHING]),
    (replace(LAW_ONLY, thresholds=SILENT, ask_person=AskPerson(amount_from_cents=500_000)), "Soms wel.",
     [NOTHING, FIRST_LOOKED], [BY_LETTER]),
    (replace(LAW_ONLY, missing_agreement=MissingAgreement.TRIAGE), "Nee.",
     [FIRST_LOOKED, "geen vaste afspraak hebben met uw verhuurder"], [NOTHING]),
])
def test_the_answer_follows_from_the_policy(
    policy: Policy | None, begin: str, says: list[str], never: list[str],
) -> None:
    told = " ".join(answer_of(policy))
    assert told.startswith(begin)
    assert [part for part in says if part not in told] == []
    assert [part for part in never if part in told] == []
