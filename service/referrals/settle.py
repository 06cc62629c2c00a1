"""What the signals of a referral add up to: terms, urgency, type and tray, recounted with every change."""

from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.policy.model import Policy
from service.policy.store import in_force
from service.referrals import store
from service.referrals.deadlines import NORMAL, THREATENING
from service.referrals.routing import Standing, tray_of
from service.referrals.store import Sum
from service.rules.facts import MONEY, Concern, Destination

NEW_SIGNAL = "nieuwSignaal"


class Policies:
    """The policy of each municipality on one day, asked once per batch."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.today = clock.day_of(now)
        self._find = cache(lambda code: in_force(session, code, self.today))

    def of(self, municipality_code: str) -> Policy | None:
        found = self._find(municipality_code)
        return found.policy if found else None


def settle(session: Session, referral_ids: list[UUID], policies: Policies, news: str | None) -> None:
    """Recount terms, urgency, type and tray of referrals from the signals they hold."""
    rows = [
        (total, THREATENING if total.threatening else NORMAL, _tray(total, policies))
        for total in store.sums(session, referral_ids)
    ]
    store.settle(session, rows, news)


def _tray(total: Sum, policies: Policies) -> str | None:
    return tray_of(policies.of(total.municipality_code), Standing(
        Destination(total.intended), total.threatening, total.multiple, total.consecutive,
        _worries_at(Destination(total.intended), total.concerns), total.amount_cents, total.arrears_since,
    ), policies.today)


def _worries_at(desk: Destination, codes: list[str]) -> frozenset[Concern]:
    """The worries that belong at this desk: those of the other are not looked at, not even for a tray."""
    money = desk is Destination.DEBT_HELP
    return frozenset(concern for concern in map(Concern, codes) if (concern in MONEY) is money)
