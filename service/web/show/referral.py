"""Everything a caseworker needs of one referral, on one page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.actors import NOBODY, Caseworker
from service.addresses.find import NO_FILE, AddressLookup, look_up_address
from service.clock import day_of
from service.messages.conclude import NOT_DELIVERED
from service.onward.answer import PARTNER_ANSWERED
from service.partners.store import organisation_names
from service.policy.model import Desk
from service.referrals.adjust import AMENDED, WITHDRAWN
from service.referrals.deadlines import THREATENING
from service.referrals.documents import whole_document
from service.referrals.feedback import notice_of
from service.referrals.links import HANDED_OVER
from service.referrals.merge import JOINED
from service.referrals.read import ReferralView
from service.referrals.reopen import may_reopen
from service.referrals.routing import types_of
from service.referrals.status import EndResult, ReferralStatus
from service.referrals.tables import ContactAttempt, Referral
from service.rules.facts import Ground
from service.signals.tables import SignalChange
from service.signals.withdraw import WITHDRAWAL
from service.web import address, words
from service.web.dates import Deadline, day_and_weekday, deadline, in_dutch, moment
from service.web.help_words import NEWS_ADVICE
from service.web.page import Link, Notice
from service.web.show.asked import AskedCard, asked_cards
from service.web.show.attempt import PARTS, AttemptForm
from service.web.show.closing import heard_of
from service.web.show.forwarding import ForwardedView, forwarded_view, may_forward
from service.web.show.household import Household, household_of
from service.web.show.names import PolicyNames, colleague_names
from service.web.show.signals import SignalCard, change_text, signal_card
from service.web.show.timeline import Event, timeline_of, viewers_of
from service.web.show.worklist import is_merged, mark_of, status_of

_OTHER_SYSTEM = "een ander systeem van de gemeente"
_NEWS_ADVICE = {
    WITHDRAWN: "Is er niets meer te doen? Sluit de verwijzing dan af.",
    NOT_DELIVERED: "Kijk hieronder bij Berichten en afspraken waarom, en wat er nog te doen is.",
    HANDED_OVER: "Kijk hieronder bij Overdracht en toestemming.",
    PARTNER_ANSWERED: "Kijk hieronder bij Partners.",
    **NEWS_ADVICE,
}


@dataclass(frozen=True, slots=True)
class AttemptLine:
    day: str
    kind: str
    part: str
    reached: bool
    undelivered: bool
    by: str


@dataclass(frozen=True, slots=True)
class State:
    """How the referral stands, and what this person may do with it now."""

    mark: str
    href: str
    version: int
    worklist: Link
    threatening: bool
    status: str
    holder: str
    may_take: bool
    may_work: bool
    may_close: bool
    may_reopen: bool
    may_forward: bool
    forwarded: ForwardedView | None
    ended: str
    heard: str
    merged: bool
    goes_on: Link | None
    forgotten: str


@dataclass(frozen=True, slots=True)
class Route:
    """Why it is here: ground, kind, team, tray, and the reason of the routing."""

    ground: str
    types: str
    team: str
    tray: str
    reason: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferralPage:
    state: State
    route: Route
    statutory: Deadline | None
    target: Deadline | None
    news: Notice | None
    household: Household
    signals: tuple[SignalCard, ...]
    asked: tuple[AskedCard, ...]
    attempts: tuple[AttemptLine, ...]
    form: AttemptForm
    timeline: tuple[Event, ...]
    viewers: tuple[Event, ...]
    first_day: str
    last_day: str


def referral_page(
    session: Session, view: ReferralView, actor: Caseworker, names: PolicyNames, form: AttemptForm
) -> ReferralPage:
    referral, documents = view.referral, whole_document(view)
    corporations = organisation_names(session, [one.corporation_id for one in view.signals])
    pairs = zip(view.signals, documents["signalen"], strict=True)
    return ReferralPage(
        state=_state(view, actor, _goes_on(session, view, actor), names.today),
        route=_route(referral, names),
        statutory=_running(referral, referral.statutory_due, names),
        target=_running(referral, referral.target_due, names),
        news=_news(view),
        household=household_of(view.people, where_of(session, view.people)),
        signals=tuple(
            signal_card(one, document, corporations.get(one.corporation_id, "een corporatie"))
            for one, document in pairs
        ),
        asked=asked_cards(documents["koppelingen"]),
        attempts=_attempts(session, view.attempts),
        form=form,
        timeline=timeline_of(view, _partners(session, view)),
        viewers=viewers_of(view.timeline),
        first_day=day_of(referral.opened_at).isoformat(),
        last_day=names.today.isoformat(),
    )


def where_of(session: Session, people: Iterable[Mapping[str, Any] | None]) -> AddressLookup:
    """Where the household lives, by the person that was told of last."""
    known = [person for person in people if person]
    return look_up_address(session, known[-1]["adres"]) if known else NO_FILE


def _partners(session: Session, view: ReferralView) -> dict[str, str]:
    """The names of the partners that the journal of a referral speaks of, by id."""
    ids = [UUID(row.detail["partner"]) for row in view.timeline if "partner" in row.detail]
    return {str(id_): name for id_, name in organisation_names(session, ids).items()}


def _goes_on(session: Session, view: ReferralView, actor: Caseworker) -> Link | None:
    """Where the work of a joined referral goes on, for who may work there."""
    into = next((row.detail["in"] for row in view.timeline if row.action == JOINED), None)
    other = session.get(Referral, UUID(into)) if into else None
    if other is None or not actor.may_handle(other.municipality_code, other.destination):
        return None
    return Link(address.referral(other.id), f"Verwijzing {mark_of(other.id)}")


def _state(view: ReferralView, actor: Caseworker, goes_on: Link | None, today: date) -> State:
    referral = view.referral
    status, mine = ReferralStatus(referral.status), referral.assigned_to == actor.id
    place = Desk(referral.destination)
    return State(
        mark=mark_of(referral.id),
        href=address.referral(referral.id),
        version=referral.version,
        worklist=Link(address.worklist(str(place)), words.WORKLIST[place]),
        threatening=referral.urgency == THREATENING,
        status=status_of(referral),
        holder="" if not referral.assigned_to else "u" if mine else referral.assigned_name or "een collega",
        may_take=status is ReferralStatus.OPEN,
        may_work=status is ReferralStatus.PICKED_UP and mine,
        may_close=status is ReferralStatus.OPEN or (status is ReferralStatus.PICKED_UP and mine),
        may_reopen=may_reopen(referral, today),
        may_forward=may_forward(referral) and (status is not ReferralStatus.PICKED_UP or mine),
        forwarded=forwarded_view(referral, view.timeline),
        ended=_ended(referral),
        heard=heard_of(notice_of(EndResult(referral.end_result))) if referral.end_result else "",
        merged=is_merged(referral),
        goes_on=goes_on,
        forgotten=in_dutch(day_of(referral.forgotten_at)) if referral.forgotten_at else "",
    )


def _ended(referral: Referral) -> str:
    """What is joined with another referral has no result of its own."""
    if referral.closed_at is None:
        return ""
    return f"{referral.end_result or 'Samengevoegd met een andere verwijzing'} ({moment(referral.closed_at)})"


def _running(referral: Referral, last: date | None, names: PolicyNames) -> Deadline | None:
    """A last day, as long as a term runs."""
    return deadline(last, names.today, names.working_days) if last and referral.term else None


def _route(referral: Referral, names: PolicyNames) -> Route:
    types = [words.CASE_TYPE[kind] for kind in sorted(types_of(referral.multiple, referral.consecutive))]
    return Route(
        words.GROUND[Ground(referral.ground)], " en ".join(types), names.team(referral.team), names.tray(referral.tray),
        referral.routing["uitleg"], tuple(names.channels(referral.tray)),
    )


def _news(view: ReferralView) -> Notice | None:
    """What a corporation changed and nobody has acted on since."""
    code = view.referral.news
    if code is None:
        return None
    withdrawn = code == WITHDRAWN
    changes = [change for one in view.signals for change in one.changes if (change.kind == WITHDRAWAL) == withdrawn]
    told = _last(changes) if code in {WITHDRAWN, AMENDED} else ""
    advice = _NEWS_ADVICE.get(code, "Bekijk hieronder het signaal.")
    return Notice("news", words.NEWS.get(code, "Er is iets veranderd"), told, advice)


def _last(changes: list[SignalChange]) -> str:
    if not changes:
        return ""
    latest = max(changes, key=lambda change: change.id)
    return f"{moment(latest.at)}: {change_text(latest)}."


def _attempts(session: Session, attempts: list[ContactAttempt]) -> tuple[AttemptLine, ...]:
    people = colleague_names(session, [attempt.made_by for attempt in attempts])
    return tuple(
        AttemptLine(
            day_and_weekday(attempt.on_day), attempt.kind, PARTS[attempt.part_of_day], attempt.reached,
            attempt.undelivered,
            "Voordeur" if attempt.made_by == NOBODY else people.get(attempt.made_by, _OTHER_SYSTEM),
        )
        for attempt in reversed(attempts)
    )
