"""One signal as its corporation may follow it: the process, the facts that it was told, and no person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.referrals.notices.status import NoticeKind
from service.rules.facts import Kind
from service.signals.delivery.cells import Unreadable, value_of
from service.signals.delivery.columns import LAYOUT
from service.signals.erasure import without_worries
from service.signals.feed import Told
from service.signals.schemas import HIGHEST_AMOUNT, WithdrawalReason
from service.signals.status import OPEN, SignalStatus
from service.signals.tables import Signal
from service.signals.withdraw import GROUND_FALLS
from service.web import address, notice_words
from service.web.dates import euros, in_dutch, moment
from service.web.show.attempt import Mistake
from service.web.show.decision import DecisionView, decision_view
from service.web.show.signals import Fact
from service.web.words import KIND, SIGNAL_STATUS, WITHDRAWAL, sentence

REASON, AMOUNT = "reden", "bedrag"
_WRONG_AMOUNT = "Vul een bedrag in tot en met 1.000.000 euro, zoals 1250,00."
_ERASED = "De persoonsgegevens worden meteen gewist."
_OBJECTED = f"{_ERASED} Een volgend signaal over dit adres kan pas na een nieuwe schriftelijke herinnering."
_KEPT = "De behandelaar ziet dit en rondt het werk af."


@dataclass(frozen=True, slots=True)
class OwnForms:
    """What was typed in the forms of the page, and what is wrong with it."""

    amount: str = ""
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")


@dataclass(frozen=True, slots=True)
class OwnView:
    """`reasons` is empty for a signal that was taken back; `changes_amount` is whether its amount can still change."""

    href: str
    reference: str
    status: str
    facts: tuple[Fact, ...]
    told: tuple[Fact, ...]
    decision: DecisionView
    reasons: tuple[tuple[str, str, str], ...]
    changes_amount: bool
    is_rent: bool
    forms: OwnForms


def own_view(signal: Signal, told: Sequence[Told], names: Mapping[str, str], forms: OwnForms) -> OwnView:
    is_open = signal.status in OPEN
    return OwnView(
        href=address.own_signal(signal.id),
        reference=signal.reference,
        status=SIGNAL_STATUS[SignalStatus(signal.status)],
        facts=tuple(_facts(signal, names)),
        told=tuple(Fact(moment(one.at), _told(one)) for one in told),
        decision=decision_view(without_worries(signal.judgement)),
        reasons=_reasons(Kind(signal.kind)) if signal.status != SignalStatus.WITHDRAWN else (),
        changes_amount=is_open and signal.kind == Kind.RENT_ARREARS,
        is_rent=signal.kind == Kind.RENT_ARREARS,
        forms=forms,
    )


def _facts(signal: Signal, names: Mapping[str, str]) -> list[Fact]:
    found = [
        Fact("Soort", KIND[Kind(signal.kind)]),
        Fact("Gemeente", names.get(signal.municipality_code, signal.municipality_code)),
        Fact("Datum van het signaal", in_dutch(signal.signal_date)),
        Fact("Ontvangen", moment(signal.received_at)),
        Fact("Opgepakt", _moment(signal.taken_up_at)),
        Fact("Afgesloten", _moment(signal.closed_at)),
    ]
    if signal.amount_cents is not None:
        found.append(Fact("Bedrag", euros(signal.amount_cents)))
    if signal.feedback_reason:
        found.append(Fact("Reden", _reason(signal.feedback_reason)))
    return found


def _moment(at: datetime | None) -> str:
    return moment(at) if at else "Nog niet"


def _told(entry: Told) -> str:
    if entry.debt_help is not None:
        return notice_words.KIND[NoticeKind.RECEIVES if entry.debt_help else NoticeKind.ENDED]
    if entry.pause_from and entry.pause_until:
        return f"Pauze van de incasso van {in_dutch(entry.pause_from)} tot en met {in_dutch(entry.pause_until)}"
    status = SIGNAL_STATUS[SignalStatus(entry.status)]
    told = f"{status}: {_reason(entry.reason)}" if entry.reason else status
    if entry.forwarded_to is None:
        return told
    return f"{told}. Het adres in het signaal ligt in de gemeente met code {entry.forwarded_to}; daar ging het heen"


def _reason(told: str) -> str:
    """An own reason for taking a signal back has a label; a national result is its own."""
    return WITHDRAWAL[WithdrawalReason(told)] if told in set(WithdrawalReason) else told


def _reasons(kind: Kind) -> tuple[tuple[str, str, str], ...]:
    """The reasons that can be for a kind of signal, with what follows from each."""
    only = {
        WithdrawalReason.PAID: Kind.RENT_ARREARS, WithdrawalReason.ARRANGEMENT: Kind.RENT_ARREARS,
        WithdrawalReason.TENANT_OBJECTS: Kind.RENT_ARREARS, WithdrawalReason.CONSENT_WITHDRAWN: Kind.BEHIND_THE_DOOR,
    }
    return tuple(
        (str(reason), sentence(told), _consequence(reason))
        for reason, told in WITHDRAWAL.items() if only.get(reason, kind) is kind
    )


def _consequence(reason: WithdrawalReason) -> str:
    if reason is WithdrawalReason.TENANT_OBJECTS:
        return _OBJECTED
    return _ERASED if reason in GROUND_FALLS else _KEPT


def read_reason(sent: Mapping[str, str]) -> WithdrawalReason | None:
    typed = sent.get(REASON, "")
    return WithdrawalReason(typed) if typed in set(WithdrawalReason) else None


def read_amount(typed: str) -> int | str:
    """Whole cents, or what is wrong."""
    column = LAYOUT.find("huurachterstand.bedrag")
    assert column is not None, "the amount is a column of a delivery"
    try:
        cents: int = value_of(column, typed)
    except Unreadable:
        return _WRONG_AMOUNT
    return cents if cents <= HIGHEST_AMOUNT else _WRONG_AMOUNT
