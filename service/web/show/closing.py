"""Closing: the national end results, grouped by what the corporation will hear of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.actors import Caseworker
from service.messages.kind import MessageChannel
from service.messages.status import AppointmentPlace
from service.onward.close_referral import LeftOpen
from service.referrals.close import DECISION_DUE, awaits_decision
from service.referrals.feedback import Notice, notice_of
from service.referrals.status import NO_DECISION_POSSIBLE, NOT_TAKEN_UP, EndResult, OpenKind, ReferralStatus
from service.referrals.tables import Referral
from service.signals.status import SignalStatus
from service.web import address
from service.web.dates import moment
from service.web.message_words import CHANNEL, PLACE
from service.web.show.forwarding import may_forward
from service.web.show.worklist import mark_of
from service.web.words import END_RESULT

_NOBODYS = (
    "Deze verwijzing is door niemand opgepakt. Daarom kunt u alleen kiezen waarom er niets te doen is. Pak de "
    "verwijzing eerst op voor de andere resultaten."
)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """End results of which a corporation hears the same."""

    heard: str
    explanation: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ClosingPage:
    mark: str
    href: str
    version: int
    groups: tuple[ResultGroup, ...]
    limited: str
    blocked: str
    may_forward: bool
    open_: tuple["OpenGroup", ...]
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """One kind that is still open: what, and what can become of it."""

    kind: str
    title: str
    items: tuple[str, ...]
    end: str
    keep: str


def open_groups(items: LeftOpen, partners: Sequence[str]) -> tuple[OpenGroup, ...]:
    """Everything that is still open, each named, with what ending and keeping mean."""
    talks = tuple(f"{moment(row.at)}, {PLACE[AppointmentPlace(row.place)].lower()}" for row in items.appointments)
    messages = tuple(
        f"{CHANNEL[MessageChannel(row.channel)]}, komt aan op {moment(row.arrives_at)}" for row in items.messages
    )
    groups = (
        OpenGroup(OpenKind.APPOINTMENTS, "Er staan nog afspraken", talks,
                  "Zeg af. Wie het elektronisch hoorde, hoort dat vanzelf; anders komt er een taak.",
                  "Laat staan. De afspraak gaat door, en de inwoner ziet dat op de bladzijde van de afspraak."),
        OpenGroup(OpenKind.MESSAGES, "Er zijn nog berichten gepland", messages,
                  "Trek in. Het bericht gaat niet weg.", "Laat weggaan, op het moment dat erbij staat."),
        OpenGroup(OpenKind.ONWARD, "Er is nog een partner mee bezig", tuple(partners),
                  "Stop. De partner ziet er niets meer van.", "Laat de partner verdergaan."),
    )
    return tuple(group for group in groups if group.items)


def closing_page(
    referral: Referral, actor: Caseworker, open_: tuple[OpenGroup, ...] = (), mistake: str = ""
) -> ClosingPage:
    """What may be chosen now: an open referral only ends in a result that says there was nothing to follow up."""
    results, limited = _choices(referral)
    return ClosingPage(
        mark=mark_of(referral.id),
        href=address.referral(referral.id),
        version=referral.version,
        groups=groups_of(results),
        limited=limited,
        blocked=_blocked(referral, actor),
        may_forward=may_forward(referral),
        open_=open_,
        mistake=mistake,
    )


def _choices(referral: Referral) -> tuple[list[EndResult], str]:
    """The results that fit, and why others do not."""
    if awaits_decision(referral):
        return [result for result in EndResult if result in NO_DECISION_POSSIBLE], DECISION_DUE
    if referral.status == ReferralStatus.OPEN:
        return [result for result in EndResult if result in NOT_TAKEN_UP], _NOBODYS
    return list(EndResult), ""


def groups_of(results: list[EndResult]) -> tuple[ResultGroup, ...]:
    found: dict[str, list[EndResult]] = {}
    for result in results:
        found.setdefault(heard_of(notice_of(result)), []).append(result)
    return tuple(
        ResultGroup(heard, _explained(notice_of(ends[0])), tuple(Option(str(end), END_RESULT[end]) for end in ends))
        for heard, ends in found.items()
    )


def heard_of(notice: Notice) -> str:
    if notice.status == SignalStatus.CLOSED:
        return "De corporatie hoort: afgesloten"
    return "De corporatie hoort: niet opgepakt, met de reden" if notice.reason else "De corporatie hoort: niet opgepakt"


def _explained(notice: Notice) -> str:
    if notice.status == SignalStatus.CLOSED:
        return "Zij hoort geen reden. Dat er schuldhulp is, hoort zij apart, en alleen na een plan van aanpak."
    if notice.reason:
        return "Deze redenen gaan over het signaal zelf. Daarom mag de corporatie de gekozen reden weten."
    return "Zij hoort geen reden."


def _blocked(referral: Referral, actor: Caseworker) -> str:
    if referral.status == ReferralStatus.CLOSED:
        return "Deze verwijzing is al afgesloten."
    if referral.status == ReferralStatus.PICKED_UP and referral.assigned_to != actor.id:
        return f"Deze verwijzing is opgepakt door {referral.assigned_name}. Alleen deze collega kan afsluiten."
    return ""
