"""What a drafter reads of a policy that is at odds with the words of the law on electronic messages."""

from dataclasses import replace

import pytest

from service.config import ROOT
from service.errors import InvalidInput
from service.policy.load import dump, load
from service.policy.model import Channel, FirstSms, Policy
from service.policy.remarks import remarks_on
from service.policy.write import document_of

TEXT = (ROOT / "service" / "policy" / "municipalities" / "9901.yaml").read_text("utf-8")
LAW = (ROOT / "service" / "rules" / "texts" / "BWBR0005537-2026-07-01.txt").read_text("utf-8")
PRACTISED = FirstSms(allowed=True, legal_basis="Besluit van het college, artikel 3")


@pytest.fixture(scope="module")
def town() -> Policy:
    return load(TEXT)


def with_first(policy: Policy, channel: Channel) -> Policy:
    last = replace(policy.trays[-1], first_action=channel, channels=(channel, Channel.LETTER))
    return replace(policy, trays=(*policy.trays[:-1], last))


def test_the_demo_s_policy_begins_nowhere_electronically_and_allows_no_first_sms(town: Policy) -> None:
    assert not town.first_sms.allowed
    assert remarks_on(town) == ()


@pytest.mark.parametrize("channel", [Channel.TEXT_MESSAGE, Channel.EMAIL])
def test_a_tray_that_begins_electronically_is_remarked_on(town: Policy, channel: Channel) -> None:
    [told] = remarks_on(with_first(town, channel))
    assert "Alle andere meldingen" in told
    assert "Awb artikel 2:8" in told


def test_a_first_sms_is_shown_to_be_at_odds_with_the_article(town: Policy) -> None:
    [told] = remarks_on(replace(with_first(town, Channel.TEXT_MESSAGE), first_sms=PRACTISED))
    assert str(PRACTISED.legal_basis) in told
    quoted = [part.partition("”")[0] for part in told.split("“")[1:]]
    assert quoted
    assert all(quote in LAW for quote in quoted)
    assert len(remarks_on(replace(with_first(town, Channel.EMAIL), first_sms=PRACTISED))) == 2, "mail is not opened"


def test_a_first_sms_needs_its_ground(town: Policy) -> None:
    assert load(dump(replace(town, first_sms=PRACTISED))).first_sms == PRACTISED
    assert document_of(town)["eersteSms"] == {"toegestaan": False}
    with pytest.raises(InvalidInput) as error:
        load(dump(replace(town, first_sms=FirstSms(allowed=True))))
    assert [(fault.pointer, fault.code) for fault in error.value.faults] == [("#/eersteSms/grond", "verplicht")]
