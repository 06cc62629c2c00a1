"""A household with rent signals, worked up to a plan of action, and what its corporations hear."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from service.actors import CORPORATION_SCOPES, Caseworker, Corporation
from service.clock import AMSTERDAM
from service.referrals.adjust import adjust_signals
from service.referrals.decide import Decision, record_decision
from service.referrals.notices.send import end_due_pauses, send_due
from service.referrals.notices.status import PauseConsent
from service.referrals.progress import DecisionKind, OfferReaction
from service.referrals.refer import refer_signals
from service.referrals.steps import Offer, record_offer, record_talk
from service.referrals.tables import Referral
from service.signals.feed import facts_told, told_about
from service.signals.receive import Receipt, receive_signal
from service.signals.schemas import WithdrawalReason, read_report
from service.signals.tables import Signal
from service.signals.withdraw import Withdrawal, withdraw_signal
from tests.factories import create_agreement, create_organisation, person, rent_signal
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT

ACCEPTED, DECLINED = OfferReaction.ACCEPTED, OfferReaction.DECLINED
PLAN, REFUSAL, WAIVED, ENDED = DecisionKind.PLAN, DecisionKind.REFUSAL, DecisionKind.WAIVED, DecisionKind.HELP_ENDED
ANSWERED = date(2026, 9, 15)
TALK, DECIDED = date(2026, 9, 21), date(2026, 9, 28)
NEXT_DAY = date(2026, 9, 29)
HOME = 71


def september(day: int) -> date:
    return date(2026, 9, day)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), AMSTERDAM)


@dataclass
class Household:
    """One address; its debt-help referral is taken by a caseworker when there is one."""

    work: Casework
    referral: Referral | None = None
    actor: Caseworker | None = None

    def signal(self, on: date = MONDAY, corporation: Corporation | None = None, **changes: Any) -> UUID:
        """A rent signal of this address, received and routed."""
        document = rent_signal(on, betrokkene=person(HOME), **changes)
        sender = corporation or self.work.world.corporation
        answer = receive_signal(self.work.session, self.work.vault, read_report(document, on), sender, at(on))
        assert isinstance(answer, Receipt), answer
        refer_signals(self.work.session, self.work.vault, [answer.id], ROBOT, at(on))
        self.work.session.expire_all()
        return answer.id

    def other_corporation(self) -> Corporation:
        id_ = create_organisation(self.work.session, name="Buurwonen")
        create_agreement(self.work.session, id_)
        return Corporation(uuid4(), id_, "Buurwonen", CORPORATION_SCOPES)

    def take(self, on: date = MONDAY) -> "Household":
        self.referral, self.actor = self.work.take("schuldhulp", on)
        return self

    @property
    def id(self) -> UUID:
        assert self.referral is not None
        return self.referral.id

    @property
    def holder(self) -> Caseworker:
        assert self.actor is not None
        return self.actor

    def offer(
        self, reacted: date | None = ANSWERED, reaction: OfferReaction = ACCEPTED, on: date | None = None,
        pause: PauseConsent | None = None,
    ) -> Referral:
        told = Offer(self.id, ANSWERED, reaction, reacted, pause)
        return record_offer(self.work.session, self.work.vault, told, self.holder, at(on or reacted or ANSWERED))

    def talk(self, on: date = TALK) -> "Household":
        record_talk(self.work.session, self.id, on, self.holder, at(on))
        return self

    def decide(
        self, *signals: UUID, kind: DecisionKind = PLAN, taken: date = DECIDED, known: date | None = DECIDED,
        on: date | None = None, **more: Any,
    ) -> Referral:
        """A decision as a caseworker records it; the signals that are ticked are those about this client."""
        decision = Decision(self.id, taken, kind, known, signals, **more)
        return record_decision(self.work.session, decision, self.holder, at(on or known or taken))

    def end(self, ended: date, on: date | None = None, known: date | None = None) -> Referral:
        decision = Decision(self.id, ended, ENDED, known)
        return record_decision(self.work.session, decision, self.holder, at(on or ended))

    def withdraw(
        self, signal_id: UUID, on: date, reason: WithdrawalReason = WithdrawalReason.PAID, *, applied: bool = True,
        corporation: Corporation | None = None,
    ) -> None:
        sender = corporation or self.work.world.corporation
        withdraw_signal(self.work.session, self.work.vault, Withdrawal(signal_id, reason), sender, at(on))
        if applied:
            adjust_signals(self.work.session, [signal_id], ROBOT, at(on))
        self.work.session.expire_all()

    def round(self, moment: datetime) -> int:
        """What the workers' round does at a moment."""
        session = self.work.session
        done = send_due(session, ROBOT, moment, 100) + end_due_pauses(session, ROBOT, moment, 100)
        session.expire_all()
        return done

    def heard(self, signal_id: UUID) -> list[Any]:
        """What a corporation was told of debt help about a signal, oldest first: yes or no, and the day of telling."""
        told = told_about(self.work.session, self.row(signal_id))
        return [entry.facts()["schuldhulpverlening"] for entry in told if entry.debt_help is not None]

    def pauses(self, signal_id: UUID) -> list[Any]:
        told = told_about(self.work.session, self.row(signal_id))
        return [entry.facts()["incassopauze"] for entry in told if entry.pause_from]

    def stands(self, signal_id: UUID) -> dict[str, Any]:
        return facts_told(told_about(self.work.session, self.row(signal_id)))

    def row(self, signal_id: UUID) -> Signal:
        return self.work.session.get_one(Signal, signal_id, populate_existing=True)

    def states(self) -> list[tuple[str, str, str | None]]:
        """Every notice: its kind, its state, and why it was stopped."""
        query = "SELECT kind, state, stop_reason FROM debt_help_notice ORDER BY id"
        return [(row.kind, row.state, row.stop_reason) for row in self.work.session.execute(text(query))]

    def feed(self, signal_id: UUID) -> list[dict[str, Any]]:
        """Everything that the corporation was told about a signal, as it reads it."""
        return [entry.document() for entry in told_about(self.work.session, self.row(signal_id))]

    def colleague(self, name: str = "Pim Voorbeeld") -> Caseworker:
        return replace(self.work.world.caseworker("schuldhulp", name=name), id=uuid4())


def yes(day: date) -> dict[str, Any]:
    return {"ontvangt": True, "op": day.isoformat()}


def no(day: date) -> dict[str, Any]:
    return {"ontvangt": False, "op": day.isoformat()}
