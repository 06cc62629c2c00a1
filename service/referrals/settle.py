"""What the signals of a referral add up to: terms, urgency, type and tray, recounted with every change."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.policy.model import Policy
from service.policy.store import InForce, all_in_force
from service.referrals import sums
from service.referrals.deadlines import NORMAL, THREATENING
from service.referrals.routing import Standing, tray_of
from service.referrals.sums import Sum
from service.rules.facts import MONEY, Concern, Destination

NEW_SIGNAL = "nieuwSignaal"


class Policies:
    """The policy of each municipality on one day, asked once per batch."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.today = clock.day_of(now)
        self._session = session
        self._found: dict[str, InForce | None] = {}

    def ask(self, municipality_codes: Iterable[str]) -> None:
        """Look them up in one question, those that were not asked before."""
        codes = set(municipality_codes) - self._found.keys()
        if codes:
            self._found |= dict.fromkeys(codes) | all_in_force(self._session, codes, self.today)

    def of(self, municipality_code: str) -> Policy | None:
        if municipality_code not in self._found:
            self.ask([municipality_code])
        found = self._found[municipality_code]
        return found.policy if found else None


def settle(session: Session, referral_ids: list[UUID], policies: Policies, news: str | None) -> None:
    """Recount terms, urgency, type and tray of referrals from the signals they hold."""
    if not referral_ids:
        return
    totals = sums.sums(session, referral_ids)
    policies.ask(total.municipality_code for total in totals)
    sums.settle(session, [(total, urgency_of(total), tray_at(total, policies)) for total in totals], news)


def urgency_of(total: Sum) -> int:
    return THREATENING if total.threatening else NORMAL


def tray_at(total: Sum, policies: Policies) -> str | None:
    return tray_of(policies.of(total.municipality_code), Standing(
        Destination(total.intended), total.threatening, total.multiple, total.consecutive,
        _worries_at(Destination(total.intended), total.concerns), total.amount_cents, total.arrears_since,
        total.threat_reported,
    ), policies.today)


def _worries_at(desk: Destination, codes: list[str]) -> frozenset[Concern]:
    """The worries that belong at this desk: those of the other are not looked at, not even for a tray."""
    money = desk is Destination.DEBT_HELP
    return frozenset(concern for concern in map(Concern, codes) if (concern in MONEY) is money)
