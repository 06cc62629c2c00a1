"""Reading referrals: worklists by key, never by offset, and one referral with everything a caseworker needs."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, text, tuple_
from sqlalchemy.orm import Session

from service import clock, journal
from service.actors import Caseworker
from service.errors import Fault, InvalidInput, NotAllowed, NotFound
from service.journal import Entry, JournalRow, record
from service.policy.model import Team
from service.policy.store import in_force
from service.referrals.progress import Progress
from service.referrals.routing import TRIAGE
from service.referrals.standing import LinkEnd, consents_behind, intended_of, link_context, links_of, progress_of
from service.referrals.status import ReferralStatus
from service.referrals.tables import ContactAttempt, Referral, ReferralSignal
from service.signals.amend import AMENDMENT
from service.signals.receive import subject_context
from service.signals.tables import Consent, Signal, SignalChange
from service.signals.withdraw import WITHDRAWAL
from service.vault import Vault

PAGE = 50
COUNTED = 1_000
# What a corporation changed. That a resident withdrew consent for one desk is not told to the other.
_TOLD = (WITHDRAWAL, AMENDMENT)
NOT_CLOSED = (ReferralStatus.OPEN, ReferralStatus.PICKED_UP)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which part of a worklist: one destination, some statuses, one holder; from where on."""

    destination: str
    statuses: tuple[ReferralStatus, ...] = NOT_CLOSED
    assigned_to: UUID | None = None
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class SignalView:
    """A signal as its caseworker may see it; `subject` is None when the person was erased."""

    signal: Signal
    link: ReferralSignal
    subject: dict[str, Any] | None
    changes: list[SignalChange]


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link with the person that came along, for whoever received it; None when it was stopped."""

    end: LinkEnd
    subject: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral with everything a caseworker needs. `desks` are those that this caseworker may see."""

    referral: Referral
    signals: list[SignalView]
    attempts: list[ContactAttempt]
    timeline: list[JournalRow]
    links: list[LinkView]
    consents: list[Consent]
    progress: Progress
    teams: tuple[Team, ...]
    desks: frozenset[str]

    @property
    def people(self) -> list[dict[str, Any] | None]:
        """Each person as this desk may know them, from signals and from what was handed over; None: erased."""
        incoming = [view.subject for view in self.links if view.end.incoming]
        return [view.subject for view in self.signals] + incoming


def own_referral(session: Session, referral_id: UUID, actor: Caseworker, *, lock: bool = False) -> Referral:
    """A referral this caseworker may handle. Another's is not found: its existence is nobody's business."""
    query = select(Referral).where(Referral.id == referral_id, Referral.municipality_code == actor.municipality_code)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None or not actor.may_handle(found.municipality_code, found.destination):
        raise NotFound("Deze verwijzing is er niet, of zij hoort niet bij uw taak.")
    return found


def worklist(session: Session, wish: Wish, actor: Caseworker) -> tuple[list[Referral], str | None]:
    """One page in order of urgency, deadline and age, and the cursor of the next."""
    if not actor.may_handle(actor.municipality_code, wish.destination):
        raise NotAllowed("Deze werklijst hoort niet bij uw taak.")
    found = [row for status in wish.statuses for row in session.scalars(_page(wish, status, actor))]
    found.sort(key=_place)
    page = found[:PAGE]
    return page, _cursor(page[-1]) if len(found) > PAGE else None


def _page(wish: Wish, status: ReferralStatus, actor: Caseworker) -> Select[Referral]:
    """A page of one status, read along the worklist index: the depth of the page does not matter."""
    query = select(Referral).where(
        Referral.municipality_code == actor.municipality_code, Referral.destination == wish.destination,
        Referral.status == status,
    )
    if wish.assigned_to:
        query = query.where(Referral.assigned_to == wish.assigned_to)
    if wish.cursor:
        query = query.where(tuple_(Referral.urgency, Referral.due, Referral.id) > _read_cursor(wish.cursor))
    return query.order_by(Referral.urgency, Referral.due, Referral.id).limit(PAGE + 1)


def _place(referral: Referral) -> tuple[int, date, UUID]:
    return referral.urgency, referral.due, referral.id


def _cursor(referral: Referral) -> str:
    urgency, due, last = _place(referral)
    return urlsafe_b64encode(f"{urgency}|{due.isoformat()}|{last}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[int, date, UUID]:
    try:
        urgency, due, last = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split("|")
        return int(urgency[:4]), date.fromisoformat(due), UUID(last)
    except ValueError:
        told = "Gebruik de waarde van volgende uit het vorige antwoord."
        raise InvalidInput([Fault("#/cursor", "ongeldigeWaarde", told, "query")]) from None


def look_at(session: Session, vault: Vault, referral_id: UUID, actor: Caseworker, now: datetime) -> ReferralView:
    """A referral with its people; that it was seen is recorded."""
    referral = own_referral(session, referral_id, actor)
    record(session, [Entry("verwijzing-gezien", referral_id, referral.ground)], actor, now)
    attempts = session.scalars(
        select(ContactAttempt).where(ContactAttempt.referral_id == referral_id).order_by(ContactAttempt.id),
    )
    return ReferralView(
        referral, _signals(session, vault, referral), list(attempts), journal.history(session, referral_id),
        links=_links(session, vault, referral_id), consents=consents_behind(session, referral_id),
        progress=progress_of(session, referral, clock.day_of(now)), teams=teams_for(session, referral, now),
        desks=actor.destinations,
    )


def _links(session: Session, vault: Vault, referral_id: UUID) -> list[LinkView]:
    return [
        LinkView(end, vault.open(end.link.subject, link_context(end.link.id))
                 if end.incoming and end.link.active and end.link.subject else None)
        for end in links_of(session, referral_id)
    ]


def teams_for(session: Session, referral: Referral, now: datetime) -> tuple[Team, ...]:
    """The teams that triage may choose from."""
    found = in_force(session, referral.municipality_code, clock.day_of(now)) if referral.destination == TRIAGE else None
    return tuple(team for team in found.policy.teams if str(team.desk) == intended_of(referral)) if found else ()


def _signals(session: Session, vault: Vault, referral: Referral) -> list[SignalView]:
    """What another desk still needs of a person, work that is forgotten does not show."""
    pairs = session.execute(
        select(Signal, ReferralSignal).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .where(ReferralSignal.referral_id == referral.id).order_by(Signal.received_at, Signal.id),
    ).all()
    changes = session.scalars(
        select(SignalChange)
        .where(SignalChange.signal_id.in_([signal.id for signal, _ in pairs]), SignalChange.kind.in_(_TOLD))
        .order_by(SignalChange.id),
    ).all()
    return [
        SignalView(
            signal, link,
            vault.open(signal.subject, subject_context(signal.id))
            if signal.subject and referral.forgotten_at is None else None,
            [change for change in changes if change.signal_id == signal.id],
        )
        for signal, link in pairs
    ]


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
