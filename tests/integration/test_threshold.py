"""Below a threshold with an offer by letter: a tray of its own, until the household has more than a small arrear."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from service.forms import load
from service.referrals.adjust import adjust_signals
from service.signals.amend import amend_signal
from service.signals.schemas import AmendmentForm
from service.vault import Vault
from tests.factories import person, rent_block, rent_signal, threat
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT

LETTERS = "kleine-achterstand"
TUESDAY = date(2026, 9, 15)


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


def _rent(cents: int, **more: Any) -> dict[str, Any]:
    return rent_signal(MONDAY, betrokkene=person(1), huurachterstand=rent_block(MONDAY, bedragInCenten=cents, **more))


def _trays(work: Casework) -> list[tuple[str, int, date]]:
    return [tuple(row) for row in work.rows("SELECT tray, urgency, statutory_due FROM referral")]


def test_it_has_the_statutory_day_of_every_signal(work: Casework) -> None:
    work.receive(_rent(5_000))
    assert _trays(work) == [(LETTERS, 1, date(2026, 10, 12))]


def test_two_small_ones_stay_and_a_larger_one_takes_the_household_along(work: Casework) -> None:
    work.receive(_rent(5_000))
    work.receive(_rent(6_000))
    assert [tray for tray, *_ in _trays(work)] == [LETTERS]
    work.receive(_rent(60_000))
    assert [tray for tray, *_ in _trays(work)] == ["meer-signalen"]


@pytest.mark.parametrize("phase", ["dagvaardingAangekondigd", "ontruimingBevolen"])
def test_a_threat_that_is_told_later_takes_it_out(work: Casework, phase: str) -> None:
    signal_id = work.receive(_rent(5_000))
    told = {"dreiging": threat(TUESDAY) | {"fase": phase}}
    amend_signal(work.session, signal_id, load(AmendmentForm(), told), work.world.corporation, at(TUESDAY))
    adjust_signals(work.session, [signal_id], ROBOT, at(TUESDAY))
    [(tray, *_)] = _trays(work)
    assert tray == ("crisis" if phase == "ontruimingBevolen" else "laag-bedrag")
