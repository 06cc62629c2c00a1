"""What a partner sees: its list, and one referral as it was given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.clock import day_of
from service.onward.given import PartnerAsk
from service.onward.offered import Offered
from service.referrals.status import OnwardStatus
from service.referrals.tables import OnwardReferral
from service.web import address, words
from service.web import onward_words as own
from service.web.dates import day_and_weekday, in_dutch
from service.web.show.attempt import Mistake
from service.web.show.forms import Form, choice
from service.web.show.onward import content_facts
from service.web.show.signals import Fact
from service.web.show.worklist import mark_of

REFUSE = Form("weigeren", "Weigeren", "Weiger de doorverwijzing", (
    choice("reden", "Waarom weigert u?", own.REFUSAL, "Kies waarom u weigert."),
), ("De gemeente hoort deze reden. U ziet de gegevens daarna niet meer.",))
DONE = Form("klaar", "Klaar melden", "Meld dat u klaar bent", (
    choice("resultaat", "Hoe is het afgelopen?", own.DONE, "Kies hoe het is afgelopen."),
), ("Meer hoort de gemeente niet. U ziet de gegevens daarna niet meer.",))
_STOP = "Gebruik de gegevens niet meer, en wis wat u overnam (AVG artikel 19)."


@dataclass(frozen=True, slots=True)
class OfferLine:
    """`href` is empty for what the partner may no longer see."""

    mark: str
    href: str
    asks: str
    status: str
    told: str
    late: bool


@dataclass(frozen=True, slots=True)
class OfferList:
    waiting: tuple[OfferLine, ...]
    running: tuple[OfferLine, ...]
    ended: tuple[OfferLine, ...]


@dataclass(frozen=True, slots=True)
class OfferPage:
    """`version` is there for the forms of a referral's page; here there is none. `forms` are what may be answered."""

    mark: str
    href: str
    status: str
    facts: tuple[Fact, ...]
    may_accept: bool
    forms: tuple[Form, ...]
    mistakes: tuple[Mistake, ...]
    version: str = ""


def offer_list(rows: Iterable[OnwardReferral], today: date) -> OfferList:
    found = [(OnwardStatus(row.status), _line(row, today)) for row in rows]
    return OfferList(
        tuple(line for status, line in found if status is OnwardStatus.OFFERED),
        tuple(line for status, line in found if status is OnwardStatus.ACCEPTED),
        tuple(line for _, line in found if not line.href),
    )


def offer_page(offered: Offered, again: Form | None) -> OfferPage:
    row = offered.row
    waits = row.status == OnwardStatus.OFFERED
    form = REFUSE if waits else DONE
    if again is not None and again.key == form.key:
        form = again
    facts = content_facts(offered.content, _asks(row), row.reply_by if waits else None)
    return OfferPage(
        mark_of(row.id), address.offer(row.id), own.STATUS[OnwardStatus(row.status)], facts, waits, (form,),
        form.mistakes,
    )


def _line(row: OnwardReferral, today: date) -> OfferLine:
    status = OnwardStatus(row.status)
    seen = status in {OnwardStatus.OFFERED, OnwardStatus.ACCEPTED}
    late = status is OnwardStatus.OFFERED and row.reply_by < today
    return OfferLine(
        mark_of(row.id), address.offer(row.id) if seen else "", words.listed([own.ASK[ask] for ask in _asks(row)]),
        own.STATUS[status], _told(row, status), late,
    )


def _told(row: OnwardReferral, status: OnwardStatus) -> str:
    if status is OnwardStatus.OFFERED:
        return f"Antwoord graag uiterlijk {day_and_weekday(row.reply_by)}."
    if status is OnwardStatus.ACCEPTED:
        return f"Aangenomen op {in_dutch(day_of(row.answered_at))}." if row.answered_at else ""
    told = f"{own.reason_told(row.status, row.reason)}."
    if row.ended_at:
        told = f"{in_dutch(day_of(row.ended_at))}: {told}"
    return f"{told} {_STOP}" if status is OnwardStatus.STOPPED else told


def _asks(row: OnwardReferral) -> list[PartnerAsk]:
    return [PartnerAsk(ask) for ask in row.asks]
