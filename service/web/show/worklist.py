"""What the worklist says. No person stands in it: a referral is known by a short mark until it is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from service.actors import Caseworker
from service.clock import day_of
from service.policy.model import Desk
from service.referrals.deadlines import NORMAL, THREATENING
from service.referrals.routing import types_of
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral, SavedFilter
from service.referrals.worklist import COUNTED
from service.web import address
from service.web.dates import Deadline, deadline, in_dutch
from service.web.page import Link
from service.web.show.choice import Asked, Choice, choices_of
from service.web.show.names import PolicyNames
from service.web.words import CASE_TYPE, NEWS, STATUS, WORKLIST

Counts = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class Tab:
    link: Link
    open: str
    threatening: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Row:
    """`id` is None for what can only be handled on its own."""

    id: UUID | None
    href: str
    mark: str
    threatening: bool
    due: Deadline | None
    due_word: str
    closed: str
    types: str
    team: str
    tray: str
    status: str
    holder: str
    mine: bool
    news: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved filter as a link; `owner` is empty for one's own, which one may remove."""

    id: UUID
    link: Link
    owner: str
    shared: bool


@dataclass(frozen=True, slots=True)
class WorklistPage:
    name: str
    asked: Asked
    tabs: tuple[Tab, ...]
    choices: tuple[Choice, ...]
    saved: tuple["Saved", ...]
    rows: tuple[Row, ...]
    waits: bool
    following: str | None
    first: str | None
    filtered: bool
    opened: bool
    together: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was read for a worklist page: its rows, the cursor of the next page, and the counts of all worklists."""

    rows: list[Referral]
    following: str | None
    counted: Counts
    saved: list[SavedFilter]


def worklist_page(asked: Asked, found: Found, names: PolicyNames, actor: Caseworker) -> WorklistPage:
    tabs = tuple(_tab(place, asked, found.counted) for place in Desk if place in actor.destinations)
    return WorklistPage(
        name=WORKLIST[Desk(asked.destination)],
        asked=asked,
        tabs=tabs,
        choices=choices_of(asked, names),
        saved=tuple(_saved(one, asked, actor) for one in found.saved),
        rows=tuple(row_of(referral, names, actor) for referral in found.rows),
        waits=next(tab.waits for tab in tabs if tab.link.current),
        following=asked.href(found.following) if found.following else None,
        first=asked.href() if asked.cursor else None,
        filtered=asked.is_narrowed,
        opened=asked.is_narrowed_by_policy,
        together=asked.tray_to_choose_from,
    )


def mark_of(referral_id: UUID) -> str:
    """A short name for a referral, to say to a colleague; the last letters of its id."""
    return referral_id.hex[-6:].upper()


def is_merged(referral: Referral) -> bool:
    """Whether this is what was left when triage joined it with another one: closed, empty, without a result."""
    return referral.status == ReferralStatus.CLOSED and referral.end_result is None


def status_of(referral: Referral) -> str:
    return "Samengevoegd" if is_merged(referral) else STATUS[ReferralStatus(referral.status)]


def _saved(saved: SavedFilter, asked: Asked, actor: Caseworker) -> Saved:
    link = Link(address.worklist(**saved.wish), saved.name, current=saved.wish == asked.values)
    return Saved(saved.id, link, "" if saved.owner_id == actor.id else saved.owner_name, saved.shared)


def _tab(place: Desk, asked: Asked, counted: Counts) -> Tab:
    threatening, others = counted.get((place, THREATENING), 0), counted.get((place, NORMAL), 0)
    link = Link(address.worklist(str(place)), WORKLIST[place], current=place == asked.destination)
    return Tab(
        link, _number(threatening + others), _number(threatening) if threatening else "",
        waits=bool(threatening or others),
    )


def _number(counted: int) -> str:
    """A count as it is shown: beyond a thousand nobody needs it exactly."""
    return f"{COUNTED} of meer" if counted >= COUNTED else str(counted)


def row_of(referral: Referral, names: PolicyNames, actor: Caseworker) -> Row:
    mine = referral.assigned_to == actor.id
    types = sorted(types_of(referral.multiple, referral.consecutive))
    light = referral.status == ReferralStatus.OPEN and referral.urgency != THREATENING
    return Row(
        id=referral.id if light else None,
        href=address.referral(referral.id),
        mark=mark_of(referral.id),
        threatening=referral.urgency == THREATENING,
        due=_due(referral, names),
        # "Uiterlijk" is the law's word for the last permitted day; an earlier day is what the municipality aims at.
        due_word="Uiterlijk" if referral.due == referral.statutory_due else "Streefdatum",
        closed=in_dutch(day_of(referral.closed_at)) if referral.closed_at else "",
        types=" en ".join(CASE_TYPE[kind].lower() for kind in types),
        team=names.team(referral.team),
        tray=names.tray(referral.tray),
        status=status_of(referral),
        holder="" if not referral.assigned_to else "u" if mine else referral.assigned_name or "een collega",
        mine=mine,
        news=NEWS.get(referral.news or "", ""),
    )


def _due(referral: Referral, names: PolicyNames) -> Deadline | None:
    """The next last day, as long as a term runs."""
    if referral.closed_at or not referral.term:
        return None
    return deadline(referral.due, names.today, names.working_days)
