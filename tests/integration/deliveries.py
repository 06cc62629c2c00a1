"""Signals with a course of their own, through the real use cases, and the delivery that they lead to."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from service.actors import Caseworker
from service.monitor.ddas.deliver import Wish, whole_file
from service.monitor.ddas.facts import Period
from service.referrals.adjust import adjust_signals
from service.referrals.close import close
from service.referrals.follow_up import Attempt, record_attempt
from service.referrals.pick_up import pick_up
from service.referrals.status import ContactKind, EndResult, PartOfDay
from service.referrals.tables import Referral, ReferralSignal
from service.signals.schemas import WithdrawalReason
from service.signals.withdraw import Withdrawal, withdraw_signal
from tests.ddas_schema import faults
from tests.factories import TOWN
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT

DAY = timedelta(days=1)
TUESDAY = MONDAY + DAY
WEEK = Period(MONDAY, MONDAY + 6 * DAY)
NEXT_MONDAY = at(MONDAY + 7 * DAY)


@dataclass
class Deliveries:
    """A town whose work is delivered."""

    work: Casework

    def __post_init__(self) -> None:
        self.helper = self.work.world.caseworker("schuldhulp")

    def case_of(self, signal_id: UUID) -> UUID:
        query = select(ReferralSignal.referral_id).where(ReferralSignal.signal_id == signal_id)
        return self.work.session.scalars(query).one()

    def take(self, signal_id: UUID, on: date = TUESDAY, actor: Caseworker | None = None) -> UUID:
        """Pick up the case of a signal; its id."""
        case = self.case_of(signal_id)
        pick_up(self.work.session, case, actor or self.helper, at(on))
        return case

    def try_contact(self, case: UUID, kind: ContactKind, *, reached: bool, on: date = TUESDAY) -> None:
        attempt = Attempt(kind, on, PartOfDay.AFTERNOON, reached)
        record_attempt(self.work.session, case, attempt, self.helper, at(on, 14))

    def end(self, case: UUID, result: EndResult, on: date = TUESDAY) -> Referral:
        return close(self.work.session, case, result, self.helper, at(on, 15))

    def withdraw(self, signal_id: UUID, reason: WithdrawalReason, on: date = TUESDAY) -> None:
        work, withdrawal = self.work, Withdrawal(signal_id, reason)
        withdraw_signal(work.session, work.vault, withdrawal, work.world.corporation, at(on))
        adjust_signals(work.session, [signal_id], ROBOT, at(on))

    def file(self, period: Period = WEEK, now: datetime = NEXT_MONDAY) -> dict[str, Any]:
        """The delivery over a period, after a look whether it is what the standard demands."""
        made = whole_file(self.work.session, self.work.vault, Wish(TOWN, period), now)
        document: dict[str, Any] = json.loads("".join(made.pieces))
        assert faults(document) == []
        return document

    def told(self, period: Period = WEEK) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The signals and the cases of a delivery."""
        [delivery] = self.file(period)["leveringen"]
        return delivery["vroegsignalen"], delivery["vroegsignaalzaken"]
