"""Closing: the national end results, grouped by what the corporation will hear of them."""

from dataclasses import dataclass

from service.actors import Caseworker
from service.referrals.feedback import Notice, notice_of
from service.referrals.status import NOT_TAKEN_UP, EndResult, ReferralStatus
from service.referrals.tables import Referral
from service.signals.status import SignalStatus
from service.web import address
from service.web.show.worklist import mark_of
from service.web.words import END_RESULT


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
    action: str
    version: int
    groups: tuple[ResultGroup, ...]
    limited: bool
    blocked: str
    chosen: str = ""
    mistake: str = ""


def closing_page(referral: Referral, actor: Caseworker, chosen: str = "", mistake: str = "") -> ClosingPage:
    """What may be chosen now: an open referral only ends in a result that says there was nothing to follow up."""
    is_open = referral.status == ReferralStatus.OPEN
    results = [result for result in EndResult if not is_open or result in NOT_TAKEN_UP]
    return ClosingPage(
        mark=mark_of(referral.id),
        href=address.referral(referral.id),
        action=f"{address.referral(referral.id)}/afsluiten",
        version=referral.version,
        groups=groups_of(results),
        limited=is_open,
        blocked=_blocked(referral, actor),
        chosen=chosen,
        mistake=mistake,
    )


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
        return "Zij hoort geen reden en niets over de hulp."
    if notice.reason:
        return "Deze redenen gaan over het signaal zelf. Daarom mag de corporatie de gekozen reden weten."
    return "Zij hoort geen reden."


def _blocked(referral: Referral, actor: Caseworker) -> str:
    if referral.status == ReferralStatus.CLOSED:
        return "Deze verwijzing is al afgesloten."
    if referral.status == ReferralStatus.PICKED_UP and referral.assigned_to != actor.id:
        return f"Deze verwijzing is opgepakt door {referral.assigned_name}. Alleen deze collega kan afsluiten."
    return ""
