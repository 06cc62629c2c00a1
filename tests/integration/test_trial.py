"""A draft is tried on real stored signals; nothing is written."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock
from service.policy.model import MissingAgreement
from service.policy.store import policy_of
from service.policy.threshold import ThresholdManner, Thresholds
from service.referrals.trial import Outlook, Period, past_signals, try_out
from service.vault import Vault
from tests.factories import SILENT, TOWN, World, door_signal, person, rent_block, rent_signal, threat
from tests.integration.conftest import Receive

TODAY = clock.today()
PERIOD = Period(TODAY - timedelta(days=364), TODAY)


def _try(session: Session, vault: Vault, world: World, **changes: object) -> Outlook:
    current = policy_of(session, world.policy_id)
    past = past_signals(session, vault, TOWN, PERIOD)
    return try_out(past, current, replace(current, **changes))  # type: ignore[arg-type]


def test_the_same_policy_changes_nothing(session: Session, vault: Vault, world: World, receive: Receive) -> None:
    receive(rent_signal())
    receive(door_signal(zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"]))
    outlook = _try(session, vault, world)
    assert (outlook.signals, outlook.changed, outlook.dropped) == (2, 0, {})
    assert outlook.worklists == {"schuldhulp": (2, 2), "wijkteam": (1, 1)}


def test_what_would_no_longer_be_followed_up_is_counted_with_its_reason(
    session: Session, vault: Vault, world: World, receive: Receive
) -> None:
    receive(rent_signal(huurachterstand=rent_block(TODAY, bedragInCenten=30_000)))
    receive(rent_signal(huurachterstand=rent_block(TODAY, bedragInCenten=200_000)))
    receive(rent_signal(huurachterstand=rent_block(TODAY, bedragInCenten=30_000, dreiging=threat(TODAY))))
    outlook = _try(session, vault, world, thresholds=Thresholds(amount_cents=50_000))
    assert outlook.verdicts == {"nietOpgepakt": (0, 1), "toegestaan": (3, 2)}
    [(reason, count)] = outlook.dropped.items()
    assert count == 1
    assert "drempel van € 500,00" in reason
    assert outlook.changed == len(outlook.changes) == 1


@pytest.mark.parametrize("world", [{"thresholds": SILENT}], indirect=True)
def test_what_was_declined_silently_is_counted_apart(
    session: Session, vault: Vault, world: World, receive: Receive
) -> None:
    for cents in (500, 1_500):
        receive(rent_signal(huurachterstand=rent_block(TODAY, bedragInCenten=cents)))
    same = _try(session, vault, world)
    lower = _try(session, vault, world, thresholds=replace(SILENT, amount_cents=1_000))
    letter = _try(session, vault, world, thresholds=Thresholds(2_500, None, ThresholdManner.OFFER_BY_LETTER))
    assert [(one.signals, one.declined, one.declined_no_more) for one in (same, lower, letter)] == \
        [(0, 2, 0), (0, 2, 1), (0, 2, 2)]


def test_teams_get_their_load_per_week(session: Session, vault: Vault, world: World, receive: Receive) -> None:
    for number in range(3):
        receive(rent_signal(betrokkene=person(number + 1, "2091AB")))
    [load] = _try(session, vault, world).loads
    assert (load.team, load.capacity) == ("schuldhulp-noord", 25)
    assert load.before == load.after == round(3 / 52, 1)


def test_trying_writes_nothing(session: Session, vault: Vault, world: World, receive: Receive) -> None:
    receive(rent_signal())
    query = text("SELECT (SELECT count(*) FROM journal) + (SELECT count(*) FROM outbox)")
    before = session.scalar(query)
    _try(session, vault, world, areas=())
    assert session.scalar(query) == before


@pytest.mark.parametrize("world", [{"missing_agreement": MissingAgreement.TRIAGE}], indirect=True)
def test_what_came_in_without_an_agreement_is_tried_without_one(
    session: Session, vault: Vault, world: World, receive: Receive
) -> None:
    receive(rent_signal())
    session.execute(text("UPDATE agreement SET valid_until = valid_from"))
    receive(rent_signal())
    same = _try(session, vault, world)
    assert (same.verdicts, same.changed) == ({"mensBeslist": (1, 1), "toegestaan": (1, 1)}, 0)
    refusing = _try(session, vault, world, missing_agreement=MissingAgreement.REFUSE)
    assert refusing.verdicts == {"geweigerd": (0, 1), "mensBeslist": (1, 0), "toegestaan": (1, 1)}
    [(reason, count)] = refusing.dropped.items()
    assert count == 1
    assert "geen overeenkomst" in reason
