"""Closing: the national end results, grouped by what the corporation will hear of them."""

from dataclasses import dataclass

from service.actors import Caseworker
from service.referrals.close import DECISION_DUE, awaits_decision
from service.referrals.feedback import Notice, notice_of
from service.referrals.status import NO_DECISION_POSSIBLE, NOT_TAKEN_UP, EndResult, ReferralStatus
from service.referrals.tables import Referral
from service.signals.status import SignalStatus
from service.web import address
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
    mistake: str = ""


def closing_page(referral: Referral, actor: Caseworker, mistake: str = "") -> ClosingPage:
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
