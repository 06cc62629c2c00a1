"""Worklists: read by key, never by offset, each page as quick as the first."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, literal_column, select, text, tuple_
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import Fault, InvalidInput, NotAllowed
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral

PAGE = 50
COUNTED = 1_000
NOT_CLOSED = (ReferralStatus.OPEN, ReferralStatus.PICKED_UP)
# Written out, not a parameter: so in every plan the planner knows that the index of what is not closed serves.
IS_NOT_CLOSED = Referral.status != literal_column(f"'{ReferralStatus.CLOSED}'")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left of a worklist: some teams, one tray, area or ground; only what had to be done before a day."""

    teams: tuple[str, ...] = ()
    tray: str | None = None
    area: str | None = None
    ground: str | None = None
    due_before: date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        columns = (
            (Referral.tray, self.tray), (Referral.ground, self.ground),
            (Referral.routing["gebied"].astext, self.area),
        )
        found = [column == value for column, value in columns if value]
        if self.teams:
            # One team is read along its index in the order of the list.
            found.append(Referral.team == self.teams[0] if len(self.teams) == 1 else Referral.team.in_(self.teams))
        # What has no term any more is late for nothing.
        late = [Referral.due < self.due_before, Referral.term.is_not(None)] if self.due_before else []
        return [*found, *late]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which part of a worklist: one destination, some statuses, one holder, narrowed; from where on."""

    destination: str
    statuses: tuple[ReferralStatus, ...] = NOT_CLOSED
    assigned_to: UUID | None = None
    cursor: str | None = None
    narrowed: Narrowed = Narrowed()


def worklist(session: Session, wish: Wish, actor: Caseworker) -> tuple[list[Referral], str | None]:
    """One page in order of urgency, deadline and age, and the cursor of the next."""
    if not actor.may_handle(actor.municipality_code, wish.destination):
        raise NotAllowed("Deze werklijst hoort niet bij uw taak.")
    found = [row for status in wish.statuses for row in session.scalars(_page(wish, status, actor))]
    found.sort(key=_place)
    page = found[:PAGE]
    return page, cursor_of(page[-1]) if len(found) > PAGE else None


def _page(wish: Wish, status: ReferralStatus, actor: Caseworker) -> Select[Referral]:
    """A page of one status, read along the worklist index: the depth of the page does not matter."""
    query = select(Referral).where(
        Referral.municipality_code == actor.municipality_code, Referral.destination == wish.destination,
        Referral.status == status, *wish.narrowed.conditions(),
    )
    if wish.assigned_to:
        query = query.where(Referral.assigned_to == wish.assigned_to)
    if wish.cursor:
        query = query.where(tuple_(Referral.urgency, Referral.due, Referral.id) > read_cursor(wish.cursor))
    return query.order_by(Referral.urgency, Referral.due, Referral.id).limit(PAGE + 1)


def _place(referral: Referral) -> tuple[int, date, UUID]:
    return referral.urgency, referral.due, referral.id


def cursor_of(referral: Referral) -> str:
    urgency, due, last = _place(referral)
    return urlsafe_b64encode(f"{urgency}|{due.isoformat()}|{last}".encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[int, date, UUID]:
    try:
        urgency, due, last = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split("|")
        return int(urgency[:4]), date.fromisoformat(due), UUID(last)
    except ValueError:
        told = "Gebruik de waarde van volgende uit het vorige antwoord."
        raise InvalidInput([Fault("#/cursor", "ongeldigeWaarde", told, "query")]) from None


# The branch that counts stops at the limit, so that a long worklist costs no more than a short one.
_COUNTS = text("""
    SELECT d.destination, u.urgency, n.waiting
      FROM unnest(cast(:destinations AS text[])) AS d (destination)
     CROSS JOIN (VALUES (0::smallint), (1::smallint)) AS u (urgency)
     CROSS JOIN LATERAL (
           SELECT count(*) AS waiting FROM (
                  SELECT FROM referral r
                   WHERE r.municipality_code = :code AND r.destination = d.destination AND r.status = 'open'
                     AND r.urgency = u.urgency
                   LIMIT :most) AS seen) AS n
""")


def counts(session: Session, actor: Caseworker) -> dict[tuple[str, int], int]:
    """How many referrals wait on each worklist: (destination, urgency) -> count; `COUNTED` stands for that or more."""
    rows = session.execute(
        _COUNTS, {"code": actor.municipality_code, "destinations": list(actor.destinations), "most": COUNTED},
    )
    return {(row.destination, row.urgency): row.waiting for row in rows}
